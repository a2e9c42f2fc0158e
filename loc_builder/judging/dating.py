"""What the day of a signature means, and what a person should know about it. Pure."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from loc_builder.days import in_words
from loc_builder.findings import Finding, FindingCode
from loc_builder.model import (
    Edition,
)
from loc_builder.schoolyear import OutsideTerm, SchoolYear


def date_findings(signed_on: date, edition: Edition, *, issued_on: date, arrived_on: date) -> tuple[Finding, ...]:
    """What a person should know about the day of the dating signature."""
    found = []
    if signed_on > arrived_on:
        found.append(Finding(FindingCode.DATE_IN_FUTURE, f"{in_words(signed_on)}, arrived {in_words(arrived_on)}"))
    if signed_on < issued_on:
        found.append(Finding(FindingCode.DATE_BEFORE_ISSUE, f"{in_words(signed_on)}, made {in_words(issued_on)}"))
    reckoned = edition.rule.reckon(signed_on, edition.school_year)
    if isinstance(reckoned, OutsideTerm):
        found.append(Finding(FindingCode.OUTSIDE_TERM, f"signed {in_words(signed_on)}"))
    elif years_of(edition, signed_on) != years_of(edition, max(signed_on, arrived_on)):
        found.append(
            Finding(FindingCode.DATE_NEAR_BOUNDARY, f"signed {in_words(signed_on)}, arrived {in_words(arrived_on)}")
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Span:
    """Days, the last included, on which a signature would commit to the same school years."""

    first: date
    last: date
    school_years: tuple[SchoolYear, ...]


def meanings(edition: Edition, *, issued_on: date, arrived_on: date) -> tuple[Span, ...]:
    """What each day on which the letter can have been signed would commit to, from its making to its arrival."""
    spans: list[Span] = []
    for offset in range(max(0, (arrived_on - issued_on).days) + 1):
        day = issued_on + timedelta(days=offset)
        years = years_of(edition, day)
        if spans and spans[-1].school_years == years:
            spans[-1] = replace(spans[-1], last=day)
        else:
            spans.append(Span(day, day, years))
    return tuple(spans)


def years_of(edition: Edition, signed_on: date) -> tuple[SchoolYear, ...]:
    """The school years a signature on a day would commit to, the edition's own among them or not."""
    reckoned = edition.rule.reckon(signed_on, edition.school_year)
    term = reckoned.term if isinstance(reckoned, OutsideTerm) else reckoned
    return term.school_years if term else ()
