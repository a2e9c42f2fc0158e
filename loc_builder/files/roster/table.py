"""A CSV file as text: in whichever of the usual encodings and with whichever of the usual separators."""

import csv
import io

from loc_builder.files.roster.refusing import unreadable
from loc_builder.files.roster.sheet import MOST_ROWS, Sheet, SheetRow, clean
from loc_builder.spreadsheet import decoded

SEPARATORS = (",", ";", "\t")
SHEET_NAME = "Roster"
"""What the one sheet of a table is called where it becomes a workbook."""

_SPARE_ROWS = 100


def read_table(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Read the text once with each separator it can have; which one is meant, the headings tell.

    Raise InputError where the text cannot be decoded.
    """
    text = decoded(content)
    if text is None:
        raise unreadable(name, "it is not text", "Save it from Excel as 'CSV UTF-8' or as .xlsx.")
    return tuple(_sheet(text, separator) for separator in SEPARATORS)


def _sheet(text: str, separator: str) -> Sheet:
    rows: list[SheetRow] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, record in enumerate(reader, start=1):
            row = SheetRow(number, tuple(clean(_as_typed(cell)) for cell in record))
            if not row.is_blank:
                rows.append(row)
            if len(rows) >= MOST_ROWS + _SPARE_ROWS:
                break
    except csv.Error as error:
        last = rows[-1].number if rows else 0
        return Sheet(tuple(rows), f"it cannot be read as a table below row {last} ({error})")
    return Sheet(tuple(rows), name=SHEET_NAME)


def _as_typed(cell: str) -> str:
    """Undo the two tricks by which people make Excel keep zeros: `="001"` and `'001`."""
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1]
    return cell[1:] if cell[:1] == "'" and cell[1:].isdecimal() else cell
