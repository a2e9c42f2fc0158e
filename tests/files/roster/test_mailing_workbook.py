"""The mailing workbook, read back."""

import io
from dataclasses import astuple, replace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from loc_builder.files.roster import MailingRow, mailing_workbook

ADAIR = MailingRow(
    district_number="001",
    district="Adair County",
    to="jane@adair.example",
    cc="john@adair.example; max@adair.example",
    status="to send",
    subject="Letter of Commitment",
    letter_file="output/2024-2025/letters/001 Adair County.docx",
    draft_file="",
    letter_id="KYILN-2024-001-L1-32",
)


def sheet_of(*rows: MailingRow) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(mailing_workbook(rows, title="Mailing"))).worksheets[0]


def test_a_row_for_each_letter_under_headings_with_numbers_as_text() -> None:
    sheet = sheet_of(ADAIR)
    assert [cell.value for cell in sheet[1]] == [
        *("District number", "District", "To", "Cc", "Status", "Subject", "Letter", "Draft", "Letter id")
    ]
    assert [cell.value or "" for cell in sheet[2]] == list(astuple(ADAIR))
    assert {cell.number_format for cell in sheet[2]} == {"@"}
    assert sheet["A2"].data_type == "s"


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r\n=1+1", " =cmd|' /C calc'!A0"])
def test_nothing_in_a_cell_is_worked_out(formula: str) -> None:
    sheet = sheet_of(replace(ADAIR, district=formula))
    assert sheet["B2"].data_type == "s"
    assert str(sheet["B2"].value) == "'" + formula.strip()


def test_what_no_cell_can_hold_is_left_out() -> None:
    sheet = sheet_of(replace(ADAIR, district="Adair\x00\x0b\ud800 County", subject="x" * 40_000))
    assert sheet["B2"].value == "Adair County"
    assert len(str(sheet["F2"].value)) < 32_768


def test_the_same_rows_give_the_same_bytes() -> None:
    assert mailing_workbook([ADAIR], title="Mailing") == mailing_workbook([ADAIR], title="Mailing")


def test_headings_are_set_in_the_face_of_the_cells_and_long_addresses_get_the_lines_they_need() -> None:
    long = replace(ADAIR, cc="; ".join(f"somebody.with.a.long.name.{number}@adair.example" for number in range(3)))
    sheet = sheet_of(ADAIR, long)
    assert {(cell.font.name, cell.font.sz) for cell in sheet[1]} == {(sheet["A2"].font.name, sheet["A2"].font.sz)}
    heights = [sheet.row_dimensions[row].height or 0 for row in (1, 2, 3)]
    assert heights[0] >= 30, "the number's heading is two words, and a button for the filter covers one"
    assert heights[2] > heights[1]


def test_whom_the_letters_go_to_is_what_is_printed() -> None:
    sheet = sheet_of(ADAIR)
    assert str(sheet.print_area).replace("'Mailing'!", "") == "$A$1:$E$2"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
