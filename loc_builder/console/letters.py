"""Letters, terms and members in the shapes and sentences of the command line."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from loc_builder.console.screen import Shape, counted, table
from loc_builder.days import in_words
from loc_builder.findings import FindingCode
from loc_builder.schoolyear import OutsideTerm, Term
from loc_builder.standing import Commitment, LetterStanding


def term_shape(reckoned: Term | OutsideTerm) -> Shape:
    term = reckoned.term if isinstance(reckoned, OutsideTerm) else reckoned
    return {
        "signed_on": reckoned.signed_on.isoformat(),
        "school_years": [str(year) for year in term.school_years] if term else [],
        "effective_on": term.effective_on.isoformat() if term else None,
        "ends_on": term.ends_on.isoformat() if term else None,
        "findings": [FindingCode.OUTSIDE_TERM.value] if isinstance(reckoned, OutsideTerm) else [],
    }


def term_lines(reckoned: Term | OutsideTerm) -> Iterable[str]:
    term = reckoned.term if isinstance(reckoned, OutsideTerm) else reckoned
    if term is None:
        yield f"A signature of {in_words(reckoned.signed_on)} gives no term."
    else:
        years = " and ".join(str(year) for year in term.school_years)
        yield (
            f"Signed {in_words(term.signed_on)}: {years}, in effect {in_words(term.effective_on)} "
            f"to {in_words(term.ends_on)}."
        )
    if isinstance(reckoned, OutsideTerm):
        yield f"Outside the term: the letter is for {reckoned.school_year}."


def letter_shape(letter: LetterStanding) -> Shape:
    ended = letter.commitment.ended if letter.commitment else None
    return {
        "letter_id": letter.letter_id,
        "district_number": letter.issued.district_number,
        "district": letter.issued.district,
        "state": letter.state.value,
        "waiting_for": list(letter.waiting_for),
        "archived": letter.is_archived,
        "ended_on": ended.ended_on.isoformat() if ended else None,
    }


def letters_shape(letters: Iterable[LetterStanding]) -> Shape:
    return {"letters": [letter_shape(each) for each in letters]}


def decided_lines(letter: LetterStanding) -> Iterable[str]:
    """How a letter stands after a decision."""
    yield from letter_lines([letter])
    if letter.commitment:
        yield from term_lines(letter.commitment.accepted.term)
        approval = letter.commitment.approval
        yield from [f"Approved by {approval.signer} on {in_words(approval.approved_on)}."] if approval else []
        yield from _afterwards(letter.commitment)
    elif letter.returned_because:
        yield f"Sent back: {letter.returned_because}"


def _afterwards(commitment: Commitment) -> Iterable[str]:
    for each in commitment.amendments:
        yield f"Amended from {in_words(each.amended_on)}: {each.because} ({each.file})"
    if commitment.ended:
        yield f"Ended with {in_words(commitment.ended.ended_on)}: {commitment.ended.because}"


def letter_lines(letters: Iterable[LetterStanding]) -> Iterable[str]:
    rows = [
        (each.issued.district_number, each.issued.district, each.letter_id, each.state.value, _waiting(each))
        for each in letters
    ]
    return table(rows)


def state_counts(letters: Iterable[LetterStanding]) -> dict[str, int]:
    return dict(Counter(each.state.value for each in letters))


def _waiting(letter: LetterStanding) -> str:
    return ", ".join(letter.waiting_for)


def member_shape(commitment: Commitment) -> Shape:
    approval = commitment.approval
    return {
        "district_number": commitment.issued.district_number,
        "district": commitment.issued.district,
        "letter_id": commitment.letter_id,
        "signed_on": commitment.signed_on.isoformat(),
        "approved_on": approval.approved_on.isoformat() if approval else None,
        "from": commitment.member_from.isoformat() if commitment.member_from else None,
        "until": commitment.member_until.isoformat(),
        "because": because(commitment),
    }


def because(commitment: Commitment) -> str:
    """Why a district is a member, in one clause."""
    approval = commitment.approval
    pieces = [f"signed {in_words(commitment.signed_on)}"]
    if approval:
        pieces.append(f"approved {in_words(approval.approved_on)}")
    pieces.append("for " + " and ".join(str(year) for year in commitment.accepted.term.school_years))
    if commitment.ended:
        pieces.append(f"ended {in_words(commitment.ended.ended_on)}")
    return ", ".join(pieces)


def member_lines(on: date, members: Sequence[Commitment]) -> Iterable[str]:
    yield from table(
        [(each.issued.district_number, each.issued.district, each.letter_id, because(each)) for each in members]
    )
    yield f"{counted(len(members), 'member')} on {in_words(on)}."
