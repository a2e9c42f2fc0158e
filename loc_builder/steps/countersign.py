"""The agency's approval of accepted letters, in bulk, each reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loc_builder.books import Books
from loc_builder.days import in_words
from loc_builder.errors import InputError
from loc_builder.facts import Approved
from loc_builder.judging import approval_refusal
from loc_builder.model import Basis, DistrictNumber, Edition
from loc_builder.standing import Commitment, LetterStanding, LetterState


@dataclass(frozen=True, slots=True)
class ApprovalPlan:
    """`refused` says why a letter cannot be approved on that day."""

    approvals: tuple[Approved, ...]
    refused: tuple[tuple[LetterStanding, str], ...]


def plan(
    books: Books,
    edition: Edition,
    *,
    on: date,
    signer: str,
    only: Iterable[DistrictNumber] = (),
    excepted: Iterable[DistrictNumber] = (),
) -> ApprovalPlan:
    """Say which accepted letters of an edition are approved on a day, and which are refused and why."""
    if on > books.today(edition):
        raise InputError(f"{in_words(on)} is in the future", hint="Give the day of the approval.")
    wanted, unwanted = set(only), set(excepted)
    approvals, refused = [], []
    for letter in books.standing.of_year(edition.school_year):
        number = letter.issued.district_number
        if (wanted and number not in wanted) or number in unwanted:
            continue
        reason = _refusal(books, edition, letter, on) or _doubt(letter, is_named=bool(wanted))
        if letter.state is LetterState.ACCEPTED and letter.commitment and not reason:
            approvals.append(_approval(letter.commitment, edition, on=on, signer=signer))
        elif letter.state is LetterState.ACCEPTED or number in wanted:
            refused.append((letter, reason))
    return ApprovalPlan(tuple(approvals), tuple(refused))


def carry_out(books: Books, plan: ApprovalPlan) -> Books:
    """Record the approvals in one transaction."""
    return books.record(plan.approvals)


def _refusal(books: Books, edition: Edition, letter: LetterStanding, on: date) -> str:
    """Why a letter cannot be approved on a day; empty where it can."""
    if letter.commitment is None:
        return f"it is not accepted ({letter.state})"
    if letter.commitment.approval:
        return f"it was approved on {in_words(letter.commitment.approval.approved_on)}"
    signed_on, ended = letter.commitment.signed_on, letter.commitment.ended
    arrived_on = max(books.arrived_on(ref) for ref in letter.commitment.accepted.parts)
    ended_on = ended.ended_on if ended else None
    today = books.today(edition)
    return approval_refusal(on, signed_on=signed_on, arrived_on=arrived_on, today=today, ended_on=ended_on)


def _doubt(letter: LetterStanding, *, is_named: bool) -> str:
    """Why a letter is not approved together with all others; empty where nothing speaks against it."""
    if is_named or letter.commitment is None or letter.commitment.ended is None:
        return ""
    number, ended_on = letter.issued.district_number, in_words(letter.commitment.ended.ended_on)
    return f"the letter was ended with {ended_on}; to approve it for the days until then, name it: --only {number}"


def _approval(commitment: Commitment, edition: Edition, *, on: date, signer: str) -> Approved:
    title = edition.designee.title if signer == edition.designee.name else ""
    return Approved(commitment.letter_id, edition.agency.party, signer, title, on, Basis.TYPED_NAME, shown_by=None)
