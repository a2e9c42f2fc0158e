"""The archive's own pages: its cover, and listings (contents, standing of every district)."""

import io
from collections.abc import Callable
from dataclasses import dataclass

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from loc_builder.files.draw.face import ACCENT, INK, QUIET, RULE, Type, fitted, ready_fonts, wrapped
from loc_builder.files.draw.sheet import (
    BODY,
    BOTTOM,
    LEFT,
    PAGE_HEIGHT,
    RIGHT,
    ROOM,
    Columns,
    Sheet,
    set_twice,
)
from loc_builder.model import Box


@dataclass(frozen=True, slots=True)
class Cover:
    """The cover's words; `figures` are numbers with what they count, `facts` labels and values at the foot."""

    masthead: str
    title: str
    subtitle: str
    figures: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListingRow:
    """`key` names the row for whoever puts links on it."""

    cells: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A long table of the archive; `page_name` gives what a page of it is called at its foot."""

    title: str
    lead: str
    columns: Columns
    rows: tuple[ListingRow, ...]
    foot: str
    page_name: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row was set: the page of the listing, from 1, and its box."""

    key: str
    page: int
    box: Box


def draw_cover(cover: Cover) -> bytes:
    """Draw the cover: one page."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=LETTER, invariant=1, initialFontName=ready_fonts()[0], pageCompression=1)
    canvas.setTitle(cover.title)
    sheet = Sheet(canvas, lambda _page: "")
    _title(sheet, cover)
    _figures(sheet, cover.figures)
    _facts(sheet, cover.facts)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _title(sheet: Sheet, cover: Cover) -> None:
    masthead = Type(11, True, ACCENT)
    sheet.text(fitted(cover.masthead, ROOM, masthead)[0], LEFT, PAGE_HEIGHT - 84, masthead)
    sheet.rule(PAGE_HEIGHT - 95, weight=1.4, color=ACCENT)
    title, subtitle = Type(30, True, ACCENT, 1.16), Type(15, False, QUIET, 1.3)
    sheet.y = PAGE_HEIGHT - 190
    sheet.lines(wrapped(cover.title, ROOM, title)[:4], LEFT, title)
    sheet.y -= 8
    sheet.lines(wrapped(cover.subtitle, ROOM, subtitle)[:3], LEFT, subtitle)
    sheet.y -= 46


def _figures(sheet: Sheet, figures: tuple[tuple[str, str], ...]) -> None:
    """Set numbers side by side, each over what it counts."""
    room = ROOM / max(3, len(figures))
    number, words = Type(26, True, INK), Type(9, False, QUIET, 1.3)
    for index, (figure, counted) in enumerate(figures):
        x = LEFT + room * index
        sheet.text(fitted(figure, room - 12, number)[0], x, sheet.y - 26, number)
        for below, line in enumerate(wrapped(counted, room - 16, words)[:3]):
            sheet.text(line, x, sheet.y - 44 - below * words.line, words)


def _facts(sheet: Sheet, facts: tuple[tuple[str, str], ...]) -> None:
    label, value = Type(8.6, False, QUIET), Type(8.6, False, INK, 1.4)
    lines = [(name, wrapped(text, ROOM - 120, value)) for name, text in facts]
    sheet.y = BOTTOM + sum(len(text) * value.line + 4 for _, text in lines)
    sheet.canvas.setStrokeColor(RULE)
    sheet.canvas.setLineWidth(0.6)
    sheet.canvas.line(LEFT, sheet.y + 10, RIGHT, sheet.y + 10)
    for name, text in lines:
        sheet.text(name, LEFT, sheet.y - 9, label)
        for line in text:
            sheet.text(line, LEFT + 120, sheet.y - 9, value)
            sheet.y -= value.line
        sheet.y -= 4


def draw_listing(listing: Listing) -> tuple[bytes, tuple[RowPlace, ...]]:
    """Draw a listing on as many pages as it needs; tell where each row is."""

    def foot(page: int, _pages: int) -> str:
        return f"{listing.foot}   \N{MIDDLE DOT}   {listing.page_name(page)}"

    pdf, sheet = set_twice(listing.title, foot, lambda sheet: _listing(sheet, listing), running_head=listing.title)
    placed = zip(listing.rows, sheet.places, strict=True)
    return pdf, tuple(RowPlace(row.key, page, box) for row, (page, box) in placed)


def _listing(sheet: Sheet, listing: Listing) -> None:
    title = Type(20, True, ACCENT, 1.25)
    sheet.lines(wrapped(listing.title, ROOM, title)[:2], LEFT, title)
    sheet.y -= 4
    sheet.lines(wrapped(listing.lead, ROOM, BODY), LEFT, BODY)
    sheet.y -= 10
    sheet.rows(listing.columns, [row.cells for row in listing.rows])
