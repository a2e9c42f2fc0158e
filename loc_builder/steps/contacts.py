"""A roster for the next time: everybody asked in a year, with the people as their letters name them now."""

from pathlib import Path

from loc_builder.books import Books
from loc_builder.contacts import people_now
from loc_builder.files.roster import roster_workbook
from loc_builder.model import District, Edition, RosterRow
from loc_builder.standing import LetterStanding
from loc_builder.workspace import put


def write_roster(books: Books, edition: Edition, place: Path) -> int:
    """Write the workbook and give the number of its districts; its answers are left empty, to be asked anew."""
    letters = books.standing.of_year(edition.school_year)
    rows = [_row(books, letter, number) for number, letter in enumerate(letters, start=2)]
    districts = books.register.current_on(edition.school_year.first_day)
    content = roster_workbook(rows, questions=edition.questions, contacts=edition.contacts, districts=districts)
    put(place, content)
    return len(rows)


def _row(books: Books, letter: LetterStanding, number: int) -> RosterRow:
    people = people_now(books, letter)
    known = books.register.by_number(letter.issued.district_number)
    district = known or District(letter.issued.district_number, letter.issued.district)
    return RosterRow(number, district, people.superintendent, people.points_of_contact, {})
