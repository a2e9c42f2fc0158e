from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loc_builder.facts import Issued
from loc_builder.fields import (
    FIELDS,
    field_values,
    history_values,
    letter_as_filled,
    other_years_named,
    place_label,
    question_fields,
    roster_values,
    unwritable,
    writable,
)
from loc_builder.letter_id import make
from loc_builder.model import (
    Contact,
    District,
    DistrictNumber,
    Edition,
    Letter,
    Previous,
    Question,
    QuestionKind,
    RosterRow,
    Sha256,
    Signatory,
)
from loc_builder.schoolyear import SchoolYear

ADAIR = District(DistrictNumber("001"), "Adair County")
SUPERINTENDENT = Contact("Pat Doe", "", "pat@adair.example")
CONTACT = Contact("Lee Ray", "Principal", "lee@adair.example")


def letter(edition: Edition, **answers: tuple[str, ...]) -> Letter:
    letter_id = make(edition.program.code, edition.school_year, ADAIR.number)
    return Letter(letter_id, 2, edition.school_year, ADAIR, SUPERINTENDENT, (CONTACT,), answers)


def values(edition: Edition, **answers: tuple[str, ...]) -> Mapping[str, Any]:
    return field_values(letter(edition, **answers), edition)


# ---- what a template can name -----------------------------------------------------------------------------------


def test_every_field_that_is_promised_has_its_value(edition_2024: Edition) -> None:
    given_values = values(edition_2024)
    for names, _ in FIELDS:
        for name in names.split(", "):
            table, _, key = name.partition(".")
            assert table in given_values
            assert not key or key.isupper() or key in given_values[table]


def test_no_field_is_given_that_is_not_promised(edition_2024: Edition) -> None:
    promised = {name.partition(".")[0] for names, _ in FIELDS for name in names.split(", ")}
    assert set(values(edition_2024)) == promised


def test_a_letter_carries_its_district_people_id_and_revision(edition_2024: Edition) -> None:
    found = values(edition_2024)
    assert found["district"] == {"number": "001", "name": "Adair County", "coop": ""}
    assert found["superintendent"] == {"name": "Pat Doe", "title": "", "email": "pat@adair.example"}
    assert found["letter"] == {"id": letter(edition_2024).letter_id, "revision": 2}
    assert found["school_year"] == "2024-2025"


def test_points_of_contact_end_with_the_editions_spare_places(edition_2017: Edition, edition_2024: Edition) -> None:
    empty = {"name": "", "title": "", "email": ""}
    lee = {"name": "Lee Ray", "title": "Principal", "email": "lee@adair.example"}
    assert values(edition_2017)["points_of_contact"] == [lee]
    assert values(edition_2024)["points_of_contact"] == [lee, empty]


def test_answers_to_a_list_are_padded_to_the_most_there_can_be(edition_2017: Edition) -> None:
    assert values(edition_2017)["answers"] == {"points_of_action": ["", "", ""]}
    assert values(edition_2017, points_of_action=("Maker space",))["answers"] == {
        "points_of_action": ["Maker space", "", ""]
    }


def test_the_answer_to_a_text_question_keeps_its_lines(edition_2024: Edition) -> None:
    answers = values(edition_2024, reflection=("One.", "Two."))["answers"]
    assert answers == {"reflection": "One.\nTwo.", "plans_of_action": "", "learning_goal": ""}


def test_the_due_day_is_in_words_or_empty(edition_2024: Edition) -> None:
    due = replace(edition_2024, due_on=date(2024, 9, 30))
    assert (values(due)["due_on"], values(edition_2024)["due_on"]) == ("September 30, 2024", "")


def test_a_list_question_has_a_control_for_each_item(edition_2017: Edition, edition_2024: Edition) -> None:
    assert question_fields(edition_2017.questions[0]) == tuple(f"answers.points_of_action.{n}" for n in (1, 2, 3))
    assert question_fields(edition_2024.questions[0]) == ("answers.reflection",)


CHOICES = (
    Question("size", "Size", "", QuestionKind.CHOICE, options=("Small", "Large")),
    Question("focus", "Focus", "", QuestionKind.CHOICES, 1, 2, options=("Funding", "Portraits", "Credit")),
)


def test_a_choice_gives_its_options_and_which_of_them_are_chosen(edition_2024: Edition) -> None:
    found = values(replace(edition_2024, questions=CHOICES), size=("Large",), focus=("Funding", "Credit"))
    assert found["answers"] == {"size": "Large", "focus": ["Funding", "Credit"]}
    assert found["options"]["focus"] == [
        {"number": 1, "text": "Funding", "sign": "\N{BALLOT BOX WITH X}"},
        {"number": 2, "text": "Portraits", "sign": "\N{BALLOT BOX}"},
        {"number": 3, "text": "Credit", "sign": "\N{BALLOT BOX WITH X}"},
    ]


def test_the_letter_before_is_told_in_the_form_of_this_years_questions(edition_2017: Edition) -> None:
    told = replace(
        letter(edition_2017),
        previous=Previous(SchoolYear(2016), {"points_of_action": ("One", "Two"), "goal": ("Three", "Four")}),
    )
    assert field_values(told, edition_2017)["previous"] == {
        "exists": True,
        "school_year": "2016-2017",
        "was_member": False,
        "points_of_action": ["One", "Two"],
        "goal": "Three\nFour",
    }


