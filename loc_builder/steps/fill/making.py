"""The letters of a batch: all made and checked before the first is shown."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from loc_builder import canonical
from loc_builder.books import Books
from loc_builder.errors import InputError, Problem
from loc_builder.facts import Issued
from loc_builder.fields import field_values, other_years_named, unwritable
from loc_builder.files.codes import qr_png
from loc_builder.files.word import read_wording, rough_text
from loc_builder.files.word.lint import usable
from loc_builder.files.word.template import LetterTemplate
from loc_builder.letter_id import Code, Side
from loc_builder.model import Edition, Fixed, Letter, Sha256, Zone
from loc_builder.schoolyear import SchoolYear
from loc_builder.staging import Batch, batch
from loc_builder.steps.fill.planning import Fate, FillPlan, PlannedLetter
from loc_builder.workspace import put_if_changed, sweep_unfinished

_YEAR_AND_MORE = re.compile(r"((?:19|20)\d\d)\s*[-/\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]")
"""What every name of a school year begins with."""


def carry_out(books: Books, plan: FillPlan) -> Books:
    """Make, check, write and record the letters to be issued; raise InputError before anything is shown."""
    folder = books.workspace.letters_folder(plan.edition.school_year)
    sweep_unfinished(books.workspace.output)
    with batch(books.workspace) as begun:
        facts = tuple(_staged(begun, plan, folder))
        _put_back_copies(books, plan, folder)
        begun.show()
    return books.record(facts)


def rehearse(plan: FillPlan) -> None:
    """Make and check the letters to be issued and write nothing; raise InputError as `carry_out` would."""
    for _ in _made(plan):
        pass


def _staged(begun: Batch, plan: FillPlan, folder: Path) -> Iterator[Issued]:
    template = plan.template.read_bytes()
    for planned, document in _made(plan):
        kept = begun.keep(document)
        values = begun.keep(planned.values)
        begun.put(folder / planned.file, document)
        yield _issued(planned, kept, values, begun.keep(template))


def _put_back_copies(books: Books, plan: FillPlan, folder: Path) -> None:
    """Lay the letters made before where people look, should they be gone or changed."""
    for planned in plan.letters:
        if planned.fate in (Fate.UNCHANGED, Fate.CHANGED, Fate.SETTLED):
            issued = books.standing.letters[planned.letter.letter_id].issued
            put_if_changed(folder / issued.file, books.workspace.kept(issued.sha256))


def _made(plan: FillPlan) -> Iterator[tuple[PlannedLetter, bytes]]:
    """Make the letters to be issued one after the other; raise InputError after the last if any is spoiled."""
    issue = plan.of(Fate.ISSUE)
    problems = [problem for planned in issue for problem in _unwritable_values(planned, plan)]
    if problems:
        raise InputError("some values cannot be put into a Word file", problems=tuple(problems))
    if not issue:
        return
    template = usable(plan.template, plan.edition, asked_before=plan.asked_before)
    for planned in issue:
        document = filled(template, planned.letter, plan.edition)
        if planned is issue[0] or _may_name_another_year(planned.letter, document, plan.edition):
            problems += _wrong_years(planned, document, plan)
        yield planned, document
    if problems:
        raise InputError("some letters name another school year", problems=tuple(problems))


def filled(template: LetterTemplate, letter: Letter, edition: Edition) -> bytes:
    """Fill a template with a letter's values, its codes and its id."""
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


def _may_name_another_year(letter: Letter, document: bytes, edition: Edition) -> bool:
    """Tell, at little cost, whether a letter of a batch has to be read to see which school years it names.

    The first is always read: it shows what the template says by list labels and symbols.
    """
    meant = {edition.school_year, *edition.other_years_meant, *_years_quoted(letter, edition)}
    named = {int(found[1]) for found in _YEAR_AND_MORE.finditer(rough_text(document))}
    return not named <= {year.starts_in for year in meant}


def _wrong_years(planned: PlannedLetter, document: bytes, plan: FillPlan) -> Iterable[Problem]:
    wording = read_wording(document)
    texts = [each.text if isinstance(each, Fixed) else each.prefilled for each in wording.body]
    named = set(other_years_named("\n".join((*texts, *wording.furniture)), plan.edition))
    in_zones = " ".join(each.prefilled for each in wording.body if isinstance(each, Zone))
    for year in sorted(named - _years_quoted(planned.letter, plan.edition)):
        where = plan.roster if year in other_years_named(in_zones, plan.edition) else "letter.docx or edition.toml"
        hint = f'If it is meant, add "{year}" to other_years_meant in edition.toml.'
        message = f"the letter of {planned.letter.district.name} names the school year {year}"
        yield Problem("other-year-named", message, where, planned.row, hint=hint)


def _years_quoted(letter: Letter, edition: Edition) -> set[SchoolYear]:
    """The years that a letter may name because it tells of the letter before."""
    previous = letter.previous
    answered = "\n".join(item for items in previous.answers.values() for item in items)
    quoted = set(other_years_named(answered, edition))
    return quoted | {previous.school_year} if previous.school_year else quoted


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
