"""Clues to letters: never a wrong one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made.places import TEMPLATES

from loc_builder.findings import FindingCode
from loc_builder.letter_id import make
from loc_builder.matching import KnownLetter, match_letter
from loc_builder.model import Ambiguous, Clue, ClueKind, DistrictNumber, LetterId, Match, Matched, Unmatched
from loc_builder.register import read_register
from loc_builder.schoolyear import SchoolYear

DISTRICTS = read_register(TEMPLATES / "districts.csv").districts
YEAR = SchoolYear(2024)


def known(number: str) -> KnownLetter:
    return KnownLetter(make("KYILN", YEAR, DistrictNumber(number)), YEAR, DistrictNumber(number))


ADAIR, BARREN = known("001"), known("021")
LETTERS = (ADAIR, BARREN, known("271"), known("272"), known("331"))


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


@pytest.mark.parametrize("typed", ["Adair County", "Adair", "001", "", "Adiar Co"])
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


@pytest.mark.parametrize(
    "clues", [(), (Clue(ClueKind.FILE_NAME, "scan0001.pdf"),), (Clue(ClueKind.FILE_NAME, "Letter"),)]
)
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


@pytest.mark.parametrize("typed", ["our district", "Wonderland County", "Fayette County and Scott County"])
def test_a_name_typed_that_is_no_district_of_ours_or_more_than_one_contradicts_the_code(typed: str) -> None:
    found = matched(code(ADAIR), Clue(ClueKind.NAME_TYPED, typed))
    assert isinstance(found, Ambiguous)
    assert found.findings[0].code is FindingCode.IDENTITY_CONFLICT


def test_a_blank_form_is_no_letter_and_no_other_years() -> None:
    blank = Clue(ClueKind.CODE, make("KYILN", YEAR, DistrictNumber("000")), revision=1, page=1)
    found = matched(blank)
    assert isinstance(found, Unmatched)
    assert findings_of(found) == [FindingCode.UNIDENTIFIED]
    assert found.findings[0].detail == "it is the office's blank form, which is for no district"
    named = matched(blank, Clue(ClueKind.NAME_TYPED, "Adair County"))
    assert isinstance(named, Ambiguous)
    assert named.candidates == (ADAIR.letter_id,)


def test_a_blank_form_with_a_page_of_a_letter_contradicts_itself() -> None:
    blank = Clue(ClueKind.CODE, make("KYILN", YEAR, DistrictNumber("000")), revision=1, page=1)
    assert findings_of(matched(blank, code(ADAIR, page=2))) == [FindingCode.IDENTITY_CONFLICT]
