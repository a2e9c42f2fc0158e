"""The letters of a batch: all made and checked before the first is written."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from loc_builder import canonical
from loc_builder.books import Books
from loc_builder.errors import InputError, Problem
from loc_builder.facts import Issued
from loc_builder.fields import field_values, other_years_named, unwritable
from loc_builder.files.codes import qr_png
from loc_builder.files.word import LetterTemplate, read_wording
from loc_builder.letter_id import Code, Side
from loc_builder.model import Edition, Fixed, Letter, Sha256, Zone
from loc_builder.steps.fill.planning import Fate, FillPlan, PlannedLetter
from loc_builder.workspace import put, put_if_changed, sweep_unfinished


def carry_out(books: Books, plan: FillPlan) -> Books:
    """Make, check, write and record the letters to be issued; raise InputError before anything is written."""
    issue = plan.of(Fate.ISSUE)
    made = _made(issue, plan) if issue else []
    folder = books.workspace.letters_folder(plan.edition.school_year)
    sweep_unfinished(books.workspace.output)
    _put_back_copies(books, plan, folder)
    if not issue:
        return books
    template = books.workspace.keep(plan.template.read_bytes())
    facts = []
    for planned, document in zip(issue, made, strict=True):
        kept = books.workspace.keep(document)
        values = books.workspace.keep(planned.values)
        put(folder / planned.file, document)
        facts.append(_issued(planned, kept, values, template))
    return books.record(facts)


def _put_back_copies(books: Books, plan: FillPlan, folder: Path) -> None:
    """Lay the letters made before where people look, should they be gone or changed."""
    for planned in plan.letters:
        if planned.fate in (Fate.UNCHANGED, Fate.CHANGED, Fate.SETTLED):
            issued = books.standing.letters[planned.letter.letter_id].issued
            put_if_changed(folder / issued.file, books.workspace.kept(issued.sha256))


def _made(issue: Sequence[PlannedLetter], plan: FillPlan) -> list[bytes]:
    problems = [problem for planned in issue for problem in _unwritable_values(planned, plan)]
    if problems:
        raise InputError("some values cannot be put into a Word file", problems=tuple(problems))
    template = LetterTemplate(plan.template)
    made = [_document(template, planned.letter, plan.edition) for planned in issue]
    problems = [
        problem
        for planned, document in zip(issue, made, strict=True)
        for problem in _wrong_years(planned, document, plan)
    ]
    if problems:
        raise InputError("some letters name another school year", problems=tuple(problems))
    return made


def _document(template: LetterTemplate, letter: Letter, edition: Edition) -> bytes:
    body = qr_png(str(Code(letter.letter_id, letter.revision, Side.BODY)))
    signature = qr_png(str(Code(letter.letter_id, letter.revision, Side.SIGNATURE)))
    return template.fill(
        field_values(letter, edition),
        pictures={
            "loc-code-body": body,
            "loc-code-signature-header": signature,
            "loc-code-signature-footer": signature,
        },
        properties={"LetterId": letter.letter_id, "LetterRevision": str(letter.revision)},
    )


def _unwritable_values(planned: PlannedLetter, plan: FillPlan) -> Iterable[Problem]:
    for column, value in canonical.load_plain(planned.values)["roster"].items():
        character = unwritable(value)
        if character:
            message = f"the value holds the character {character}, which no Word file can hold"
            hint = "Type the value again in the sheet."
            yield Problem("unreadable-value", message, plan.roster, planned.row, column, hint)


def _wrong_years(planned: PlannedLetter, document: bytes, plan: FillPlan) -> Iterable[Problem]:
    wording = read_wording(document)
    texts = [each.text if isinstance(each, Fixed) else each.prefilled for each in wording.body]
    named = other_years_named("\n".join((*texts, *wording.furniture)), plan.edition)
    in_zones = " ".join(each.prefilled for each in wording.body if isinstance(each, Zone))
    for year in named:
        where = plan.roster if year in other_years_named(in_zones, plan.edition) else "letter.docx or edition.toml"
        hint = f'If it is meant, add "{year}" to other_years_meant in edition.toml.'
        message = f"the letter of {planned.letter.district.name} names the school year {year}"
        yield Problem("other-year-named", message, where, planned.row, hint=hint)


def _issued(planned: PlannedLetter, document: Sha256, values: Sha256, template: Sha256) -> Issued:
    letter = planned.letter
    return Issued(
        letter.letter_id,
        letter.revision,
        letter.school_year,
        letter.district.number,
        letter.district.name,
        planned.file,
        document,
        values,
        template,
    )
