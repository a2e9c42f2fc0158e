"""From the facts, in their order and with their corrections, to the standing."""

from dataclasses import dataclass, field
from datetime import datetime

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
from loc_builder.model import LetterId, PartRef, ReturnId
from loc_builder.standing.states import Commitment, LetterStanding, LetterState, PartStanding, ReturnStanding, Standing


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
