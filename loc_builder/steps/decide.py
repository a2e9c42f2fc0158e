"""A person's decisions: accept, reject, reopen.

Each is judged first and recorded in one transaction, so that what is refused leaves no trace.
"""

from collections.abc import Iterator, Sequence

from loc_builder.books import Books
from loc_builder.casework import assess_for, commit, noted, noted_signatures, sign
from loc_builder.deciding import chosen_of, made_on, refusal, refuse_approval, signatory_of
from loc_builder.errors import InputError
from loc_builder.facts import (
    Approved,
    PartSetAside,
    Reopened,
    ReturnedForCorrection,
    Statement,
)
from loc_builder.findings import Weight
from loc_builder.judging import (
    SIGNED_ROLES,
    Acceptable,
    Chosen,
    OneOfSeveral,
    ReadByPerson,
    Refused,
    decide_by_person,
    open_findings,
)
from loc_builder.model import Basis, Edition, Matched, PartRef, Role
from loc_builder.standing import LetterStanding, PartStanding, ReturnStanding


def accept_letter(books: Books, letter: LetterStanding, read: ReadByPerson) -> Books:
    """Accept what came back for a letter, or, for the agency's party, record its approval in ink."""
    roles = [part.role for part in letter.undecided]
    twice = next((role for role in roles if roles.count(role) > 1), None)
    if twice is not None:
        names = " or ".join(_called(books, part) for part in letter.undecided if part.role is twice)
        raise InputError(f"several returns wait for {letter.letter_id}", hint=f"Name the one you read: {names}")
    return books.record(_accepted(books, letter, chosen_of(books, letter.undecided), read))


def accept_return(books: Books, returned: ReturnStanding, letter: LetterStanding | None, read: ReadByPerson) -> Books:
    """Accept a return for a letter: the one named, else the one it was matched to.

    Other returns that wait for the letter are taken with it where they are of another role: the Word file with the
    answers to the signature page.
    """
    parts = _undecided(returned)
    if letter is None:
        letter = _letter_of(books, returned)
        own = chosen_of(books, [part for part in parts if part.letter_id == letter.letter_id])
        matching: list[Statement] = []
    else:
        own = tuple(_matched_by_person(books, part, letter) for part in parts)
        matching = [said for each in own for said in noted(books, each.ref, each.assessment, by_rule=False)]
    roles = {each.assessment.role for each in own}
    refs = {each.ref for each in own}
    others = [part for part in letter.undecided if part.role not in roles and part.ref not in refs]
    return books.record((*matching, *_accepted(books, letter, (*own, *chosen_of(books, others)), read)))


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


# ---- accepting --------------------------------------------------------------------------------------------------


def _accepted(
    books: Books, letter: LetterStanding, chosen: Sequence[Chosen], read: ReadByPerson
) -> tuple[Statement, ...]:
    edition = books.edition_of(letter)
    signatory = signatory_of(edition, letter, read.party)
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
    issued_on = made_on(books, letter, edition, [each.assessment for each in chosen])
    decision = decide_by_person(chosen, edition, read, issued_on=issued_on, signed=noted_signatures(letter))
    parts = [(each.ref, each.assessment) for each in chosen]
    match decision:
        case Refused():
            raise refusal(decision)
        case OneOfSeveral():
            return (sign(letter, decision.signature, parts),)
        case Acceptable():
            return tuple(commit(letter, edition, decision, parts, by_rule=False, despite=read.despite))


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


def _refuse_without_signed_page(letter: LetterStanding, chosen: Sequence[Chosen]) -> None:
    if not chosen:
        raise InputError(f"nothing has come back for {letter.letter_id}", hint="Try: loc receive FILE")
    if not any(each.assessment.role in SIGNED_ROLES for each in chosen):
        raise InputError(
            f"no signed page has come back for {letter.letter_id}",
            hint=f"Ask for it: loc reject {letter.letter_id} --because TEXT",
        )


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
        raise refusal(Refused(refusing))
    refuse_approval(books, edition, letter.commitment, read.signed_on)
    signer = read.signer or edition.designee.name
    title = edition.designee.title if signer == edition.designee.name else ""
    party = edition.agency.party
    return Approved(letter.letter_id, party, signer, title, read.signed_on, Basis.SEEN_BY_PERSON, pages[0].ref)


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
