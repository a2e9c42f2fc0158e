"""Undoing a decision: a letter is decided again, a return that was set aside waits again."""

from loc_builder.books import Books
from loc_builder.errors import InputError
from loc_builder.facts import PartReopened, Reopened
from loc_builder.findings import FindingCode
from loc_builder.standing import LetterStanding, PartStanding, ReturnStanding


def reopen(books: Books, letter: LetterStanding, because: str) -> Books:
    """Undo a decision, so that the letter is decided again from what came back."""
    if letter.commitment is None and not letter.returned_because:
        raise InputError(f"{letter.letter_id} has no decision to undo", hint="Try: loc review")
    return books.record([Reopened(letter.letter_id, because)])


def bring_back(books: Books, returned: ReturnStanding, because: str) -> Books:
    """Have what was set aside of a return wait again; what came before in the same file stays aside for that.

    Raises InputError where nothing of it was set aside.
    """
    back = [part for part in returned.parts if part.is_aside and not _came_before(part)]
    if not back:
        raise _not_aside(books, returned)
    return books.record([PartReopened(part.ref.return_id, part.ref.part, because) for part in back])


def _came_before(part: PartStanding) -> bool:
    return FindingCode.DUPLICATE.value in part.noted.codes


def _not_aside(books: Books, returned: ReturnStanding) -> InputError:
    name = returned.received.name
    if any(not part.is_decided for part in returned.parts):
        return InputError(f"{name} waits for a decision; nothing of it was set aside", hint="Try: loc review")
    if letters := sorted({part.letter_id for part in returned.parts if part.letter_id and not part.is_aside}):
        hint = f"To undo the decision on the letter: loc reopen {letters[0]} --because TEXT"
        return InputError(f"{name} was not set aside; it belongs to {' and '.join(letters)}", hint=hint)
    first = next((_first(books, part) for part in returned.parts if part.is_aside), "")
    return InputError(f"{name} is the same file as {first}, which counts" if first else f"{name} has nothing in it")


def _first(books: Books, part: PartStanding) -> str:
    """What the file was called that came before."""
    findings = books.assessment(part).findings
    return next((each.detail for each in findings if each.code is FindingCode.DUPLICATE), "")
