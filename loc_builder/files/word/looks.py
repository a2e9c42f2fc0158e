"""How text looks: whether a reader of the page would take it for the letter's own, standing words.

Words that are struck out, hidden, written in the colour of the paper, too small or pushed off the page are in the
file's text all the same. Whatever the file says that way is told, so that a person looks.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from loc_builder.files.word.colours import BLACK, PAPER, Colour, Theme, contrast, highlight, is_lost, parsed, theme_of
from loc_builder.files.word.package import Element, Package, q
from loc_builder.files.word.styles import Levels, Properties, Style, Styles, properties_in, styles_of, value, whole

SMALLEST = 8  # half points: text under 4 points is not read
WIDEST_SHIFT = 1_400  # twips that a line may begin left of its column, a little less than an inch
NARROWEST = 400  # twips between indents, or of a table's cell, that hold a word
OVERLAPPING = -30  # twips between letters; closer ones lie on each other
TIGHTEST = 50  # percent of a letter's width
FARTHEST = 24  # half points above or below the line
LARGE, LARGE_BOLD = 36, 28  # half points: 18 points, or 14 in bold (WCAG 1.4.3)
_LINE = 2 / 3  # of the letters' height that a line of exact height needs to show them

_SIGNS_FOR_LETTERS = re.compile(
    r"wingding|webding|dingbat|symbol|marlett|mt extra|blank|barcode|code ?(39|128)|redact", re.IGNORECASE
)
_STRUCK, _HIDDEN, _FAINT = ("strike", "dstrike"), ("vanish", "webHidden", "specVanish"), ("emboss", "imprint")


@dataclass(frozen=True, slots=True)
class Cell:
    """The table's cell, or no cell, in which text stands."""

    own: Element | None = None
    table: Element | None = None
    is_hidden: bool = False
    height: int | None = None

    @property
    def width(self) -> int | None:
        found = None if self.own is None else self.own.find(q("w:tcW"))
        return None if found is None or found.get(q("w:type"), "dxa") != "dxa" else whole(found.get(q("w:w")))


@dataclass(frozen=True, slots=True)
class Looks:
    """A file's styles, theme and paper, by which its text is shown."""

    styles: Styles
    theme: Theme
    paper: Colour
    _known: dict[tuple[str | None, ...], Sequence[Properties]] = field(default_factory=dict)
    _lined: dict[str | None, Sequence[Properties]] = field(default_factory=dict)
    _veils: dict[tuple[bytes | int | None, ...], str] = field(default_factory=dict)

    def veil(self, run: Element, about: Element | None, cell: Cell) -> str:
        """Say what keeps a reader from taking a run's text as it stands; empty where nothing does.

        `about` is the `w:pPr` of the run's paragraph.
        """
        if cell.own is not None and cell.own.tag != q("w:tcPr"):
            return self._veil(run, about, cell)
        bearing = (*run.iterchildren(q("w:rPr")), about, cell.own, cell.table)
        key = (cell.is_hidden, cell.height, *(b"" if one is None else etree.tostring(one) for one in bearing))
        if key not in self._veils:
            self._veils[key] = self._veil(run, about, cell)
        return self._veils[key]

    def _veil(self, run: Element, about: Element | None, cell: Cell) -> str:
        levels, tables = self._of_run(run, about, cell)
        lines = self._lines(about)
        if any(levels.is_on(f"w:{name}") for name in _STRUCK):
            return "struck out"
        if cell.is_hidden or any(levels.is_on(f"w:{name}") for name in _HIDDEN):
            return "hidden"
        return (
            self._colour(levels, lines, cell, tables)
            or _size(levels)
            or _font(levels, self.theme.fonts)
            or _place(lines, cell, size=_points(levels))
        )

    def contrast(self, run: Element, about: Element | None, cell: Cell) -> tuple[float, bool]:
        """Give the contrast of a run's letters to what lies behind them, and whether WCAG calls them large.

        Where a table's style leaves open what lies behind, the best case counts. Letters in the automatic colour,
        which Word sets off against their ground, have the contrast 21.
        """
        levels, tables = self._of_run(run, about, cell)
        pairs = self._seen_on(levels, self._lines(about), cell, tables)
        best = max((contrast(ink, ground) for ink, ground in pairs if ink), default=21.0)
        return best, _points(levels) >= (LARGE_BOLD if levels.is_on("w:b") else LARGE)

    def is_framed(self, about: Element | None) -> bool:
        """Whether a paragraph floats in a frame, and so can lie on other text."""
        return self._lines(about).first("w:framePr") is not None

    def _of_run(self, run: Element, about: Element | None, cell: Cell) -> tuple[Levels, Sequence[Style]]:
        own = run.findall(q("w:rPr"))
        tables = [] if cell.own is None else self.styles.chain("table", value(cell.table, "w:tblStyle"))
        styled = self._levels(_named(own, "w:rStyle"), value(about, "w:pStyle"), tables)
        return Levels(properties_in(own), styled), tables

    def _levels(self, run: str | None, paragraph: str | None, tables: Sequence[Style]) -> Sequence[Properties]:
        """Give run properties by level: character style, paragraph style, table style, document."""
        key = run, paragraph, *(one.node.get(q("w:styleId")) for one in tables)
        if key not in self._known:
            levels = (
                _runs(self.styles.chain("character", run)),
                _runs(self.styles.chain("paragraph", paragraph)),
                [*_runs(tables), *(look for one in tables for each in one.conditions for look in _look(each))],
                self.styles.default("w:rPrDefault/w:rPr"),
            )
            self._known[key] = tuple(map(properties_in, levels))
        return self._known[key]

    def _lines(self, about: Element | None) -> Levels:
        style = value(about, "w:pStyle")
        if style not in self._lined:
            styles = self.styles.chain("paragraph", style)
            styled = [found for one in styles if (found := one.properties("w:pPr")) is not None]
            self._lined[style] = tuple(map(properties_in, (styled, self.styles.default("w:pPrDefault/w:pPr"))))
        return Levels(properties_in(() if about is None else (about,)), self._lined[style])

    def _colour(self, levels: Levels, lines: Levels, cell: Cell, tables: Sequence[Style]) -> str:
        is_faint = any(levels.is_on(f"w:{name}") for name in _FAINT)
        if is_faint or any(_is_see_through(node) for node in levels.all("w14:textFill")):
            return "too faint to read"
        pairs = self._seen_on(levels, lines, cell, tables)
        return _PALE if any(ink and is_lost(ink, ground) for ink, ground in pairs) else ""

    def _seen_on(
        self, levels: Levels, lines: Levels, cell: Cell, tables: Sequence[Style]
    ) -> list[tuple[Colour | None, Colour]]:
        """Pair the letters' colour with each that may lie behind them; None is automatic, black where marked."""
        ink = self.theme.ink(levels.first("w:color"))
        marked = highlight(levels.first("w:highlight"))
        if marked is not None:
            return [(ink or BLACK, marked)]
        ground = next(filter(None, (self._shade(levels), self._shade(lines), self._behind(cell))), None)
        return [(ink, ground)] if ground else [(ink, shade or self.paper) for shade in self._by_style(tables)]

    def _shade(self, levels: Levels) -> Colour | None:
        return self.theme.ground(levels.first("w:shd"))

    def _behind(self, cell: Cell) -> Colour | None:
        shades = (None if node is None else node.find(q("w:shd")) for node in (cell.own, cell.table))
        return next(filter(None, map(self.theme.ground, shades)), None)

    def _by_style(self, tables: Sequence[Style]) -> list[Colour | None]:
        """The grounds that a table's style may lay behind a cell, by where the cell stands; the paper is None."""
        looks = [look for one in tables for look in (one.node, *one.conditions)]
        shades = [self.theme.ground(node) for look in looks for node in look.iterfind(f"{q('w:tcPr')}/{q('w:shd')}")]
        return [None, *shades]


