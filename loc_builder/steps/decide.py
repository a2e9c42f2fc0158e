"""A person's decisions: accept, reject, reopen, correct.

Each is judged first and recorded in one transaction, so that what is refused leaves no trace.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from loc_builder.books import Books
from loc_builder.casework import assess_for, commit, noted, noted_signatures, sign
from loc_builder.errors import InputError
from loc_builder.facts import (
    Accepted,
    Approved,
    PartSetAside,
    Reopened,
    ReturnedForCorrection,
    Statement,
    correction,
)
from loc_builder.findings import Weight
from loc_builder.judging import (
    DATE_CODES,
    SIGNED_ROLES,
    Acceptable,
    Chosen,
    OneOfSeveral,
    ReadByPerson,
    Refused,
    approval_refusal,
    decide_by_person,
    open_findings,
)
from loc_builder.model import Assessment, Basis, Edition, Matched, PartRef, Role, Signatory
from loc_builder.schoolyear import day_in
from loc_builder.standing import Commitment, LetterStanding, PartStanding, ReturnStanding


def accept_letter(books: Books, letter: LetterStanding, read: ReadByPerson) -> Books:
    """Accept what came back for a letter, or, for the agency's party, record its approval in ink."""
    roles = [part.role for part in letter.undecided]
    twice = next((role for role in roles if roles.count(role) > 1), None)
    if twice is not None:
        names = " or ".join(_called(books, part) for part in letter.undecided if part.role is twice)
        raise InputError(f"several returns wait for {letter.letter_id}", hint=f"Name the one you read: {names}")
    return books.record(_accepted(books, letter, _chosen(books, letter.undecided), read))


def accept_return(books: Books, returned: ReturnStanding, letter: LetterStanding | None, read: ReadByPerson) -> Books:
    """Accept a return for a letter: the one named, else the one it was matched to.

    Other returns that wait for the letter are taken with it where they are of another role: the Word file with the
    answers to the signature page.
    """
    parts = _undecided(returned)
    if letter is None:
        letter = _letter_of(books, returned)
        own = _chosen(books, [part for part in parts if part.letter_id == letter.letter_id])
        matching: list[Statement] = []
    else:
        own = tuple(_matched_by_person(books, part, letter) for part in parts)
        matching = [said for each in own for said in noted(books, each.ref, each.assessment, by_rule=False)]
    roles = {each.assessment.role for each in own}
    refs = {each.ref for each in own}
    others = [part for part in letter.undecided if part.role not in roles and part.ref not in refs]
    return books.record((*matching, *_accepted(books, letter, (*own, *_chosen(books, others)), read)))


def letter_of_district(books: Books, number: str) -> LetterStanding:
    """The one undecided letter of a district."""
    district = books.district_named(number)
    found = [
        each
        for each in books.standing.letters.values()
        if each.issued.district_number == district.number and each.commitment is None
    ]
    if len(found) != 1:
        count = "no undecided letter" if not found else "several undecided letters"
        raise InputError(f"{district.name} has {count}", hint="Name the letter: --letter ID (see: loc status YEAR)")
    return found[0]


def reject_letter(books: Books, letter: LetterStanding, because: str) -> Books:
    """Send what came back for a letter back for correction."""
    if not letter.undecided:
        raise InputError(f"nothing waits for {letter.letter_id}", hint="Try: loc review")
    return books.record(_rejected(letter, letter.undecided, because))


def reject_return(books: Books, returned: ReturnStanding, because: str) -> Books:
    """Send the letters that a return was for back for correction; set aside what belongs to none."""
    parts = _undecided(returned)
    of_none = [part for part in parts if part.letter_id is None]
    letters = {part.letter_id for part in parts if part.letter_id}
    rejected = [
        said
        for letter_id in sorted(letters)
        for said in _rejected(
            books.standing.letters[letter_id], [part for part in parts if part.letter_id == letter_id], because
        )
    ]
    return books.record((*_set_aside(of_none, because), *rejected))


def reopen(books: Books, letter: LetterStanding, because: str) -> Books:
    """Undo a decision, so that the letter is decided again from what came back."""
    if letter.commitment is None and not letter.returned_because:
        raise InputError(f"{letter.letter_id} has no decision to undo", hint="Try: loc review")
    return books.record([Reopened(letter.letter_id, because)])


