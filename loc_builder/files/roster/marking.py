"""A column of messages written into a sheet's part, and a rule that highlights the cells the messages name.

The rule is a conditional format: it follows the messages when rows are sorted or filtered, goes away when a message
is deleted, and leaves each cell's own format alone.
"""

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import coordinate_to_tuple, get_column_letter, range_boundaries

from loc_builder.files.roster.parts import Element, tag

BULLET = "\N{BULLET} "
WIDTH = 70  # characters of average breadth
LAST_COLUMN = 16_384  # of any Excel sheet

_RULE = f'ISNUMBER(FIND("{BULLET}"&'
_AFTER_ROWS = ("scenarios", "protectedRanges", "sheetProtection", "sheetCalcPr", "sheetData")
_AFTER_FILTER = ("phoneticPr", "mergeCells", "customSheetViews", "dataConsolidate", "sortState", "autoFilter")
_LINE_LENGTH = 66  # characters that surely fit
_LINE_HEIGHT = 15.0  # points
_HIGHEST_ROW = 409.0  # points; Excel's limit


@dataclass(frozen=True, slots=True)
class Marks:
    """Texts by row for one column, counted from 1; `top` is the row of its heading, `last` the sheet's last row."""

    texts: Mapping[int, str]
    column: int
    top: int
    last: int

    @property
    def letter(self) -> str:
        return get_column_letter(self.column)


@dataclass(frozen=True, slots=True)
class Looks:
    """The numbers of cell formats for heading and messages, and of the highlight; None where there are no styles."""

    heading: int | None
    message: int | None
    highlight: int | None


def free_column(root: Element, first: int, top: int) -> int:
    """Find a column from `first` on in which nothing stands and over which, from `top` on, no cells are merged."""
    taken = {place for _, row in _rows(root) for place, cell in _cells(row) if len(cell)}
    for merged in root.iterfind(f"{tag(root, 'mergeCells')}/{tag(root, 'mergeCell')}"):
        left, _, right, bottom = range_boundaries(merged.get("ref", ""))
        if bottom is not None and left is not None and right is not None and bottom >= top:
            taken.update(range(left, right + 1))
    return next((place for place in range(first, LAST_COLUMN + 1) if place not in taken), min(first, LAST_COLUMN))


def look_beside(root: Element, marks: Marks) -> int:
    """The cell format of the last heading before the column, 0 where there is none."""
    headings = [row for number, row in _rows(root) if number == marks.top]
    cells = [pair for row in headings for pair in _cells(row)]
    before = [int(cell.get("s") or "0") for place, cell in cells if place < marks.column and len(cell)]
    return before[-1] if before else 0


def write_column(root: Element, marks: Marks, looks: Looks) -> None:
    """Replace the column's cells by the texts, give it a width, and highlight what they name."""
    _clear(root, marks.column)
    found = dict(_rows(root))
    for number, text in marks.texts.items():
        row = found[number] if number in found else _new_row(root, number)
        _write(row, f"{marks.letter}{number}", text, looks.heading if number == marks.top else looks.message)
        _let_fit(row, text)
    _widen(root, marks.column)
    _highlight(root, marks, looks.highlight)
    dimension = root.find(tag(root, "dimension"))
    if dimension is not None:
        root.remove(dimension)  # it may be left out, and Excel counts again


def show_column(root: Element, column: int) -> None:
    """Scroll to the right as far as the column needs, where panes are frozen only their moving part."""
    for view in root.iterfind(f"{tag(root, 'sheetViews')}/{tag(root, 'sheetView')}"):
        pane = view.find(tag(root, "pane"))
        if pane is None:
            view.set("topLeftCell", f"{get_column_letter(max(column - 2, 1))}1")
        elif pane.get("state", "split").startswith("frozen"):
            row = coordinate_to_tuple(pane.get("topLeftCell", "A1"))[0]
            left = max(column - 2, int(float(pane.get("xSplit", "0"))) + 1)
            pane.set("topLeftCell", f"{get_column_letter(left)}{row}")


def _rows(root: Element) -> Iterator[tuple[int, Element]]:
    """The rows by number; one that does not say its number comes after the one before."""
    number = 0
    for row in root.iterfind(f"{tag(root, 'sheetData')}/{tag(root, 'row')}"):
        number = int(row.get("r", number + 1))
        yield number, row


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    place = 0
    for cell in row.iterfind(tag(row, "c")):
        reference = cell.get("r")
        place = coordinate_to_tuple(reference)[1] if reference else place + 1
        yield place, cell


