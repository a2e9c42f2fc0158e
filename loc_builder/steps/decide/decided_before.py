"""A row of a sheet whose letter or return was decided since: as the row says, or otherwise."""

from collections.abc import Collection, Iterator
from datetime import date

from loc_builder.books import Books
from loc_builder.days import in_words
from loc_builder.deciding import mark_of_refs
from loc_builder.errors import Problem
from loc_builder.facts import Accepted, PartSetAside, ReturnedForCorrection
from loc_builder.files.roster import ACCEPT, REJECT, DecidedRow
from loc_builder.model import PartRef
from loc_builder.standing import LetterStanding, ReturnStanding
from loc_builder.steps.decide.cells import day_in_row


def decided_otherwise(
    books: Books, meant: LetterStanding | ReturnStanding, row: DecidedRow, *, sheet: str
) -> Problem | None:
    """Say how what a row is about was decided, where that is not what the row says."""
    if row.decision not in (ACCEPT, REJECT) or _was_decided_so(books, meant, row):
        return None
    stands, undo = _stands(books, meant)
    day = day_in_row(row)
    says = f"{row.decision}, signed {in_words(day)}" if day and row.decision == ACCEPT else row.decision
    message = f"the sheet says '{says}', but {stands}; nothing was changed"
    return Problem(
        "decided-otherwise", message, sheet, row.row, hint=f"To decide again: loc reopen {undo} --because TEXT"
    )


def _was_decided_so(books: Books, meant: LetterStanding | ReturnStanding, row: DecidedRow) -> bool:
    """Whether it was ever decided as the row says, whatever came after, or stands so now."""
    day = day_in_row(row)
    if row.decision == ACCEPT:
        return any(day in (None, each) for each in (*_accepted_on(books, meant, row), *_stands_accepted(books, meant)))
    return any(_is_about(refs, meant, row) for refs in _turned_down(books)) or not any(_stands_accepted(books, meant))


def _accepted_on(books: Books, meant: LetterStanding | ReturnStanding, row: DecidedRow) -> Iterator[date]:
    for fact in books.facts:
        if isinstance(fact.said, Accepted) and _is_about(fact.said.parts, meant, row):
            yield fact.said.term.signed_on


def _turned_down(books: Books) -> Iterator[Collection[PartRef]]:
    for fact in books.facts:
        match fact.said:
            case ReturnedForCorrection() as said:
                yield said.parts
            case PartSetAside() as said:
                yield (PartRef(said.return_id, said.part),)


def _is_about(refs: Collection[PartRef], meant: LetterStanding | ReturnStanding, row: DecidedRow) -> bool:
    """Whether a decision was on the parts that waited when the sheet was written."""
    if isinstance(meant, LetterStanding):
        return mark_of_refs(refs) == row.mark
    return any(part.ref in refs for part in meant.parts)


def _stands_accepted(books: Books, meant: LetterStanding | ReturnStanding) -> Iterator[date]:
    """The days of the signatures with which the letters meant are accepted."""
    for letter in _letters(books, meant):
        if letter.commitment:
            yield letter.commitment.signed_on


def _letters(books: Books, meant: LetterStanding | ReturnStanding) -> list[LetterStanding]:
    if isinstance(meant, LetterStanding):
        return [meant]
    names = dict.fromkeys(part.letter_id for part in meant.parts if part.letter_id and not part.is_aside)
    return [books.standing.letters[each] for each in names]


def _stands(books: Books, meant: LetterStanding | ReturnStanding) -> tuple[str, str]:
    """How it stands, and what `loc reopen` takes to undo that."""
    letters = _letters(books, meant)
    if isinstance(meant, ReturnStanding) and not letters:
        return f"{meant.received.name} is set aside", meant.short_id
    signed = f", signed {in_words(letters[0].commitment.signed_on)}" if letters[0].commitment else ""
    return f"{letters[0].letter_id} ({letters[0].issued.district}) is {letters[0].state}{signed}", letters[0].letter_id