def correct(books: Books, letter: LetterStanding, read: ReadByPerson, *, because: str) -> Books:
    """Correct the day, or the signer, of a signature or approval by facts that supersede the wrong ones."""
    edition = books.edition_of(letter)
    if letter.commitment is None:
        raise InputError(f"{letter.letter_id} is not accepted, so there is nothing to correct", hint="Try: loc review")
    party = _signatory(edition, letter, read.party).party
    if party == edition.agency.party:
        return books.record([_corrected_approval(books, edition, letter.commitment, read, because)])
    if party not in letter.commitment.signatures:
        raise InputError(f"{letter.letter_id} has no signature of the {party} to correct")
    return books.record(_corrected_signature(books, letter, letter.commitment, replace(read, party=party), because))


# ---- accepting --------------------------------------------------------------------------------------------------


def _accepted(
    books: Books, letter: LetterStanding, chosen: Sequence[Chosen], read: ReadByPerson
) -> tuple[Statement, ...]:
    edition = books.edition_of(letter)
    signatory = _signatory(edition, letter, read.party)
    if signatory.party == edition.agency.party:
        return (_ink_approval(books, letter, edition, chosen, read),)
    if letter.commitment is not None:
        raise InputError(
            f"{letter.letter_id} is accepted already",
            hint=f"To change it: loc correct {letter.letter_id} ..., or: loc reopen {letter.letter_id} --because TEXT",
        )
    _refuse_without_signed_page(letter, chosen)
    if Basis.SEEN_BY_PERSON not in signatory.bases:
        raise InputError(f"edition.toml does not accept a signature of the {signatory.party} read by a person")
    issued_on = _issued_on(books, letter, edition, [each.assessment for each in chosen])
    decision = decide_by_person(chosen, edition, read, issued_on=issued_on, signed=noted_signatures(letter))
    parts = [(each.ref, each.assessment) for each in chosen]
    match decision:
        case Refused():
            raise _refusal(decision)
        case OneOfSeveral():
            return (sign(letter, decision.signature, parts),)
        case Acceptable():
            return tuple(commit(letter, edition, decision, parts, by_rule=False, despite=read.despite))


def _chosen(books: Books, parts: Sequence[PartStanding]) -> tuple[Chosen, ...]:
    return tuple(Chosen(part.ref, books.assessment(part), books.arrived_on(part.ref)) for part in parts)


def _matched_by_person(books: Books, part: PartStanding, letter: LetterStanding) -> Chosen:
    match = Matched(letter.letter_id, (f"matched by {books.by}",))
    arrived_on = books.arrived_on(part.ref)
    one = assess_for(books, part.ref, books.assessment(part).part, match, arrived_on=arrived_on)
    return Chosen(part.ref, one, arrived_on)


def _letter_of(books: Books, returned: ReturnStanding) -> LetterStanding:
    letters = {part.letter_id for part in _undecided(returned)}
    only = letters.pop()
    if only is None or letters:
        raise InputError(
            f"it is not certain whose {returned.received.name} is",
            hint="Name the letter: --letter ID, or --district NUMBER",
        )
    return books.standing.letters[only]


def _undecided(returned: ReturnStanding) -> tuple[PartStanding, ...]:
    parts = tuple(part for part in returned.parts if not part.is_decided)
    if not parts:
        raise InputError(f"{returned.received.name} is decided already", hint="Try: loc review")
    return parts


def _signatory(edition: Edition, letter: LetterStanding, party: str | None) -> Signatory:
    if party is None:
        return edition.district_party
    found = next((each for each in edition.signatories if each.party == party), None)
    if found is None:
        known = ", ".join(each.party for each in edition.signatories)
        raise InputError(f"the letter {letter.letter_id} has no party '{party}'", hint=f"It has: {known}")
    return found


def _refuse_without_signed_page(letter: LetterStanding, chosen: Sequence[Chosen]) -> None:
    if not chosen:
        raise InputError(f"nothing has come back for {letter.letter_id}", hint="Try: loc receive FILE")
    if not any(each.assessment.role in SIGNED_ROLES for each in chosen):
        raise InputError(
            f"no signed page has come back for {letter.letter_id}",
            hint=f"Ask for it: loc reject {letter.letter_id} --because TEXT",
        )


def _refusal(refused: Refused) -> InputError:
    findings = [each for each in refused.findings if each.weight is Weight.REFUSES]
    message = "; ".join(each.message for each in findings)
    if refused.is_final:
        hint = "Check the date on the page; a letter cannot be accepted for a year that was over."
        return InputError(f"the date gives no term: {message}", hint=hint)
    options = " ".join(dict.fromkeys(f"--despite {each.code.value}" for each in findings))
    return InputError(message, hint=f"If it is to be accepted all the same, add: {options}")


