"""What follows from the facts: a letter's state, its commitment, memberships. Pure.

Status is never stored. `standing_of` folds the facts, corrections applied, into one value; everything that the
office asks (who is outstanding, who is a member on a day, what waits) is read off that value.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from loc_builder.facts import (
    Accepted,
    Approved,
    Archived,
    Ended,
    Fact,
    FindingsNoted,
    Issued,
    PartMatched,
    PartSetAside,
    Received,
    Recorded,
    Reopened,
    ReturnedForCorrection,
    Sent,
    Signed,
    Statement,
    effective,
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
    """A part and what is known of it; `letter_id` is None until it is matched."""

    ref: PartRef
    role: Role
    noted: FindingsNoted
    letter_id: LetterId | None = None
    revision: int | None = None
    is_decided: bool = False

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
    def is_unmatched(self) -> bool:
        return any(part.letter_id is None and not part.is_decided for part in self.parts)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A letter signed by the district, dated and accepted, with the agency's approval once there is one."""

    letter_id: LetterId
    issued: Issued
    accepted: Accepted
    accepted_by: str
    accepted_at: datetime
    signatures: Mapping[str, Signed]
    approval: Approved | None
    approved_at: datetime | None
    approved_by: str
    ended: Ended | None

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

    @property
    def undecided(self) -> tuple[PartStanding, ...]:
        return tuple(part for part in self.parts if not part.is_decided)

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """The codes of everything a person must look at before this letter can be decided, each once."""
        open_parts = self.undecided
        if not open_parts:
            return ()
        roles = {part.role for part in open_parts}
        codes = [code for part in open_parts for code in part.waiting_for if is_open(code, part.role, roles)]
        if self.commitment is None:
            codes += missing_roles(part.role for part in open_parts)
        elif not codes:
            codes = [FindingCode.SECOND_PART.value]
        return tuple(dict.fromkeys(codes))


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


# ---- folding ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Letter:
    """What has been said of a letter so far."""

    issued: Issued
    issued_at: datetime
    is_sent: bool = False
    returned: ReturnedForCorrection | None = None
    signatures: dict[str, Signed] = field(default_factory=dict)
    accepted: tuple[Accepted, Fact] | None = None
    approved: tuple[Approved, Fact] | None = None
    ended: Ended | None = None
    record: Recorded | None = None
    is_archived: bool = False
    decided: set[PartRef] = field(default_factory=set)

    def reopen(self) -> None:
        """Undo the last decision: its parts are open again, those that an earlier one turned down stay so."""
        if self.accepted:
            self.decided -= set(self.accepted[0].parts)
        elif self.returned:
            self.decided -= set(self.returned.parts)
        if self.approved and self.approved[0].shown_by:
            self.decided.discard(self.approved[0].shown_by)
        self.accepted = self.approved = self.returned = None
        self.signatures = {}


@dataclass(slots=True)
class _Fold:
    letters: dict[LetterId, _Letter] = field(default_factory=dict)
    received: dict[ReturnId, tuple[Received, datetime]] = field(default_factory=dict)
    noted: dict[PartRef, FindingsNoted] = field(default_factory=dict)
    matched: dict[PartRef, PartMatched] = field(default_factory=dict)
    aside: set[PartRef] = field(default_factory=set)

    def add(self, fact: Fact) -> None:
        said = fact.said
        match said:
            case Received():
                self.received[said.return_id] = (said, fact.at)
            case FindingsNoted():
                self.noted[PartRef(said.return_id, said.part)] = said
            case PartSetAside():
                self.aside.add(PartRef(said.return_id, said.part))
            case PartMatched():
                ref = PartRef(said.return_id, said.part)
                self.matched[ref] = said
                self.aside.discard(ref)
            case Issued():
                self._issue(said, fact.at)
            case Archived():
                for letter_id in said.letters:
                    self.letters[letter_id].is_archived = True
            case _:
                self._add_to_letter(fact, said)

    def _issue(self, said: Issued, at: datetime) -> None:
        if said.letter_id in self.letters:
            letter = self.letters[said.letter_id]
            letter.issued, letter.issued_at, letter.is_sent = said, at, False
        else:
            self.letters[said.letter_id] = _Letter(said, at)

    def _add_to_letter(self, fact: Fact, said: Statement) -> None:
        letter = self.letters[said.letter_id]  # type: ignore[union-attr]  # all kinds left have one
        match said:
            case Sent():
                letter.is_sent = True
            case Signed():
                letter.signatures[said.party] = said
            case Accepted():
                letter.accepted, letter.returned = (said, fact), None
                letter.decided |= set(said.parts)
            case Approved():
                letter.approved = (said, fact)
                letter.decided |= {said.shown_by} if said.shown_by else set()
            case ReturnedForCorrection():
                letter.returned = said
                letter.decided |= set(said.parts)
            case Reopened():
                letter.reopen()
            case Ended():
                letter.ended = said
            case Recorded():
                letter.record = said


def standing_of(facts: tuple[Fact, ...]) -> Standing:
    """Derive everything from the facts in their order."""
    fold = _Fold()
    for fact in effective(facts):
        fold.add(fact)
    parts = {ref: _part(fold, ref) for ref in fold.noted}
    letters = {
        letter_id: _letter(letter_id, letter, tuple(part for part in parts.values() if part.letter_id == letter_id))
        for letter_id, letter in fold.letters.items()
    }
    returns = {
        return_id: ReturnStanding(
            received, at, tuple(part for ref, part in parts.items() if ref.return_id == return_id)
        )
        for return_id, (received, at) in fold.received.items()
    }
    return Standing(letters, returns)


def _part(fold: _Fold, ref: PartRef) -> PartStanding:
    noted, matched = fold.noted[ref], fold.matched.get(ref)
    if matched is None:
        return PartStanding(ref, noted.role, noted, is_decided=ref in fold.aside)
    decided = ref in fold.aside or ref in fold.letters[matched.letter_id].decided
    return PartStanding(ref, matched.role, noted, matched.letter_id, matched.revision, decided)


def _letter(letter_id: LetterId, letter: _Letter, parts: tuple[PartStanding, ...]) -> LetterStanding:
    return LetterStanding(
        letter_id,
        letter.issued,
        letter.issued_at,
        _state(letter, parts),
        parts,
        _commitment(letter_id, letter),
        letter.record,
        letter.is_archived,
        letter.returned.because if letter.returned else "",
    )


def _state(letter: _Letter, parts: tuple[PartStanding, ...]) -> LetterState:
    if letter.accepted:
        return LetterState.APPROVED if letter.approved else LetterState.ACCEPTED
    if any(not part.is_decided for part in parts):
        return LetterState.WAITING
    if letter.returned:
        return LetterState.RETURNED_FOR_CORRECTION
    return LetterState.SENT if letter.is_sent else LetterState.ISSUED


def _commitment(letter_id: LetterId, letter: _Letter) -> Commitment | None:
    if letter.accepted is None:
        return None
    accepted, fact = letter.accepted
    approved, approval = letter.approved or (None, None)
    return Commitment(
        letter_id,
        letter.issued,
        accepted,
        fact.by,
        fact.at,
        letter.signatures,
        approved,
        approval.at if approval else None,
        approval.by if approval else "",
        letter.ended,
    )
