"""A person's decisions: accept, reject, reopen, correct.

A person may accept what no rule can, but nothing silently: findings of the weight `refuses` must be named in so many
words (`despite`), and a date that gives no term at all is refused.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from loc_builder import canonical
from loc_builder.books import Books
from loc_builder.casework import assess_for, commit
from loc_builder.days import in_words
from loc_builder.errors import InputError
from loc_builder.facts import (
    Accepted,
    Approved,
    Fact,
    FindingsNoted,
    PartMatched,
    PartSetAside,
    Reopened,
    ReturnedForCorrection,
    Signed,
    Statement,
    correction,
    effective,
)
from loc_builder.findings import Finding, FindingCode, Weight
from loc_builder.judging import Acceptable, date_findings, open_findings
from loc_builder.model import (
    Assessment,
    Basis,
    Edition,
    Matched,
    Role,
    SignatureSeen,
)
from loc_builder.schoolyear import OutsideTerm, Term, day_in
from loc_builder.standing import LetterStanding, PartStanding, ReturnStanding

Said = TypeVar("Said", Signed, Accepted, Approved)

_SIGNED_ROLES = (Role.WHOLE, Role.SIGNATURE_PAGE, Role.COUNTERSIGNED)


@dataclass(frozen=True, slots=True)
class SignatureRead:
    """What a person read on the page; `party` None is the one whose date gives the term."""

    signed_on: date
    signer: str = ""
    party: str | None = None
    despite: tuple[str, ...] = ()


def accept_letter(books: Books, letter: LetterStanding, read: SignatureRead) -> Books:
    """Accept what came back for a letter, or, for the agency's party, record its ink approval."""
    edition = books.edition_of(letter)
    if read.party == edition.agency.party:
        return books.record([_ink_approval(letter, edition, read)])
    if letter.commitment is not None:
        raise InputError(
            f"{letter.letter_id} is accepted already",
            hint=f"To change it: loc correct {letter.letter_id} ..., or: loc reopen {letter.letter_id} --because TEXT",
        )
    parts = tuple((part, books.assessment(part)) for part in letter.undecided)
    _refuse_without_signed_page(letter, parts)
    signature = _signature(edition, read, [one for _, one in parts], letter)
    term = _term(books, letter, edition, read, [one for _, one in parts])
    refs = [(part.ref, one) for part, one in parts]
    said = commit(letter, edition, Acceptable((signature,), term), refs, by_rule=False, despite=read.despite)
    return books.record(said)


def match_return(books: Books, returned: ReturnStanding, letter: LetterStanding) -> Books:
    """Say that the undecided parts of a return belong to a letter, assessing them anew against it."""
    parts = [part for part in returned.parts if not part.is_decided]
    return books.record(said for part in parts for said in _matched_by_person(books, part, letter))


def letter_of(books: Books, returned: ReturnStanding) -> LetterStanding:
    """The one letter that the undecided parts of a return belong to."""
    letters = {part.letter_id for part in returned.parts if not part.is_decided}
    if not letters:
        raise InputError(f"{returned.received.name} is decided already", hint="Try: loc review")
    only = letters.pop()
    if only is None or letters:
        raise InputError(
            f"it is not certain whose {returned.received.name} is",
            hint="Name the letter: --letter ID, or --district NUMBER",
        )
    return books.standing.letters[only]


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
    parts = tuple(part.ref for part in letter.undecided)
    if not parts:
        raise InputError(f"nothing waits for {letter.letter_id}", hint="Try: loc review")
    return books.record([ReturnedForCorrection(letter.letter_id, parts, because)])


def reject_return(books: Books, returned: ReturnStanding, because: str) -> Books:
    """Send the letters that a return was for back for correction; set aside what belongs to none."""
    parts = [part for part in returned.parts if not part.is_decided]
    if not parts:
        raise InputError(f"{returned.received.name} is decided already", hint="Try: loc review")
    return books.record(_rejected(part, because) for part in parts)


