"""A person corrects the day or the signer of a signature or approval, by facts that supersede the wrong ones."""

from collections.abc import Iterator
from dataclasses import replace

from loc_builder.books import Books
from loc_builder.casework import noted_signatures
from loc_builder.days import in_words
from loc_builder.deciding import chosen_of, made_on, refusal, refuse_approval, signatory_of
from loc_builder.errors import InputError
from loc_builder.facts import (
    Accepted,
    Approved,
    Statement,
    correction,
)
from loc_builder.findings import FindingCode
from loc_builder.judging import (
    DATE_CODES,
    OneOfSeveral,
    ReadByPerson,
    Refused,
    contradicted,
    decide_by_person,
)
from loc_builder.model import Basis, Edition
from loc_builder.standing import Commitment, LetterStanding


def correct(books: Books, letter: LetterStanding, read: ReadByPerson, *, because: str) -> Books:
    """Correct the day, or the signer, of a signature or approval by facts that supersede the wrong ones."""
    edition = books.edition_of(letter)
    if letter.commitment is None:
        raise InputError(f"{letter.letter_id} is not accepted, so there is nothing to correct", hint="Try: loc review")
    party = signatory_of(edition, letter, read.party).party
    if party == edition.agency.party:
        return books.record([_corrected_approval(books, edition, letter.commitment, read, because)])
    if party not in letter.commitment.signatures:
        raise InputError(f"{letter.letter_id} has no signature of the {party} to correct")
    return books.record(_corrected_signature(books, letter, letter.commitment, replace(read, party=party), because))


def _corrected_approval(
    books: Books, edition: Edition, commitment: Commitment, read: ReadByPerson, because: str
) -> Statement:
    if commitment.approval is None:
        raise InputError(f"{commitment.letter_id} is not approved, so there is no approval to correct")
    refuse_approval(books, edition, commitment, read.signed_on)
    said = commitment.approval
    right = replace(said, approved_on=read.signed_on, signer=read.signer or said.signer)
    wrong = commitment.stated[Approved.kind]
    return correction(wrong, right, letter_id=commitment.letter_id, because=because)


def _corrected_signature(
    books: Books, letter: LetterStanding, commitment: Commitment, read: ReadByPerson, because: str
) -> Iterator[Statement]:
    said = commitment.signatures[read.party or ""]
    is_new_day = read.signed_on != said.signed_on
    right = replace(
        said,
        signed_on=read.signed_on,
        signer=read.signer or said.signer,
        basis=Basis.SEEN_BY_PERSON if is_new_day else said.basis,
    )
    edition = books.edition_of(letter)
    is_dating = said.party == edition.district_party.party
    if is_new_day and not is_dating:
        _refuse_contradicted(books, letter, commitment, read)
    yield correction(commitment.stated[said.party], right, letter_id=letter.letter_id, because=because)
    if is_new_day and is_dating:
        right_term = _accepted_anew(books, letter, commitment, read)
        wrong = commitment.stated[Accepted.kind]
        yield correction(wrong, right_term, letter_id=letter.letter_id, because=because)


def _refuse_contradicted(books: Books, letter: LetterStanding, commitment: Commitment, read: ReadByPerson) -> None:
    parts = [part for part in letter.parts if part.ref in commitment.accepted.parts]
    findings = contradicted([books.assessment(part) for part in parts], read.party or "", read.signed_on)
    if findings and FindingCode.DATE_DIFFERS not in read.despite:
        raise refusal(Refused(findings))


def _accepted_anew(books: Books, letter: LetterStanding, commitment: Commitment, read: ReadByPerson) -> Accepted:
    """The acceptance with the right day's term; what a person set aside about the wrong day does not carry over."""
    edition, was = books.edition_of(letter), commitment.accepted
    if commitment.approval and read.signed_on > commitment.approval.approved_on:
        raise InputError(
            f"{letter.letter_id} was approved before that day", hint="Correct the approval first: --party agency"
        )
    if commitment.ended and read.signed_on > commitment.ended.ended_on:
        raise InputError(
            f"{letter.letter_id} ended with {in_words(commitment.ended.ended_on)}, before that day",
            hint="Look at the letter and at the notice of termination again.",
        )
    kept = tuple(code for code in was.despite if code not in DATE_CODES)
    despite = tuple(dict.fromkeys((*kept, *read.despite)))
    chosen = chosen_of(books, [part for part in letter.parts if part.ref in was.parts])
    issued_on = made_on(books, letter, edition, [each.assessment for each in chosen])
    others = {party: each for party, each in noted_signatures(letter).items() if party != read.party}
    decision = decide_by_person(chosen, edition, replace(read, despite=despite), issued_on=issued_on, signed=others)
    if isinstance(decision, Refused):
        raise refusal(decision)
    if isinstance(decision, OneOfSeveral):
        raise InputError(f"{letter.letter_id} lacks the signature of the {decision.missing[0].party}")
    return replace(was, term=decision.term, despite=despite)
