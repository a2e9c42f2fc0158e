"""Every district there was in a school year and how it stands, whether it was asked or not."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from loc_builder.binding.telling import NOT_ASKED, covered_sentence, standing_sentence
from loc_builder.model import LetterId
from loc_builder.register import Register
from loc_builder.schoolyear import SchoolYear
from loc_builder.standing import LetterStanding, Standing
from loc_builder.steps.archive.earlier import bound_before, pages_in
from loc_builder.steps.archive.making import Making


@dataclass(frozen=True, slots=True)
class Places:
    """Where records lie that are not in an archive itself, `page 12 of FILE` by letter.

    `covering` are those of letters of earlier years, `held` those in the bags that the archive supplements; of `here`
    it holds newer records.
    """

    covering: Mapping[LetterId, str] = field(default_factory=dict)
    held: Mapping[LetterId, str] = field(default_factory=dict)
    here: Collection[LetterId] = ()


@dataclass(frozen=True, slots=True)
class Stood:
    """A district, its standing in one sentence, and its own letter of the year where it was asked.

    `is_held` is whether the letter's record is in a bag that this one supplements.
    """

    number: str
    district: str
    sentence: str
    letter: LetterStanding | None = None
    is_covered: bool = False
    is_held: bool = False


def places_of(making: Making, here: Collection[LetterId] = ()) -> Places:
    """Where the records lie that an archive which binds those `here` does not hold."""
    held: dict[LetterId, str] = {}
    for each in making.package.bags:
        held |= pages_in(making.books, each.archive)
    return Places(bound_before(making.books, making.edition, making.last), held, here)


def districts_of(standing: Standing, register: Register, school_year: SchoolYear, places: Places) -> Iterator[Stood]:
    """Give the districts by number."""
    letters = {each.issued.district_number: each for each in standing.of_year(school_year)}
    covered = standing.covered_in(school_year)
    districts = {each.number: each.name for each in register.current_on(school_year.first_day)}
    districts |= {number: letter.issued.district for number, letter in letters.items()}
    for number, name in sorted(districts.items()):
        if number in letters:
            yield _asked(number, name, letters[number], places)
        elif number in covered:
            sentence = covered_sentence(covered[number], places.covering.get(covered[number].letter_id, ""))
            yield Stood(number, name, sentence, is_covered=True)
        else:
            yield Stood(number, name, NOT_ASKED)


def _asked(number: str, name: str, letter: LetterStanding, places: Places) -> Stood:
    sentence, page = standing_sentence(letter), places.held.get(letter.letter_id)
    if page is None:
        return Stood(number, name, sentence, letter)
    if letter.commitment is None:
        return Stood(number, name, f"{sentence}; its record on {page} counts no longer", letter)
    if letter.letter_id in places.here:
        return Stood(number, name, f"{sentence}; its record takes the place of the one on {page}", letter)
    return Stood(number, name, f"{sentence}; its record: {page}", letter, is_held=True)
