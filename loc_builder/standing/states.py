"""States, commitments and memberships, as they follow from the facts."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from loc_builder.facts import (
    Accepted,
    Amended,
    Approved,
    Ended,
    Fact,
    FindingsNoted,
    Issued,
    Received,
    Recorded,
    Signed,
)
from loc_builder.findings import Finding, FindingCode, Weight
from loc_builder.model import LetterId, MembershipStart, PartRef, ReturnId, Role
from loc_builder.schoolyear import SchoolYear


class LetterState(StrEnum):
    ISSUED = "issued"
    SENT = "sent"
    WAITING = "waiting"
    RETURNED_FOR_CORRECTION = "returned-for-correction"
    ACCEPTED = "accepted"
    APPROVED = "approved"

    @property
    def is_outstanding(self) -> bool:
        """The district still owes an answer."""
        return self in (LetterState.ISSUED, LetterState.SENT, LetterState.RETURNED_FOR_CORRECTION)


@dataclass(frozen=True, slots=True)
class PartStanding:
    """A part and what is known of it; `letter_id` is None until it is matched.

    `is_aside` where it was decided to use it for no letter.
    """

    ref: PartRef
    role: Role
    noted: FindingsNoted
    letter_id: LetterId | None = None
    revision: int | None = None
    is_decided: bool = False
    is_aside: bool = False

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """The codes a person must look at."""
        return tuple(code for code in self.noted.codes if Finding(FindingCode(code)).weight is not Weight.NOTE)


@dataclass(frozen=True, slots=True)
class ReturnStanding:
    received: Received
    received_at: datetime
    parts: tuple[PartStanding, ...]

    @property
    def short_id(self) -> str:
        """The beginning of its id, by which people name it."""
        return self.received.return_id[:8]

    @property
    def is_unmatched(self) -> bool:
        return any(part.letter_id is None and not part.is_decided for part in self.parts)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A letter signed by the district, dated and accepted, with the agency's approval once there is one.

    `issued` is the revision that was signed. `stated` holds the facts that say so, as they count today: those of the
    acceptance and the approval under their kinds, that of each signature under its party.
    """

    letter_id: LetterId
    issued: Issued
    issued_at: datetime
    accepted: Accepted
    signatures: Mapping[str, Signed]
    approval: Approved | None
    ended: Ended | None
    amendments: tuple[Amended, ...]
    stated: Mapping[str, Fact]

    @property
    def accepted_by(self) -> str:
        return self.stated[Accepted.kind].by

    @property
    def accepted_at(self) -> datetime:
        return self.stated[Accepted.kind].at

    @property
    def approved_by(self) -> str:
        return self.stated[Approved.kind].by if self.approval else ""

    @property
    def approved_at(self) -> datetime | None:
        return self.stated[Approved.kind].at if self.approval else None

    @property
    def signed_on(self) -> date:
        return self.accepted.term.signed_on

    @property
    def member_from(self) -> date | None:
        """The first day of membership, never before the term; None while the approval it starts with is missing."""
        if self.accepted.membership_starts is MembershipStart.SIGNATURE:
            return self.accepted.term.effective_on
        return max(self.approval.approved_on, self.accepted.term.effective_on) if self.approval else None

    @property
    def member_until(self) -> date:
        """The last day of membership."""
        ends_on = self.accepted.term.ends_on
        return min(self.ended.ended_on, ends_on) if self.ended else ends_on

    def is_member_on(self, day: date) -> bool:
        return self.member_from is not None and self.member_from <= day <= self.member_until


@dataclass(frozen=True, slots=True)
class LetterStanding:
    letter_id: LetterId
    issued: Issued
    issued_at: datetime
    state: LetterState
    parts: tuple[PartStanding, ...]
    commitment: Commitment | None
    record: Recorded | None
    is_archived: bool
    returned_because: str = ""
    signatures: Mapping[str, Signed] = field(default_factory=dict)
    sent_on: date | None = None
    awaits_scan: bool = False

    @property
    def undecided(self) -> tuple[PartStanding, ...]:
        return tuple(part for part in self.parts if not part.is_decided)

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """The codes of everything a person must look at before this letter can be decided, each once."""
        open_parts = self.undecided
        if not open_parts:
            return (FindingCode.PAPER_UNSCANNED.value,) if self.awaits_scan else ()
        roles = {part.role for part in open_parts}
        codes = [code for part in open_parts for code in part.waiting_for if is_open(code, part.role, roles)]
        if self.commitment is None:
            codes += missing_roles(part.role for part in open_parts)
        elif not codes:
            codes = [FindingCode.SECOND_PART.value]
        return tuple(dict.fromkeys(codes)) or (FindingCode.UNDECIDED.value,)


_ANSWERED_BY_SIGNATURE_PAGE = (FindingCode.NOT_SIGNED, FindingCode.NO_DATE)


def is_open(code: str, role: Role, roles: Collection[Role]) -> bool:
    """Whether a finding on a part still matters beside parts of other roles.

    A signature page that came back apart answers for the signature that the rest of the letter lacks.
    """
    apart = role is not Role.SIGNATURE_PAGE and Role.SIGNATURE_PAGE in roles
    return not (apart and code in _ANSWERED_BY_SIGNATURE_PAGE)


def missing_roles(roles: Iterable[Role]) -> tuple[str, ...]:
    """Say what a letter lacks when only parts of these roles came back."""
    have = set(roles)
    whole = bool(have & {Role.WHOLE, Role.COUNTERSIGNED})
    missing = []
    if not whole and Role.SIGNATURE_PAGE not in have:
        missing.append(FindingCode.SIGNATURE_PAGE_MISSING.value)
    if not whole and Role.ANSWERS not in have:
        missing.append(FindingCode.ANSWER_MISSING.value)
    return tuple(missing)


@dataclass(frozen=True, slots=True)
class Standing:
    letters: Mapping[LetterId, LetterStanding]
    returns: Mapping[ReturnId, ReturnStanding]

    def of_year(self, school_year: SchoolYear) -> tuple[LetterStanding, ...]:
        """The letters of one edition, by district number."""
        letters = (each for each in self.letters.values() if each.issued.school_year == school_year)
        return tuple(sorted(letters, key=lambda each: (each.issued.district_number, each.letter_id)))

    def commitments(self) -> tuple[Commitment, ...]:
        return tuple(each.commitment for each in self.letters.values() if each.commitment)

    def members_on(self, day: date) -> tuple[Commitment, ...]:
        """The commitments in force on a day, one for each district (the one that began last), by number."""
        found: dict[str, Commitment] = {}
        for each in sorted(self.commitments(), key=lambda each: each.member_from or date.max):
            if each.is_member_on(day):
                found[each.issued.district_number] = each
        return tuple(found[number] for number in sorted(found))

    def covered_in(self, school_year: SchoolYear) -> Mapping[str, Commitment]:
        """Districts whose commitment from an earlier edition's letter covers `school_year`, by number."""
        return {
            each.issued.district_number: each
            for each in self.commitments()
            if each.issued.school_year < school_year
            and school_year in each.accepted.term.school_years
            and each.member_until >= school_year.last_day
        }
