"""What a command says where it found nothing to do: why, and what comes first."""

from collections.abc import Sequence

from loc_builder.schoolyear import SchoolYear
from loc_builder.standing import LetterStanding


def none_made(year: SchoolYear) -> str:
    return f"No letter of {year} is made yet. First: loc fill {year} --roster FILE"


def none_accepted(year: SchoolYear, letters: Sequence[LetterStanding]) -> str:
    """Say what comes before something can be done with accepted letters; `letters` are those of the year."""
    if not letters:
        return none_made(year)
    return f"No letter of {year} is accepted. See who has answered: loc status {year}; what waits: loc review {year}"


def none_to_approve(year: SchoolYear, letters: Sequence[LetterStanding]) -> str:
    if not any(each.commitment for each in letters):
        return none_accepted(year, letters)
    return f"No accepted letter of {year} waits for approval."


def none_sent_back(year: SchoolYear) -> str:
    return f"No letter of {year} is sent back for correction. To send one back: loc reject LETTER --because TEXT"
