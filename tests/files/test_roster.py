"""Rosters as offices keep them: what is understood, and what is named instead of guessed."""

import random
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from loc_builder.errors import InputError, Problem
from loc_builder.files.roster import package as roster_package
from loc_builder.files.roster import read_roster
from loc_builder.model import Contact, ContactRule, Question, QuestionKind, RosterRow
from loc_builder.register import read_register

TOP = Path(__file__).parent.parent.parent
DATA = TOP / "tests" / "data" / "rosters"
DISTRICTS = read_register(TOP / "templates" / "districts.csv").districts
TEXTS = (
    Question("reflection", "Reflection on the previous year", ""),
    Question("plans_of_action", "Plans of action", ""),
    Question("learning_goal", "Learning goal or inquiry question", ""),
)
ACTIONS = (Question("points_of_action", "Points of action", "", QuestionKind.LIST, 2, 3),)
HEADINGS = (
    *("District Number", "District", "Superintendent Name", "Superintendent Email"),
    *("Contact 1 Name", "Contact 1 Title", "Contact 1 Email"),
)
ADAIR = ("001", "Adair County", "Ann Ash", "ann.ash@adair.example", "Bea Birch", "Coach", "bea.birch@adair.example")


def read(
    file: Path, questions: tuple[Question, ...] = ACTIONS, *, at_least: int = 1, on: date = date(2024, 8, 1)
) -> tuple[RosterRow, ...]:
    return read_roster(
        file, register_districts=DISTRICTS, questions=questions, contacts=ContactRule(at_least=at_least), on=on
    )


def problems_of(file: Path, questions: tuple[Question, ...] = ACTIONS, **settings: Any) -> list[Problem]:
    with pytest.raises(InputError) as refused:
        read(file, questions, **settings)
    assert refused.value.hint
    assert all(problem.file == file.name for problem in refused.value.problems)
    return list(refused.value.problems)


