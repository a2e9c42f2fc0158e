"""How the sheets that we write look: one face for headings, lines between rows, and how a sheet prints."""

from collections.abc import Iterable
from math import ceil

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HEADING = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
PLAIN_HEADING = Font(name="Calibri", size=11, bold=True)
"""A font without name and size is another one than the cells have, wherever the workbook is opened but in Excel."""

BAND = PatternFill("solid", start_color="1F4E5F")
WRAPPED = Alignment(vertical="top", wrap_text=True)
LINE = 15.0  # points
TALLEST = 409.0  # points of a row; Excel's limit
_THIN = Side("thin", color="BFC9CD")
LINES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_MARGIN = 0.4  # inches


def headed(sheet: Worksheet, *, lines: int = 1) -> None:
    """Dress the first row as headings; `lines` is what the longest of them takes."""
    for cell in sheet[1]:
        cell.font, cell.fill, cell.border = HEADING, BAND, LINES
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.row_dimensions[1].height = LINE * lines + 3


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column so many characters wide, a little too many rather than too few."""
    return sum(max(1, ceil(len(line) * 1.1 / width)) for line in text.split("\n"))


def printed_across(sheet: Worksheet, columns: Iterable[int], *, last: int) -> None:
    """Print the columns on as many sheets of paper in a row as one, landscape, the headings on each."""
    letters = [get_column_letter(column) for column in columns]
    sheet.print_area = f"{letters[0]}1:{letters[-1]}{last}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _MARGIN
    margins.bottom = _MARGIN + 0.3
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(right=HeaderFooterPart("&P of &N"))
