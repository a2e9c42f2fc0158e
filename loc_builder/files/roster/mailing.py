"""The mailing workbook: whom each letter goes to, for offices that send another way than by draft."""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import astuple, dataclass

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

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
_NOT_PRINT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_BEGINS_FORMULA = ("=", "+", "-", "@")
_LONGEST_CELL = 32_767  # characters; Excel's limit
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MOMENT = b"1980-01-01T00:00:00Z"


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
    book.properties.title = title
    book.properties.creator = "LoC Builder"
    file = io.BytesIO()
    book.save(file)
    return _timeless(file.getvalue())


def _write(sheet: Worksheet, number: int, texts: Iterable[str]) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row=number, column=column)
        cell.value = _harmless(text)
        cell.number_format = "@"


def _harmless(text: str) -> str | None:
    """Put an apostrophe before what a spreadsheet would work out, also after the sheet is saved as CSV."""
    line = " ".join(_NOT_PRINT.sub(" ", text).split())[: _LONGEST_CELL - 1]
    return f"'{line}" if line.startswith(_BEGINS_FORMULA) else line or None


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


def _timeless(package: bytes) -> bytes:
    """Pack the workbook again with one time everywhere."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + _MOMENT, content)
            member = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, content)
    return file.getvalue()