def workbook(folder: Path, *rows: tuple[Any, ...], name: str = "roster.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / name)
    return folder / name


def table(folder: Path, text: str, encoding: str = "utf-8", name: str = "roster.csv") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def row_of(*changed: tuple[int, Any]) -> tuple[Any, ...]:
    """Adair's row with some cells changed, by place from 0."""
    cells: list[Any] = list(ADAIR)
    for place, value in changed:
        cells[place] = value
    return tuple(cells)


def problem_of(folder: Path, *changed: tuple[int, Any], **settings: Any) -> Problem:
    (problem,) = problems_of(workbook(folder, HEADINGS, row_of(*changed)), **settings)
    return problem


# ---- the samples


def test_the_sample_of_2024_has_every_district_once_and_plans_for_some() -> None:
    rows = read(TOP / "samples" / "roster-2024-2025.xlsx", TEXTS)
    assert len({row.district.number for row in rows}) == len(rows) == 171
    assert {len(row.points_of_contact) for row in rows} == {1, 2, 3}
    assert sum(set(row.answers) == {question.id for question in TEXTS} for row in rows) == 26
    addresses = [contact.email for row in rows for contact in (row.superintendent, *row.points_of_contact)]
    assert len(set(addresses)) == len(addresses)
    assert all(address.endswith(".example") for address in addresses)
    assert rows[0].row == 4


def test_the_sample_of_2017_has_a_district_that_is_gone_today() -> None:
    file = TOP / "samples" / "roster-2017-2018.csv"
    rows = read(file, ACTIONS, on=date(2017, 8, 1))
    assert len(rows) == 12
    assert "Silver Grove Independent" in [row.district.name for row in rows]
    assert {len(row.answers.get("points_of_action", ())) for row in rows} == {0, 2, 3}
    (problem,) = problems_of(file, ACTIONS)
    assert (problem.code, problem.row) == ("former-district", 12)
    assert "Campbell County, number 091" in problem.hint


def test_the_samples_are_made_again_as_they_are(tmp_path: Path) -> None:
    subprocess.run([sys.executable, TOP / "samples" / "make_rosters.py", tmp_path], check=True, cwd=TOP)
    for name, questions, on in (
        ("roster-2024-2025.xlsx", TEXTS, date(2024, 8, 1)),
        ("roster-2017-2018.csv", ACTIONS, date(2017, 8, 1)),
    ):
        assert read(tmp_path / name, questions, on=on) == read(TOP / "samples" / name, questions, on=on)


# ---- what is understood


@pytest.mark.parametrize(
    "headings",
    [
        ("Dist #", "District", "Superintendent", "Supt. Email", "POC 1 Name", "POC 1 Title", "POC 1 Email"),
        ("KDE No.", "District Name", "Supt Name", "Superintendent E-mail Address", "Point of Contact", "Role", "x"),
        ("District Code", "Name of District", "Superintendent\u2019s Name", "supt e-mail", "Contact", "x", "x"),
        ("NO.", "SCHOOL DISTRICT", "SUPERINTENDENT\nNAME", "SUPERINTENDENT EMAIL", "PRIMARY CONTACT", "x", "x"),
    ],
)
def test_usual_headings_are_understood(tmp_path: Path, headings: tuple[str, ...]) -> None:
    whole = tuple(ours if typed in ("x", "Role") else typed for typed, ours in zip(headings, HEADINGS, strict=True))
    (row,) = read(workbook(tmp_path, ("Our districts",), (), whole, ADAIR))
    assert row.district.name == "Adair County"
    assert row.superintendent == Contact("Ann Ash", "", "ann.ash@adair.example")
    assert row.points_of_contact == (Contact("Bea Birch", "Coach", "bea.birch@adair.example"),)
    assert row.row == 4


@pytest.mark.parametrize("number", [1, 1.0, "1", "001", " 001 ", None])
def test_a_number_keeps_its_zeros_and_may_be_missing(tmp_path: Path, number: object) -> None:
    (row,) = read(workbook(tmp_path, HEADINGS, row_of((0, number))))
    assert row.district.number == "001"


def test_a_roster_without_a_number_column_is_matched_by_name(tmp_path: Path) -> None:
    (row,) = read(workbook(tmp_path, HEADINGS[1:], row_of((1, "ADAIR COUNTY SCHOOLS"))[1:]))
    assert row.district.number == "001"


def test_blank_rows_are_left_out_and_rows_count_as_excel_counts(tmp_path: Path) -> None:
    bath = ("025", "Bath County", *ADAIR[2:])
    rows = read(workbook(tmp_path, ("Title",), (), HEADINGS, ADAIR, (), (" ", None), bath))
    assert [row.row for row in rows] == [4, 7]


@pytest.mark.parametrize(
    "name", ["Jane Doe; John Roe", "Jane Doe\nJohn Roe", "Jane Doe and John Roe", "Jane Doe, John Roe"]
)
@pytest.mark.parametrize("emails", ["jane@a.example; john@a.example", "jane@a.example\njohn@a.example"])
def test_two_people_in_one_cell_are_two(tmp_path: Path, name: str, emails: str) -> None:
    (row,) = read(workbook(tmp_path, HEADINGS, row_of((4, name), (5, "Coach; Principal"), (6, emails))))
    assert row.points_of_contact == (
        Contact("Jane Doe", "Coach", "jane@a.example"),
        Contact("John Roe", "Principal", "john@a.example"),
    )


def test_a_value_arrives_as_typed(tmp_path: Path) -> None:
    odd = "Smith & Sons <Ind.> {{x}}"
    headings = (*HEADINGS, "Points of action 1", "Points of action 2")
    (row,) = read(workbook(tmp_path, headings, (*row_of((2, odd), (4, odd), (5, odd)), odd, "two\nlines")))
    assert row.superintendent.name == odd
    assert row.points_of_contact == (Contact(odd, odd, "bea.birch@adair.example"),)
    assert row.answers == {"points_of_action": (odd, "two\nlines")}


@pytest.mark.parametrize("heading", ["Points of action", "points_of_action", "POINT OF ACTION"])
def test_a_list_may_stand_in_one_cell_with_an_item_to_a_line(tmp_path: Path, heading: str) -> None:
    (row,) = read(
        workbook(tmp_path, (*HEADINGS, heading), (*ADAIR, "1. Open a studio.\n\n- Visit 2 schools.\n3D prints"))
    )
    assert row.answers == {"points_of_action": ("Open a studio.", "Visit 2 schools.", "3D prints")}


def test_a_list_with_an_empty_first_column_keeps_its_items(tmp_path: Path) -> None:
    headings = (*HEADINGS, "Points of action 1", "Points of action 2")
    (row,) = read(workbook(tmp_path, headings, (*ADAIR, None, "Visit.\nTwice.")))
    assert row.answers == {"points_of_action": ("Visit.\nTwice.",)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_in_any_usual_encoding_and_separator(tmp_path: Path, encoding: str, separator: str) -> None:
    lines = (HEADINGS, row_of((2, "Zoë “Zo” Núñez")))
    text = "Our districts, by number; 2024\r\n" + "".join(separator.join(line) + "\r\n" for line in lines)
    (row,) = read(table(tmp_path, text, encoding))
    assert row.superintendent.name == "Zoë “Zo” Núñez"
    assert row.row == 3


def test_the_sheet_with_the_districts_is_found_behind_a_cover_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(("How to use this workbook",))
    hidden = book.create_sheet("old")
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("Roster")
    for row in (HEADINGS, ADAIR):
        hidden.append(row)
        sheet.append(row)
    hidden.append(ADAIR)
    book.save(tmp_path / "roster.xlsx")
    assert len(read(tmp_path / "roster.xlsx")) == 1


@pytest.mark.parametrize("email", ["Bea Birch <bea@a.example>", "mailto:bea@a.example", "bea@a.example;"])
def test_an_address_copied_from_a_mail_is_understood(tmp_path: Path, email: str) -> None:
    (row,) = read(workbook(tmp_path, HEADINGS, row_of((6, email))))
    assert row.points_of_contact[0].email == "bea@a.example"


# ---- what is named


def test_every_problem_is_named_at_once_with_row_and_column() -> None:
    found = problems_of(DATA / "everything-wrong.csv")
    assert [(problem.code, problem.row, problem.column) for problem in found] == [
        ("empty", 5, "Superintendent"),
        ("duplicate-district", 6, "District"),
        ("bad-email", 7, "Supt. Email"),
        ("number-name-conflict", 8, "Dist #"),
        ("unknown-district", 9, "District"),
        ("former-district", 10, "Dist #"),
        ("ambiguous-district", 11, "District"),
        ("too-many-people", 12, "POC 1 Name"),
        ("empty", 13, "POC 1 Name"),
    ]
    said = {problem.code: f"{problem.message} {problem.hint}" for problem in found}
    assert "Ashland Independent" in said["number-name-conflict"]
    assert "Barren County" in said["number-name-conflict"]
    assert "Martin County" in said["unknown-district"]
    assert "Campbell County, number 091" in said["former-district"]
    assert "30 June 2019" in said["former-district"]
    assert "Breathitt County" in said["ambiguous-district"]


def test_no_person_and_no_address_is_named_in_a_message() -> None:
    words = " ".join(f"{problem.message} {problem.hint}" for problem in problems_of(DATA / "everything-wrong.csv"))
    for personal in ("Ash", "Elm", "Pine", "Quin", "ed.elm", ".example"):
        assert personal not in words.replace("Ashland", "")


def test_columns_are_named_before_rows_with_the_nearest_known_one(tmp_path: Path) -> None:
    headings = (*HEADINGS[:3], "Superintendant Emial", *HEADINGS[4:], "Phone", "Plan of actoin 1")
    found = problems_of(workbook(tmp_path, headings, (*row_of((6, "nobody")), "1", "Visit.")))
    assert [(problem.code, problem.column) for problem in found] == [
        ("missing-column", "Superintendent Email"),
        ("unknown-column", "Superintendant Emial"),
        ("unknown-column", "Phone"),
        ("unknown-column", "Plan of actoin 1"),
        ("bad-email", "Contact 1 Email"),
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


def test_two_superintendents_are_named(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, (2, "Jane Doe; John Roe"), (3, "a@a.example; b@a.example"))
    assert (problem.code, problem.column) == ("too-many-people", "Superintendent Name")


def test_more_items_than_the_letter_has_room_for_are_named(tmp_path: Path) -> None:
    (problem,) = problems_of(workbook(tmp_path, (*HEADINGS, "Points of action"), (*ADAIR, "a\nb\nc\nd")))
    assert problem.code == "too-many-answers"


@pytest.mark.parametrize("value", ["=1+1", "#N/A", "x" * 20_001, "bell _x0007_", "half _xD800_"])
def test_a_cell_that_cannot_be_used_is_named(tmp_path: Path, value: str) -> None:
    found = problems_of(workbook(tmp_path, HEADINGS, row_of((5, value), (1, "Nobody's"))))
    assert [(problem.code, problem.column) for problem in found] == [
        ("number-name-conflict", "District Number"),
        ("unreadable-value", "Contact 1 Title"),
    ]


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


# ---- files that are no roster


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("roster.xlsx", b"", "no Excel workbook"),
        ("roster.xlsx", b"PK\x03\x04 and nothing", "no Excel workbook"),
        ("roster.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel workbook"),
        ("roster.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        ("roster.pdf", b"%PDF-1.7", "a roster is"),
        ("roster", b"District", "a roster is"),
        ("roster.csv", b"PK\x03\x04rest", "under another name"),
        ("roster.csv", b"District,Superintendent\x81\n", "not text"),
        ("roster.csv", b'District,Superintendent\n"Adair', "cannot be read as a table"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_words(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    (problem,) = problems_of(tmp_path / name)
    assert problem.code == "unreadable-file"
    assert said in problem.message


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    assert "no such file" in problems_of(tmp_path / "none.xlsx")[0].message
    (tmp_path / "folder.xlsx").mkdir()
    assert problems_of(tmp_path / "folder.xlsx")[0].code == "unreadable-file"


def changed_package(content: bytes, change: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *change]):
            new.writestr(name, change[name] if name in change else old.read(name))
    return file.getvalue()


@pytest.fixture
def sound(tmp_path: Path) -> bytes:
    return workbook(tmp_path, HEADINGS, ADAIR, name="sound.xlsx").read_bytes()


def test_a_package_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, sound: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_package, "MOST_UNPACKED", 8 * 1024 * 1024)
    (tmp_path / "bomb.xlsx").write_bytes(changed_package(sound, {"xl/media/image1.png": bytes(9 * 1024 * 1024)}))
    assert "unpacks to more than" in problems_of(tmp_path / "bomb.xlsx")[0].message


def test_a_package_that_lies_about_its_sizes_is_refused(tmp_path: Path, sound: bytes) -> None:
    big = bytes(3_000_000)
    packed = changed_package(sound, {"xl/media/image1.png": big})
    lying = packed.replace(len(big).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lying != packed
    (tmp_path / "bomb.xlsx").write_bytes(lying)
    assert "not as long as they say" in problems_of(tmp_path / "bomb.xlsx")[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, sound: bytes, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>'.encode(encoding)
    (tmp_path / "bomb.xlsx").write_bytes(changed_package(sound, {"xl/sharedStrings.xml": bomb}))
    assert "entities" in problems_of(tmp_path / "bomb.xlsx")[0].message


def test_damaged_workbooks_are_read_or_refused_and_never_a_traceback(tmp_path: Path, sound: bytes) -> None:
    chance = random.Random(7)  # noqa: S311 - a seed, not a secret
    with zipfile.ZipFile(BytesIO(sound)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(150):
        name = chance.choice(list(parts))
        part = bytearray(parts[name])
        for _ in range(chance.randint(1, 12)):
            part[chance.randrange(len(part))] = chance.randrange(256)
        cut = len(part) if chance.random() < 0.7 else chance.randrange(len(part))
        (tmp_path / "damaged.xlsx").write_bytes(changed_package(sound, {name: bytes(part[:cut])}))
        try:
            read(tmp_path / "damaged.xlsx")
        except InputError as error:
            assert error.problems  # noqa: PT017 - both ends are allowed


def test_a_stray_cell_far_away_does_not_hide_the_rest(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADINGS)
    sheet.append(ADAIR)
    sheet.cell(900_000, 16_000).value = " "
    book.save(tmp_path / "roster.xlsx")
    assert len(read(tmp_path / "roster.xlsx")) == 1


def test_a_day_in_an_answer_is_read_as_a_day(tmp_path: Path) -> None:
    headings = (*HEADINGS, "Points of action 1")
    (row,) = read(workbook(tmp_path, headings, (*ADAIR, date(2024, 9, 1))))
    assert row.answers == {"points_of_action": ("2024-09-01",)}
