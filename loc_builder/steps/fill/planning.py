"""What a batch would do with each row of a roster, before anything is written."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from loc_builder import canonical, letter_id
from loc_builder.books import Books
from loc_builder.casework import accepted_answers, letters_before
from loc_builder.errors import InputError
from loc_builder.fields import field_values, history_values, option_values, roster_values
from loc_builder.files.word import rough_text
from loc_builder.model import DistrictNumber, Edition, Letter, LetterId, Previous, RosterRow, Sha256
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
    asked_before: tuple[str, ...] = ()

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
    ground = _Ground.of(books, edition, template)
    _refuse_unknown(wanted - {row.district.number for row in rows}, books, roster)
    letters = tuple(
        _planned(ground, row, reissue=reissue) for row in rows if not wanted or row.district.number in wanted
    )
    return FillPlan(edition, template, roster, letters, ground.asked)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all letters of a batch are planned on.

    `history` are the fields of the template that tell of a district's past or place, `asked` the questions of this
    and earlier editions. `before` are the latest letters accepted for earlier years, by district; `members` are the
    districts that were members on the last day before the year.
    """

    books: Books
    edition: Edition
    template_hash: Sha256
    history: frozenset[str]
    asked: tuple[str, ...]
    before: Mapping[DistrictNumber, LetterStanding]
    members: frozenset[str]
    covered: Mapping[str, Commitment]

    @classmethod
    def of(cls, books: Books, edition: Edition, template: Path) -> "_Ground":
        year, data = edition.school_year, _bytes_of(template)
        covered = books.standing.covered_in(year) if edition.covered_districts == "skip" else {}
        history = frozenset(_HISTORY.findall(rough_text(data)))
        members = books.standing.members_on(year.first_day - timedelta(days=1))
        return cls(
            books,
            edition,
            Sha256(sha256(data).hexdigest()),
            history,
            tuple(dict.fromkeys((*(each.id for each in edition.questions), *books.asked_before(edition)))),
            letters_before(books, year),
            frozenset(each.issued.district_number for each in members),
            covered,
        )

    def letter(self, row: RosterRow, revision: int) -> Letter:
        edition, district = self.edition, row.district
        return Letter(
            letter_id.make(edition.program.code, edition.school_year, district.number),
            revision,
            edition.school_year,
            district,
            row.superintendent,
            row.points_of_contact,
            row.answers,
            self._previous(district.number),
        )

    def _previous(self, district: DistrictNumber) -> Previous:
        letter = self.before.get(district)
        answers = dict[str, tuple[str, ...]](dict.fromkeys(self.asked, ()))
        if letter:
            answers |= accepted_answers(self.books, letter)
        return Previous(letter.issued.school_year if letter else None, answers, district in self.members)


_HISTORY = re.compile(r"\b(?:previous\.\w+|district\.coop)\b")


def _refuse_unknown(numbers: set[DistrictNumber], books: Books, roster: str) -> None:
    if numbers:
        names = ", ".join(books.district_named(number).name for number in sorted(numbers))
        raise InputError(f"{names} is not in {roster}", hint="Check the roster, or leave out --only.")


def _planned(ground: _Ground, row: RosterRow, *, reissue: bool) -> PlannedLetter:
    number = row.district.number
    letters = ground.books.standing.letters
    known = letters.get(letter_id.make(ground.edition.program.code, ground.edition.school_year, number))
    planned = _drafted(ground, row, known.issued.revision if known else 1)
    if number in ground.covered and known is None:
        return _with(planned, Fate.COVERED, covered_by=ground.covered[number].letter_id)
    if known is None:
        return planned
    columns = _changed_columns(ground, known, planned.values)
    if not columns:
        return _with(planned, Fate.UNCHANGED)
    if known.commitment is not None:
        return _with(planned, Fate.SETTLED, columns=columns)
    if reissue:
        return _with(_drafted(ground, row, known.issued.revision + 1), Fate.ISSUE, columns=columns)
    return _with(planned, Fate.CHANGED, columns=columns)


def _drafted(ground: _Ground, row: RosterRow, revision: int) -> PlannedLetter:
    letter = ground.letter(row, revision)
    values = {
        "roster": roster_values(row),
        "settings": _settings_values(letter, ground.edition),
        "history": history_values(letter),
        "options": option_values(ground.edition),
    }
    return PlannedLetter(
        Fate.ISSUE,
        letter,
        row.row,
        canonical.dump(values),
        letter_file_name(ground.edition, row.district.number, row.district.name, revision),
    )


def _with(
    planned: PlannedLetter, fate: Fate, *, columns: tuple[str, ...] = (), covered_by: LetterId | None = None
) -> PlannedLetter:
    return PlannedLetter(fate, planned.letter, planned.row, planned.values, planned.file, columns, covered_by)


def _settings_values(letter: Letter, edition: Edition) -> Mapping[str, Any]:
    """The values that come from the edition: those that are the same for every district."""
    of_district = {
        *("district", "superintendent", "points_of_contact", "answers", "options", "previous", "letter"),
    }
    return {name: value for name, value in field_values(letter, edition).items() if name not in of_district}


def _changed_columns(ground: _Ground, known: LetterStanding, values: bytes) -> tuple[str, ...]:
    """Name what differs from the letter as it was made; a field that is younger than it does not."""
    before = canonical.load_plain(ground.books.workspace.kept(known.issued.values_sha256))
    after = canonical.load_plain(values)
    past, now = before.get("history", {}), after["history"]
    changed = [*_differing(before["roster"], after["roster"])]
    changed += sorted(name for name in _differing(past, now) if name in ground.history)
    settings = {name: value for name, value in after["settings"].items() if name in before["settings"]}
    if before["settings"] != settings or before.get("options", after["options"]) != after["options"]:
        changed.append("edition.toml")
    if known.issued.template_sha256 != ground.template_hash:
        changed.append("letter.docx")
    return tuple(changed)


def _differing(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[str]:
    return (name for name in dict.fromkeys((*after, *before)) if after.get(name, "") != before.get(name, ""))


def _bytes_of(template: Path) -> bytes:
    try:
        return template.read_bytes()
    except OSError as error:
        raise InputError(
            f"the template {template.parent.name}/{template.name} cannot be read: {error.strerror}",
            hint="Each edition's folder holds edition.toml and letter.docx.",
        ) from error
