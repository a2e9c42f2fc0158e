"""Pages of our own, set block by block from the top down; a new page begins where the last is full.

A sheet is set twice: once to count its pages, once with "page 1 of 2" at their feet.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from loc_builder.files.draw.face import ACCENT, INK, QUIET, RULE, TINT, Type, fitted, ready_fonts, width, wrapped
from loc_builder.model import Box

PAGE_WIDTH, PAGE_HEIGHT = LETTER
LEFT, RIGHT, TOP, BOTTOM = 64.0, PAGE_WIDTH - 64.0, PAGE_HEIGHT - 52.0, 62.0
ROOM = RIGHT - LEFT

HEADING = Type(10.5, True, ACCENT)
BODY = Type(8.7, False, INK, 1.32)
SMALL = Type(8.0, False, QUIET)
HEAD_ROW = Type(8.0, True, QUIET)

_BAND = 6.0
"""How far the bands and rules of a table reach beyond its text."""

_TABLE_START = 56.0
"""What the heads and the first row of a table need, in points."""

Foot = Callable[[int, int], str]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a sheet is set: its running text, and the room beside a row's text and before a heading, in points."""

    body: Type = BODY
    row: float = 3.5
    gap: float = 6.0


ROOMY = Setting()
DENSE = Setting(Type(8.0, False, INK, 1.23), 2.2, 3.0)
"""For what would need a few lines more than its page has."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels and what belongs to them, in two aligned columns; `label_room` in points."""

    rows: tuple[tuple[str, str], ...]
    label_room: float = 104.0


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns: heads, shares of the width, and which stand at the right."""

    heads: tuple[str, ...]
    shares: tuple[float, ...]
    right: frozenset[int] = frozenset()

    def edges(self) -> tuple[tuple[float, float], ...]:
        """The left edge and the room of each column."""
        total, x, edges = sum(self.shares), LEFT, []
        for share in self.shares:
            room = ROOM * share / total
            edges.append((x, room - 10))
            x += room
        last_x, last_room = edges[-1]
        edges[-1] = (last_x, last_room + 10)
        return tuple(edges)


@dataclass(frozen=True, slots=True)
class Rows:
    columns: Columns
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading and what stands below it."""

    heading: str
    body: tuple[Paragraph | Pairs | Rows, ...]


