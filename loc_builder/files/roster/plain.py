"""A CSV file's cells as a workbook in which every cell is text, so that 001 stays 001 and =1+1 is not worked out."""

import io

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter

from loc_builder.files.roster.looks import PLAIN_HEADING
from loc_builder.files.roster.sheet import Sheet, Unreadable

_WIDEST, _NARROWEST = 40, 10  # characters
_LONGEST_CELL = 32_767  # characters; Excel's limit


def workbook_of(sheet: Sheet, headings: int) -> bytes:
    """Write the rows under their numbers; the row `headings` is set in bold and stays in view."""
    book = openpyxl.Workbook()
    made = book.worksheets[0]
    made.title = sheet.name
    widths: dict[int, int] = {}
    for row in sheet.rows:
        for place, value in enumerate(row.cells, start=1):
            text = value.text if isinstance(value, Unreadable) else value
            cell = _write(made.cell(row.number, place), text)
            if row.number == headings:
                cell.font = PLAIN_HEADING
            if row.number >= headings:
                cell.alignment = Alignment(vertical="top", wrap_text=True)
                widths[place] = max(widths.get(place, _NARROWEST), *(len(line) for line in text.split("\n")))
    for place, width in widths.items():
        made.column_dimensions[get_column_letter(place)].width = min(width + 2, _WIDEST)
    made.freeze_panes = f"A{headings + 1}"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(cell: Cell | MergedCell, text: str) -> Cell | MergedCell:
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_CELL] or None
    cell.number_format = "@"
    if cell.value:
        cell.data_type = "s"  # a text that begins with = is no formula
    return cell
