"""A roster's file opened: its bytes, and the sheet in it that lists the districts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loc_builder.files.roster.columns import HEADINGS_WITHIN, heading_row
from loc_builder.files.roster.headings import is_mending
from loc_builder.files.roster.refusing import unreadable
from loc_builder.files.roster.sheet import Sheet
from loc_builder.files.roster.table import read_table
from loc_builder.files.roster.workbook import read_workbook
from loc_builder.model import Question

LARGEST_FILE = 50 * 1024 * 1024  # bytes
WORKBOOKS = (".xlsx", ".xlsm")

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_TABLES = (".csv", ".tsv", ".txt")
_SAVE_AS = "Save it in Excel as an Excel workbook (.xlsx) or as 'CSV UTF-8' (.csv)."


@dataclass(frozen=True, slots=True)
class Opened:
    """A roster's sheet without the column that an earlier look added; `mending` is that column's place from 0."""

    content: bytes
    is_workbook: bool
    sheet: Sheet
    mending: int | None


def open_roster(path: Path, questions: Sequence[Question]) -> Opened:
    """Read the sheet, or the CSV file with the separator, under which the most headings are understood.

    Raise InputError for what is no roster.
    """
    content, kind = _content(path), path.suffix.casefold()
    sheets = _sheets(content, kind, path.name)
    sheet = max(sheets, key=lambda sheet: heading_row(sheet, questions)[1], default=Sheet(()))
    if sheet.trouble:
        raise unreadable(path.name, sheet.trouble, "Look for a quotation mark without its partner, or save as .xlsx.")
    mending = _mending(sheet)
    return Opened(content, kind in WORKBOOKS, sheet if mending is None else _without(sheet, mending), mending)


def _mending(sheet: Sheet) -> int | None:
    near_top = (row for row in sheet.rows if row.number <= HEADINGS_WITHIN)
    return next((index for row in near_top for index, cell in enumerate(row.cells) if is_mending(cell)), None)


def _without(sheet: Sheet, index: int) -> Sheet:
    """Leave a column out, and the rows in which nothing else stands."""
    rows = (replace(row, cells=(*row.cells[:index], "", *row.cells[index + 1 :])) for row in sheet.rows)
    return replace(sheet, rows=tuple(row for row in rows if not row.is_blank))


def _sheets(content: bytes, kind: str, name: str) -> tuple[Sheet, ...]:
    if content.startswith(_OLD_OFFICE):
        why = "it is an old Excel workbook (.xls), or one with a password"
        raise unreadable(name, why, f"Take the password off. {_SAVE_AS}")
    if kind in WORKBOOKS:
        return read_workbook(content, name)
    if kind not in _TABLES:
        raise unreadable(name, "a roster is an Excel workbook (.xlsx) or a CSV file (.csv)", _SAVE_AS)
    if content.startswith(_ZIP):
        raise unreadable(name, "it is no CSV file but a workbook under another name", "Give it the ending .xlsx.")
    return read_table(content, name)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise unreadable(path.name, "it is too large for a roster", "Take pictures and other sheets out.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise unreadable(path.name, "there is no such file", "Look at its name and folder.") from error
    except (OSError, ValueError) as error:
        hint = "Close it where it is open, see that it is a file you may read, and run the command again."
        raise unreadable(path.name, "it cannot be read", hint) from error
