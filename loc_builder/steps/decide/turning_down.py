"""Sending back what cannot be used, setting aside what belongs to no letter, and undoing a decision."""

from collections.abc import Iterator, Sequence

from loc_builder.books import Books
from loc_builder.deciding import undecided_parts
from loc_builder.errors import InputError
from loc_builder.facts import PartSetAside, Reopened, ReturnedForCorrection, Statement
from loc_builder.model import PartRef
from loc_builder.standing import LetterStanding, PartStanding, ReturnStanding


def reject_letter(books: Books, letter: LetterStanding, because: str) -> Books:
    """Send what came back for a letter back for correction."""
    if not letter.undecided:
        raise InputError(f"nothing waits for {letter.letter_id}", hint="Try: loc review")
    return books.record(_rejected(letter, letter.undecided, because))


def reject_return(books: Books, returned: ReturnStanding, because: str) -> Books:
    """Send the letters that a return was for back for correction; set aside what belongs to none."""
    parts = undecided_parts(returned)
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


def _rejected(letter: LetterStanding, parts: Sequence[PartStanding], because: str) -> Iterator[Statement]:
    """A letter that is accepted stays so: what came after it is set aside."""
    if letter.commitment is not None:
        yield from _set_aside(parts, because)
        return
    refs: tuple[PartRef, ...] = tuple(part.ref for part in parts)
    yield ReturnedForCorrection(letter.letter_id, refs, because)


def _set_aside(parts: Sequence[PartStanding], because: str) -> Iterator[Statement]:
    return (PartSetAside(part.ref.return_id, part.ref.part, because) for part in parts)
