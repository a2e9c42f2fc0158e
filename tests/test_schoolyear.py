from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loc_builder.schoolyear import (
    June,
    OutsideTerm,
    SchoolYear,
    Term,
    TermRule,
    TermRuleName,
    Window,
    day_in,
)

BY_SIGNING_DATE = TermRule(TermRuleName.SIGNING_DATE)
BY_NAMED_YEAR = TermRule(TermRuleName.NAMED_YEAR)
YEAR_2017, YEAR_2018, YEAR_2024 = SchoolYear(2017), SchoolYear(2018), SchoolYear(2024)


def term_of(rule: TermRule, signed_on: str, edition: SchoolYear) -> Term:
    term = rule.reckon(date.fromisoformat(signed_on), edition)
    assert isinstance(term, Term)
    return term


def names(term: Term) -> list[str]:
    return [str(year) for year in term.school_years]


def days(term: Term) -> tuple[str, str]:
    return str(term.effective_on), str(term.ends_on)


# ---- school years -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["2024-2025", "2024-25", "2024/2025", "2024/25", " 2024\N{EN DASH}2025 "])
def test_a_school_year_is_read_however_people_write_it(text: str) -> None:
    assert SchoolYear.parse(text) == YEAR_2024


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-2026", "2024-24", "2024-0025", "24-25", "2025-2024", "year", "0-1", "9999-10000"]
)
def test_what_is_no_school_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="school year"):
        SchoolYear.parse(text)


@given(st.integers(1000, 9998).map(SchoolYear))
def test_a_school_year_is_read_back_as_it_is_printed(year: SchoolYear) -> None:
    assert SchoolYear.parse(str(year)) == year


@given(st.dates(date(1, 7, 1), date(9999, 6, 30)))
def test_every_day_lies_in_its_school_year(day: date) -> None:
    year = SchoolYear.containing(day)
    assert year.first_day <= day <= year.last_day


def test_one_school_year_begins_the_day_after_the_other_ends() -> None:
    assert YEAR_2017.following == YEAR_2018
    assert YEAR_2017.last_day + timedelta(days=1) == YEAR_2018.first_day


# ---- term by signing date ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("signed_on", ["2017-06-01", "2017-06-15", "2017-08-04", "2017-12-31"])
def test_signed_from_june_to_december_covers_the_current_school_year(signed_on: str) -> None:
    term = term_of(BY_SIGNING_DATE, signed_on, YEAR_2017)
    assert names(term) == ["2017-2018"]
    assert days(term) == (max(signed_on, "2017-07-01"), "2018-06-30")


@pytest.mark.parametrize("signed_on", ["2018-01-01", "2018-03-09", "2018-05-31"])
def test_signed_from_january_to_may_covers_the_current_and_the_next_school_year(signed_on: str) -> None:
    term = term_of(BY_SIGNING_DATE, signed_on, YEAR_2017)
    assert names(term) == ["2017-2018", "2018-2019"]
    assert days(term) == (signed_on, "2019-06-30")


@pytest.mark.parametrize(
    ("signed_on", "edition", "covers"),
    [
        ("2017-05-20", "2018-2019", ["2016-2017", "2017-2018"]),
        ("2018-06-10", "2017-2018", ["2018-2019"]),
        ("2016-12-31", "2017-2018", ["2016-2017"]),
        ("2018-07-01", "2017-2018", ["2018-2019"]),
    ],
)
def test_a_signature_for_other_years_than_the_editions_is_outside_the_term(
    signed_on: str, edition: str, covers: list[str]
) -> None:
    outside = BY_SIGNING_DATE.reckon(date.fromisoformat(signed_on), SchoolYear.parse(edition))
    assert isinstance(outside, OutsideTerm)
    assert outside.term is not None
    assert names(outside.term) == covers


@pytest.mark.parametrize(
    ("signed_on", "edition"), [("2017-05-20", "2017-2018"), ("2017-05-20", "2016-2017"), ("2018-06-10", "2018-2019")]
)
def test_the_same_signature_is_within_the_term_of_an_edition_it_covers(signed_on: str, edition: str) -> None:
    assert SchoolYear.parse(edition) in term_of(BY_SIGNING_DATE, signed_on, SchoolYear.parse(edition)).school_years


def test_a_june_signature_means_the_coming_year_unless_the_edition_reads_the_form_to_the_letter() -> None:
    coming = term_of(BY_SIGNING_DATE, "2018-06-10", YEAR_2018)
    ending = term_of(TermRule(TermRuleName.SIGNING_DATE, June.ENDING), "2018-06-10", YEAR_2017)
    assert (names(coming), days(coming)) == (["2018-2019"], ("2018-07-01", "2019-06-30"))
    assert (names(ending), days(ending)) == (["2017-2018"], ("2018-06-10", "2018-06-30"))


def test_the_months_of_the_rule_are_data() -> None:
    three_years = TermRule(TermRuleName.SIGNING_DATE, windows=(Window(1, 12, 3),))
    assert names(term_of(three_years, "2017-08-04", YEAR_2017)) == ["2017-2018", "2018-2019", "2019-2020"]


