import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loc_builder.words import either, pages_in_words, roman, together


@pytest.mark.parametrize(
    ("names", "said"), [("", ""), ("a", "a"), ("ab", "a or b"), ("abc", "a, b or c"), ("abcd", "a, b, c or d")]
)
def test_names_are_said_as_a_choice(names: str, said: str) -> None:
    assert either(names) == either(iter(names)) == said


def test_names_are_said_together() -> None:
    assert [together(names) for names in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]


def test_one_page_and_several_are_named_as_people_do() -> None:
    assert [pages_in_words(each) for each in ((3,), (3, 4))] == ["page 3", "pages 3 and 4"]


def test_roman_numbers_are_those_of_books() -> None:
    numbers = {1: "i", 4: "iv", 9: "ix", 14: "xiv", 40: "xl", 99: "xcix", 1994: "mcmxciv", 3999: "mmmcmxcix"}
    assert {number: roman(number) for number in numbers} == numbers


def test_what_has_no_roman_number_is_written_in_digits() -> None:
    assert [roman(number) for number in (0, 4000)] == ["0", "4000"]


@given(st.integers(1, 3999))
def test_any_roman_number_is_well_formed(number: int) -> None:
    assert re.fullmatch(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", roman(number))
