"""The mailing workbook: whom each letter goes to, for offices that send another way than by draft."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loc_builder.files.roster.looks import LINE, LINES, TALLEST, WRAPPED, headed, lines_of, printed_across
from loc_builder.files.roster.written import harmless, workbook_bytes

_COLUMNS = (
    ("District number", 11),
    ("District", 27),
    ("To", 46),
    ("Cc", 46),
    ("Status", 25),
    ("Subject", 84),
    ("Letter", 92),
    ("Draft", 62),
    ("Letter id", 23),
)
_PRINTED = range(1, 6)
"""Whom each letter goes to and whether it can; what a program makes use of is not for paper."""

_HEADINGS = tuple(heading for heading, _ in _COLUMNS)
_WIDTHS = tuple(width for _, width in _COLUMNS)


@dataclass(frozen=True, slots=True)
class MailingRow:
    """A letter's row, in the order of the columns; files are relative to the workspace, several addresses in a cell."""

    district_number: str
    district: str
    to: str
    cc: str
    status: str
    subject: str
    letter_file: str
    draft_file: str
    letter_id: str


def mailing_workbook(rows: Iterable[MailingRow], *, title: str) -> bytes:
    """Write the workbook; the same rows give the same bytes, and no cell can act as a formula."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Mailing"
    _write(sheet, 1, _HEADINGS)
    for number, row in enumerate(rows, start=2):
        _write(sheet, number, astuple(row))
    _dress(sheet)
    return workbook_bytes(book, title=title)


def _write(sheet: Worksheet, number: int, texts: Iterable[str]) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row=number, column=column)
        cell.value = harmless(text)
        cell.number_format = "@"


def _dress(sheet: Worksheet) -> None:
    for index, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for number, cells in enumerate(sheet.iter_rows(min_row=2), start=2):
        for cell in cells:
            cell.alignment, cell.border = WRAPPED, LINES
        lines = max(lines_of(str(cell.value or ""), width) for cell, width in zip(cells, _WIDTHS, strict=True))
        sheet.row_dimensions[number].height = min(TALLEST, LINE * lines + 2)
    headed(sheet, lines=2)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    printed_across(sheet, _PRINTED, last=sheet.max_row)
