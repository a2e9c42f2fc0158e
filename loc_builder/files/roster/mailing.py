"""The mailing workbook: whom each letter goes to, for offices that send another way than by draft."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loc_builder.files.roster.written import harmless, workbook_bytes

_COLUMNS = (
    ("District number", 10),
    ("District", 30),
    ("To", 38),
    ("Cc", 50),
    ("Subject", 60),
    ("Letter", 70),
    ("Draft", 50),
    ("Letter id", 24),
    ("Status", 34),
)
_HEADINGS = tuple(heading for heading, _ in _COLUMNS)
_WIDTHS = tuple(width for _, width in _COLUMNS)


@dataclass(frozen=True, slots=True)
class MailingRow:
    """A letter's row, in the order of the columns; files are relative to the workspace, several addresses in a cell."""

    district_number: str
    district: str
    to: str
    cc: str
    subject: str
    letter_file: str
    draft_file: str
    letter_id: str
    status: str


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
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", start_color="1F4E5F")
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    for index, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
