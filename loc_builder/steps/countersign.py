"""The agency's approval of accepted letters, in bulk, each reported."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loc_builder.books import Books
from loc_builder.days import in_words
from loc_builder.errors import InputError
from loc_builder.facts import Approved
from loc_builder.model import Basis, DistrictNumber, Edition
from loc_builder.standing import Commitment, LetterState


@dataclass(frozen=True, slots=True)
class ApprovalPlan:
    """`refused` says why a letter cannot be approved on that day."""

    approvals: tuple[Approved, ...]
    refused: tuple[tuple[Commitment, str], ...]


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
        if letter.commitment is None or letter.state is not LetterState.ACCEPTED:
            continue
        if (wanted and number not in wanted) or number in unwanted:
            continue
        reason = _refusal(books, letter.commitment, on)
        if reason:
            refused.append((letter.commitment, reason))
        else:
            approvals.append(_approval(letter.commitment, edition, on=on, signer=signer))
    return ApprovalPlan(tuple(approvals), tuple(refused))


def carry_out(books: Books, plan: ApprovalPlan) -> Books:
    """Record the approvals in one transaction."""
    return books.record(plan.approvals)


def _refusal(books: Books, commitment: Commitment, on: date) -> str:
    if on < commitment.signed_on:
        return f"the district signed on {in_words(commitment.signed_on)}, after that day"
    arrived_on = max(books.arrived_on(ref) for ref in commitment.accepted.parts)
    if on < arrived_on:
        return f"the letter arrived on {in_words(arrived_on)}, after that day"
    return ""


def _approval(commitment: Commitment, edition: Edition, *, on: date, signer: str) -> Approved:
    title = edition.designee.title if signer == edition.designee.name else ""
    return Approved(commitment.letter_id, edition.agency.party, signer, title, on, Basis.TYPED_NAME, shown_by=None)
