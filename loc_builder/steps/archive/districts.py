"""Every district there was in a school year and how it stands, whether it was asked or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loc_builder.binding.telling import NOT_ASKED, covered_sentence, standing_sentence
from loc_builder.model import LetterId
from loc_builder.register import Register
from loc_builder.schoolyear import SchoolYear
from loc_builder.standing import LetterStanding, Standing


@dataclass(frozen=True, slots=True)
class Stood:
    """A district, its standing in one sentence, and its own letter of the year where it was asked."""

    number: str
    district: str
    sentence: str
    letter: LetterStanding | None = None
    is_covered: bool = False


def districts_of(
    standing: Standing, register: Register, school_year: SchoolYear, bound: Mapping[LetterId, str]
) -> Iterator[Stood]:
    """Give the districts by number; `bound` says of letters of other years where in which archive their records are."""
    letters = {each.issued.district_number: each for each in standing.of_year(school_year)}
    covered = standing.covered_in(school_year)
    districts = {each.number: each.name for each in register.current_on(school_year.first_day)}
    districts |= {number: letter.issued.district for number, letter in letters.items()}
    for number, name in sorted(districts.items()):
        if number in letters:
            yield Stood(number, name, standing_sentence(letters[number]), letters[number])
        elif number in covered:
            sentence = covered_sentence(covered[number], bound.get(covered[number].letter_id, ""))
            yield Stood(number, name, sentence, is_covered=True)
        else:
            yield Stood(number, name, NOT_ASKED)
