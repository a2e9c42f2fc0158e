"""The list of a year's districts and letters, as spreadsheet and as JSON, and what changed from one to the next.

A row is all text, so that two of them can be compared and written as they are. Pure.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields

from loc_builder.facts import Fact, ReturnedForCorrection, Signed
from loc_builder.model import LetterId
from loc_builder.standing import Commitment, LetterStanding

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One district and, where it was asked, its letter; days as 2024-09-03, several values parted by "; ".

    `archive_page` is what the archive calls the record's first page, `archive_file_page` its number in the file. Places
    are those of this bag; `record_held_in` and `originals_held_in` name the bags that this one supplements and that
    hold what is not here.
    """

    district_number: str
    district: str
    standing: str
    letter_id: str = ""
    revision: str = ""
    state: str = ""
    signed_on: str = ""
    signed_by: str = ""
    signed_how: str = ""
    approved_on: str = ""
    approved_by: str = ""
    school_years: str = ""
    effective_on: str = ""
    ends_on: str = ""
    member_from: str = ""
    member_until: str = ""
    ended_on: str = ""
    amended_on: str = ""
    originals: str = field(default="", metadata={"place": True})
    record: str = field(default="", metadata={"place": True})
    record_sha256: str = field(default="", metadata={"place": True})
    record_pages: str = field(default="", metadata={"place": True})
    archive_page: str = field(default="", metadata={"place": True})
    archive_file_page: str = field(default="", metadata={"place": True})
    record_held_in: str = field(default="", metadata={"place": True})
    originals_held_in: str = field(default="", metadata={"place": True})


COLUMNS = tuple(each.name for each in fields(IndexRow))
_COMPARED = tuple(
    each.name for each in fields(IndexRow) if not each.metadata and each.name not in ("standing", "district_number")
)


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is another one than in the version before: who made it so and, where a reason was given, why."""

    district_number: str
    district: str
    letter_id: str
    what: str
    old: str
    new: str
    by: str
    because: str


def row_of(number: str, district: str, standing: str, letter: LetterStanding | None) -> IndexRow:
    """Say how a district stands; where the letter's files lie is not said here."""
    if letter is None:
        return IndexRow(number, district, standing)
    asked = {"letter_id": letter.letter_id, "revision": str(letter.issued.revision), "state": letter.state.value}
    return IndexRow(number, district, standing, **(asked | _committed(letter.commitment)))


def _committed(commitment: Commitment | None) -> dict[str, str]:
    if commitment is None:
        return {}
    term, signatures = commitment.accepted.term, commitment.signatures.values()
    approval, ended = commitment.approval, commitment.ended
    return {
        "revision": str(commitment.issued.revision),
        "signed_on": term.signed_on.isoformat(),
        "signed_by": "; ".join(_signer(each) for each in signatures),
        "signed_how": "; ".join(each.basis.value for each in signatures),
        "approved_on": approval.approved_on.isoformat() if approval else "",
        "approved_by": approval.signer if approval else "",
        "school_years": "; ".join(map(str, term.school_years)),
        "effective_on": term.effective_on.isoformat(),
        "ends_on": term.ends_on.isoformat(),
        "member_from": commitment.member_from.isoformat() if commitment.member_from else "",
        "member_until": commitment.member_until.isoformat(),
        "ended_on": ended.ended_on.isoformat() if ended else "",
        "amended_on": "; ".join(each.amended_on.isoformat() for each in commitment.amendments),
    }


def _signer(signed: Signed) -> str:
    return f"{signed.signer or 'name not noted'} ({signed.party})"


@dataclass(frozen=True, slots=True)
class Step:
    """A fact about a letter, and the letter's row as it stood from then on."""

    fact: Fact
    row: IndexRow


def changes_between(
    before: Sequence[IndexRow], after: Sequence[IndexRow], steps: Callable[[LetterId], Sequence[Step]]
) -> tuple[Change, ...]:
    """What is said otherwise in `after`, by whom and why; `steps` gives what happened to a letter in between, in order.

    A district that was not listed before counts as empty before, and the other way round.
    """
    old, new = ({(row.district_number, row.letter_id): row for row in rows} for rows in (before, after))
    return tuple(change for key in sorted({*old, *new}) for change in _changes(old.get(key), new.get(key), steps))


def _changes(
    old: IndexRow | None, new: IndexRow | None, steps: Callable[[LetterId], Sequence[Step]]
) -> Iterator[Change]:
    row = new or old
    differing = [name for name in _COMPARED if _value(old, name) != _value(new, name)]
    if row is None or not row.letter_id or not differing:
        return
    taken = steps(LetterId(row.letter_id))
    for name in differing:
        was, now = _value(old, name), _value(new, name)
        by, because = _by_and_because(_path(name, was, taken))
        yield Change(row.district_number, row.district, row.letter_id, name, was, now, by, because)


def _value(row: IndexRow | None, name: str) -> str:
    return getattr(row, name) if row else ""


def _path(name: str, was: str, steps: Sequence[Step]) -> list[Fact]:
    """The facts that led from the old value to the new one; a way round to a value that was there already is none."""
    path: list[tuple[str, Fact | None]] = [(was, None)]
    for step in steps:
        value = _value(step.row, name)
        if value == path[-1][0]:
            continue
        known = [index for index, (seen, _) in enumerate(path) if seen == value]
        path = path[: known[0] + 1] if known else [*path, (value, step.fact)]
    return [fact for _, fact in path if fact]


def _by_and_because(path: Sequence[Fact]) -> tuple[str, str]:
    """Who made a value what it is, and the reasons given for it; that a letter was sent back is none for what came."""
    counting = [fact for fact in path[:-1] if not isinstance(fact.said, ReturnedForCorrection)] + list(path[-1:])
    reasoned = [fact for fact in counting if getattr(fact.said, "because", "")]
    by = dict.fromkeys(fact.by for fact in reasoned or path[-1:])
    reasons = dict.fromkeys(str(getattr(fact.said, "because", "")) for fact in reasoned)
    return "; ".join(by), joined_reasons(reasons)


def joined_reasons(reasons: Iterable[str]) -> str:
    """Set reasons beside each other; one alone stays as it was written, but for its full stop."""
    return "; ".join(reason.rstrip().removesuffix(".") for reason in reasons)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Write a table that Excel opens as it is meant (UTF-8 with its mark, no cell is a formula)."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_defused(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig", errors="replace")


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_json(value: object) -> bytes:
    """Write JSON that a person can read."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return f"{text}\n".encode("utf-8", errors="backslashreplace")


def cells(row: IndexRow | Change) -> tuple[str, ...]:
    return tuple(getattr(row, each.name) for each in fields(row))


def as_dictionary(row: IndexRow | Change) -> dict[str, str]:
    return {each.name: getattr(row, each.name) for each in fields(row)}
