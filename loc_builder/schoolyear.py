"""School years, terms, and the two rules that give a term.

Everything here is pure: a date in, a value out, for every date there is. The rules are those printed in the
letters: a form by *signing date* covers the current school year when signed from June to December and the current
and the next one when signed from January to May; a form by *named year* covers the year in its title.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """The twelve months from 1 July of `starts_in` (a calendar year) to 30 June of the next."""

    starts_in: int

    def __post_init__(self) -> None:
        if not 1 <= self.starts_in <= 9998:
            raise ValueError(f"{self.starts_in} is not a year of the calendar")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `2024-2025`, `2024-25` or `2024/2025`; raise ValueError for two years that do not follow each other."""
        first, _, second = text.strip().replace("/", "-").replace("\N{EN DASH}", "-").partition("-")
        if not (first.isdecimal() and second.isdecimal() and len(first) == 4 and len(second) in (2, 4)):
            raise ValueError(f"'{text}' is not a school year; write it as 2024-2025")
        year = cls(int(first))
        if int(second) != (year.starts_in + 1) % 10 ** len(second):
            raise ValueError(f"'{text}' is not a school year: {first} is followed by {int(first) + 1}")
        return year

    @classmethod
    def containing(cls, day: date) -> Self:
        """The school year a day of the calendar lies in."""
        return cls(day.year if day.month >= 7 else day.year - 1)

    @property
    def first_day(self) -> date:
        return date(self.starts_in, 7, 1)

    @property
    def last_day(self) -> date:
        return date(self.starts_in + 1, 6, 30)

    @property
    def following(self) -> "SchoolYear":
        return SchoolYear(self.starts_in + 1)

    def __str__(self) -> str:
        return f"{self.starts_in}-{self.starts_in + 1}"


class TermRuleName(StrEnum):
    SIGNING_DATE = "signing-date"
    NAMED_YEAR = "named-year"


class June(StrEnum):
    """Which school year a form means by "the current school year" when it is signed from 1 to 30 June."""

    COMING = "coming"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Window:
    """Months of the calendar (both inclusive, 1-12) and how many school years a signature in them commits to."""

    first_month: int
    last_month: int
    years: int

    def holds(self, day: date) -> bool:
        return self.first_month <= day.month <= self.last_month


JUNE_TO_DECEMBER = Window(first_month=6, last_month=12, years=1)
JANUARY_TO_MAY = Window(first_month=1, last_month=5, years=2)


@dataclass(frozen=True, slots=True)
class Term:
    """The school years a signature commits to and the days, both inclusive, it is in effect."""

    signed_on: date
    school_years: tuple[SchoolYear, ...]
    effective_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if not self.school_years:
            raise ValueError("a term covers at least one school year")
        if self.ends_on < self.effective_on:
            raise ValueError(f"a term from {self.effective_on} to {self.ends_on} would end before it starts")

    @classmethod
    def over(cls, school_years: tuple[SchoolYear, ...], signed_on: date) -> Self:
        """Run from the signature or the first year's first day, whichever is later, to the last year's last day."""
        effective_on = max(signed_on, school_years[0].first_day)
        return cls(signed_on, school_years, effective_on, school_years[-1].last_day)

    def covers(self, day: date) -> bool:
        return self.effective_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class OutsideTerm:
    """The years reckoned from the signature do not include the edition's own: signed too early or too late.

    `term` is what the rule gives all the same, or None where no term can be built: the year was over already, or
    the date lies at the calendar's edge.
    """

    signed_on: date
    school_year: SchoolYear
    term: Term | None


@dataclass(frozen=True, slots=True)
class TermRule:
    """How an edition turns the day of the dating signature into school years."""

    name: TermRuleName
    june: June = June.COMING
    windows: tuple[Window, ...] = field(default=(JUNE_TO_DECEMBER, JANUARY_TO_MAY))

    def __post_init__(self) -> None:
        months = [month for window in self.windows for month in range(window.first_month, window.last_month + 1)]
        if sorted(months) != list(range(1, 13)):
            raise ValueError("the windows of a term rule must name each month of the year once")

    def reckon(self, signed_on: date, edition: SchoolYear) -> Term | OutsideTerm:
        """Give the term of a signature on `signed_on` under an edition for the school year `edition`."""
        if self.name is TermRuleName.NAMED_YEAR:
            return self._named_year(signed_on, edition)
        if not 1 < signed_on.year <= date.max.year - max(window.years for window in self.windows):
            return OutsideTerm(signed_on, edition, None)
        term = Term.over(self._years_by_date(signed_on), signed_on)
        return term if edition in term.school_years else OutsideTerm(signed_on, edition, term)

    def _named_year(self, signed_on: date, edition: SchoolYear) -> Term | OutsideTerm:
        if signed_on > edition.last_day:
            return OutsideTerm(signed_on, edition, None)
        return Term.over((edition,), signed_on)

    def _years_by_date(self, signed_on: date) -> tuple[SchoolYear, ...]:
        current = SchoolYear.containing(signed_on)
        if signed_on.month == 6 and self.june is June.COMING:
            current = current.following
        count = next(window.years for window in self.windows if window.holds(signed_on))
        return tuple(SchoolYear(current.starts_in + step) for step in range(count))


def day_in(moment: datetime, time_zone: str) -> date:
    """The calendar day of an aware moment in an edition's time zone.

    A signature made at 21:00 Eastern on 31 December is a December signature though it is January in UTC. A moment
    that would leave the calendar there (a forged year 1) keeps the day it has where it was made.
    """
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset before it can be a day")
    try:
        return moment.astimezone(ZoneInfo(time_zone)).date()
    except OverflowError:
        return moment.date()
