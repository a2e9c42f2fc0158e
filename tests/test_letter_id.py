import string
from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_97_10

from loc_builder.letter_id import Code, Side, find_printed, make, parse, parse_code
from loc_builder.model import DistrictNumber, LetterId
from loc_builder.schoolyear import SchoolYear

ADAIR = make("KYILN", SchoolYear(2024), DistrictNumber("001"))
BARREN = make("KYILN", SchoolYear(2024), DistrictNumber("035"))

PROGRAMS = st.from_regex(r"[A-Z0-9]{0,11}[A-Z]", fullmatch=True)
DISTRICTS = st.integers(0, 999).map(lambda number: DistrictNumber(f"{number:03d}"))
IDS = st.builds(make, PROGRAMS, st.integers(1900, 2999).map(SchoolYear), DISTRICTS)


def test_an_id_says_program_year_district_and_form() -> None:
    assert ADAIR.startswith("KYILN-2024-001-L1-")
    assert len(ADAIR) == len("KYILN-2024-001-L1-NN")


@given(
    IDS,
    st.sampled_from([str.lower, str.upper]),
    st.sampled_from(["-", "", " ", " - ", "_"]),
    st.sampled_from(["", " ", "\n"]),
)
def test_an_id_is_read_in_any_case_with_or_without_hyphens(
    letter: LetterId, case: Callable[[str], str], between: str, around: str
) -> None:
    assert parse(around + case(letter).replace("-", between) + around) == letter


@given(IDS, st.data())
def test_one_wrong_character_is_refused(letter: LetterId, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([at for at, each in enumerate(letter) if each != "-"]))
    alphabet = string.digits if letter[place].isdigit() else string.ascii_uppercase
    wrong = data.draw(st.sampled_from(alphabet.replace(letter[place], "")))
    assert parse(letter[:place] + wrong + letter[place + 1 :]) is None


@given(IDS, st.data())
def test_two_digits_in_the_wrong_order_are_refused(letter: LetterId, data: st.DataObject) -> None:
    pairs = [at for at in range(len(letter) - 1) if letter[at : at + 2].isdigit() and letter[at] != letter[at + 1]]
    assume(pairs)
    at = data.draw(st.sampled_from(pairs))
    assert parse(letter[:at] + letter[at + 1] + letter[at] + letter[at + 2 :]) is None


@pytest.mark.parametrize("text", ["", "KYILN", "2024-001", ADAIR[:-1], ADAIR + "0", "\u0661"])
def test_what_is_no_id_is_refused(text: str) -> None:
    assert parse(text) is None


def test_an_id_of_an_impossible_year_is_refused_though_its_check_digits_hold() -> None:
    pieces = "KYILN0000001L1"
    assert parse(pieces + mod_97_10.calc_check_digits(pieces)) is None


@given(st.text())
def test_any_text_at_all_can_be_looked_through_for_ids(text: str) -> None:
    assert (parse(text), parse_code(text), find_printed(text)) == (None, None, ())


# ---- printed ----------------------------------------------------------------------------------------------------


def test_ids_are_found_in_running_text_with_their_revision() -> None:
    text = f"Page 2 of 5   {ADAIR} rev. 2\nsee also {BARREN.lower()}, and again {ADAIR}   rev 2."
    assert find_printed(text) == ((ADAIR, 2), (BARREN, None))


def test_an_id_with_a_wrong_digit_is_not_found_in_text() -> None:
    assert find_printed(ADAIR.replace("001", "011")) == ()


def test_a_revision_of_absurd_length_is_not_believed() -> None:
    assert find_printed(f"{ADAIR} rev. {'9' * 5000}") == ((ADAIR, None),)
    assert parse_code(f"LOC1:{ADAIR}:{'9' * 5000}:B") is None


# ---- codes ------------------------------------------------------------------------------------------------------


@given(st.builds(Code, IDS, st.integers(1, 999_999), st.sampled_from(Side)))
def test_a_code_is_read_back_as_it_was_written(code: Code) -> None:
    assert parse_code(str(code)) == code
    assert parse_code(f" {str(code).lower()}\n") == code


def test_a_code_uses_only_what_the_small_alphabet_of_qr_codes_has() -> None:
    code = str(Code(ADAIR, 1, Side.SIGNATURE))
    assert code == f"LOC1:{ADAIR}:1:S"
    assert set(code) <= set(string.digits + string.ascii_uppercase + " $%*+-./:")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        f"LOC2:{ADAIR}:1:B",
        f"LOC1:{ADAIR}:1:X",
        f"LOC1:{ADAIR}::B",
        f"LOC1:{ADAIR}:-1:B",
        f"LOC1:{ADAIR}:1",
        f"LOC1:{ADAIR.replace('001', '002')}:1:B",
    ],
)
def test_another_code_is_not_ours(text: str) -> None:
    assert parse_code(text) is None
