"""The sheets of an Excel workbook as text (openpyxl)."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, Protocol

import openpyxl
from lxml import etree

from loc_builder.files.roster.package import check_package
from loc_builder.files.roster.refusing import unreadable
from loc_builder.files.roster.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Sheet,
    SheetRow,
    Unreadable,
    as_text,
    clean,
    unescaped,
)

LAST_ROW = 1_048_576  # of any Excel sheet; a cell that claims a later row is not waited for
_SPARE_ROWS = 100  # for titles and notes beside the districts

# What openpyxl lets through of its own and its parsers' troubles with a damaged part; it has no error of its own.
_UNREADABLE_WORKBOOK = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


class _OpenpyxlCell(Protocol):
    @property
    def value(self) -> object: ...
    @property
    def data_type(self) -> str: ...


def read_workbook(content: bytes, name: str) -> tuple[Sheet, ...]:
    """Read the visible sheets in order; raise InputError for a file that is no sound .xlsx workbook."""
    check_package(content, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of drop-down lists and styles it leaves aside
            return tuple(_sheets(content))
    except _UNREADABLE_WORKBOOK as error:
        raise unreadable(name, "it is damaged, or no Excel workbook") from error


def _sheets(content: bytes) -> Iterator[Sheet]:
    """Read values and, beside them, formulas: a formula never calculated has no value and looks like a blank."""
    values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    try:
        for number, sheet in enumerate(values.worksheets):
            if sheet.sheet_state == "visible":
                pairs = zip(_rows(sheet), _rows(formulas.worksheets[number]), strict=True)
                hidden = _hidden(sheet)
                read = (
                    SheetRow(row, _cells(*pair), row in hidden) for row, pair in enumerate(pairs, start=1) if pair[0]
                )
                filled = (row for row in read if not row.is_blank)
                yield Sheet(tuple(islice(filled, MOST_ROWS + _SPARE_ROWS)), name=sheet.title)
    finally:
        values.close()
        formulas.close()


def _hidden(sheet: Any) -> frozenset[int]:
    """The numbers of the rows that the sheet does not show, which openpyxl does not tell where it only reads."""
    found, number = set(), 0
    with sheet._get_source() as source:  # noqa: SLF001 - the sheet's own part of the package, found by openpyxl
        for _, row in etree.iterparse(source, tag="{*}row", resolve_entities=False, no_network=True, huge_tree=True):
            number = int(row.get("r") or number + 1)
            if row.get("hidden") in ("1", "true"):
                found.add(number)
            row.clear()
    return frozenset(found)


def _rows(sheet: Any) -> Iterator[tuple[_OpenpyxlCell, ...]]:
    # `Any`: openpyxl's type stubs do not know its read-only sheets.
    sheet.reset_dimensions()  # a sheet may declare fewer rows than it has, and openpyxl would stop there
    return (row[: MOST_COLUMNS + 1] for row in sheet.iter_rows(min_row=1, max_row=LAST_ROW))


def _cells(values: tuple[_OpenpyxlCell, ...], formulas: tuple[_OpenpyxlCell, ...]) -> tuple[Cell, ...]:
    return tuple(_cell(value, formula) for value, formula in zip(values, formulas, strict=True))


def _cell(value: _OpenpyxlCell, formula: _OpenpyxlCell) -> Cell:
    if value.data_type == "e":
        return Unreadable(f"the cell shows the error {value.value}")
    if value.value is None and formula.data_type == "f":
        return Unreadable("the cell holds a formula that was never calculated")
    return clean(unescaped(as_text(value.value)))
