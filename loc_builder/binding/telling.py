"""Facts and standings in sentences, for certificates and the archive's list of districts. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date

from loc_builder.binding.correcting import correction_sentence
from loc_builder.days import in_words, month_name, years_in_words
from loc_builder.facts import (
    Accepted,
    Amended,
    Approved,
    Corrected,
    Ended,
    Fact,
    FindingsNoted,
    Issued,
    PaperNoted,
    PartMatched,
    PartReopened,
    PartSetAside,
    Received,
    Reopened,
    ReturnedForCorrection,
    Sent,
    Signed,
    Statement,
    replacement_of,
)
from loc_builder.findings import SENTENCES, FindingCode
from loc_builder.model import Edition, Role
from loc_builder.schoolyear import June, TermRuleName
from loc_builder.standing import Commitment, LetterStanding, LetterState

_STATES = {
    LetterState.ISSUED: "Asked; no answer yet",
    LetterState.SENT: "Asked; no answer yet",
    LetterState.WAITING: "Answered; waits for a decision",
    LetterState.RETURNED_FOR_CORRECTION: "Sent back for correction",
}

NOT_ASKED = "Not asked"
JUNE = 6

_WAYS = {"mail": "by e-mail", "post": "by post", "hand": "by hand"}


def way(said: Received) -> str:
    """How a return came; the facts say `mail` for what an office calls e-mail."""
    return _WAYS.get(said.by_way, f"by {said.by_way}")


def sentences(facts: Iterable[Fact]) -> Iterator[tuple[Fact, str]]:
    """Each fact with its sentence; a correction tells what was said before, and one that only follows is left out.

    The corrected facts must be among the facts, before their corrections.
    """
    said: dict[int, Statement] = {}
    for fact in facts:
        if isinstance(fact.said, Corrected):
            right = replacement_of(fact.said)
            words = correction_sentence(fact.by, fact.said.because, wrong=said.get(fact.said.supersedes), right=right)
            said[fact.said.supersedes] = right
        else:
            said[fact.sequence], words = fact.said, event_sentence(fact)
        if words:
            yield fact, words


def event_sentence(fact: Fact) -> str:
    """What a fact says, in one sentence that names who did it where a person decided."""
    match fact.said:
        case Issued() as said:
            if said.blank_made_at:
                return f"Taken up by {fact.by} on the office's blank form: no letter was issued to this district"
            return f"Letter made, revision {said.revision}"
        case Sent() as said:
            return f"Letter sent on {in_words(said.sent_on)}"
        case Received() as said:
            return f"Received {way(said)} on {in_words(said.arrived_on)}: {said.name}"
        case PaperNoted() as said:
            return f"Paper received on {in_words(said.arrived_on)}, kept at: {said.place}"
        case FindingsNoted() as said:
            return f"Read as {_role(said.role)}: {_findings(said.codes)}"
        case PartMatched() as said:
            whose = "by rule" if said.by_rule else f"by {fact.by}"
            return f"{_role(said.role).capitalize()} recognised as this letter {whose}"
        case PartSetAside() as said:
            return f"Set aside by {fact.by}: {said.because}"
        case PartReopened() as said:
            return f"Brought back by {fact.by}: {said.because}"
        case _:
            return _decision_sentence(fact)


def _decision_sentence(fact: Fact) -> str:
    match fact.said:
        case Signed() as said:
            return f"Signature for the {said.party} noted, dated {in_words(said.signed_on)}"
        case Accepted() as said:
            how = "by rule" if said.by_rule else f"by {fact.by}"
            despite = f", despite: {_findings(said.despite)}" if said.despite else ""
            return f"Accepted {how} for {years_in_words(said.term.school_years).lower()}{despite}"
        case Approved() as said:
            return f"Approved by {said.signer} on {in_words(said.approved_on)}, entered by {fact.by}"
        case ReturnedForCorrection() as said:
            return f"Sent back for correction by {fact.by}: {said.because}"
        case Reopened() as said:
            return f"Reopened by {fact.by}: {said.because}"
        case Corrected() as said:
            return f"Corrected by {fact.by}: {said.because}"
        case Ended() as said:
            return f"{ended_sentence(said)}; entered by {fact.by}"
        case Amended() as said:
            return f"{amended_sentence(said)}; entered by {fact.by}"
        case said:
            return said.kind


def ended_sentence(said: Ended) -> str:
    return f"Ended with {in_words(said.ended_on)}: {said.because.rstrip('.')}"


def amended_sentence(said: Amended) -> str:
    return f"Amended from {in_words(said.amended_on)}: {said.because.rstrip('.')}"


def _role(role: Role) -> str:
    return role.value.replace("-", " ")


def _findings(codes: tuple[str, ...]) -> str:
    return "; ".join(SENTENCES[FindingCode(code)] for code in codes) or "nothing to remark"


def rule_sentence(edition: Edition, signed_on: date) -> str:
    """How the term follows from the day of the signature."""
    if edition.rule.name is TermRuleName.NAMED_YEAR:
        return f"The letter names the school year {edition.school_year}."
    window = next(each for each in edition.rule.windows if each.holds(signed_on))
    months = f"{month_name(window.first_month)} to {month_name(window.last_month)}"
    rule = f"A letter signed from {months} covers {_years(window.years)}."
    if signed_on.month != JUNE:
        return rule
    which = "about to begin" if edition.rule.june is June.COMING else "about to end"
    return f"{rule} In June that is the school year {which}."


def _years(count: int) -> str:
    match count:
        case 1:
            return "the current school year"
        case 2:
            return "the current and the next school year"
        case _:
            return f"the current and the next {count - 1} school years"


def standing_sentence(letter: LetterStanding) -> str:
    """How a district stands, for the archive's list."""
    commitment = letter.commitment
    if commitment is None:
        return _STATES[letter.state]
    first, last = commitment.member_from, commitment.member_until
    if first is None and commitment.ended is None:
        return "Signed and accepted; not yet approved"
    if first is None or first > last:
        return f"Never a member: ended by notice with {in_words(last)}, before it was approved"
    ended = ", ended by notice" if commitment.ended else ""
    return f"Member from {in_words(first)} to {in_words(last)}{ended}"


def covered_sentence(commitment: Commitment, bound: str) -> str:
    """Name the earlier letter and, where that is `bound` in an archive already, the file and page."""
    where = f"its record: {bound}" if bound else "its record is in no archive yet"
    return f"Covered by {commitment.letter_id} to {in_words(commitment.member_until)}; {where}"
