"""The review sheet: one row for each letter that waits, pictures beside empty columns for the decision.

It is written for people who decide a hundred letters in a row and read back row by row. What stands in the columns
that are not for decisions is for the eye only: the key in the first column says which letter or return is meant.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.drawing.image import Image
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from loc_builder.errors import InputError, Problem
from loc_builder.files.roster.looks import LINE, LINES, TALLEST, WRAPPED, headed, lines_of, printed_across
from loc_builder.files.roster.written import harmless, workbook_bytes

ACCEPT, REJECT = "accept", "reject"
KEY = "Letter or return"
MARK = "Mark"
_WIDTHS = {
    KEY: 21,
    "District": 15,
    "Why it waits": 30,
    "Date": 29,
    "Signature": 27,
    "Decision": 9,
    "Signed on": 11,
    "Signer": 16,
    "Accept despite": 15,
    "Because": 28,
    "Belongs to": 16,
    "Page": 30,
    "Ink elsewhere": 34,
    "What a date means": 40,
    "What came back": 34,
    MARK: 13,
}
"""Columns in their order, in characters: what accepts a letter fits on a screen of 1366 pixels beside what is read."""

_TEXTS = (KEY, "District", "What came back", "Why it waits", "What a date means", MARK)
_SEEN = ("Signature", "Date", "Ink elsewhere", "Page")
_DECIDE = ("Decision", "Signed on", "Signer", "Accept despite", "Because", "Belongs to")
_READ_BACK = (KEY, MARK, *_DECIDE)
_PLACE = {heading: number for number, heading in enumerate(_WIDTHS, start=1)}
_TALLEST = 480  # pixels of a picture; a row of Excel holds 409 points
_WRITTEN = ("Signature", "Date")  # cut close to the ink, and shown as large as there is room
_TALLEST_WRITING = 130  # pixels
_LARGER = 2.0
_DECIDE_BAND, _TO_DECIDE = PatternFill("solid", start_color="8A4B08"), PatternFill("solid", start_color="FDF3E7")
_PIXELS_OF_A_COLUMN = 7  # of one unit of a column's width, at Excel's usual font
_POINTS_OF_A_PIXEL = 0.75
_GAP = 4  # pixels
_EMU = 9525  # of a pixel; Office's unit of length


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A letter or return that waits; the pictures are JPEG or PNG, empty where there is none to show.

    `mark` comes back with the decision and says what was waiting when the sheet was written.
    """

    key: str
    district: str
    came_back: str
    why: str
    dates: str
    mark: str
    signature: bytes = b""
    date: bytes = b""
    ink: bytes = b""
    page: bytes = b""


@dataclass(frozen=True, slots=True)
class DecidedRow:
    """What a person wrote into one row; `signed_on` is a day or words that should be one."""

    row: int
    key: str
    mark: str
    decision: str
    signed_on: date | str = ""
    signer: str = ""
    despite: str = ""
    because: str = ""
    belongs_to: str = ""


