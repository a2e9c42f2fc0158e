"""Rosters that need mending: what is named, with its row and column, instead of guessed."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from made.places import DATA
from made.roster import ADAIR, HEADINGS, problems_of, read, row_of, table, workbook

from loc_builder.errors import InputError, Problem

EVERYTHING_WRONG = DATA / "rosters" / "everything-wrong.csv"
EVERYTHING_LOOKED_AT = (
    (
        ("number-name-conflict", 8, "Dist #"),
        ("unknown-district", 9, "District"),
        ("former-district", 10, "Dist #"),
        ("ambiguous-district", 11, "District"),
    ),
    (("duplicate-district", 6, "District"),),
    (("empty", 5, "Superintendent"), ("empty", 13, "POC 1 Name")),
    (("bad-email", 7, "Supt. Email"), ("too-many-people", 12, "POC 1 Name")),
)


def problem_of(folder: Path, *changed: tuple[int, Any], at_least: int = 1) -> Problem:
    (problem,) = problems_of(workbook(folder, HEADINGS, row_of(*changed)), at_least=at_least)
    return problem


def looks(folder: Path) -> Iterator[list[Problem]]:
    """The problems of each look, when the rows named are taken out before the next."""
    lines = EVERYTHING_WRONG.read_text(encoding="utf-8").splitlines()
    for _ in EVERYTHING_LOOKED_AT:
        found = problems_of(table(folder, "\n".join(lines) + "\n"))
        yield found
        for problem in found:
            lines[(problem.row or 1) - 1] = ""


def test_the_most_basic_class_of_problem_is_named_first_with_row_and_column(tmp_path: Path) -> None:
    found = [tuple((each.code, each.row, each.column) for each in problems) for problems in looks(tmp_path)]
    assert found == list(EVERYTHING_LOOKED_AT)


def test_a_look_says_what_it_looked_at_and_whether_another_comes() -> None:
    with pytest.raises(InputError) as refused:
        read(EVERYTHING_WRONG)
    assert refused.value.message.endswith("cannot be used: 4 problems with districts that are not certain")
    assert "The next look comes after these." in refused.value.hint
    assert "loc check 2024-2025 --roster FILE" in refused.value.hint


def test_the_last_class_of_problem_promises_no_other_look(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read(workbook(tmp_path, HEADINGS, row_of((3, "no"))))
    assert refused.value.message.endswith("cannot be used: 1 problem with what stands in its cells")
    assert "next look" not in refused.value.hint


def test_what_is_told_of_a_district_helps_to_find_the_right_one() -> None:
    found = problems_of(EVERYTHING_WRONG)
    said = {problem.code: f"{problem.message} {problem.hint}" for problem in found}
    assert "Ashland Independent" in said["number-name-conflict"]
    assert "Barren County" in said["number-name-conflict"]
    assert "Martin County" in said["unknown-district"]
    assert "Campbell County, number 091" in said["former-district"]
    assert "June 30, 2019" in said["former-district"]
    assert "Breathitt County" in said["ambiguous-district"]


def test_no_person_and_no_address_is_named_in_a_message(tmp_path: Path) -> None:
    words = " ".join(f"{each.message} {each.hint}" for problems in looks(tmp_path) for each in problems)
    for personal in ("Ash", "Elm", "Pine", "Quin", "ed.elm", ".example"):
        assert personal not in words.replace("Ashland", "")


def test_columns_are_named_before_rows_and_with_the_nearest_known_one(tmp_path: Path) -> None:
    headings = (*HEADINGS[:3], "Superintendant Emial", *HEADINGS[4:], "Phone", "Plan of actoin 1")
    found = problems_of(workbook(tmp_path, headings, (*row_of((6, "nobody")), "1", "Visit.")))
    assert [(problem.code, problem.column) for problem in found] == [
        ("missing-column", "Superintendent Email"),
        ("unknown-column", "Superintendant Emial"),
        ("unknown-column", "Phone"),
        ("unknown-column", "Plan of actoin 1"),
    ]
    assert "Superintendant Emial" in found[0].hint
    assert "Superintendent Email" in found[1].hint
    assert "Points of action 1" in found[3].hint


def test_two_columns_of_one_meaning_and_values_without_a_heading_are_named(tmp_path: Path) -> None:
    headings = (*HEADINGS, "POC Name", None)
    found = problems_of(workbook(tmp_path, headings, (*ADAIR, "Cy Cedar", "stray")))
    assert {(problem.code, problem.column) for problem in found} == {
        ("duplicate-column", "POC Name"),
        ("unknown-column", "I"),
    }
    said = {problem.code: problem.message for problem in found}
    assert said["duplicate-column"] == "the columns E 'Contact 1 Name' and H 'POC Name' mean the same"


def test_a_sheet_without_headings_names_the_columns_needed(tmp_path: Path) -> None:
    found = problems_of(workbook(tmp_path, ADAIR, ADAIR))
    assert {problem.code for problem in found} == {"missing-column"}
    assert "Superintendent Email" in [problem.column for problem in found]


@pytest.mark.parametrize("rows", [(), (HEADINGS,), (("Title",), HEADINGS, ())])
def test_a_sheet_without_districts_is_named(tmp_path: Path, rows: tuple[tuple[str, ...], ...]) -> None:
    assert [problem.code for problem in problems_of(workbook(tmp_path, *rows))] == ["no-rows"]


@pytest.mark.parametrize(
    "email", ["ann", "ann@", "@a.example", "ann ash@a.example", "ann@a", "a..b@a.example", "ann@-a.example"]
)
def test_what_is_no_address_is_named(tmp_path: Path, email: str) -> None:
    problem = problem_of(tmp_path, (3, email))
    assert (problem.code, problem.row, problem.column) == ("bad-email", 2, "Superintendent Email")


@pytest.mark.parametrize("place", [1, 2, 3, 4, 6])
def test_an_empty_cell_that_is_needed_is_named(tmp_path: Path, place: int) -> None:
    problem = problem_of(tmp_path, (place, None))
    assert (problem.code, problem.column) == ("empty", HEADINGS[place])


def test_fewer_points_of_contact_than_asked_are_named(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, at_least=2)
    assert problem.code == "empty"
    assert "only 1 of 2" in problem.message


@pytest.mark.parametrize(
    ("number", "name", "code"),
    [
        (777, "Adair County", "unknown-district"),
        ("A1", "Adair County", "unknown-district"),
        (5, "Adair County", "number-name-conflict"),
        (1, "Adiar County", "number-name-conflict"),
        (221, "Green", "number-name-conflict"),
        (1, "Nobody's district", "number-name-conflict"),
        (None, "Adiar County", "unknown-district"),
        (None, "Nobody's district", "unknown-district"),
        (None, "Green", "ambiguous-district"),
        (None, "West Point", "former-district"),
    ],
)
def test_a_district_is_never_guessed(tmp_path: Path, number: object, name: str, code: str) -> None:
    assert problem_of(tmp_path, (0, number), (1, name)).code == code


@pytest.mark.parametrize("names", ["Jane Doe; John Roe", "Jane Doe and John Roe"])
def test_people_who_do_not_pair_up_with_addresses_are_named(tmp_path: Path, names: str) -> None:
    assert problem_of(tmp_path, (4, names)).code == "too-many-people"
    assert problem_of(tmp_path, (4, names), (6, "a@a.example; b@a.example; c@a.example")).code == "too-many-people"


@pytest.mark.parametrize("name", [dt.date(2024, 8, 1), 12345, "2024-08-01", "?"])
def test_a_name_without_letters_is_nobodys(tmp_path: Path, name: object) -> None:
    problem = problem_of(tmp_path, (2, name))
    assert (problem.code, problem.column) == ("bad-name", "Superintendent Name")


def test_two_superintendents_are_named(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, (2, "Jane Doe; John Roe"), (3, "a@a.example; b@a.example"))
    assert (problem.code, problem.column) == ("too-many-people", "Superintendent Name")


def test_more_items_than_the_letter_has_room_for_are_named(tmp_path: Path) -> None:
    (problem,) = problems_of(workbook(tmp_path, (*HEADINGS, "Points of action"), (*ADAIR, "a\nb\nc\nd")))
    assert problem.code == "too-many-answers"


@pytest.mark.parametrize("value", ["=1+1", "#N/A", "x" * 20_001, "bell _x0007_", "half _xD800_"])
def test_a_cell_that_cannot_be_used_is_named(tmp_path: Path, value: str) -> None:
    found = problems_of(workbook(tmp_path, HEADINGS, row_of((5, value), (1, "Nobody's"))))
    assert [(problem.code, problem.column) for problem in found] == [("unreadable-value", "Contact 1 Title")]


def test_control_characters_in_csv_are_named(tmp_path: Path) -> None:
    text = ",".join(HEADINGS) + "\n" + ",".join(row_of((2, "Ann\x0bAsh"))) + "\n"
    assert [problem.code for problem in problems_of(table(tmp_path, text))] == ["unreadable-value"]


def test_a_quotation_mark_without_its_partner_is_named_with_its_row(tmp_path: Path) -> None:
    text = "\n".join(",".join(line) for line in (HEADINGS, ADAIR, row_of((2, '"Ann Ash')))) + "\n"
    (problem,) = problems_of(table(tmp_path, text))
    assert "below row 2" in problem.message


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    text = ",".join(HEADINGS) + "\n" + (",".join(ADAIR) + "\n") * 5_001
    assert [problem.code for problem in problems_of(table(tmp_path, text))] == ["unreadable-file"]