@dataclass(slots=True)
class Sheet:
    """A canvas with a cursor. `y` is the top of what comes next."""

    canvas: Canvas
    foot: Callable[[int], str]
    running_head: str = ""
    setting: Setting = ROOMY
    page: int = 1
    y: float = TOP
    places: list[tuple[int, Box]] = field(default_factory=list)

    @property
    def body(self) -> Type:
        return self.setting.body

    def text(self, line: str, x: float, y: float, how: Type) -> None:
        self.canvas.setFillColor(how.color)
        self.canvas.setFont(how.font, how.size)
        self.canvas.drawString(x, y, line)

    def rule(self, y: float, *, weight: float = 0.5, color: object = RULE, beyond: float = 0.0) -> None:
        """Draw a line across, `beyond` the text at both sides."""
        self.canvas.setStrokeColor(color)
        self.canvas.setLineWidth(weight)
        self.canvas.line(LEFT - beyond, y, RIGHT + beyond, y)

    def need(self, height: float) -> bool:
        """Begin a new page unless `height` points are left; tell whether it did."""
        if self.y - height >= BOTTOM:
            return False
        self.end_page()
        self.page += 1
        self.y = TOP
        if self.running_head:
            self.text(fitted(self.running_head, ROOM, SMALL)[0], LEFT, TOP, SMALL)
            self.rule(TOP - 8)
            self.y = TOP - 24
        return True

    def end_page(self) -> None:
        """Draw the foot and close the page."""
        line = fitted(self.foot(self.page), ROOM, SMALL)[0]
        self.rule(BOTTOM - 16)
        self.text(line, LEFT, BOTTOM - 28, SMALL)
        self.canvas.showPage()

    def lines(self, lines: Sequence[str], x: float, how: Type) -> None:
        """Draw lines from the cursor down, each on a new page if it must."""
        for line in lines:
            self.need(how.line)
            self.text(line, x, self.y - how.size, how)
            self.y -= how.line

    def block(self, block: Block) -> None:
        if block.heading:
            self.need(HEADING.line + 9 + _start_of(block.body[0]))  # a heading stays with what follows
            self.y -= self.setting.gap
            self.lines((fitted(block.heading, ROOM, HEADING)[0],), LEFT, HEADING)
            self.y -= 3
        for piece in block.body:
            self._piece(piece)
            self.y -= 3

    def _piece(self, piece: Paragraph | Pairs | Rows) -> None:
        match piece:
            case Paragraph():
                how = SMALL if piece.is_quiet else self.body
                self.lines(wrapped(piece.text, ROOM, how), LEFT, how)
            case Pairs():
                self._pairs(piece)
            case Rows():
                self.rows(piece.columns, piece.rows)

    def _pairs(self, pairs: Pairs) -> None:
        for label, value in pairs.rows:
            lines = wrapped(value, ROOM - pairs.label_room, self.body)
            self.need(min(len(lines), 4) * self.body.line)
            name = fitted(label, pairs.label_room - 8, Type(8.6, False, QUIET))
            self.text(name[0], LEFT, self.y - self.body.size, name[1])
            self.lines(lines, LEFT + pairs.label_room, self.body)
            self.y -= 1.5

    def rows(self, columns: Columns, rows: Sequence[Sequence[str]]) -> None:
        """Set a table; heads are repeated on each page. `places` gets page and box of every row."""
        self.need(_TABLE_START)
        self._heads(columns)
        for row in rows:
            cells = [wrapped(text, room, self.body) for text, (_, room) in zip(row, columns.edges(), strict=True)]
            height = max(map(len, cells)) * self.body.line + self.setting.row
            if self.need(min(height, PAGE_HEIGHT / 2)):
                self._heads(columns)
            self._row(columns, cells, height)

    def _heads(self, columns: Columns) -> None:
        self.canvas.setFillColor(TINT)
        self.canvas.rect(LEFT - _BAND, self.y - 15, ROOM + 2 * _BAND, 15, stroke=0, fill=1)
        for index, (head, (x, room)) in enumerate(zip(columns.heads, columns.edges(), strict=True)):
            line, how = fitted(head, room, HEAD_ROW)
            self.text(line, self._start(columns, index, (x, room), line, how), self.y - 10.5, how)
        self.y -= 17

    def _row(self, columns: Columns, cells: Sequence[Sequence[str]], height: float) -> None:
        top, page = self.y, self.page
        for index, (lines, (x, room)) in enumerate(zip(cells, columns.edges(), strict=True)):
            y = top - self.setting.row / 3
            for line in lines:
                if y - self.body.line < BOTTOM - 14:
                    break
                self.text(line, self._start(columns, index, (x, room), line, self.body), y - self.body.size, self.body)
                y -= self.body.line
        self.y = max(top - height, BOTTOM - 14)
        self.rule(self.y + 0.5, weight=0.35, beyond=_BAND)
        self.places.append((page, Box(LEFT - _BAND, self.y, RIGHT + _BAND, top)))

    @staticmethod
    def _start(columns: Columns, index: int, edge: tuple[float, float], line: str, how: Type) -> float:
        x, room = edge
        return x + room - width(line, how) if index in columns.right else x


def _start_of(piece: Paragraph | Pairs | Rows) -> float:
    """The room that the beginning of a piece needs, in points."""
    return _TABLE_START if isinstance(piece, Rows) else 2 * BODY.line


def set_twice(
    title: str, foot: Foot, draw: Callable[[Sheet], None], *, running_head: str = "", setting: Setting = ROOMY
) -> tuple[bytes, Sheet]:
    """Set a sheet to count its pages, then for good; give the PDF and the sheet with its places."""
    counted, _ = _set(title, lambda page: foot(page, 0), draw, running_head, setting)
    return _finished(*_set(title, lambda page: foot(page, counted.page), draw, running_head, setting))


def _finished(sheet: Sheet, file: io.BytesIO) -> tuple[bytes, Sheet]:
    return file.getvalue(), sheet


def _set(
    title: str, foot: Callable[[int], str], draw: Callable[[Sheet], None], running_head: str, setting: Setting
) -> tuple[Sheet, io.BytesIO]:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=LETTER, invariant=1, initialFontName=ready_fonts()[0], pageCompression=1)
    canvas.setTitle(title)
    sheet = Sheet(canvas, foot, running_head, setting)
    draw(sheet)
    sheet.end_page()
    canvas.save()
    return sheet, file
