"""What several steps need to know of a letter's case: how it was issued, and how a commitment is stated.

No step imports another; what two of them share about assessing and committing is here, over the books.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path

from loc_builder import canonical
from loc_builder.books import Books
from loc_builder.days import in_words
from loc_builder.facts import Accepted, FindingsNoted, Issued, PartMatched, Signed, Statement
from loc_builder.fields import writable
from loc_builder.findings import Finding, FindingCode
from loc_builder.judging import Acceptable, AsIssued, assess
from loc_builder.letter_id import parse
from loc_builder.matching import match_letter
from loc_builder.model import (
    Ambiguous,
    Assessment,
    Basis,
    Clue,
    ClueKind,
    DistrictNumber,
    Edition,
    LetterId,
    Matched,
    Part,
    PartRef,
    Recognised,
    Role,
    Sha256,
    SignatureSeen,
    Wording,
)
from loc_builder.schoolyear import SchoolYear, day_in
from loc_builder.standing import LetterStanding, PartStanding
from loc_builder.workspace import Workspace, hash_of, portable_name

_SHOWING = (Role.COUNTERSIGNED, Role.SIGNATURE_PAGE, Role.WHOLE)


def letters_before(books: Books, year: SchoolYear) -> Mapping[DistrictNumber, LetterStanding]:
    """Find each district's latest accepted letter of an edition before `year`."""
    accepted = (each for each in books.standing.letters.values() if each.commitment)
    earlier = (each for each in accepted if each.issued.school_year < year)
    return {each.issued.district_number: each for each in sorted(earlier, key=lambda each: each.issued.school_year)}


def accepted_answers(books: Books, letter: LetterStanding) -> Mapping[str, tuple[str, ...]]:
    """What an accepted letter answered, by question: a text, or items; nothing where no rule could read it."""
    accepted = letter.commitment.accepted.parts if letter.commitment else ()
    answers: dict[str, tuple[str, ...]] = {}
    for part in letter.parts:
        if part.ref in accepted and part.role in (Role.WHOLE, Role.ANSWERS):
            for name, text in books.assessment(part).answers.items():
                table, _, rest = name.partition(".")
                if table == "answers" and (words := writable(text).strip()):
                    question = rest.partition(".")[0]
                    answers[question] = (*answers.get(question, ()), words)
    return answers


def assess_for(
    books: Books, ref: PartRef, part: Part, match: Matched, *, arrived_on: date, doubts: Sequence[Finding] = ()
) -> Assessment:
    """Assess a part against the letter it is matched to, in the revision that came back.

    `doubts` are what else speaks against it than what stands in the part itself.
    """
    letter = books.standing.letters[LetterId(match.found)]
    issued, issued_at = came_back(books, part, letter)
    edition = books.edition_of(letter)
    as_issued = AsIssued(
        edition,
        partial(wording_as_issued, books.workspace, issued.sha256),
        day_in(issued_at, edition.time_zone),
        issued.revision,
        letter.issued.revision,
        tuple(each.role for each in letter.undecided if each.ref != ref),
        has_commitment=letter.commitment is not None,
        doubts=(*doubts, *_identity_doubts(books, part, letter), *_revision_doubts(books, part, letter)),
    )
    recognised = canonical.load(Recognised, books.workspace.kept(part.recognised)) if part.recognised else None
    return assess(part, match, as_issued, arrived_on=arrived_on, recognised=recognised)


def came_back(books: Books, part: Part, letter: LetterStanding) -> tuple[Issued, datetime]:
    """The revision of a letter that came back, and when it was made; the latest where the part does not say."""
    issues = books.issues(letter.letter_id)
    return issues[max(_revisions_said(part, letter) & issues.keys(), default=letter.issued.revision)]


def _revisions_said(part: Part, letter: LetterStanding) -> set[int]:
    return {clue.revision for clue in part.clues if clue.text == letter.letter_id and clue.revision is not None}


def _identity_doubts(books: Books, part: Part, letter: LetterStanding) -> Iterator[Finding]:
    """What in the part itself speaks against the letter that a person, or a rule, matched it to."""
    known, districts = books.known_letters, books.register.districts
    own = match_letter(part.clues, known, districts)
    if isinstance(own, Matched):
        if own.found != letter.letter_id:
            yield Finding(FindingCode.IDENTITY_CONFLICT, "; ".join(own.reasons))
        return
    findings = tuple(each for each in own.findings if each.code is not FindingCode.UNIDENTIFIED)
    if not findings:
        # Nothing in it names a letter: would what it says of its district agree with this one's id?
        names = [clue for clue in part.clues if parse(clue.text) is None]
        supposed = match_letter((*names, Clue(ClueKind.PRINTED_ID, letter.letter_id)), known, districts)
        findings = supposed.findings if isinstance(supposed, Ambiguous) else ()
    yield from findings


