"""From the facts, in their order and with their corrections, to the standing."""

from dataclasses import dataclass, field
from datetime import date, datetime

from loc_builder.facts import (
    Accepted,
    Amended,
    Approved,
    Archived,
    Ended,
    Fact,
    FindingsNoted,
    Issued,
    PaperNoted,
    PartMatched,
    PartReopened,
    PartSetAside,
    Received,
    Recorded,
    Reopened,
    ReturnedForCorrection,
    Sent,
    Signed,
    effective,
)
from loc_builder.model import LetterId, PartRef, ReturnId
from loc_builder.standing.states import Commitment, LetterStanding, LetterState, PartStanding, ReturnStanding, Standing


@dataclass(slots=True)
class _Letter:
    """What has been said of a letter so far; `issues` are its revisions with their moments."""

    issues: dict[int, tuple[Issued, datetime]] = field(default_factory=dict)
    sent_on: date | None = None
    returned: list[ReturnedForCorrection] = field(default_factory=list)
    signatures: dict[str, Signed] = field(default_factory=dict)
    accepted: Accepted | None = None
    approved: Approved | None = None
    stated: dict[str, Fact] = field(default_factory=dict)
    ended: Ended | None = None
    amendments: list[Amended] = field(default_factory=list)
    awaits_scan: bool = False
    record: Recorded | None = None
    archived_up_to: int = 0
    last_touched: int = 0
    decided: set[PartRef] = field(default_factory=set)

    def reopen(self) -> None:
        """Undo the last decision: its parts are open again, those that an earlier one turned down stay so."""
        if self.accepted:
            self.decided -= set(self.accepted.parts)
        else:
            self.decided -= {part for each in self.returned for part in each.parts}
        if self.approved and self.approved.shown_by:
            self.decided.discard(self.approved.shown_by)
        self.accepted = self.approved = None
        self.returned, self.signatures, self.stated = [], {}, {}


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
            case PartReopened():
                self.aside.discard(PartRef(said.return_id, said.part))
            case PartMatched():
                ref = PartRef(said.return_id, said.part)
                self.matched[ref] = said
                self.aside.discard(ref)
                self.letters[said.letter_id].awaits_scan = False
            case Issued():
                letter = self.letters.setdefault(said.letter_id, _Letter())
                letter.issues[said.revision] = (said, said.blank_made_at or fact.at)
                letter.sent_on = None
            case Sent() | PaperNoted() | Ended() | Amended() | Recorded() if said.letter_id is not None:
                self._add_event(said, self.letters[said.letter_id])
            case Signed() | Accepted() | Approved() | ReturnedForCorrection() | Reopened():
                self._add_decision(fact, said, self.letters[said.letter_id])
            case Archived():
                self._archive(said)

    def _archive(self, said: Archived) -> None:
        for letter_id in said.letters:
            if letter_id in self.letters:  # not where only the facts about some letters are folded
                self.letters[letter_id].archived_up_to = said.up_to

    @staticmethod
    def _add_event(said: Sent | PaperNoted | Ended | Amended | Recorded, letter: _Letter) -> None:
        match said:
            case Sent():
                letter.sent_on = said.sent_on
            case PaperNoted():
                letter.awaits_scan = True
            case Ended():
                letter.ended = said
            case Amended():
                letter.amendments.append(said)
            case Recorded():
                letter.record = said

    @staticmethod
    def _add_decision(
        fact: Fact, said: Signed | Accepted | Approved | ReturnedForCorrection | Reopened, letter: _Letter
    ) -> None:
        match said:
            case Signed():
                letter.signatures[said.party] = said
                letter.stated[said.party] = fact
            case Accepted():
                letter.accepted, letter.returned, letter.awaits_scan = said, [], False
                letter.stated[said.kind] = fact
                letter.decided |= set(said.parts)
            case Approved():
                letter.approved = said
                letter.stated[said.kind] = fact
                letter.decided |= {said.shown_by} if said.shown_by else set()
            case ReturnedForCorrection():
                letter.returned.append(said)
                letter.awaits_scan = False
                letter.decided |= set(said.parts)
            case Reopened():
                letter.reopen()

    def touch(self, facts: tuple[Fact, ...]) -> None:
        """Note the last fact about each letter, corrections among them and records left out."""
        for fact in facts:
            letter_id = getattr(fact.said, "letter_id", None)
            if letter_id is not None and not isinstance(fact.said, Recorded):
                self.letters[letter_id].last_touched = fact.sequence


def standing_of(facts: tuple[Fact, ...]) -> Standing:
    """Derive everything from the facts in their order."""
    fold = _Fold()
    for fact in effective(facts):
        fold.add(fact)
    fold.touch(facts)
    of_letter: dict[LetterId | None, list[PartStanding]] = {}
    of_return: dict[ReturnId, list[PartStanding]] = {}
    for part in (_part(fold, ref) for ref in fold.noted):
        of_letter.setdefault(part.letter_id, []).append(part)
        of_return.setdefault(part.ref.return_id, []).append(part)
    letters = {
        letter_id: _letter(letter_id, letter, tuple(of_letter.get(letter_id, ())))
        for letter_id, letter in fold.letters.items()
    }
    returns = {
        return_id: ReturnStanding(received, at, tuple(of_return.get(return_id, ())))
        for return_id, (received, at) in fold.received.items()
    }
    return Standing(letters, returns)


def _part(fold: _Fold, ref: PartRef) -> PartStanding:
    noted, matched = fold.noted[ref], fold.matched.get(ref)
    is_aside = ref in fold.aside
    if matched is None:
        return PartStanding(ref, noted.role, noted, is_decided=is_aside, is_aside=is_aside)
    is_decided = is_aside or ref in fold.letters[matched.letter_id].decided
    return PartStanding(ref, matched.role, noted, matched.letter_id, matched.revision, is_decided, is_aside)


def _letter(letter_id: LetterId, letter: _Letter, parts: tuple[PartStanding, ...]) -> LetterStanding:
    issued, issued_at = letter.issues[max(letter.issues)]
    return LetterStanding(
        letter_id,
        issued,
        issued_at,
        _state(letter, parts),
        parts,
        _commitment(letter_id, letter),
        letter.record,
        is_archived=letter.accepted is not None and letter.archived_up_to >= letter.last_touched,
        returned_because=letter.returned[-1].because if letter.returned else "",
        signatures=letter.signatures,
        sent_on=letter.sent_on,
        awaits_scan=letter.awaits_scan,
    )


def _state(letter: _Letter, parts: tuple[PartStanding, ...]) -> LetterState:
    if letter.accepted:
        return LetterState.APPROVED if letter.approved else LetterState.ACCEPTED
    if letter.awaits_scan or any(not part.is_decided for part in parts):
        return LetterState.WAITING
    if letter.returned:
        return LetterState.RETURNED_FOR_CORRECTION
    return LetterState.SENT if letter.sent_on else LetterState.ISSUED


def _commitment(letter_id: LetterId, letter: _Letter) -> Commitment | None:
    if letter.accepted is None:
        return None
    issued, issued_at = letter.issues[letter.accepted.revision]
    return Commitment(
        letter_id,
        issued,
        issued_at,
        letter.accepted,
        letter.signatures,
        letter.approved,
        letter.ended,
        tuple(letter.amendments),
        letter.stated,
    )