def test_without_a_letter_before_there_is_nothing_to_tell(edition_2024: Edition) -> None:
    nothing = dict.fromkeys(("reflection", "plans_of_action", "learning_goal", "school_year"), "")
    assert values(edition_2024)["previous"] == {**nothing, "exists": False, "was_member": False}
    assert history_values(letter(edition_2024)) == {}


def test_a_letter_is_read_back_as_it_was_filled(edition_2017: Edition) -> None:
    place = replace(ADAIR, coop="GRREC")
    previous = Previous(SchoolYear(2016), {"points_of_action": ("One", "Two")}, was_member=True)
    filled = replace(letter(edition_2017), district=place, previous=previous)
    file = Sha256("f1" * 32)
    issued = Issued(filled.letter_id, 2, SchoolYear(2017), ADAIR.number, ADAIR.name, "001.docx", file, file, file)
    row = RosterRow(2, place, SUPERINTENDENT, (CONTACT,), {})
    assert letter_as_filled(issued, roster_values(row), history_values(filled), edition_2017) == filled


def test_each_that_signs_is_named_and_the_agencys_designee_is_known(edition_2024: Edition) -> None:
    partner = Signatory("regional_partner", "director")
    edition = replace(edition_2024, signatories=(*edition_2024.signatories, partner))
    district, agency, third = values(edition)["signatures"]
    assert (district["label"], district["name"], district["is_agency"]) == ("District", "", False)
    assert (agency["label"], agency["name"]) == ("Kentucky Department of Education", "Rob Collins")
    assert (third["label"], third["party"], third["role"]) == ("Regional partner", "regional_partner", "director")


def test_a_roster_row_is_compared_by_the_columns_people_see() -> None:
    row = RosterRow(4, ADAIR, SUPERINTENDENT, (CONTACT,), {"reflection": ("One.", "Two.")})
    assert roster_values(row) == {
        "District": "Adair County",
        "Superintendent name": "Pat Doe",
        "Superintendent e-mail": "pat@adair.example",
        "Contact 1 name": "Lee Ray",
        "Contact 1 title": "Principal",
        "Contact 1 email": "lee@adair.example",
        "reflection": "One.\nTwo.",
    }


# ---- what a value may contain -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Smith & Sons <Ind.> {{x}} {_{y}_}", ""),
        ("Señora\tQuestion?\r\n\N{PARTY POPPER}", ""),
        ("a\x0bline", "U+000B"),
        ("null\x00", "U+0000"),
        ("half \ud83d of it", "U+D83D"),
        ("\ufffe", "U+FFFE"),
    ],
)
def test_the_first_character_that_no_word_file_can_hold_is_named(text: str, named: str) -> None:
    assert unwritable(text) == named


@given(st.text(st.characters()))
def test_what_is_writable_is_what_xml_can_say_but_for_control_characters(text: str) -> None:
    def is_xml(point: int) -> bool:
        return point in (9, 10, 13) or 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or point >= 0x10000

    allowed = all(is_xml(ord(each)) and not "\x7f" <= each <= "\x9f" for each in text)
    assert (unwritable(text) == "") == allowed
    assert unwritable(writable(text)) == ""


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("for 2024-2025 and no other", []),
        ("the school year 2023-2024", ["2023-2024"]),
        ("2023-24, 2023/24, 2023\N{EN DASH}2024, 2023 \N{EN DASH} 2024", ["2023-2024"]),
        ("2023\N{NON-BREAKING HYPHEN}2024", ["2023-2024"]),
        ("2025-2026, 2023-2024, 2025-26", ["2023-2024", "2025-2026"]),
        ("1999-00", ["1999-2000"]),
        ("due 2024-09-30, or 2023-12", []),
        ("the plan of 2020-2023", []),
        ("call 502-2023-2024", []),
        ("in 2023, and 2024 too", []),
    ],
)
def test_other_school_years_named_in_a_text_are_found(edition_2024: Edition, text: str, years: list[str]) -> None:
    assert [str(year) for year in other_years_named(text, edition_2024)] == years


def test_another_year_that_the_edition_says_is_meant_is_no_surprise(edition_2024: Edition) -> None:
    meaning = replace(edition_2024, other_years_meant=(SchoolYear(2023),))
    assert other_years_named("2023-24 and 2022-23", meaning) == (SchoolYear(2022),)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("district.name", "the district's name"),
        ("superintendent.email", "the superintendent's e-mail address"),
        ("points_of_contact.2.title", "contact 2's title"),
        ("answers.plans_of_action", "Plans of action"),
        ("signature.district.signature", "the district's signature"),
        ("signature.second_party.date", "the date beside the second party's signature"),
        ("something.else", "'something.else'"),
    ],
)
def test_a_place_to_write_is_called_what_people_call_it(edition_2024: Edition, name: str, called: str) -> None:
    assert place_label(name, edition_2024) == called
