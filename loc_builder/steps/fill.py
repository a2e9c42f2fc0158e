"""From roster rows to one Word letter per district, each a fact.

`plan` says what would happen to each row; `carry_out` makes every letter in memory, checks them all, and only then
writes: files first, facts last, so that a killed run is simply run again.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from loc_builder import canonical, letter_id
from loc_builder.books import Books
from loc_builder.errors import InputError, Problem
from loc_builder.facts import Issued
from loc_builder.fields import field_values, other_years_named, roster_values, unwritable
from loc_builder.files.codes import qr_png
from loc_builder.files.word import LetterTemplate, read_wording
from loc_builder.letter_id import Code, Side
from loc_builder.model import DistrictNumber, Edition, Fixed, Letter, LetterId, RosterRow, Sha256, Zone
from loc_builder.standing import Commitment, LetterStanding
from loc_builder.workspace import letter_file_name, put, put_if_changed, sweep_unfinished


class Fate(StrEnum):
    """What a run does with a row."""

    ISSUE = "issue"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    SETTLED = "settled"  # changed, but the letter is accepted already
    COVERED = "covered"


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """`columns` are those whose values differ from the letter issued before."""

    fate: Fate
    letter: Letter
    row: int
    values: bytes
    file: str
    columns: tuple[str, ...] = ()
    covered_by: LetterId | None = None


@dataclass(frozen=True, slots=True)
class FillPlan:
    edition: Edition
    template: Path
    roster: str
    letters: tuple[PlannedLetter, ...]

    def of(self, fate: Fate) -> tuple[PlannedLetter, ...]:
        return tuple(each for each in self.letters if each.fate is fate)


def plan(
    books: Books,
    edition: Edition,
    rows: Sequence[RosterRow],
    *,
    roster: str,
    only: Iterable[DistrictNumber] = (),
    reissue: bool = False,
) -> FillPlan:
    """Say for each row whether its letter is made, unchanged, changed or not needed."""
    template = books.workspace.edition_folder(edition.school_year) / "letter.docx"
    wanted = set(only)
    template_hash = _template_hash(template)
    _refuse_unknown(wanted - {row.district.number for row in rows}, books, roster)
    covered = books.standing.covered_in(edition.school_year) if edition.covered_districts == "skip" else {}
    letters = tuple(
        _planned(books, edition, row, template_hash=template_hash, covered=covered, reissue=reissue)
        for row in rows
        if not wanted or row.district.number in wanted
    )
    return FillPlan(edition, template, roster, letters)


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


def _refuse_unknown(numbers: set[DistrictNumber], books: Books, roster: str) -> None:
    if numbers:
        names = ", ".join(books.district_named(number).name for number in sorted(numbers))
        raise InputError(f"{names} is not in {roster}", hint="Check the roster, or leave out --only.")


def _planned(
    books: Books,
    edition: Edition,
    row: RosterRow,
    *,
    template_hash: Sha256,
    covered: Mapping[str, Commitment],
    reissue: bool,
) -> PlannedLetter:
    number = row.district.number
    known = books.standing.letters.get(letter_id.make(edition.program.code, edition.school_year, number))
    revision = known.issued.revision if known else 1
    planned = _drafted(edition, row, revision)
    if number in covered and known is None:
        return _with(planned, Fate.COVERED, covered_by=covered[number].letter_id)
    if known is None:
        return planned
    columns = _changed_columns(books, known, planned.values, template_hash)
    if not columns:
        return _with(planned, Fate.UNCHANGED)
    if known.commitment is not None:
        return _with(planned, Fate.SETTLED, columns=columns)
    if reissue:
        return _with(_drafted(edition, row, revision + 1), Fate.ISSUE, columns=columns)
    return _with(planned, Fate.CHANGED, columns=columns)


def _drafted(edition: Edition, row: RosterRow, revision: int) -> PlannedLetter:
    letter = Letter(
        letter_id.make(edition.program.code, edition.school_year, row.district.number),
        revision,
        edition.school_year,
        row.district,
        row.superintendent,
        row.points_of_contact,
        row.answers,
    )
    values = {"roster": roster_values(row), "settings": _settings_values(letter, edition)}
    return PlannedLetter(
        Fate.ISSUE,
        letter,
        row.row,
        canonical.dump(values),
        letter_file_name(edition, row.district.number, row.district.name, revision),
    )


def _with(
    planned: PlannedLetter, fate: Fate, *, columns: tuple[str, ...] = (), covered_by: LetterId | None = None
) -> PlannedLetter:
    return PlannedLetter(fate, planned.letter, planned.row, planned.values, planned.file, columns, covered_by)


def _settings_values(letter: Letter, edition: Edition) -> Mapping[str, Any]:
    """The values that come from the edition: those that no roster row brings."""
    from_roster = {"district", "superintendent", "points_of_contact", "answers", "letter"}
    return {name: value for name, value in field_values(letter, edition).items() if name not in from_roster}


def _changed_columns(books: Books, known: LetterStanding, values: bytes, template_hash: Sha256) -> tuple[str, ...]:
    before = canonical.load_plain(books.workspace.kept(known.issued.values_sha256))
    after = canonical.load_plain(values)
    changed = [
        name
        for name in dict.fromkeys((*after["roster"], *before["roster"]))
        if after["roster"].get(name, "") != before["roster"].get(name, "")
    ]
    if before["settings"] != after["settings"]:
        changed.append("edition.toml")
    if known.issued.template_sha256 != template_hash:
        changed.append("letter.docx")
    return tuple(changed)


def _template_hash(template: Path) -> Sha256:
    try:
        return Sha256(sha256(template.read_bytes()).hexdigest())
    except OSError as error:
        raise InputError(
            f"the template {template.parent.name}/{template.name} cannot be read: {error.strerror}",
            hint="Each edition's folder holds edition.toml and letter.docx.",
        ) from error


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
