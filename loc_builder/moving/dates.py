"""School years and dates as people type them: `2024-25`, `Monday, September 30, 2024`, `9/30/24`, `fall of 2024`.

School years and dates near the edition's own move with it. What lies further away is history ("since 2012-2013") and
stays; so does a year that stands alone ("released in 2024"). A person is told of each.
"""

import re
from collections.abc import Iterator
from datetime import date

from loc_builder.days import month_name
from loc_builder.moving.literal import Edit, Literal, Move
from loc_builder.schoolyear import SchoolYear

YEARS_MOVED = 2
"""School years so far from the edition's own are moved: last year's, the one before, the next of a two-year term."""

DATES_MOVED = 1
"""Dates in school years so far from the edition's own are moved."""

_DASH = r"[-/\u2010-\u2015\u2212]"
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY_FORMS = [f"{name[0]}(?i:{name[1:]})" for name in _WEEKDAYS] + ["(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)"]
_WEEKDAY = rf"(?:(?P<weekday>{'|'.join(_WEEKDAY_FORMS)})\b\.?,?\s+(?:the\s+)?)?"
_SEASONS = {"spring": 4, "summer": 7, "fall": 10, "autumn": 10, "winter": 1}


def _month(group: str) -> str:
    names = [month_name(number) for number in range(1, 13)]
    forms = [f"{name[0]}(?i:{name[1:]})" for name in names]
    forms += [rf"{name[0]}(?i:{name[1:3]})\b\.?" for name in names] + [r"S(?i:ept)\b\.?"]
    return f"(?P<{group}>{'|'.join(forms)})"


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TO = rf"(?:\s?(?:{_DASH}|&)\s?|\s(?:and|to|through|or)\s)"
_LAST = rf"(?:{_TO}(?:{_month('last_month')}\s)?(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?"
_LAST_FIRST = rf"(?:{_TO}(?P<last>\d{{1,2}})(?:st|nd|rd|th)?)?"
_ENDS = r"(?![\d])"

_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d-]){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])",
        rf"\b{_WEEKDAY}{_month('month')}\s+{_DAY}{_LAST},?\s+{_YEAR}{_ENDS}",
        rf"\b{_WEEKDAY}(?<!\d){_DAY}{_LAST_FIRST}\s+(?:of\s+)?{_month('month')},?\s+{_YEAR}{_ENDS}",
        rf"(?<![\d/-])(?P<month>\d{{1,2}})(?P<mark>[/.-])(?P<day>\d{{1,2}})(?P=mark){_YEAR}(?![\d/-])",
        r"(?<![\d/-])(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d\d)(?![\d/-])",
        rf"\b{_month('month')}(?:\s+of)?,?\s+{_YEAR}{_ENDS}",
        rf"\b(?P<season>(?i:{'|'.join(_SEASONS)}))(?:\s+of)?,?\s+{_YEAR}{_ENDS}",
    )
)
_MONTH_DAYS = (
    re.compile(rf"\b{_WEEKDAY}{_month('month')}\s+{_DAY}{_LAST}{_ENDS}"),
    re.compile(rf"\b{_WEEKDAY}(?<!\d){_DAY}\s+(?:of\s+)?{_month('month')}\b"),
    re.compile(r"(?<=\b(?i:by|on)\s)\d{1,2}/\d{1,2}(?![\d/])|(?<=\b(?i:until)\s)\d{1,2}/\d{1,2}(?![\d/])"),
)
_SCHOOL_YEAR = re.compile(
    rf"(?<![\d/.-])(?P<first>(?:19|20)\d\d)\s?{_DASH}\s?(?P<second>(?:(?:19|20)\d\d|\d\d))(?!\d)(?!{_DASH}\d)"
)
_SHORT_SCHOOL_YEAR = re.compile(
    rf"(?:\b(?:SY|(?i:school\s+years?))\s*['\u2019]?|['\u2019])(?P<first>\d\d)\s?{_DASH}\s?['\u2019]?(?P<second>\d\d)(?!\d)"
)
_LONE_YEARS = re.compile(
    rf"(?<![\w$#.,/-])(?:19|20)\d\d(?:\s?{_DASH}\s?(?:(?:19|20)\d\d|\d\d))?(?![\w]|[.,]\d|{_DASH}\d)"
    r"|\b[FS]Y\s?['\u2019]?(?:\d{4}|\d\d)(?!\d)"
)


