"""What a batch would do with each row of a roster, before anything is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from loc_builder import canonical, letter_id
from loc_builder.books import Books
from loc_builder.errors import InputError
from loc_builder.fields import field_values, roster_values
from loc_builder.model import DistrictNumber, Edition, Letter, LetterId, RosterRow, Sha256
from loc_builder.standing import Commitment, LetterStanding
from loc_builder.workspace import letter_file_name


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
