"""Accepting what came back, as a person read it."""

from collections.abc import Sequence

from loc_builder.books import Books
from loc_builder.casework import commit, noted, noted_signatures, sign
from loc_builder.deciding import chosen_of, made_on, refusal, refuse_approval, signatory_of, undecided_parts
from loc_builder.errors import InputError
from loc_builder.facts import (
    Approved,
    Issued,
    Statement,
)
from loc_builder.findings import FindingCode, Weight
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
from loc_builder.model import Basis, Edition, Part, Role
from loc_builder.standing import LetterStanding, PartStanding, ReturnStanding
from loc_builder.steps.decide.giving import matched_by_person
from loc_builder.steps.decide.looking import Look, looked_at


def accept_letter(books: Books, letter: LetterStanding, read: ReadByPerson) -> Books:
    """Accept what came back for a letter, or, for the agency's party, record its approval in ink."""
    roles = [part.role for part in letter.undecided]
    twice = next((role for role in roles if roles.count(role) > 1), None)
    if twice is not None:
        names = " or ".join(_called(books, part) for part in letter.undecided if part.role is twice)
        raise InputError(f"several returns wait for {letter.letter_id}", hint=f"Name the one you read: {names}")
    return books.record(_accepted(books, letter, chosen_of(books, letter.undecided), read))


def accept_return(
    books: Books,
    returned: ReturnStanding,
    letter: LetterStanding | None,
    read: ReadByPerson,
    *,
    look: Look | None = None,
) -> Books:
    """Accept a return for a letter: the one named, else the one it was matched to.

    Other returns that wait for the letter are taken with it where they are of another role: the Word file with the
    answers to the signature page. With `look`, what is given to the letter now is laid over it first; the PDFs made
    for that are noted also where the return is refused.
    """
    parts = undecided_parts(returned)
    if letter is None:
        meant = _letter_of(books, returned)
        own = chosen_of(books, [part for part in parts if part.letter_id == meant.letter_id])
        return books.record(_with_others(books, meant, own, read))
    _refuse_at_once(books, parts, letter, read)
    found, made = looked_at(books, parts, letter, look)
    books = books.record(made)
    return books.record(_given(books, parts, found, letter, read))


def accept_newcomer(
    books: Books, returned: ReturnStanding, issued: Issued, read: ReadByPerson, *, look: Look | None = None
) -> Books:
    """Accept a return for a district that no letter was made for; `issued` states what it came back on.

    Raises InputError where it cannot be accepted; no letter is left behind then.
    """
    parts = undecided_parts(returned)
    supposed = books.supposing(issued)
    letter = supposed.standing.letters[issued.letter_id]
    _refuse_at_once(supposed, parts, letter, read)
    found, made = looked_at(supposed, parts, letter, look)
    books = books.record(made)
    return books.record((issued, *_given(books.supposing(issued), parts, found, letter, read)))


def _refuse_at_once(books: Books, parts: Sequence[PartStanding], letter: LetterStanding, read: ReadByPerson) -> None:
    """Refuse what no look at the pages can mend, such as another district's letter, before there is one."""
    own = [matched_by_person(books, part, books.assessment(part).part, letter) for part in parts]
    _with_others(books, letter, own, read)


def _given(
    books: Books, parts: Sequence[PartStanding], found: Sequence[Part], letter: LetterStanding, read: ReadByPerson
) -> tuple[Statement, ...]:
    """Accept parts for the letter that a person names; `found` is what was read of each and seen on it."""
    own = tuple(matched_by_person(books, part, seen, letter) for part, seen in zip(parts, found, strict=True))
    matching = (said for each in own for said in noted(books, each.ref, each.assessment, by_rule=False))
    return (*matching, *_with_others(books, letter, own, read))


def _with_others(
    books: Books, letter: LetterStanding, own: Sequence[Chosen], read: ReadByPerson
) -> tuple[Statement, ...]:
    roles = {each.assessment.role for each in own}
    refs = {each.ref for each in own}
    others = [part for part in letter.undecided if part.role not in roles and part.ref not in refs]
    return _accepted(books, letter, (*own, *chosen_of(books, others)), read)


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
    _refuse_without_signed_page(books, letter, chosen)
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


def _letter_of(books: Books, returned: ReturnStanding) -> LetterStanding:
    letters = {part.letter_id for part in undecided_parts(returned)}
    only = letters.pop()
    if only is None or letters:
        raise InputError(
            f"it is not certain whose {returned.received.name} is",
            hint="Name the letter: --letter ID, or --district NUMBER",
        )
    return books.standing.letters[only]


def _refuse_without_signed_page(books: Books, letter: LetterStanding, chosen: Sequence[Chosen]) -> None:
    if not chosen:
        raise InputError(f"nothing has come back for {letter.letter_id}", hint="Try: loc receive FILE")
    if any(each.assessment.role in SIGNED_ROLES for each in chosen):
        return
    closed = (each for one in chosen for each in one.assessment.findings if each.code in _CLOSED)
    why = next((f": {each.message}" for each in closed), "")
    raise InputError(
        f"no signed page has come back for {letter.letter_id}{why}",
        hint=f"Ask for it: loc reject {_rejectable(books, letter, chosen)} --because TEXT",
    )


_CLOSED = (FindingCode.NEEDS_PASSWORD, FindingCode.UNREADABLE)


def _rejectable(books: Books, letter: LetterStanding, chosen: Sequence[Chosen]) -> str:
    """What `loc reject` takes: the letter, or a return that is not that letter's yet, and whose it is."""
    held = {part.ref for part in letter.undecided}
    given = next((books.standing.returns[each.ref.return_id] for each in chosen if each.ref not in held), None)
    if given is None:
        return letter.letter_id
    is_newcomers = letter.issued.blank_made_at is not None
    whose = f"--district {letter.issued.district_number}" if is_newcomers else f"--letter {letter.letter_id}"
    return f"{given.short_id} {whose}"


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
