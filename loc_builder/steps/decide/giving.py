"""A return given to a letter by a person: the parts as they are held for it then."""

from loc_builder.books import Books
from loc_builder.casework import assess_for
from loc_builder.judging import Chosen
from loc_builder.model import Matched, Part
from loc_builder.standing import LetterStanding, PartStanding


def matched_by_person(books: Books, part: PartStanding, found: Part, letter: LetterStanding) -> Chosen:
    """Assess a part for the letter that a person named; `found` is what was read of it and seen on it."""
    match = Matched(letter.letter_id, (f"matched by {books.by}",))
    arrived_on = books.arrived_on(part.ref)
    one = assess_for(books, part.ref, found, match, arrived_on=arrived_on)
    return Chosen(part.ref, one, arrived_on)
