"""Names to districts: never a wrong one."""

import csv
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made.places import DATA, TEMPLATES

from loc_builder.matching import districts_named_in, find_district
from loc_builder.model import Ambiguous, District, DistrictNumber, Match, Matched, Unmatched
from loc_builder.register import read_register

DISTRICTS = read_register(TEMPLATES / "districts.csv").districts
WITHOUT_ALIASES = tuple(replace(district, aliases=()) for district in DISTRICTS)
NUMBERS = {district.name: district.number for district in DISTRICTS}


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / "rosters" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


VARIANTS = rows_of("district_name_variants.csv")
TOKENS = rows_of("ambiguous_names.csv")


def names_of(found: Match) -> set[str]:
    by_number = {number: name for name, number in NUMBERS.items()}
    match found:
        case Matched(number):
            return {by_number[DistrictNumber(number)]}
        case Ambiguous(candidates):
            return {by_number[DistrictNumber(number)] for number in candidates}
        case _:
            return set()


@pytest.mark.parametrize("districts", [DISTRICTS, WITHOUT_ALIASES], ids=["register", "without its aliases"])
def test_no_way_of_writing_a_name_finds_a_wrong_district(districts: tuple[District, ...]) -> None:
    found = {row["alias"]: (find_district(row["alias"], districts), row["official_name"]) for row in VARIANTS}
    wrong = [
        alias for alias, (match, name) in found.items() if isinstance(match, Matched) and names_of(match) != {name}
    ]
    assert wrong == []


@pytest.mark.parametrize("districts", [DISTRICTS, WITHOUT_ALIASES], ids=["register", "without its aliases"])
def test_more_than_nine_in_ten_ways_of_writing_a_name_are_understood(districts: tuple[District, ...]) -> None:
    clear = [row["alias"] for row in VARIANTS if row["must"] == "resolve"]
    understood = [alias for alias in clear if isinstance(find_district(alias, districts), Matched)]
    assert len(clear) == 204
    assert len(understood) >= 0.95 * len(clear)


@pytest.mark.parametrize("districts", [DISTRICTS, WITHOUT_ALIASES], ids=["register", "without its aliases"])
def test_what_fits_two_districts_is_never_matched(districts: tuple[District, ...]) -> None:
    doubtful = [row["alias"] for row in VARIANTS if row["must"] == "ambiguous"] + [row["token"] for row in TOKENS]
    assert len(doubtful) == 15 + 41
    assert [word for word in doubtful if isinstance(find_district(word, districts), Matched)] == []


def test_a_doubtful_word_names_all_districts_it_fits() -> None:
    for row in TOKENS:
        assert set(row["candidate_districts"].split("|")) <= names_of(find_district(row["token"], DISTRICTS)), row


def test_jackson_is_two_districts_and_the_town_of_a_third() -> None:
    found = find_district("Jackson", DISTRICTS)
    assert isinstance(found, Ambiguous)
    assert names_of(found) == {"Jackson County", "Jackson Independent", "Breathitt County"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Adair Co.", "Adair County"),
        ("ADAIR COUNTY SCHOOLS", "Adair County"),
        ("Adair County School District", "Adair County"),
        ("The Board of Education of Adair County, Kentucky", "Adair County"),
        ("Adair\u00a0County\u2019s Schools", "Adair County"),
        ("001", "Adair County"),
        ("001 - Adair County", "Adair County"),
        ("District No. 001", "Adair County"),
        ("Ashland Ind", "Ashland Independent"),
        ("Russell Independent Schools", "Russell Independent"),
        ("Russell County", "Russell County"),
        ("Jefferson County Public Schools", "Jefferson County"),
        ("Raceland-Worthington Independe", "Raceland-Worthington Independent"),
        ("Breckinridge County School Dis", "Breckinridge County"),
        ("Rockcastle County Board of Edu", "Rockcastle County"),
        ("Ft. Thomas Independent", "Fort Thomas Independent"),
        ("271 Jackson", "Jackson County"),
        ("Silver Grove Independent", "Silver Grove Independent"),
    ],
)
def test_usual_ways_of_writing_are_understood(text: str, name: str) -> None:
    found = find_district(text, DISTRICTS)
    assert isinstance(found, Matched)
    assert names_of(found) == {name}
    assert name in found.reasons[0]


