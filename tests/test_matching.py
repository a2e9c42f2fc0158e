"""Names to districts and clues to letters: never a wrong one."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loc_builder.findings import FindingCode
from loc_builder.letter_id import make
from loc_builder.matching import KnownLetter, districts_named_in, find_district, match_letter
from loc_builder.model import Ambiguous, Clue, ClueKind, District, DistrictNumber, LetterId, Match, Matched, Unmatched
from loc_builder.register import read_register
from loc_builder.schoolyear import SchoolYear

HERE = Path(__file__).parent
DISTRICTS = read_register(HERE.parent / "templates" / "districts.csv").districts
WITHOUT_ALIASES = tuple(replace(district, aliases=()) for district in DISTRICTS)
NUMBERS = {district.name: district.number for district in DISTRICTS}
YEAR = SchoolYear(2024)


def rows_of(name: str) -> list[dict[str, str]]:
    with (HERE / "data" / "rosters" / name).open(encoding="utf-8", newline="") as file:
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


# ---- names


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


# ---- letters


def known(number: str) -> KnownLetter:
    return KnownLetter(make("KYILN", YEAR, DistrictNumber(number)), YEAR, DistrictNumber(number))


ADAIR, BARREN = known("001"), known("021")
LETTERS = (ADAIR, BARREN, known("271"), known("272"))


def matched(*clues: Clue) -> Match:
    return match_letter(clues, LETTERS, DISTRICTS)


def findings_of(match: Match) -> list[FindingCode]:
    return [] if isinstance(match, Matched) else [finding.code for finding in match.findings]


def code(letter: KnownLetter, page: int = 1) -> Clue:
    return Clue(ClueKind.CODE, letter.letter_id, revision=1, page=page)


def test_codes_and_properties_that_agree_match_with_a_reason_each() -> None:
    found = matched(code(ADAIR, page=2), Clue(ClueKind.PROPERTY, ADAIR.letter_id.lower()))
    assert found == Matched(
        ADAIR.letter_id,
        (
            f"the code on page 2 says {ADAIR.letter_id}",
            f"the file's property says {ADAIR.letter_id}",
        ),
    )


def test_two_ids_in_one_part_contradict_each_other() -> None:
    found = matched(code(ADAIR), Clue(ClueKind.PRINTED_ID, BARREN.letter_id, page=3))
    assert isinstance(found, Ambiguous)
    assert found.candidates == (ADAIR.letter_id, BARREN.letter_id)
    assert findings_of(found) == [FindingCode.IDENTITY_CONFLICT]
    assert ADAIR.letter_id in found.findings[0].detail
    assert BARREN.letter_id in found.findings[0].detail


@pytest.mark.parametrize("typed", ["Barren County", "Barren", "Baren County Schools"])
def test_a_code_and_another_districts_name_typed_contradict_each_other(typed: str) -> None:
    found = matched(code(ADAIR), Clue(ClueKind.NAME_TYPED, typed))
    assert isinstance(found, Ambiguous)
    assert found.candidates[:2] == (ADAIR.letter_id, BARREN.letter_id)
    assert findings_of(found) == [FindingCode.IDENTITY_CONFLICT]
    assert "Adair County" in found.findings[0].detail
    assert "Barren County" in found.findings[0].detail


@pytest.mark.parametrize("typed", ["Adair County", "Adair", "001", "", "our district", "Adiar Co"])
def test_a_name_typed_that_does_not_contradict_leaves_the_code_its_say(typed: str) -> None:
    assert isinstance(matched(code(ADAIR), Clue(ClueKind.NAME_TYPED, typed)), Matched)


def test_another_district_in_the_text_or_file_name_does_not_contradict_a_code() -> None:
    names = (Clue(ClueKind.NAME_IN_TEXT, "with our partner Barren County"), Clue(ClueKind.FILE_NAME, "Barren Co.pdf"))
    assert isinstance(matched(code(ADAIR), *names), Matched)


def test_a_letter_that_is_not_known_is_of_another_edition() -> None:
    other = make("KYILN", SchoolYear(2017), DistrictNumber("001"))
    found = matched(Clue(ClueKind.CODE, other, page=1))
    assert isinstance(found, Unmatched)
    assert findings_of(found) == [FindingCode.OTHER_EDITION]
    assert found.findings[0].detail == other


def test_a_known_and_an_unknown_letter_contradict_each_other() -> None:
    other = make("KYILN", SchoolYear(2017), DistrictNumber("001"))
    found = matched(code(ADAIR), Clue(ClueKind.CODE, other))
    assert isinstance(found, Ambiguous)
    assert findings_of(found) == [FindingCode.IDENTITY_CONFLICT]


def test_an_id_with_wrong_check_digits_points_nowhere() -> None:
    wrong = LetterId(ADAIR.letter_id[:-1] + ("0" if ADAIR.letter_id[-1] != "0" else "1"))
    assert findings_of(matched(Clue(ClueKind.PRINTED_ID, wrong))) == [FindingCode.UNIDENTIFIED]


@pytest.mark.parametrize(
    ("clue", "letters"),
    [
        (Clue(ClueKind.NAME_TYPED, "Adair County"), [ADAIR]),
        (Clue(ClueKind.NAME_IN_TEXT, "This agreement is made with Adair County Schools and ..."), [ADAIR]),
        (Clue(ClueKind.FILE_NAME, "001 Adair County - KY ILN Letter of Commitment 2024-2025 signed.docx"), [ADAIR]),
        (Clue(ClueKind.FILE_NAME, "barren_loc_signed (2).pdf"), [BARREN]),
        (Clue(ClueKind.NAME_TYPED, "Jackson"), [known("271"), known("272")]),
    ],
)
def test_names_alone_only_propose_a_letter(clue: Clue, letters: list[KnownLetter]) -> None:
    found = matched(clue)
    assert isinstance(found, Ambiguous)
    assert [*found.candidates] == [letter.letter_id for letter in letters]
    assert findings_of(found) == [FindingCode.UNIDENTIFIED]


def test_what_the_district_typed_comes_before_the_file_name() -> None:
    found = matched(Clue(ClueKind.FILE_NAME, "Adair County.pdf"), Clue(ClueKind.NAME_TYPED, "Barren County"))
    assert isinstance(found, Ambiguous)
    assert found.candidates == (BARREN.letter_id,)


@pytest.mark.parametrize("clues", [(), (Clue(ClueKind.FILE_NAME, "scan0001.pdf"),)])
def test_a_part_without_a_name_is_unidentified(clues: tuple[Clue, ...]) -> None:
    found = matched(*clues)
    assert isinstance(found, Unmatched)
    assert findings_of(found) == [FindingCode.UNIDENTIFIED]


def test_a_district_without_a_letter_is_named_in_the_reasons() -> None:
    found = matched(Clue(ClueKind.NAME_TYPED, "Boyd County"))
    assert isinstance(found, Unmatched)
    assert "Boyd County" in found.reasons[0]


CLUES = st.lists(
    st.builds(
        Clue, st.sampled_from(ClueKind), st.one_of(st.text(), st.sampled_from([each.letter_id for each in LETTERS]))
    ),
    max_size=5,
)


@settings(max_examples=200, deadline=None)
@given(CLUES)
def test_any_clues_give_an_answer_and_a_match_only_to_the_one_letter_named(clues: list[Clue]) -> None:
    found = matched(*clues)
    if isinstance(found, Matched):
        pointing = {clue.text for clue in clues if clue.kind in (ClueKind.CODE, ClueKind.PRINTED_ID, ClueKind.PROPERTY)}
        assert found.found in pointing
        assert not pointing & {letter.letter_id for letter in LETTERS} - {found.found}
