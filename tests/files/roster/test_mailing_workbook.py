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
    subject="Letter of Commitment",
    letter_file="output/2024-2025/letters/001 Adair County.docx",
    draft_file="",
    letter_id="KYILN-2024-001-L1-32",
    status="to send",
)


def sheet_of(*rows: MailingRow) -> Worksheet:
    return openpyxl.load_workbook(io.BytesIO(mailing_workbook(rows, title="Mailing"))).worksheets[0]


def test_a_row_for_each_letter_under_headings_with_numbers_as_text() -> None:
    sheet = sheet_of(ADAIR)
    assert [cell.value for cell in sheet[1]] == [
        *("District number", "District", "To", "Cc", "Subject", "Letter", "Draft", "Letter id", "Status")
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
    assert len(str(sheet["E2"].value)) < 32_768


def test_the_same_rows_give_the_same_bytes() -> None:
    assert mailing_workbook([ADAIR], title="Mailing") == mailing_workbook([ADAIR], title="Mailing")
