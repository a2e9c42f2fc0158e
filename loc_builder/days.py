"""Days, spans and school years in words, as letters, stamps, certificates and lists write them."""

from collections.abc import Sequence
from datetime import date, datetime

from loc_builder.schoolyear import SchoolYear

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def in_words(day: date) -> str:
    """`March 9, 2018`, whatever language the computer is set to."""
    return f"{month_name(day.month)} {day.day}, {day.year}"


def month_name(month: int) -> str:
    """Name a month, 1 to 12."""
    return _MONTHS[month - 1]


def span(first: date, last: date) -> str:
    """`March 9, 2018 - June 30, 2019`, with an en dash."""
    return f"{in_words(first)} \N{EN DASH} {in_words(last)}"


def years_in_words(school_years: Sequence[SchoolYear]) -> str:
    """`School year 2017-2018`, `School years 2017-2018 and 2018-2019`."""
    names = [str(year) for year in school_years]
    if len(names) == 1:
        return f"School year {names[0]}"
    return f"School years {', '.join(names[:-1])} and {names[-1]}"


def moment_in_figures(moment: datetime) -> str:
    """`2018-03-21 09:12 (UTC-04:00)`: for tables of many moments."""
    return f"{moment:%Y-%m-%d %H:%M} (UTC{_offset(moment)})"


def moment_in_words(moment: datetime) -> str:
    """`March 21, 2018, 09:12 (UTC-04:00)`: an aware moment as its own zone's clock shows it, with the offset."""
    return f"{in_words(moment.date())}, {moment:%H:%M} (UTC{_offset(moment)})"


def _offset(moment: datetime) -> str:
    offset = moment.strftime("%z")
    if not offset:
        raise ValueError("a moment needs its offset before it can be printed")
    return f"{offset[:3]}:{offset[3:5]}"
