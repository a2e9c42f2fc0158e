from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loc_builder.reading.dates import parse_us_date

FOURTH = date(2017, 8, 4)


@pytest.mark.parametrize(
    "text",
    [
        "8/4/17",
        "8/4/2017",
        "08/04/2017",
        "8-4-17",
        "8.4.2017",
        " 8 / 4 / 17 ",
        "8/4/'17",
        "August 4, 2017",
        "august 4 2017",
        "AUGUST 4TH, 2017",
        "Aug. 4 2017",
        "Aug 4, '17",
        "4 August 2017",
        "Friday, August 4, 2017",
        "Fri. 8/4/17",
        "2017-08-04",
        "2017/8/4",
        "August\u00a04,\n2017",
    ],
)
def test_the_ways_people_write_the_fourth_of_august(text: str) -> None:
    assert parse_us_date(text) == FOURTH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "August 2017",
        "8/4",
        "13/4/2017",  # not turned round into the 13th of April
        "4.13.17.",
        "2/29/2017",
        "0/1/2017",
        "8/4/217",
        "8/4/20177",
        "8-4/2017",
        "17-8-4",
        "2017-13-01",
        "Monday, August 4, 2017",
        "August 4, 2017 or so",
        "August 4 2017 / August 5 2017",
        "Augst 4, 2017",
        "٨/٤/٢٠١٧",  # digits, but not such as parse the same everywhere
    ],
)
def test_what_is_not_surely_a_date_is_refused(text: str) -> None:
    assert parse_us_date(text) is None


@given(st.text())
def test_no_text_makes_it_fail(text: str) -> None:
    parse_us_date(text)


@given(st.text(alphabet="0123456789/-. ,'augstmay", max_size=20))
def test_no_near_date_makes_it_fail(text: str) -> None:
    parse_us_date(text)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_of_the_century_comes_back(day: date) -> None:
    shapes = (
        f"{day.month}/{day.day}/{day.year % 100:02d}",
        f"{day:%m-%d-%Y}",
        day.isoformat(),
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%A}, {day:%b}. {day.day} {day.year}",
    )
    assert {parse_us_date(shape) for shape in shapes} == {day}
    assert parse_us_date(f"{day + timedelta(days=1):%A}, {day:%B} {day.day}, {day.year}") is None
