"""What waits for a person: why, what was read of it, where it lies, and the commands that decide it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from loc_builder.casework import signatures_in_words
from loc_builder.console.returns import part_name, part_shape
from loc_builder.console.screen import Shape
from loc_builder.days import in_words
from loc_builder.facts import PaperNoted
from loc_builder.findings import SENTENCES, FindingCode, Weight, first_of_each
from loc_builder.judging import SIGNED_ROLES, to_be_named
from loc_builder.model import Ambiguous, Assessment, Edition, LetterId, Role
from loc_builder.standing import LetterStanding, ReturnStanding


@dataclass(frozen=True, slots=True)
class CameBack:
    """A part that waits: the return it lay in, what is held of it, and where people find the file."""

    returned: ReturnStanding
    assessment: Assessment
    file: str

    @property
    def name(self) -> str:
        return part_name(self.returned.received.name, self.assessment.part)


def came_back_shape(each: CameBack) -> Shape:
    received = each.returned.received
    return {"return_id": received.return_id, "name": received.name, "copy": each.file} | part_shape(each.assessment)


def review_lines(letter: LetterStanding, parts: Sequence[CameBack], edition: Edition) -> Iterator[str]:
    """A waiting letter: what came back, what a person should look at, and how to decide."""
    yield f"{letter.letter_id}  {letter.issued.district}"
    untold = dict.fromkeys(letter.waiting_for)
    for each in parts:
        yield from _part_lines(each)
        for finding in first_of_each(each.assessment.findings):
            if finding.code in letter.waiting_for or finding.weight is Weight.NOTE:
                untold.pop(finding.code, None)
                yield f"        {finding.message}"
    yield from (f"    {SENTENCES[FindingCode(code)]}" for code in untold)
    yield from _deciding_lines(letter, parts, edition)


def unmatched_lines(
    returned: ReturnStanding, parts: Sequence[CameBack], districts: Mapping[LetterId, str]
) -> Iterator[str]:
    """A return that belongs to no letter yet; `districts` are the names of those asked, by letter id."""
    name = returned.short_id
    yield f"{name}  {returned.received.name}"
    for each in parts:
        yield from _part_lines(each, named=bool(each.assessment.part.label))
        yield from (f"        {finding.message}" for finding in first_of_each(each.assessment.findings))
        if isinstance(each.assessment.match, Ambiguous):
            proposed = (LetterId(found) for found in each.assessment.match.candidates)
            yield f"        could be: {', '.join(f'{found} ({districts[found]})' for found in proposed)}"
    held = [each.assessment for each in parts]
    if any(one.part.pages or one.role is not Role.OTHER for one in held):
        named = dict.fromkeys(each.code for one in held for each in one.findings if each.weight is Weight.REFUSES)
        yield _decide(f"accept {name} --district DISTRICT --signed-on {_day(held)}{_despite(named)}")
    yield _decide(f"reject {name} --district DISTRICT --because TEXT (that district is asked again)")
    yield _decide(f"reject {name} --because TEXT (it is set aside)")


def paper_line(letter: LetterStanding, paper: PaperNoted | None) -> str:
    """A letter whose paper is here and not scanned yet."""
    kept = f", kept at: {paper.place}" if paper and paper.place else ""
    came = f"came on {in_words(paper.arrived_on)}" if paper else "came on paper"
    return f"    {letter.letter_id}  {letter.issued.district}, {came}{kept}"


def _part_lines(each: CameBack, *, named: bool = True) -> Iterator[str]:
    if named:
        yield f"    {each.name} ({each.assessment.role.value})"
    yield f"        to look at: {each.file}"
    yield from (f"        {words}" for words in signatures_in_words(each.assessment.part))
    yield from (f"        {words}" for words in each.assessment.part.vouched)


# ---- the commands that decide -----------------------------------------------------------------------------------


def _deciding_lines(letter: LetterStanding, parts: Sequence[CameBack], edition: Edition) -> Iterator[str]:
    if letter.commitment:
        yield from _after_acceptance(letter, parts)
    else:
        for name, held in _readable(letter, parts):
            named = to_be_named(held, edition)
            yield _decide(f"accept {name} --signed-on {_day(held, edition.district_party.party)}{_despite(named)}")
    yield _decide(f"reject {letter.letter_id} --because TEXT")


def _readable(letter: LetterStanding, parts: Sequence[CameBack]) -> Iterator[tuple[str, list[Assessment]]]:
    """What can be accepted, and with which parts: the letter, or of several returns of one kind each."""
    held = [each.assessment for each in parts]
    roles = [one.role for one in held]
    if not set(roles) & set(SIGNED_ROLES):
        return
    if len(roles) == len(set(roles)):
        yield letter.letter_id, held
        return
    for short_id in dict.fromkeys(each.returned.short_id for each in parts):
        own = [each.assessment for each in parts if each.returned.short_id == short_id]
        if {one.role for one in own} & set(SIGNED_ROLES):
            yield short_id, own


def _after_acceptance(letter: LetterStanding, parts: Sequence[CameBack]) -> Iterator[str]:
    """The agency's signature may be accepted yet; for anything else the letter must be reopened."""
    pages = [each.assessment for each in parts if each.assessment.role is Role.COUNTERSIGNED]
    if pages:
        named = dict.fromkeys(each.code for one in pages for each in one.findings if each.weight is Weight.REFUSES)
        yield _decide(f"accept {letter.letter_id} --signed-on DATE --party agency{_despite(named)}")
    else:
        yield _decide(f"reopen {letter.letter_id} --because TEXT (to decide anew from all that came back)")


def _day(held: Iterable[Assessment], party: str | None = None) -> str:
    """The day that the parts themselves say; a word to be replaced where they say none, or several."""
    seen = (each for one in held for each in one.part.signatures if party in (None, each.party))
    days = {each.signed_on for each in seen if each.signed_on}
    return days.pop().isoformat() if len(days) == 1 else "DATE"


def _despite(codes: Iterable[str]) -> str:
    return "".join(f" --despite {code}" for code in codes)


def _decide(what: str) -> str:
    return f"    decide: loc {what}"
