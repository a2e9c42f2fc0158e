"""What several steps need to know of a letter's case: how it was issued, and how a commitment is stated.

No step imports another; what two of them share about assessing and committing is here, over the books.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from loc_builder.books import Books
from loc_builder.facts import Accepted, Signed, Statement
from loc_builder.files.word import read_wording
from loc_builder.judging import Acceptable, AsIssued, assess
from loc_builder.matching import KnownLetter
from loc_builder.model import Assessment, Edition, LetterId, Matched, Part, PartRef, Sha256, Wording
from loc_builder.schoolyear import day_in
from loc_builder.standing import LetterStanding
from loc_builder.workspace import Workspace


def known_letters(books: Books) -> tuple[KnownLetter, ...]:
    """All letters ever issued here, as matching knows them."""
    return tuple(
        KnownLetter(each.letter_id, each.issued.school_year, each.issued.district_number)
        for each in books.standing.letters.values()
    )


def revision_of(part: Part, letter: LetterId) -> int | None:
    """The revision that a part says it is of; None where it does not say."""
    return next((each.revision for each in part.clues if each.text == letter and each.revision), None)


def assess_for(books: Books, part: Part, match: Matched, *, arrived_on: date) -> Assessment:
    """Assess a part against the letter it is matched to, in the revision that came back."""
    letter = books.standing.letters[LetterId(match.found)]
    issued, issued_at = books.issued(letter.letter_id, revision_of(part, letter.letter_id))
    edition = books.edition_of(letter)
    as_issued = AsIssued(
        edition,
        _wording(books.workspace, issued.sha256),
        day_in(issued_at, edition.time_zone),
        issued.revision,
        letter.issued.revision,
        tuple(each.role for each in letter.undecided),
        has_commitment=letter.commitment is not None,
    )
    return assess(part, match, as_issued, arrived_on=arrived_on)


def commit(
    letter: LetterStanding,
    edition: Edition,
    acceptable: Acceptable,
    parts: Sequence[tuple[PartRef, Assessment]],
    *,
    by_rule: bool = True,
    despite: tuple[str, ...] = (),
) -> Iterator[Statement]:
    """State the signatures and the acceptance of a letter."""
    for signature in acceptable.signatures:
        shown_by = next((ref for ref, one in parts if signature.party in _parties(one)), None)
        if signature.signed_on is None or signature.basis is None:
            raise ValueError("an acceptable signature has a day and a basis")
        yield Signed(letter.letter_id, signature.party, signature.name, signature.signed_on, signature.basis, shown_by)
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


@lru_cache(maxsize=512)
def _wording(workspace: Workspace, letter: Sha256) -> Wording:
    return read_wording(workspace.kept(letter))


def _parties(one: Assessment) -> set[str]:
    return {each.party for each in one.part.signatures}
