"""The list of a year's districts and letters, as spreadsheet and as JSON, and what changed from one to the next.

A row is all text, so that two of them can be compared and written as they are. Pure.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from loc_builder.binding.telling import event_sentence
from loc_builder.facts import (
    Accepted,
    Amended,
    Approved,
    Corrected,
    Ended,
    Fact,
    PartMatched,
    PartSetAside,
    Reopened,
    ReturnedForCorrection,
    Signed,
)
from loc_builder.model import LetterId
from loc_builder.standing import Commitment, LetterStanding

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DECISIONS = (Accepted, Amended, Approved, Corrected, Ended, PartMatched, PartSetAside, Reopened, ReturnedForCorrection)
_REASONED = (Amended, Corrected, Ended, Reopened, ReturnedForCorrection)


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
_COMPARED = tuple(each.name for each in fields(IndexRow) if not each.metadata and each.name != "standing")


@dataclass(frozen=True, slots=True)
class Change:
    """One value that is another one than in the version before; `because` names the facts that made it so."""

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


def changes_between(
    before: Sequence[IndexRow], after: Sequence[IndexRow], since: Mapping[LetterId, Sequence[Fact]]
) -> tuple[Change, ...]:
    """What is said otherwise in `after`, by whom and why; `since` holds the facts about each letter in between.

    A district that was not listed before counts as empty before, and the other way round.
    """
    old, new = ({_key(row): row for row in rows} for rows in (before, after))
    return tuple(change for key in sorted({*old, *new}) for change in _changes(old.get(key), new.get(key), since))


def _key(row: IndexRow) -> tuple[str, str]:
    return row.district_number, row.letter_id


def _changes(old: IndexRow | None, new: IndexRow | None, since: Mapping[LetterId, Sequence[Fact]]) -> Iterator[Change]:
    row = new or old
    if row is None or not row.letter_id:
        return
    facts = [fact for fact in since.get(LetterId(row.letter_id), ()) if isinstance(fact.said, _DECISIONS)]
    reasons = [fact for fact in facts if isinstance(fact.said, _REASONED)] or facts
    by = "; ".join(dict.fromkeys(fact.by for fact in reasons))
    because = "; ".join(dict.fromkeys(getattr(fact.said, "because", "") or event_sentence(fact) for fact in reasons))
    for name in _COMPARED:
        was, now = (getattr(each, name) if each else "" for each in (old, new))
        if was != now:
            yield Change(row.district_number, row.district, row.letter_id, name, was, now, by, because)


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
