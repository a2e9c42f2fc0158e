"""An envelope that is here and not scanned yet: the district is no longer asked, and the letter waits for its scan."""

from datetime import date

from loc_builder.books import Books
from loc_builder.days import in_words
from loc_builder.deciding import letter_of_district
from loc_builder.errors import InputError
from loc_builder.facts import PaperNoted
from loc_builder.standing import LetterStanding


def note_paper(books: Books, name: str, *, arrived_on: date | None, place: str) -> tuple[Books, LetterStanding]:
    """Note the paper of a district's or a letter's envelope; the same envelope again changes nothing.

    Raises InputError where no single undecided letter is meant, or for a day that is still to come.
    """
    letter = _letter_meant(books, name)
    today = books.today(books.edition_of(letter))
    if arrived_on and arrived_on > today:
        raise InputError(f"{in_words(arrived_on)} is still to come", hint="Leave out --arrived-on for today's post.")
    if letter.commitment is not None:
        raise InputError(f"{letter.letter_id} is accepted already", hint="To add the scan: loc receive FILE")
    said = PaperNoted(letter.letter_id, None, arrived_on or today, place)
    books = books if _is_noted(books, said) else books.record([said])
    return books, books.standing.letters[letter.letter_id]


def _letter_meant(books: Books, name: str) -> LetterStanding:
    try:
        return books.letter(name)
    except InputError:
        return letter_of_district(books, name)


def _is_noted(books: Books, said: PaperNoted) -> bool:
    return said.letter_id is not None and any(
        isinstance(fact.said, PaperNoted)
        and (fact.said.letter_id, fact.said.arrived_on, fact.said.place)
        == (said.letter_id, said.arrived_on, said.place)
        for fact in books.facts
    )