def _ink_approval(
    books: Books, letter: LetterStanding, edition: Edition, chosen: Sequence[Chosen], read: ReadByPerson
) -> Approved:
    pages = [each for each in chosen if each.assessment.role is Role.COUNTERSIGNED]
    if letter.commitment is None or not pages:
        raise InputError(
            f"{letter.letter_id} has no countersigned page to accept",
            hint="The district's signature comes first; to approve without paper: loc countersign",
        )
    findings = open_findings([each.assessment for each in pages])
    refusing = tuple(each for each in findings if each.weight is Weight.REFUSES and each.code not in read.despite)
    if refusing:
        raise _refusal(Refused(refusing))
    _refuse_approval(books, edition, letter.commitment, read.signed_on)
    signer = read.signer or edition.designee.name
    title = edition.designee.title if signer == edition.designee.name else ""
    party = edition.agency.party
    return Approved(letter.letter_id, party, signer, title, read.signed_on, Basis.SEEN_BY_PERSON, pages[0].ref)


def _refuse_approval(books: Books, edition: Edition, commitment: Commitment, on: date) -> None:
    """Ink is dated by hand, on a day after the district's; when its page arrived says nothing."""
    signed_on = commitment.signed_on
    reason = approval_refusal(on, signed_on=signed_on, arrived_on=signed_on, today=books.today(edition))
    if reason:
        raise InputError(f"{commitment.letter_id} cannot have been approved on that day: {reason}")


def _issued_on(books: Books, letter: LetterStanding, edition: Edition, assessments: Sequence[Assessment]) -> date:
    """The day the revision that came back was made."""
    issues = books.issues(letter.letter_id)
    revision = max((one.revision for one in assessments if one.revision), default=letter.issued.revision)
    return day_in(issues[revision][1], edition.time_zone)


def _called(books: Books, part: PartStanding) -> str:
    return f"{part.ref.return_id[:8]} ({books.standing.returns[part.ref.return_id].received.name})"


# ---- rejecting --------------------------------------------------------------------------------------------------


def _rejected(letter: LetterStanding, parts: Sequence[PartStanding], because: str) -> Iterator[Statement]:
    """A letter that is accepted stays so: what came after it is set aside."""
    if letter.commitment is not None:
        yield from _set_aside(parts, because)
        return
    refs: tuple[PartRef, ...] = tuple(part.ref for part in parts)
    yield ReturnedForCorrection(letter.letter_id, refs, because)


def _set_aside(parts: Sequence[PartStanding], because: str) -> Iterator[Statement]:
    return (PartSetAside(part.ref.return_id, part.ref.part, because) for part in parts)


# ---- correcting -------------------------------------------------------------------------------------------------


def _corrected_approval(
    books: Books, edition: Edition, commitment: Commitment, read: ReadByPerson, because: str
) -> Statement:
    if commitment.approval is None:
        raise InputError(f"{commitment.letter_id} is not approved, so there is no approval to correct")
    _refuse_approval(books, edition, commitment, read.signed_on)
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
    yield correction(commitment.stated[said.party], right, letter_id=letter.letter_id, because=because)
    edition = books.edition_of(letter)
    if is_new_day and said.party == edition.district_party.party:
        right_term = _accepted_anew(books, letter, commitment, read)
        wrong = commitment.stated[Accepted.kind]
        yield correction(wrong, right_term, letter_id=letter.letter_id, because=because)


def _accepted_anew(books: Books, letter: LetterStanding, commitment: Commitment, read: ReadByPerson) -> Accepted:
    """The acceptance with the right day's term; what a person set aside about the wrong day does not carry over."""
    edition, was = books.edition_of(letter), commitment.accepted
    if commitment.approval and read.signed_on > commitment.approval.approved_on:
        raise InputError(
            f"{letter.letter_id} was approved before that day", hint="Correct the approval first: --party agency"
        )
    kept = tuple(code for code in was.despite if code not in DATE_CODES)
    despite = tuple(dict.fromkeys((*kept, *read.despite)))
    chosen = _chosen(books, [part for part in letter.parts if part.ref in was.parts])
    issued_on = _issued_on(books, letter, edition, [each.assessment for each in chosen])
    others = {party: each for party, each in noted_signatures(letter).items() if party != read.party}
    decision = decide_by_person(chosen, edition, replace(read, despite=despite), issued_on=issued_on, signed=others)
    if isinstance(decision, Refused):
        raise _refusal(decision)
    if isinstance(decision, OneOfSeveral):
        raise InputError(f"{letter.letter_id} lacks the signature of the {decision.missing[0].party}")
    return replace(was, term=decision.term, despite=despite)
