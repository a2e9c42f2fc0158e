"""A CSV file as text: in whichever of the usual encodings and with whichever of the usual separators."""

import csv
import io
from collections.abc import Iterator

from loc_builder.files.roster.refusing import unreadable
from loc_builder.files.roster.sheet import MOST_ROWS, Sheet, SheetRow, clean

SEPARATORS = (",", ";", "\t")
_SPARE_ROWS = 100
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read_table(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Read the text once with each separator it can have; which one is meant, the headings tell.

    Raise InputError where the text cannot be decoded or no separator gives a table.
    """
    text = _text(content, name)
    sheets, trouble = [], None
    for separator in SEPARATORS:
        try:
            sheets.append(Sheet(tuple(_rows(text, separator))))
        except csv.Error as error:
            trouble = error
    if not sheets:
        hint = "Look for a quotation mark without its partner, or save the sheet as an Excel workbook (.xlsx)."
        raise unreadable(name, f"it is not a table that can be read: {trouble}", hint)
    return tuple(sheets)


def _text(content: bytes, name: str) -> str:
    marked = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise unreadable(name, "it is not text", "Save it from Excel as 'CSV UTF-8' or as .xlsx.")


def _rows(text: str, separator: str) -> Iterator[SheetRow]:
    filled = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    for number, record in enumerate(reader, start=1):
        row = SheetRow(number, tuple(clean(_as_typed(cell)) for cell in record))
        if not row.is_blank:
            filled += 1
            yield row
        if filled >= MOST_ROWS + _SPARE_ROWS:
            return


def _as_typed(cell: str) -> str:
    """Undo the two tricks by which people make Excel keep zeros: `="001"` and `'001`."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1]
    return cell[1:] if cell[:1] == "'" and cell[1:].isdecimal() else cell
