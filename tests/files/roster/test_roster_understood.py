"""Rosters as offices keep them: what is understood."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from made.roster import ADAIR, HEADINGS, read, row_of, table, workbook

from loc_builder.model import Contact


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