def review_workbook(rows: Sequence[ReviewRow], *, title: str, codes: Sequence[str]) -> bytes:
    """Write the sheet; the same rows give the same bytes. `codes` may be named under 'Accept despite'."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Review"
    for number, (heading, width) in enumerate(_WIDTHS.items(), start=1):
        sheet.cell(1, number, heading)
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, row in enumerate(rows, start=2):
        _write(sheet, number, row)
    _dress(sheet, len(rows) + 1)
    _explain(sheet, len(rows) + 1, codes)
    return workbook_bytes(book, title=title)


def read_review(path: Path) -> tuple[DecidedRow, ...]:
    """Read the rows of a sheet in which something was decided; raise InputError where it is no review sheet."""
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except FileNotFoundError as error:
        raise InputError(f"there is no file {path}", hint="Look at its name and folder.") from error
    except PermissionError as error:
        raise InputError(
            f"{path.name} may not be opened", hint="Close it in Excel and run the command again."
        ) from error
    except (InvalidFileException, BadZipFile, OSError, KeyError, ValueError) as error:
        raise InputError(f"{path.name} cannot be read as a workbook", hint="Save it in Excel as .xlsx.") from error
    sheet = book.worksheets[0]
    headings = {str(cell.value).strip(): cell.column for cell in sheet[1] if cell.value is not None}
    missing = [heading for heading in _READ_BACK if heading not in headings]
    if missing:
        problems = tuple(Problem("missing-column", f"the column '{each}' is missing", path.name, 1) for each in missing)
        hint = "Decide in the sheet that loc review --sheet wrote."
        raise InputError(f"{path.name} is no review sheet", problems=problems, hint=hint)
    return tuple(_decided_rows(sheet, headings))


def _decided_rows(sheet: Worksheet, headings: dict[str, int]) -> Iterator[DecidedRow]:
    for number in range(2, sheet.max_row + 1):
        key, mark, *decided = (sheet.cell(number, headings[heading]).value for heading in _READ_BACK)
        if any(_text(value) for value in decided):
            decision, signed_on, *rest = decided
            asked = (_text(key), _text(mark), _text(decision).casefold())
            yield DecidedRow(number, *asked, _day(signed_on), *map(_text, rest))


def _text(value: object) -> str:
    return " ".join(str(value).split()).removeprefix("'") if value is not None else ""


def _day(value: object) -> date | str:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else _text(value)


# ---- writing


def _write(sheet: Worksheet, number: int, row: ReviewRow) -> None:
    texts = (row.key, row.district, row.came_back, row.why, row.dates, row.mark)
    for heading, text in zip(_TEXTS, texts, strict=True):
        cell = sheet.cell(number, _PLACE[heading])
        cell.value = "\n".join(filter(None, (harmless(line) for line in text.split("\n"))))
        cell.number_format = "@"
    tallest = max((_put_picture(sheet, number, heading, data) for heading, data in _pictures(row)), default=0)
    lines = max(lines_of(text, _WIDTHS[heading]) for heading, text in zip(_TEXTS, texts, strict=True))
    sheet.row_dimensions[number].height = min(TALLEST, max(tallest * _POINTS_OF_A_PIXEL + _GAP, LINE * lines))


def _pictures(row: ReviewRow) -> Iterable[tuple[str, bytes]]:
    pictures = zip(_SEEN, (row.signature, row.date, row.ink, row.page), strict=True)
    return ((heading, data) for heading, data in pictures if data)


def _put_picture(sheet: Worksheet, number: int, heading: str, data: bytes) -> int:
    """Lay a picture into its cell and give its height in pixels."""
    picture = Image(io.BytesIO(data))
    column = _PLACE[heading]
    room = sheet.column_dimensions[get_column_letter(column)].width * _PIXELS_OF_A_COLUMN - 2 * _GAP
    tallest, most = (_TALLEST_WRITING, _LARGER) if heading in _WRITTEN else (_TALLEST, 1.0)
    scale = min(most, room / picture.width, tallest / picture.height)
    width, height = int(picture.width * scale), int(picture.height * scale)
    gap = _GAP * _EMU
    picture.anchor = OneCellAnchor(
        _from=AnchorMarker(col=column - 1, colOff=gap, row=number - 1, rowOff=gap),
        ext=XDRPositiveSize2D(width * _EMU, height * _EMU),
    )
    sheet.add_image(picture)
    return height + 2 * _GAP


def _dress(sheet: Worksheet, last: int) -> None:
    decide = {_PLACE[heading] for heading in _DECIDE}
    headed(sheet)
    for column in decide:
        sheet.cell(1, column).fill = _DECIDE_BAND
    for cells in sheet.iter_rows(min_row=2, max_row=last, max_col=len(_WIDTHS)):
        for cell in cells:
            cell.alignment, cell.border = WRAPPED, LINES
            if cell.column in decide:
                cell.fill = _TO_DECIDE
                cell.number_format = "yyyy-mm-dd" if cell.column == _PLACE["Signed on"] else "@"
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_WIDTHS))}{last}"
    printed_across(sheet, range(1, _PLACE["Belongs to"] + 1), last=last)


def _explain(sheet: Worksheet, last: int, codes: Sequence[str]) -> None:
    if last < 2:
        return
    decision = DataValidation(type="list", formula1=f'"{ACCEPT},{REJECT}"', allow_blank=True)
    decision.errorTitle, decision.error = "Decision", f"Write {ACCEPT} or {REJECT}, or leave it empty."
    hints = (
        (decision, "Decision", f"{ACCEPT} or {REJECT}; empty to decide later."),
        (_note(), "Signed on", "The day written beside the signature, as 2024-09-03 or 9/3/2024."),
        (_note(), "Signer", "Who signed, as far as it can be read."),
        (_note(), "Accept despite", f"What is accepted all the same, with commas: {', '.join(codes)}"),
        (_note(), "Because", "Why it is rejected; the district reads it."),
        (_note(), "Belongs to", "The letter id or district number, where it is not known whose it is."),
    )
    for validation, heading, text in hints:
        column = get_column_letter(_PLACE[heading])
        validation.promptTitle, validation.prompt, validation.showInputMessage = heading, text[:255], True
        validation.add(f"{column}2:{column}{last}")
        sheet.add_data_validation(validation)


def _note() -> DataValidation:
    return DataValidation(allow_blank=True)
