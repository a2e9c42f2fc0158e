"""A district that was not asked: its return is taken up on the office's blank form."""

from dataclasses import dataclass
from datetime import datetime

from loc_builder import canonical, letter_id
from loc_builder.books import Books
from loc_builder.deciding import letter_of_district
from loc_builder.errors import InputError
from loc_builder.facts import BlankMade, Issued
from loc_builder.fields import roster_values
from loc_builder.model import Clue, Contact, District, Edition, RosterRow
from loc_builder.schoolyear import SchoolYear
from loc_builder.standing import LetterStanding, ReturnStanding


@dataclass(frozen=True, slots=True)
class _Made:
    """A blank form and when it was made."""

    said: BlankMade
    at: datetime


def meant_for(books: Books, name: str, returned: ReturnStanding) -> LetterStanding | Issued:
    """The letter of a district that a return is for; where none was made, the statement that it is taken up.

    It is taken up on the blank form that came back, else on the newest. Raises InputError where there is no such form,
    or where several letters could be meant.
    """
    district = books.district_named(name)
    clue = _blank_clue(books, returned)
    year = letter_id.school_year_of(clue.text) if clue else None
    if _has_letter(books, district, year):
        return letter_of_district(books, name)
    edition = books.edition(year or books.workspace.school_years()[-1])
    return _taken_up(books, edition, district, _blank_form(books, edition, clue.revision if clue else None))


def _has_letter(books: Books, district: District, year: SchoolYear | None) -> bool:
    return any(
        each.issued.district_number == district.number and year in (None, each.issued.school_year)
        for each in books.standing.letters.values()
    )


def _blank_clue(books: Books, returned: ReturnStanding) -> Clue | None:
    """What in a return says that it is on a blank form, and on which."""
    clues = (clue for part in returned.parts for clue in books.assessment(part).part.clues)
    ids = ((clue, letter_id.parse(clue.text)) for clue in clues)
    return next((clue for clue, found in ids if found and letter_id.is_blank(found)), None)


def _blank_form(books: Books, edition: Edition, revision: int | None) -> _Made:
    made = [
        _Made(fact.said, fact.at)
        for fact in books.facts
        if isinstance(fact.said, BlankMade) and fact.said.school_year == edition.school_year
    ]
    if not made:
        raise InputError(
            f"no letter and no blank form of {edition.school_year} was made, so there is nothing to compare with",
            hint=f"Make the form, then run this again: loc fill {edition.school_year} --blank",
        )
    return made[revision - 1] if revision and 0 < revision <= len(made) else made[-1]


def _taken_up(books: Books, edition: Edition, district: District, blank: _Made) -> Issued:
    row = RosterRow(0, district, Contact(), (), {})
    values = {"roster": roster_values(row), "settings": {}}
    return Issued(
        letter_id.make(edition.program.code, edition.school_year, district.number),
        1,
        edition.school_year,
        district.number,
        district.name,
        blank.said.file,
        blank.said.sha256,
        books.workspace.keep(canonical.dump(values)),
        blank.said.template_sha256,
        blank.at,
    )