def school_years(text: str, move: Move) -> Iterator[Literal]:
    """Find school years; move those near the edition's own."""
    for found in _SCHOOL_YEAR.finditer(text):
        if _follow_each_other(found):
            yield _school_year(found, move)
    for found in _SHORT_SCHOOL_YEAR.finditer(text):
        if _follow_each_other(found):
            yield _school_year(found, move)


def moved_school_year(year: SchoolYear, move: Move) -> SchoolYear | None:
    """Give the school year that takes the place of `year`, None where it stays."""
    starts_in = year.starts_in + move.years
    return SchoolYear(starts_in) if move.away(year) <= YEARS_MOVED and 1 <= starts_in <= 9998 else None


def dates(text: str, move: Move) -> Iterator[Literal]:
    """Find dates with a year; move those near the edition's own school year."""
    for pattern in _DATES:
        for found in pattern.finditer(text):
            day = _day(found)
            if day:
                yield _date(found, day, move)


def moved_day(day: date, move: Move) -> date | None:
    """Give the same day so many years on, 28 February for a leap day where there is none; None where it stays."""
    year = day.year + move.years
    if move.away(SchoolYear.containing(day)) > DATES_MOVED or not 1 <= year <= 9999:
        return None
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def month_days(text: str, _: Move) -> Iterator[Literal]:
    """Find days without a year, such as `June 1 through December 31`."""
    for pattern in _MONTH_DAYS:
        for found in pattern.finditer(text):
            yield Literal(*found.span(), "a date without a year, left as it is")


def lone_years(text: str, _: Move) -> Iterator[Literal]:
    for found in _LONE_YEARS.finditer(text):
        yield Literal(*found.span(), "a year, left as it is")


def weekday_of(day: date) -> str:
    return _WEEKDAYS[day.weekday()]


def _follow_each_other(found: re.Match[str]) -> bool:
    digits = min(len(found["first"]), len(found["second"]))
    return (int(found["first"]) + 1 - int(found["second"])) % 10**digits == 0 and (
        len(found["second"]) == 2 or int(found["second"]) > int(found["first"])
    )


def _school_year(found: re.Match[str], move: Move) -> Literal:
    year = SchoolYear(_whole(found["first"]))
    new = moved_school_year(year, move)
    if new is None:
        return Literal(*found.span(), "a school year further away, left as it is")
    numbers = {"first": new.starts_in, "second": new.starts_in + 1}
    edits = tuple(Edit(*found.span(each), _digits(number, found[each])) for each, number in numbers.items())
    why = "" if year == move.source else f"another school year than the letter's, moved from {found[0]}"
    return Literal(*found.span(), why, edits)


def _day(found: re.Match[str]) -> date | None:
    """The day, or the first of a month or season, that a match names; None where the calendar has none such."""
    named = found.groupdict()
    year = _whole(named["year"])
    if named.get("season"):
        return date(year, _SEASONS[named["season"].casefold()], 1)
    month, day = _month_number(named["month"]), int(named.get("day") or 1)
    if month > 12 >= day:
        month, day = day, month  # the day stands first
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date(found: re.Match[str], day: date, move: Move) -> Literal:
    new = moved_day(day, move)
    if new is None:
        return Literal(*found.span(), "a date further away, left as it is")
    has_day = bool(found.groupdict().get("day"))
    now = f"; it is a {weekday_of(new)} now" if has_day and move.years else ""
    edits = [Edit(*found.span("year"), _digits(new.year, found["year"])), *_leap_day(found, day, new)]
    if found.groupdict().get("weekday"):
        edits.append(Edit(*found.span("weekday"), _like(found["weekday"], weekday_of(new))))
    return Literal(*found.span(), f"moved from {' '.join(found[0].split())}{now}", tuple(edits))


def _leap_day(found: re.Match[str], day: date, new: date) -> Iterator[Edit]:
    if (day.month, day.day) == (2, 29) and new.day == 28:
        group = "day" if found["day"] == "29" else "month"
        yield Edit(*found.span(group), "28")


def _like(typed: str, weekday: str) -> str:
    """Write a weekday as the old one was: short or long, in capitals or not."""
    full = next((name for name in _WEEKDAYS if name.casefold() == typed.casefold()), "")
    new = weekday if full else weekday[:3]
    return new.upper() if typed.isupper() else new


def _month_number(typed: str) -> int:
    if typed.isdecimal():
        return int(typed)
    start = typed[:3].casefold()
    return next(number for number in range(1, 13) if month_name(number)[:3].casefold() == start)


def _whole(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _digits(number: int, typed: str) -> str:
    """Write a year with as many digits as the old one."""
    return f"{number:04d}"[-len(typed) :]
