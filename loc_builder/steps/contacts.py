"""A roster for the next time: everybody asked in a year, with the people as their letters name them now."""

from pathlib import Path

from loc_builder.books import Books
from loc_builder.contacts import rows_now
from loc_builder.errors import InputError
from loc_builder.files.roster import refuse_other_ending, roster_workbook
from loc_builder.model import Edition
from loc_builder.workspace import put, read_input


def write_roster(books: Books, edition: Edition, place: Path) -> int:
    """Write the workbook and give the number of its districts; raise InputError where another file lies there."""
    refuse_other_ending(place, "roster made here")
    rows = rows_now(books, edition.school_year)
    districts = books.register.current_on(edition.school_year.first_day)
    content = roster_workbook(rows, questions=edition.questions, contacts=edition.contacts, districts=districts)
    if place.exists() and read_input(place) != content:
        raise InputError(f"{place} is there already; nothing was changed", hint="Name a new file for the roster.")
    put(place, content)
    return len(rows)