NEAR_MISSES = (
    ("Pikeville Independent", "Pineville Independent"),
    ("Green County", "Greenup County"),
    ("Marion County", "Martin County"),
    ("Barren County", "Warren County"),
    ("Madison County", "Mason County"),
)


@pytest.mark.parametrize("pair", NEAR_MISSES)
def test_near_misses_never_cross(pair: tuple[str, str]) -> None:
    for name in pair:
        assert find_district(name, DISTRICTS) == Matched(NUMBERS[name], (f"the name is {name}",))
        for cut in range(3, len(name)):
            found = find_district(name[:cut] + name[cut + 1 :], DISTRICTS)
            assert not isinstance(found, Matched) or names_of(found) == {name}


@pytest.mark.parametrize("districts", [DISTRICTS, WITHOUT_ALIASES], ids=["register", "without its aliases"])
def test_no_beginning_of_a_name_finds_another_district(districts: tuple[District, ...]) -> None:
    wrong = [
        (district.name, cut)
        for district in districts
        for cut in range(2, len(district.name) + 1)
        if isinstance(found := find_district(district.name[:cut], districts), Matched)
        and found.found != district.number
    ]
    assert wrong == []


def test_another_spelling_is_only_suggested() -> None:
    found = find_district("Adiar County", DISTRICTS)
    assert isinstance(found, Ambiguous)
    assert names_of(found) == {"Adair County"}
    assert "did you mean Adair County?" in found.reasons[0]


def test_the_wrong_kind_is_only_suggested() -> None:
    assert names_of(find_district("Ashland County", DISTRICTS)) == {"Ashland Independent"}
    assert isinstance(find_district("Ashland County", DISTRICTS), Ambiguous)


def test_a_number_and_another_districts_name_are_ambiguous() -> None:
    found = find_district("001 Barren County", DISTRICTS)
    assert isinstance(found, Ambiguous)
    assert names_of(found) == {"Adair County", "Barren County"}


def test_a_number_that_no_district_has_is_not_made_good_by_the_name() -> None:
    assert isinstance(find_district("999 Adair County", DISTRICTS), Ambiguous)
    assert isinstance(find_district("999", DISTRICTS), Unmatched)


@pytest.mark.parametrize("text", ["", "   ", "School District", "zzz", "Adair County " * 40, "Adair County, Missouri"])
def test_what_names_no_district_is_not_matched(text: str) -> None:
    assert not isinstance(find_district(text, DISTRICTS), Matched)


def test_districts_are_found_in_running_text_by_their_whole_names() -> None:
    text = "The Bowling Green Independent and Green County schools, with Adair Co., meet in Jackson."
    named = [district.name for district in districts_named_in(text, DISTRICTS)]
    assert named == ["Bowling Green Independent", "Green County", "Adair County"]


PIECES = st.one_of(
    st.text(max_size=12),
    st.sampled_from([word for district in DISTRICTS for word in district.name.split()]),
    st.sampled_from(["Co.", "Ind", "Schools", "of", "KY", "001", "533", "-", "\ud800", "\x00"]),
)


def letters_only(text: str) -> str:
    return "".join(mark for mark in text.casefold().replace("fort", "ft") if mark.isalnum())


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=6), st.sampled_from(["", " "]))
def test_a_match_is_always_a_district_whose_name_or_number_stands_there(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    found = find_district(text, DISTRICTS)
    if isinstance(found, Matched):
        district = next(district for district in DISTRICTS if district.number == found.found)
        names = (district.name.rpartition(" ")[0], *district.aliases)
        assert found.found in text or any(letters_only(name) in letters_only(text) for name in names)