def _clear(root: Element, column: int) -> None:
    for _, row in _rows(root):
        for place, cell in list(_cells(row)):
            if place == column:
                row.remove(cell)


def _new_row(root: Element, number: int) -> Element:
    rows = root.find(tag(root, "sheetData"))
    if rows is None:
        raise ValueError("a sheet without rows")
    made = etree.Element(tag(root, "row"), {"r": str(number)})
    rows.insert(sum(1 for other, _ in _rows(root) if other < number), made)
    return made


def _write(row: Element, reference: str, text: str, look: int | None) -> None:
    """Put a text into the row where its column belongs; the text lies in the cell and not among the shared ones."""
    column = coordinate_to_tuple(reference)[1]
    before = [cell for place, cell in _cells(row) if place < column]
    made = etree.Element(tag(row, "c"), {"r": reference} | ({} if look is None else {"s": str(look)}))
    made.set("t", "inlineStr")
    node = etree.SubElement(etree.SubElement(made, tag(row, "is")), tag(row, "t"))
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    node.text = re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", ILLEGAL_CHARACTERS_RE.sub("", text))
    if before:
        before[-1].addnext(made)
    else:
        row.insert(0, made)
    row.attrib.pop("spans", "")


def _let_fit(row: Element, text: str) -> None:
    """Raise a row that is too low for the text; whether a person set its height or the program does, stays so."""
    lines = sum(len(line) // _LINE_LENGTH + 1 for line in text.split("\n"))
    if lines > 1:
        row.set("ht", str(min(max(float(row.get("ht", "0")), lines * _LINE_HEIGHT), _HIGHEST_ROW)))


def _widen(root: Element, column: int) -> None:
    columns = root.find(tag(root, "cols"))
    if columns is None:
        columns = etree.Element(tag(root, "cols"))
        rows = root.find(tag(root, "sheetData"))
        if rows is not None:
            rows.addprevious(columns)
    for each in list(columns):
        first, last = int(each.get("min", "1")), int(each.get("max", "1"))
        if first <= column <= last:
            for begin, end in ((first, column - 1), (column + 1, last)):
                if begin <= end:
                    part = copy.copy(each)
                    part.set("min", str(begin))
                    part.set("max", str(end))
                    each.addprevious(part)
            columns.remove(each)
    made = etree.Element(tag(root, "col"), {"min": str(column), "max": str(column), "width": str(WIDTH)})
    made.set("customWidth", "1")
    columns.insert(sum(1 for each in columns if int(each.get("min", "1")) < column), made)


def _highlight(root: Element, marks: Marks, look: int | None) -> None:
    """Highlight each cell whose heading, or where it has none whose column's letter, the row's message names."""
    rules = list(root.iter("{*}cfRule"))
    others = [rule for rule in rules if not rule.findtext(tag(root, "formula"), "").startswith(_RULE)]
    for rule in rules:
        if rule not in others:
            _drop(rule)
    if look is None:
        return
    _leave_the_first_place(others)
    cell, heading = f"${marks.letter}{marks.top}", f"A${marks.top}"
    letter = f'SUBSTITUTE(ADDRESS(1,COLUMN({heading}),4),"1","")'
    named = f'IF({heading}="",{letter},TRIM(SUBSTITUTE({heading},CHAR(10)," ")))'
    right = get_column_letter(max(marks.column - 1, 1))
    made = etree.Element(tag(root, "conditionalFormatting"), {"sqref": f"A{marks.top}:{right}{marks.last}"})
    rule = etree.SubElement(made, tag(root, "cfRule"), {"type": "expression", "dxfId": str(look), "priority": "1"})
    etree.SubElement(rule, tag(root, "formula")).text = f'{_RULE}{named}&":",{cell}))'
    _after(root, (*_AFTER_FILTER, *_AFTER_ROWS)).addnext(made)


def _leave_the_first_place(rules: Sequence[Element]) -> None:
    priorities = [int(rule.get("priority", "1")) for rule in rules]
    if min(priorities, default=2) < 2:
        for rule, priority in zip(rules, priorities, strict=True):
            rule.set("priority", str(priority + 1))


def _drop(rule: Element) -> None:
    around = rule.getparent()
    if around is not None:
        around.remove(rule)
        above = around.getparent()
        if not len(around) and above is not None:
            above.remove(around)


def _after(root: Element, names: tuple[str, ...]) -> Element:
    return next(each for name in names if (each := root.find(tag(root, name))) is not None)
