"""Dates as people in the United States type them, read strictly: a date, or None where there is any doubt.

Month before day, always; `13/4/2017` is refused rather than turned round. A two-digit year is one of this century:
no letter of this kind is older.
"""

import re
from collections.abc import Callable
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:'?(?P<year>[0-9]{2}|[0-9]{4}))"
_WEEKDAY = re.compile(r"(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+", re.IGNORECASE)
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?P<month>[0-9]{{1,2}})\s*(?P<mark>[/.-])\s*(?P<day>[0-9]{{1,2}})\s*(?P=mark)\s*{_YEAR}",
        r"(?P<year>[0-9]{4})(?P<mark>[/-])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
        rf"{_MONTH}\s*{_DAY}(?:\s*,\s*|\s+){_YEAR}",
        rf"{_DAY}\s*{_MONTH}(?:\s*,\s*|\s+){_YEAR}",
    )
)


def parse_us_date(text: str) -> date | None:
    """Read `8/4/17`, `August 4, 2017`, `Aug. 4 2017` or `2017-08-04`; None for anything that is not surely a date.

    A weekday in front must be the right one: where it is not, one of the two was mistyped.
    """
    words = " ".join(text.split())
    weekday = _WEEKDAY.match(words)
    if not weekday:
        return _day_of(words)
    day = _day_of(words[weekday.end() :])
    return day if day and WEEKDAYS[day.weekday()] == weekday[1][:3].lower() else None


def _day_of(words: str) -> date | None:
    for shape in _SHAPES:
        found = shape.fullmatch(words)
        if found:
            return _checked(found.group)
    return None


def _checked(group: Callable[[str], str]) -> date | None:
    month, year = group("month").lower(), group("year")
    number = int(month) if month.isdecimal() else MONTHS.index(month[:3]) + 1
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(group("day")))
    except ValueError:
        return None
