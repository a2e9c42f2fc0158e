"""How the review sheet looks: what is read and what is decided stand together, and what was written is large."""

import io

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from loc_builder.files.roster import ReviewRow, review_workbook

SCREEN = 1366 - 60  # pixels, without the row numbers and the bar at the right


def picture(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("L", (width, height), 200).save(file, "PNG")
    return file.getvalue()


ROW = ReviewRow(
    key="KYILN-2024-001-L1-32",
    district="Adair County",
    came_back="scan.pdf (whole), by e-mail, September 17, 2024",
    why="the date of the signature must be read by a person: there is ink in the place for the date",
    dates="August 1, 2024 to September 17, 2024: School year 2024-2025",
    mark="ed1be431c8",
    signature=picture(480, 150),
    date=picture(130, 78),
    page=picture(680, 880),
)


def sheet_of(*rows: ReviewRow) -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(review_workbook(rows, title="Review", codes=("not-signed",))))
    return book.worksheets[0]


def left_edges(sheet: Worksheet) -> dict[str, tuple[int, int]]:
    """Where each column begins and ends, in pixels at 100 %."""
    edges, x = {}, 0
    for number, cell in enumerate(sheet[1], start=1):
        width = round(sheet.column_dimensions[get_column_letter(number)].width * 7) + 5
        edges[str(cell.value)] = (x, x + width)
        x += width
    return edges


def test_the_date_and_what_accepts_a_letter_are_seen_at_once_on_a_small_screen() -> None:
    edges = left_edges(sheet_of(ROW))
    seen = ("District", "Why it waits", "Date", "Signature", "Decision", "Signed on", "Signer", "Accept despite")
    assert max(edges[heading][1] for heading in seen) <= SCREEN


def test_a_written_date_is_shown_as_large_as_its_column() -> None:
    sheet = sheet_of(ROW)
    headings = [str(cell.value) for cell in sheet[1]]
    found = getattr(sheet, "_images")  # noqa: B009 - openpyxl has no other way to what it read, and no type for it
    pictures = {headings[each.anchor._from.col]: each.anchor.ext for each in found}  # noqa: SLF001 - the same
    width, height = pictures["Date"].width / 9525, pictures["Date"].height / 9525
    begins, ends = left_edges(sheet)["Date"]
    assert width > 0.8 * (ends - begins - 20)
    assert abs(width / height - 130 / 78) < 0.05
    assert (sheet.row_dimensions[2].height or 0) * 4 / 3 > pictures["Page"].height / 9525


def test_every_cell_has_lines_about_it_and_wraps_its_text() -> None:
    sheet = sheet_of(ROW, ROW)
    cells = [cell for cells in sheet.iter_rows(min_row=2, max_row=3) for cell in cells]
    assert all(cell.border.bottom.style and cell.border.right.style and cell.alignment.wrap_text for cell in cells)


def test_headings_are_set_in_the_face_of_the_cells() -> None:
    sheet = sheet_of(ROW)
    assert {(cell.font.name, cell.font.sz) for cell in sheet[1]} == {(sheet["A2"].font.name, sheet["A2"].font.sz)}


def test_what_is_read_and_decided_is_printed_across_one_page() -> None:
    sheet = sheet_of(ROW)
    headings = [str(cell.value) for cell in sheet[1]]
    assert str(sheet.print_area).endswith("$K$2")
    assert headings[10] == "Belongs to"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
