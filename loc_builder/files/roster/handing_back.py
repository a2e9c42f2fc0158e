"""A roster handed back with a column that says what to mend.

A workbook is changed where it must be and nowhere else: two or three parts of its package (the sheet, the styles, the
workbook's names), in which a column, a filter and a conditional format are added. Every other part stays byte for byte
as it came: charts, pictures, slicers, macros, other sheets, all that a library which writes whole workbooks drops. Only
a digital signature on the workbook, which says that nothing was changed, no longer holds.

A CSV file can hold no such marks: it comes back as a workbook with each cell as the text it was.
"""

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from openpyxl.utils.exceptions import CellCoordinatesException

from loc_builder.errors import InputError, Problem
from loc_builder.files.roster.columns import HEADINGS_WITHIN, heading_row
from loc_builder.files.roster.filtering import extend_filter
from loc_builder.files.roster.headings import MENDING
from loc_builder.files.roster.marking import BULLET, Looks, Marks, free_column, look_beside, show_column, write_column
from loc_builder.files.roster.opening import Opened, open_roster
from loc_builder.files.roster.parts import Parts, tag
from loc_builder.files.roster.plain import workbook_of
from loc_builder.files.roster.refusing import SAVE_AGAIN
from loc_builder.files.roster.sheet import Sheet
from loc_builder.files.roster.styles import highlight, wrapped
from loc_builder.model import Question

LONGEST_TEXT = 30_000  # characters; Excel's limit is 32,767

_NAME_END = " to mend"
_UNMARKABLE = (
    CellCoordinatesException,
    LookupError,
    StopIteration,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
)


@dataclass(frozen=True, slots=True)
class HandedBack:
    """The workbook with its marks, and the file name to give it: the roster's with ` to mend` behind."""

    name: str
    content: bytes


def hand_back(roster: Path, problems: Sequence[Problem], *, questions: Sequence[Question]) -> HandedBack:
    """Write each row's problems into a column at the right of the sheet that `read_roster` reads.

    Problems of no row stand in the column's heading. Where the column is there from an earlier look, it is replaced;
    reading passes over it. Raise InputError for what is no roster, or a workbook that cannot be marked.
    """
    opened = open_roster(roster, questions)
    try:
        content = _marked(opened, problems, questions)
    except _UNMARKABLE as error:
        raise InputError(
            f"{roster.name} cannot be handed back with marks: it is too large, or built in a way Excel does not use",
            hint=SAVE_AGAIN,
        ) from error
    stem = roster.stem.removesuffix(_NAME_END) + _NAME_END
    return HandedBack(f"{stem}{roster.suffix if opened.is_workbook else '.xlsx'}", content)


def _marked(opened: Opened, problems: Sequence[Problem], questions: Sequence[Question]) -> bytes:
    sheet = opened.sheet
    headings = heading_row(sheet, questions)[0] or next(iter(sheet.rows), None)
    top = min(headings.number, HEADINGS_WITHIN) if headings else 1
    parts = Parts(opened.content if opened.is_workbook else workbook_of(sheet, top))
    workbook = next(iter(parts.related("", "officeDocument").values()))
    place, part = _sheet_part(parts, workbook, sheet)
    root = parts.xml(part)
    column = free_column(root, sheet.width + 1, top) if opened.mending is None else opened.mending + 1
    last = max((row.number for row in sheet.rows), default=top)
    has_tables = bool(parts.related(part, "table"))
    marks = Marks(_texts(problems, top, beneath=has_tables), column, top, last)
    write_column(root, marks, _looks(parts, workbook, look_beside(root, marks)))
    if any(problem.row in (None, top) for problem in problems):
        show_column(root, column)
    if not has_tables:
        extend_filter(parts.xml(workbook), root, marks, place=place)
    return parts.packed()


def _sheet_part(parts: Parts, workbook: str, sheet: Sheet) -> tuple[int, str]:
    """The sheet's place among all sheets from 0, and the name of its part."""
    root = parts.xml(workbook)
    by_id = parts.related(workbook, "worksheet")
    for place, each in enumerate(root.iterfind(f"{tag(root, 'sheets')}/{tag(root, 'sheet')}")):
        if each.get("name") == sheet.name:
            return place, next(by_id[str(value)] for name, value in each.attrib.items() if str(name).endswith("}id"))
    raise LookupError(sheet.name)


def _looks(parts: Parts, workbook: str, heading: int) -> Looks:
    styles = next(iter(parts.related(workbook, "styles").values()), None)
    if styles is None:
        return Looks(None, None, None)
    root = parts.xml(styles)
    return Looks(wrapped(root, heading), wrapped(root, 0), highlight(root))


def _texts(problems: Sequence[Problem], top: int, *, beneath: bool) -> Mapping[int, str]:
    """The texts by row; what belongs to no row stands in the heading, or in the row beneath.

    A table of Excel's that was drawn over the column knows its heading by the words, and Excel calls the workbook
    damaged where they change.
    """
    rows: dict[int, list[str]] = {top: [MENDING]}
    for problem in problems:
        row = top if problem.row is None else problem.row
        rows.setdefault(top + 1 if row == top and beneath else row, []).append(_line(problem))
    return {number: "\n".join(_fitting(lines)) for number, lines in sorted(rows.items())}


def _line(problem: Problem) -> str:
    where = f"{problem.column}: " if problem.column else ""
    hint = f" {problem.hint}" if problem.hint else ""
    return " ".join(f"{BULLET}{where}{problem.message}.{hint}".split())


def _fitting(lines: Sequence[str]) -> Iterator[str]:
    left = LONGEST_TEXT
    for place, line in enumerate(lines):
        left -= len(line) + 1
        if left < 0:
            yield f"{BULLET}and {len(lines) - place} more"
            return
        yield line