@pytest.mark.parametrize("windows", [(), (Window(6, 12, 1),), (Window(6, 12, 1), Window(1, 6, 2))])
def test_a_rule_that_names_a_month_twice_or_never_cannot_be(windows: tuple[Window, ...]) -> None:
    with pytest.raises(ValueError, match="each month of the year once"):
        TermRule(TermRuleName.SIGNING_DATE, windows=windows)


# ---- term by named year -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("signed_on", ["2024-03-01", "2024-07-01", "2024-08-05", "2025-06-30"])
def test_the_named_year_is_the_term_whenever_the_letter_is_signed(signed_on: str) -> None:
    term = term_of(BY_NAMED_YEAR, signed_on, YEAR_2024)
    assert names(term) == ["2024-2025"]
    assert days(term) == (max(signed_on, "2024-07-01"), "2025-06-30")


def test_a_signature_after_the_named_year_gives_no_term() -> None:
    assert BY_NAMED_YEAR.reckon(date(2025, 7, 15), YEAR_2024) == OutsideTerm(date(2025, 7, 15), YEAR_2024, None)


# ---- for every date there is ------------------------------------------------------------------------------------

WINDOWS = st.sampled_from(
    [(Window(6, 12, 1), Window(1, 5, 2)), (Window(1, 12, 5),), (Window(1, 1, 1), Window(2, 7, 4), Window(8, 12, 2))]
)
RULES = st.builds(TermRule, st.sampled_from(TermRuleName), st.sampled_from(June), WINDOWS)
EDITIONS = st.integers(1, 9998).map(SchoolYear)


def check(rule: TermRule, signed_on: date, edition: SchoolYear) -> None:
    found = rule.reckon(signed_on, edition)
    term = found.term if isinstance(found, OutsideTerm) else found
    assert isinstance(found, Term) == (term is not None and edition in term.school_years)
    if term is not None:
        assert signed_on <= term.effective_on <= term.ends_on
        assert term.effective_on == max(signed_on, term.school_years[0].first_day)
        assert term.ends_on == term.school_years[-1].last_day


@given(RULES, st.dates(), EDITIONS)
def test_every_date_gives_a_term_or_lies_outside_it(rule: TermRule, signed_on: date, edition: SchoolYear) -> None:
    check(rule, signed_on, edition)


@given(RULES, st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(-2, 2))
def test_every_date_near_its_edition_gives_a_term_or_lies_outside_it(
    rule: TermRule, signed_on: date, later: int
) -> None:
    check(rule, signed_on, SchoolYear(signed_on.year + later))


@pytest.mark.parametrize("signed_on", [date.min, date(1, 12, 31), date(9994, 12, 31), date(9996, 6, 15), date.max])
@given(RULES, EDITIONS)
def test_the_ends_of_the_calendar_give_a_term_or_lie_outside_it(
    signed_on: date, rule: TermRule, edition: SchoolYear
) -> None:
    check(rule, signed_on, edition)


def test_a_term_that_would_end_before_it_starts_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="would end before it starts"):
        Term.over((YEAR_2017,), date(2018, 7, 1))


def test_a_term_covers_its_first_and_its_last_day() -> None:
    term = term_of(BY_SIGNING_DATE, "2017-08-04", YEAR_2017)
    assert [term.covers(date(2017, 8, day)) for day in (3, 4)] == [False, True]
    assert [term.covers(day) for day in (date(2018, 6, 30), date(2018, 7, 1))] == [True, False]


# ---- days from moments ------------------------------------------------------------------------------------------


def test_nine_in_the_evening_eastern_on_31_december_is_31_december() -> None:
    moment = datetime(2018, 1, 1, 2, 0, tzinfo=UTC)
    assert str(day_in(moment, "America/New_York")) == "2017-12-31"
    assert names(term_of(BY_SIGNING_DATE, "2017-12-31", YEAR_2017)) == ["2017-2018"]


@pytest.mark.parametrize(("hour", "day"), [(3, 30), (4, 1)])
def test_summer_time_counts(hour: int, day: int) -> None:
    assert day_in(datetime(2024, 7, 1, hour, 30, tzinfo=UTC), "America/New_York").day == day


@given(st.datetimes(timezones=st.timezones()), st.sampled_from(["America/New_York", "Asia/Tokyo", "UTC"]))
def test_every_moment_is_a_day_at_most_one_away_from_where_it_was_made(moment: datetime, zone: str) -> None:
    assert abs(day_in(moment, zone) - moment.date()) <= timedelta(days=1)


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Tokyo"])
def test_a_forged_moment_at_the_calendars_end_is_still_a_day(moment: datetime, zone: str) -> None:
    assert day_in(moment, zone).year in (1, 9999)


def test_a_moment_without_its_offset_is_no_day() -> None:
    with pytest.raises(ValueError, match="offset"):
        day_in(datetime(2017, 12, 31, 21, 0), "America/New_York")  # noqa: DTZ001 - what is tested