_PALE = "hidden, in the colour of what lies behind it"


def looks_of(package: Package, document: Element) -> Looks:
    """Read what a file's text looks like; `document` is its body's part."""
    background = document.find(q("w:background"))
    paper = None if background is None else parsed(background.get(q("w:color")))
    return Looks(styles_of(package), theme_of(package), paper or PAPER)


def _runs(styles: Sequence[Style]) -> list[Element]:
    return [found for one in styles if (found := one.properties("w:rPr")) is not None]


def _look(condition: Element) -> list[Element]:
    return condition.findall(q("w:rPr"))


def _named(own: Sequence[Element], name: str) -> str | None:
    return next(filter(None, (value(node, name) for node in own)), None)


def _is_see_through(fill: Element) -> bool:
    """Whether Word's text effects leave letters open, or fill them with what the paper shows through."""
    kinds = {etree.QName(node).localname for node in fill.iter() if isinstance(node.tag, str)}
    inks = [parsed(node.get(q("w14:val"))) for node in fill.iter(q("w14:srgbClr"))]
    return bool(kinds & {"noFill", "gradFill", "alpha"}) or any(ink is not None and is_lost(ink, PAPER) for ink in inks)


def _points(levels: Levels) -> int:
    """The height of the letters in half points."""
    sizes = [levels.number("w:sz", "val")]
    if levels.is_on("w:cs") or levels.is_on("w:rtl"):
        sizes.append(levels.number("w:szCs", "val"))
    return min((size for size in sizes if size is not None), default=20)


def _size(levels: Levels) -> str:
    if _points(levels) < SMALLEST:
        return "smaller than 4 points"
    spacing, width = levels.number("w:spacing", "val"), levels.number("w:w", "val")
    if (spacing or 0) < OVERLAPPING or (width or 100) < TIGHTEST or levels.first("w:fitText") is not None:
        return "squeezed together"
    return "moved off its line" if abs(levels.number("w:position", "val") or 0) > FARTHEST else ""


def _font(levels: Levels, of_theme: Mapping[str, str]) -> str:
    """Name a font of signs; a theme's font overrules one that is named beside it."""
    for kind in ("ascii", "hAnsi"):
        names = (q(f"w:{kind}Theme"), q(f"w:{kind}"))
        stating = next((node for node in levels.all("w:rFonts") if any(name in node.attrib for name in names)), None)
        themed, named = ("", "") if stating is None else (stating.get(name, "") for name in names)
        font = of_theme.get(themed[:5]) or named
        if _SIGNS_FOR_LETTERS.search(font):
            return f"in a font of signs, {font[:40]}"
    return ""


def _place(lines: Levels, cell: Cell, *, size: int) -> str:
    left = lines.number("w:ind", "left", "start") or 0
    right = lines.number("w:ind", "right", "end") or 0
    first = (lines.number("w:ind", "firstLine") or 0) - (lines.number("w:ind", "hanging") or 0)
    if min(left, left + first) < -WIDEST_SHIFT or max(left, left + first) + max(right, 0) > 9_360 - NARROWEST:
        return "moved off the page"
    is_exact = lines.text("w:spacing", "lineRule") == "exact"
    heights = [lines.number("w:spacing", "line") if is_exact else None, cell.height]
    if any(height is not None and height < size * 10 * _LINE for height in heights):
        return "on a line too low to show it"
    return "in a cell too narrow to show it" if cell.width is not None and 0 < cell.width < NARROWEST else ""