def _revision_doubts(books: Books, part: Part, letter: LetterStanding) -> Iterator[Finding]:
    said, issues = _revisions_said(part, letter), books.issues(letter.letter_id)
    if len(said) > 1:
        revisions = " and ".join(map(str, sorted(said)))
        yield Finding(FindingCode.IDENTITY_CONFLICT, f"its pages are of the revisions {revisions}")
    for revision in sorted(said - issues.keys()):
        yield Finding(FindingCode.IDENTITY_CONFLICT, f"revision {revision} of the letter was never made")


def noted_signatures(letter: LetterStanding) -> Mapping[str, SignatureSeen]:
    """The signatures that facts speak of already, as judging knows them."""
    return {
        party: SignatureSeen(party, each.signer, basis=each.basis, signed_on=each.signed_on, is_certain=True)
        for party, each in letter.signatures.items()
    }


def sign(letter: LetterStanding, signature: SignatureSeen, parts: Sequence[tuple[PartRef, Assessment]]) -> Signed:
    """State a signature, shown by the part on which it was seen, else by the page on which signatures stand."""
    if signature.signed_on is None or signature.basis is None:
        raise ValueError("a signature that counts has a day and a basis")
    seen_on = [ref for ref, one in parts if signature.party in {each.party for each in one.part.signatures}]
    pages = [ref for role in _SHOWING for ref, one in parts if one.role is role]
    shown_by = next(iter((*seen_on, *pages)), None)
    return Signed(letter.letter_id, signature.party, signature.name, signature.signed_on, signature.basis, shown_by)


def commit(
    letter: LetterStanding,
    edition: Edition,
    acceptable: Acceptable,
    parts: Sequence[tuple[PartRef, Assessment]],
    *,
    by_rule: bool = True,
    despite: tuple[str, ...] = (),
) -> Iterator[Statement]:
    """State the signatures that are new and the acceptance of a letter."""
    noted = noted_signatures(letter)
    for signature in acceptable.signatures:
        if noted.get(signature.party) != signature:
            yield sign(letter, signature, parts)
    yield Accepted(
        letter.letter_id,
        max((one.revision for _, one in parts if one.revision), default=letter.issued.revision),
        acceptable.term,
        edition.rule.name,
        edition.membership_starts,
        tuple(ref for ref, _ in parts),
        by_rule,
        despite,
    )


def noted(books: Books, ref: PartRef, one: Assessment, *, by_rule: bool = True) -> Iterator[Statement]:
    """State what was found in a part, its assessment kept, and whose it is where that is certain."""
    kept = books.workspace.keep(canonical.dump(one))
    candidates = tuple(LetterId(each) for each in one.match.candidates) if isinstance(one.match, Ambiguous) else ()
    codes = tuple(dict.fromkeys(each.code.value for each in one.findings))
    yield FindingsNoted(ref.return_id, ref.part, one.role, candidates, codes, kept)
    if isinstance(one.match, Matched):
        letter = LetterId(one.match.found)
        yield PartMatched(letter, ref.return_id, ref.part, one.role, one.revision, by_rule)


# ---- what people look at ----------------------------------------------------------------------------------------

_SIGNED = {
    Basis.TYPED_NAME: "signed with a typed name",
    Basis.PICTURE: "signed with a picture",
    Basis.DIGITAL: "signed digitally",
}


def signatures_in_words(part: Part) -> Iterator[str]:
    """What a part itself says of who signed and when, one line for each party that wrote something."""
    for seen in part.signatures:
        dated = in_words(seen.signed_on) if seen.signed_on else f'"{seen.date_text}"' if seen.date_text else ""
        how = _SIGNED.get(seen.basis) if seen.basis else "not signed"
        said = ", ".join(filter(None, (seen.name, dated, how)))
        if seen.name or dated:
            yield f"for the {seen.party.replace('_', ' ')}: {said}"


def other_name(name: str, sha256: str) -> str:
    """What a readable copy is called where another file has its name already."""
    return f"{Path(name).stem} ({sha256[:8]}){Path(name).suffix}"


def readable_copy(books: Books, part: PartStanding) -> str:
    """Where people find the file that a part came in, as a path from the workspace; the kept file where it is gone."""
    workspace, return_id = books.workspace, part.ref.return_id
    name, seen = books.standing.returns[return_id].received.name, books.assessment(part).part
    files = [(name, Sha256(return_id))]
    if seen.label:
        files.insert(0, (portable_name(f"{Path(name).stem} - {seen.label}"), seen.came_as(return_id)))
    folders = [workspace.returns_folder(year) for year in (*reversed(workspace.school_years()), None)]
    for called, content in files:
        for place in (folder / each for folder in folders for each in (called, other_name(called, content))):
            if place.is_file() and hash_of(place) == content:
                return workspace.relative(place)
    return workspace.relative(workspace.kept_folder / return_id)


@lru_cache(maxsize=64)
def wording_as_issued(workspace: Workspace, letter: Sha256) -> Wording:
    """The wording of a kept letter; several steps of one return ask for it, and reading it is slow."""
    from loc_builder.files.word import read_wording  # noqa: PLC0415 - slow to load, and scans do not ask for it

    return read_wording(workspace.kept(letter))
