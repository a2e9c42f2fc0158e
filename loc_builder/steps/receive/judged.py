"""A part that was read, matched and assessed, and what follows where its file came before."""

import logging
from dataclasses import dataclass, replace
from datetime import date

from loc_builder.books import Books
from loc_builder.casework import assess_for
from loc_builder.errors import LocError
from loc_builder.findings import Finding, FindingCode
from loc_builder.judging import assess
from loc_builder.matching import match_letter
from loc_builder.model import (
    Ambiguous,
    Assessment,
    Check,
    CheckName,
    CheckResult,
    Match,
    Matched,
    Part,
    PartRef,
    Reading,
    Unmatched,
)
from loc_builder.steps.receive.twins import Twin
from loc_builder.words import either

UNJUDGED = "it could not be judged; look at it by hand"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is held of a part.

    `same_as` names what came before in the same file where this is set aside for it; `instead_of` is what came before
    and is set aside for this, which says more of whose it is.
    """

    ref: PartRef
    assessment: Assessment
    same_as: str = ""
    instead_of: PartRef | None = None


def judged(books: Books, reading: Reading, part: Part, arrived_on: date, twin: Twin | None) -> Judged:
    """Match and assess a part; a fault of the judging is a finding on it. `twin` came before in the same file."""
    ref = PartRef(reading.return_id, part.number)
    match: Match = Unmatched((UNJUDGED,))
    try:
        match = match_letter(part.clues, books.known_letters, books.register.districts)
        if twin is None:
            return Judged(ref, _assessed(books, ref, part, match, arrived_on))
        if _says_no_more(match, twin):
            return Judged(ref, _as_before(books, part, match, twin), same_as=twin.name)
        if _says_more(match, twin):
            return Judged(ref, _assessed(books, ref, part, match, arrived_on), instead_of=twin.part.ref)
        return Judged(ref, _assessed(books, ref, part, match, arrived_on, doubt=_contradiction(twin)))
    except LocError:
        raise  # the workspace's fault and not the return's: an edition that cannot be read, a kept file that is gone
    except Exception:  # noqa: BLE001 - whatever a stranger's file does to the judging must not stop the batch
        _log.debug("a part could not be judged", exc_info=True)
        return Judged(ref, _unjudged(part, match))


def _assessed(
    books: Books, ref: PartRef, part: Part, match: Match, arrived_on: date, *, doubt: Finding | None = None
) -> Assessment:
    doubts = (doubt,) if doubt else ()
    if isinstance(match, Matched):
        return assess_for(books, ref, part, match, arrived_on=arrived_on, doubts=doubts)
    return assess(part, replace(match, findings=(*match.findings, *doubts)), None, arrived_on=arrived_on)


def _unjudged(part: Part, match: Match) -> Assessment:
    findings = (Finding(FindingCode.UNREADABLE, UNJUDGED), Finding(FindingCode.TEXT_UNCHECKED, UNJUDGED))
    checks = tuple(Check(name, CheckResult.NOT_MADE, UNJUDGED) for name in CheckName)
    return Assessment(part, part.role, match, None, part.answers or {}, (*part.findings, *findings), checks)


# ---- where the file came before


def _named(match: Match) -> set[str]:
    """The letters that a match names or proposes."""
    match match:
        case Matched():
            return {match.found}
        case Ambiguous():
            return set(match.candidates)
        case Unmatched():
            return set()


def _says_no_more(match: Match, twin: Twin) -> bool:
    """Whether nothing about a part, such as the mail it came in, says more of whose it is than was known."""
    if twin.part.letter_id:
        return twin.part.letter_id in _named(match) or not _named(match)
    return not isinstance(match, Matched) and _named(match) <= twin.named


def _says_more(match: Match, twin: Twin) -> bool:
    """Whether a part says whose it is, without contradiction, where the one before waits for somebody to say so."""
    if twin.part.letter_id:
        return False
    return not twin.named or (match.found in twin.named if isinstance(match, Matched) else twin.named < _named(match))


def _contradiction(twin: Twin) -> Finding:
    """The same file for two letters: a person must say which is meant."""
    whose = either(sorted(twin.named))
    return Finding(FindingCode.IDENTITY_CONFLICT, f"the same file came before as {twin.name}, for {whose}")


def _as_before(books: Books, part: Part, match: Match, twin: Twin) -> Assessment:
    """What is held of a part that is here already: nothing of it is judged again."""
    known = books.assessment(twin.part)
    whose: Match = Matched(twin.part.letter_id, (f"the same file as {twin.name}",)) if twin.part.letter_id else match
    finding = Finding(FindingCode.DUPLICATE, twin.name)
    return replace(known, part=part, role=twin.part.role, match=whose, findings=(finding,))