def _rejected(part: PartStanding, because: str) -> Statement:
    if part.letter_id is None:
        return PartSetAside(part.ref.return_id, part.ref.part, because)
    return ReturnedForCorrection(part.letter_id, (part.ref,), because)


def reopen(books: Books, letter: LetterStanding, because: str) -> Books:
    """Undo a decision, so that the letter is decided again from what came back."""
    if letter.commitment is None and not letter.returned_because:
        raise InputError(f"{letter.letter_id} has no decision to undo", hint="Try: loc review")
    return books.record([Reopened(letter.letter_id, because)])


def correct(books: Books, letter: LetterStanding, read: SignatureRead, *, because: str) -> Books:
    """Correct the day, or the signer, of a signature or approval by facts that supersede the wrong ones."""
    edition = books.edition_of(letter)
    if letter.commitment is None:
        raise InputError(f"{letter.letter_id} is not accepted, so there is nothing to correct", hint="Try: loc review")
    party = read.party or edition.district_party.party
    if party == edition.agency.party:
        wrong, right = _corrected_approval(books, letter, read)
        return books.record([correction(wrong, right, letter_id=letter.letter_id, because=because)])
    return books.record(_corrected_signature(books, letter, edition, replace(read, party=party), because))


def _corrected_approval(books: Books, letter: LetterStanding, read: SignatureRead) -> tuple[Fact, Approved]:
    wrong, said = _last_said(books, letter, Approved)
    if letter.commitment and read.signed_on < letter.commitment.signed_on:
        raise InputError(f"the approval would be earlier than the district's signature on {letter.letter_id}")
    return wrong, replace(said, approved_on=read.signed_on, signer=read.signer or said.signer)


def _corrected_signature(
    books: Books, letter: LetterStanding, edition: Edition, read: SignatureRead, because: str
) -> Iterator[Statement]:
    wrong, said = _last_said(books, letter, Signed, party=read.party)
    right = replace(said, signed_on=read.signed_on, signer=read.signer or said.signer, basis=Basis.SEEN_BY_PERSON)
    yield correction(wrong, right, letter_id=letter.letter_id, because=because)
    if read.party == edition.district_party.party:
        accepted, was = _last_said(books, letter, Accepted)
        assessments = [books.assessment(part) for part in letter.parts if part.ref in was.parts]
        checked = replace(read, despite=(*was.despite, *read.despite))
        term = _term(books, letter, edition, checked, assessments)
        yield correction(
            accepted,
            replace(was, term=term, despite=tuple(dict.fromkeys(checked.despite))),
            letter_id=letter.letter_id,
            because=because,
        )


def _last_said(
    books: Books, letter: LetterStanding, kind: type[Said], *, party: str | None = None
) -> tuple[Fact, Said]:
    """The last fact of a kind about the letter as it counts today, and what it says."""
    for fact in reversed(effective(books.facts)):
        said = fact.said
        if not isinstance(said, kind) or said.letter_id != letter.letter_id:
            continue
        if party is None or getattr(said, "party", None) == party:
            return fact, said
    raise InputError(f"{letter.letter_id} has no such signature to correct", hint="Try: loc status YEAR")


def _matched_by_person(books: Books, part: PartStanding, letter: LetterStanding) -> Iterator[Statement]:
    match = Matched(letter.letter_id, (f"matched by {books.by}",))
    one = assess_for(books, books.assessment(part).part, match, arrived_on=books.arrived_on(part.ref))
    kept = books.workspace.keep(canonical.dump(one))
    codes = tuple(dict.fromkeys(each.code.value for each in one.findings))
    yield FindingsNoted(part.ref.return_id, part.ref.part, one.role, (), codes, kept)
    yield PartMatched(letter.letter_id, part.ref.return_id, part.ref.part, one.role, one.revision, by_rule=False)


