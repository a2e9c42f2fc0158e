"""Sending back what cannot be used, and setting aside what belongs to no letter."""

from collections.abc import Iterable, Iterator, Sequence

from loc_builder.books import Books
from loc_builder.casework import noted
from loc_builder.deciding import undecided_parts
from loc_builder.errors import InputError
from loc_builder.facts import Issued, PartSetAside, ReturnedForCorrection, Statement
from loc_builder.judging import Chosen
from loc_builder.model import PartRef
from loc_builder.standing import LetterStanding, PartStanding, ReturnStanding
from loc_builder.steps.decide.giving import matched_by_person


def reject_letter(books: Books, letter: LetterStanding, because: str) -> Books:
    """Send what came back for a letter back for correction, also what is on paper and was never scanned."""
    if not letter.undecided and not letter.awaits_scan:
        raise InputError(f"nothing waits for {letter.letter_id}", hint="Try: loc review")
    return books.record(_rejected(letter, _refs(letter.undecided), because))


def reject_return(
    books: Books, returned: ReturnStanding, because: str, *, whose: LetterStanding | Issued | None = None
) -> Books:
    """Send the letters that a return was for back for correction; set aside what belongs to none.

    With `whose` a return that says of no letter whose it is, because nobody can read it, is sent back for that one.
    """
    parts = undecided_parts(returned)
    if whose is not None:
        return _rejected_for(books, returned, parts, whose, because)
    of_none = [part for part in parts if part.letter_id is None]
    letters = {part.letter_id for part in parts if part.letter_id}
    rejected = [
        said
        for letter_id in sorted(letters)
        for said in _rejected(
            books.standing.letters[letter_id], _refs(part for part in parts if part.letter_id == letter_id), because
        )
    ]
    return books.record((*_set_aside(_refs(of_none), because), *rejected))


def _rejected_for(
    books: Books, returned: ReturnStanding, parts: Sequence[PartStanding], whose: LetterStanding | Issued, because: str
) -> Books:
    """Note that the parts belong to a letter, and send it back; `whose` may state one that is taken up with that."""
    others = {part.letter_id for part in parts} - {None, whose.letter_id}
    if others:
        raise InputError(
            f"{returned.received.name} belongs to {' and '.join(sorted(filter(None, others)))}",
            hint=f"To send that letter back: loc reject {returned.short_id} --because TEXT",
        )
    taken_up = (whose,) if isinstance(whose, Issued) else ()
    supposed = books.supposing(whose) if isinstance(whose, Issued) else books
    letter = supposed.standing.letters[whose.letter_id]
    chosen = [matched_by_person(supposed, part, supposed.assessment(part).part, letter) for part in parts]
    matching = (said for each in chosen for said in noted(supposed, each.ref, each.assessment, by_rule=False))
    return books.record((*taken_up, *matching, *_rejected(letter, _refs(chosen), because)))


def _rejected(letter: LetterStanding, refs: tuple[PartRef, ...], because: str) -> Iterator[Statement]:
    """A letter that is accepted stays so: what came after it is set aside."""
    if letter.commitment is not None:
        yield from _set_aside(refs, because)
        return
    yield ReturnedForCorrection(letter.letter_id, refs, because)


def _set_aside(refs: Iterable[PartRef], because: str) -> Iterator[Statement]:
    return (PartSetAside(ref.return_id, ref.part, because) for ref in refs)


def _refs(parts: Iterable[PartStanding | Chosen]) -> tuple[PartRef, ...]:
    return tuple(part.ref for part in parts)
