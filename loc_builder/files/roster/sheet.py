"""A sheet as cells of text, whatever file it came from.

A cell is text as a person would read it, or `Unreadable` with the reason. Rows count as Excel counts them; blank
rows are left out.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from loc_builder.fields import unwritable

LONGEST_CELL = 20_000  # characters
MOST_ROWS = 5_000
MOST_COLUMNS = 250

_EXCEL_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell that holds something, but nothing that may go into a letter; `why` ends without a full stop.

    `text` is what stands there, as far as it is known.
    """

    why: str
    text: str = ""


Cell = str | Unreadable


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row; `is_hidden` where a workbook does not show it, as a filter does with rows that it leaves out."""

    number: int
    cells: tuple[Cell, ...]
    is_hidden: bool = False

    def cell(self, index: int) -> Cell:
        return self.cells[index] if index < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows that are not blank, and in a workbook the sheet's name; `trouble` is what kept rows from being read."""

    rows: tuple[SheetRow, ...]
    trouble: str = ""
    name: str = ""

    @property
    def width(self) -> int:
        """The columns up to the last one in which something stands."""
        return max((index for row in self.rows for index, cell in enumerate(row.cells, start=1) if cell), default=0)


def as_text(value: object) -> str:
    """Write a cell's value as people read it: whole numbers without a point, days without a time."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def clean(text: str) -> Cell:
    """Give the text with outer blanks gone and lines ended by a line feed, or say why it cannot be used."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip().strip(_INVISIBLE).strip()
    if len(lines) > LONGEST_CELL:
        return Unreadable(f"the text is longer than {LONGEST_CELL:,} characters", lines)
    if character := unwritable(lines):
        return Unreadable(f"the text has the character {character}, which no Word file can hold", lines)
    return lines


def unescaped(text: str) -> str:
    """Undo Excel's way of storing characters that XML cannot hold (`_x000D_`)."""
    return _EXCEL_ESCAPE.sub(lambda hit: chr(int(hit[1], 16)), text)