def _refuse_without_signed_page(letter: LetterStanding, parts: Sequence[tuple[PartStanding, Assessment]]) -> None:
    if not parts:
        raise InputError(f"nothing has come back for {letter.letter_id}", hint="Try: loc receive FILE")
    if not any(one.role in _SIGNED_ROLES for _, one in parts):
        raise InputError(
            f"no signed page has come back for {letter.letter_id}",
            hint=f"Ask for it: loc reject {letter.letter_id} --because TEXT",
        )


def _signature(
    edition: Edition, read: SignatureRead, assessments: Sequence[Assessment], letter: LetterStanding
) -> SignatureSeen:
    party = next((each for each in edition.signatories if each.party == read.party), None)
    if read.party is None:
        party = edition.district_party
    if party is None:
        known = ", ".join(each.party for each in edition.signatories)
        raise InputError(f"the letter {letter.letter_id} has no party '{read.party}'", hint=f"It has: {known}")
    if Basis.SEEN_BY_PERSON not in party.bases:
        raise InputError(f"edition.toml does not accept a signature of the {party.party} read by a person")
    seen = next((each for one in assessments for each in one.part.signatures if each.party == party.party), None)
    name = read.signer or (seen.name if seen else "")
    return SignatureSeen(party.party, name, basis=Basis.SEEN_BY_PERSON, signed_on=read.signed_on, is_certain=True)


def _term(
    books: Books, letter: LetterStanding, edition: Edition, read: SignatureRead, assessments: Sequence[Assessment]
) -> Term:
    """The term of the day a person read; raise InputError while a refusing finding is not named in `despite`."""
    reckoned = edition.rule.reckon(read.signed_on, edition.school_year)
    term = reckoned.term if isinstance(reckoned, OutsideTerm) else reckoned
    if term is None:
        raise InputError(
            f"a signature of {in_words(read.signed_on)} gives no term: the school year {edition.school_year} was over",
            hint="Check the date on the page; if it is right, the letter cannot be accepted for this year.",
        )
    findings = [*_about_date(books, letter, edition, read.signed_on), *_about_the_rest(assessments)]
    refusing = [each for each in findings if each.weight is Weight.REFUSES and each.code.value not in read.despite]
    if refusing:
        options = " ".join(dict.fromkeys(f"--despite {each.code.value}" for each in refusing))
        raise InputError(
            "; ".join(each.message for each in refusing),
            hint=f"If it is to be accepted all the same, add: {options}",
        )
    return term


def _about_date(books: Books, letter: LetterStanding, edition: Edition, signed_on: date) -> tuple[Finding, ...]:
    arrived_on = max((books.arrived_on(part.ref) for part in letter.parts), default=books.today(edition))
    revision = next((part.revision for part in letter.parts if part.revision), None)
    issued_at = books.issued(letter.letter_id, revision)[1]
    return date_findings(signed_on, edition, issued_on=day_in(issued_at, edition.time_zone), arrived_on=arrived_on)


_DATE_CODES = (
    FindingCode.DATE_IN_FUTURE,
    FindingCode.DATE_BEFORE_ISSUE,
    FindingCode.OUTSIDE_TERM,
)


def _about_the_rest(assessments: Sequence[Assessment]) -> Iterator[Finding]:
    return (each for each in open_findings(assessments) if each.code not in _DATE_CODES)


def _ink_approval(letter: LetterStanding, edition: Edition, read: SignatureRead) -> Approved:
    shown_by = next((part.ref for part in letter.undecided if part.role in _SIGNED_ROLES), None)
    if letter.commitment is None or shown_by is None:
        raise InputError(
            f"{letter.letter_id} has no countersigned page to accept",
            hint="The district's signature comes first; to approve without paper: loc countersign",
        )
    if read.signed_on < letter.commitment.signed_on:
        raise InputError(f"the approval would be earlier than the district's signature on {letter.letter_id}")
    signer = read.signer or edition.designee.name
    title = edition.designee.title if signer == edition.designee.name else ""
    party = edition.agency.party
    return Approved(letter.letter_id, party, signer, title, read.signed_on, Basis.SEEN_BY_PERSON, shown_by)
