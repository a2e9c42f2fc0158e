"""The people of a district as its accepted letter names them, beside those that were filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from loc_builder import canonical
from loc_builder.books import Books
from loc_builder.fields import letter_as_filled, writable
from loc_builder.model import Contact, District, Letter, Role, RosterRow
from loc_builder.schoolyear import SchoolYear
from loc_builder.standing import LetterStanding

_PARTS = ("name", "title", "email")


@dataclass(frozen=True, slots=True)
class ContactChange:
    """What a district corrected; `column` is named as in the roster."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class People:
    superintendent: Contact
    points_of_contact: tuple[Contact, ...]


def people_asked(books: Books, letter: LetterStanding) -> People:
    """The people that were filled into a letter."""
    filled = _as_filled(books, letter)
    return People(filled.superintendent, filled.points_of_contact)


def people_now(books: Books, letter: LetterStanding) -> People:
    """The people as the accepted letter names them; as filled in where it is not accepted or cannot be read.

    A contact whose places came back empty was taken out by the district.
    """
    before, fields = people_asked(books, letter), _returned(books, letter)
    if not fields:
        return before
    leader = Contact(*(fields.get(f"superintendent.{part}", getattr(before.superintendent, part)) for part in _PARTS))
    return People(leader, tuple(_points(fields, before.points_of_contact)))


def contact_changes(books: Books, letter: LetterStanding) -> tuple[ContactChange, ...]:
    """What differs between the people asked and the people named, column by column."""
    before, now = people_asked(books, letter), people_now(books, letter)
    changes = [*_changed("Superintendent", before.superintendent, now.superintendent)]
    for place in range(max(len(before.points_of_contact), len(now.points_of_contact))):
        old, new = (_at(each.points_of_contact, place) for each in (before, now))
        changes += _changed(f"Contact {place + 1}", old, new)
    return tuple(changes)


def rows_now(books: Books, year: SchoolYear) -> tuple[RosterRow, ...]:
    """A roster's rows for the districts asked in a year, with the people as they are now; answers are asked anew."""
    letters = books.standing.of_year(year)
    return tuple(_row(books, letter, number) for number, letter in enumerate(letters, start=2))


def _row(books: Books, letter: LetterStanding, number: int) -> RosterRow:
    people = people_now(books, letter)
    known = books.register.by_number(letter.issued.district_number)
    district = known or District(letter.issued.district_number, letter.issued.district)
    return RosterRow(number, district, people.superintendent, people.points_of_contact, {})


def _as_filled(books: Books, letter: LetterStanding) -> Letter:
    kept = canonical.load_plain(books.workspace.kept(letter.issued.values_sha256))
    return letter_as_filled(letter.issued, kept["roster"], kept.get("history", {}), books.edition_of(letter))


def _returned(books: Books, letter: LetterStanding) -> Mapping[str, str]:
    """What the places for people held when the letter came back."""
    accepted = letter.commitment.accepted.parts if letter.commitment else ()
    return {
        name: " ".join(writable(text).split())
        for part in letter.parts
        if part.ref in accepted and part.role in (Role.WHOLE, Role.ANSWERS)
        for name, text in books.assessment(part).answers.items()
        if name.startswith(("superintendent.", "points_of_contact."))
    }


def _points(fields: Mapping[str, str], before: tuple[Contact, ...]) -> Iterator[Contact]:
    for place in count(1):
        names = [f"points_of_contact.{place}.{part}" for part in _PARTS]
        if place > len(before) and not any(name in fields for name in names):
            return
        old = _at(before, place - 1)
        contact = Contact(*(fields.get(name, getattr(old, part)) for name, part in zip(names, _PARTS, strict=True)))
        if contact != Contact():
            yield contact


def _at(contacts: tuple[Contact, ...], place: int) -> Contact:
    return contacts[place] if place < len(contacts) else Contact()


def _changed(who: str, before: Contact, after: Contact) -> Iterator[ContactChange]:
    for part in _PARTS:
        old, new = getattr(before, part), getattr(after, part)
        if old != new:
            yield ContactChange(f"{who} {part.capitalize()}", old, new)
