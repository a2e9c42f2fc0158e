"""What accepting and correcting share: the parts decided on, the signatory meant, and what is refused and why."""

from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import sha256

from loc_builder.books import Books
from loc_builder.errors import InputError
from loc_builder.findings import Weight
from loc_builder.judging import Chosen, Refused, approval_refusal
from loc_builder.model import Assessment, Edition, PartRef, Signatory
from loc_builder.schoolyear import day_in
from loc_builder.standing import Commitment, LetterStanding, PartStanding, ReturnStanding


class NotMeantError(InputError):
    """What was found refuses, and a person has not said that it is meant; `codes` name what must be."""

    def __init__(self, message: str, codes: Sequence[str]) -> None:
        options = " ".join(f"--despite {each}" for each in codes)
        super().__init__(message, hint=f"If it is to be accepted all the same, add: {options}")
        self.codes = tuple(codes)


def chosen_of(books: Books, parts: Sequence[PartStanding]) -> tuple[Chosen, ...]:
    """Give parts with what is held of them, to be decided on."""
    return tuple(Chosen(part.ref, books.assessment(part), books.arrived_on(part.ref)) for part in parts)


def signatory_of(edition: Edition, letter: LetterStanding, party: str | None) -> Signatory:
    """The signatory that a person named, else the one whose date gives the term."""
    if party is None:
        return edition.district_party
    found = next((each for each in edition.signatories if each.party == party), None)
    if found is None:
        known = ", ".join(each.party for each in edition.signatories)
        raise InputError(f"the letter {letter.letter_id} has no party '{party}'", hint=f"It has: {known}")
    return found


def refusal(refused: Refused) -> InputError:
    """Say what a person must name to accept, or that nothing would help."""
    findings = [each for each in refused.findings if each.weight is Weight.REFUSES]
    message = "; ".join(each.message for each in findings)
    if refused.is_final:
        hint = (
            "Look first at the year that you gave. If it does stand so on the page, the letter was signed when its"
            " school year was over: it cannot be accepted, only sent back with loc reject."
        )
        return InputError(f"the date gives no term: {message}", hint=hint)
    return NotMeantError(message, tuple(dict.fromkeys(each.code.value for each in findings)))


def refuse_approval(books: Books, edition: Edition, commitment: Commitment, on: date) -> None:
    """Ink is dated by hand, on a day after the district's; when its page arrived says nothing."""
    signed_on, ended = commitment.signed_on, commitment.ended
    reason = approval_refusal(
        on,
        signed_on=signed_on,
        arrived_on=signed_on,
        today=books.today(edition),
        ended_on=ended.ended_on if ended else None,
    )
    if reason:
        raise InputError(f"{commitment.letter_id} cannot have been approved on that day: {reason}")


def made_on(books: Books, letter: LetterStanding, edition: Edition, assessments: Sequence[Assessment]) -> date:
    """The day the revision that came back was made."""
    issues = books.issues(letter.letter_id)
    revision = max((one.revision for one in assessments if one.revision), default=letter.issued.revision)
    return day_in(issues[revision][1], edition.time_zone)


def letter_of_district(books: Books, name: str) -> LetterStanding:
    """The one undecided letter of a district, given by its number or name."""
    district = books.district_named(name)
    letters = books.standing.letters.values()
    own = [each for each in letters if each.issued.district_number == district.number]
    found = [each for each in own if each.commitment is None]
    if len(found) != 1:
        count = "no undecided letter" if not found else "several undecided letters"
        raise InputError(f"{district.name} has {count}", hint="Name the letter: --letter ID (see: loc status YEAR)")
    return found[0]


def undecided_parts(returned: ReturnStanding) -> tuple[PartStanding, ...]:
    """The parts of a return that wait for a decision; raise InputError where there are none."""
    parts = tuple(part for part in returned.parts if not part.is_decided)
    if not parts:
        raise InputError(f"{returned.received.name} is decided already", hint=_undoing(returned))
    return parts


def _undoing(returned: ReturnStanding) -> str:
    """Name the command that undoes what was decided on a return."""
    if any(part.is_aside for part in returned.parts):
        return f"It was set aside. To bring it back: loc reopen {returned.short_id} --because TEXT"
    letters = dict.fromkeys(part.letter_id for part in returned.parts if part.letter_id)
    return f"To decide again: {'; '.join(f'loc reopen {each} --because TEXT' for each in letters)}"


def mark_of(parts: Iterable[PartStanding]) -> str:
    """A short mark of what waits, by which a sheet of decisions is known to be of today's returns."""
    return mark_of_refs(part.ref for part in parts if not part.is_decided)


def mark_of_refs(refs: Iterable[PartRef]) -> str:
    """The mark of parts that waited."""
    named = " ".join(sorted(f"{ref.return_id}:{ref.part}" for ref in refs))
    return sha256(named.encode("ascii")).hexdigest()[:10] if named else ""
