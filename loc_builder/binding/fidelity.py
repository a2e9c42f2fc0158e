"""Whether a page of a record still looks as it came, and what is put in where it does not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from loc_builder.binding.pages import PageSource
from loc_builder.files.assemble import Leaf, PageImage, image_page
from loc_builder.files.render import Pages, open_pages
from loc_builder.model import Box

_DPI = 72
_IMAGE_DPIS = (200, 150, 100)
_COLOURLESS = 24  # the most by which red, green and blue differ in what is meant as grey
_LEVELS_DIFFER = 56  # of red, green or blue; less is another rounding of the same line
_LEAST_MARK = 12  # grey levels; what was drawn must be seen where it was meant to be
_INK_DIFFERS = 160  # grey levels by which a line is darker than paper; a thin one is grey where it is drawn finely
_MOST_DIFFER = 16  # pixels; more makes it another page: a short word struck out has thirty

_MOVES = ((0, 0), *((down, right) for down in (-1, 0, 1) for right in (-1, 0, 1) if down or right))

_Level = TypeVar("_Level", np.uint8, np.int16)
_Colours = NDArray[np.int16]
_Place = tuple[slice, slice]


def looks_as_its_source(source: PageSource, bound: Pages, number: int, drawn: Sequence[Box]) -> bool:
    """Compare page `number` of a bound PDF with the page it was made from.

    Within the boxes `drawn` there must be something new, outside of them nothing.
    """
    with open_pages(source.pdf) as pages:
        before = pages.coloured(source.page, _DPI, turned=source.turned).astype(np.int16)
        may_be_redrawn = pages.has_annotations(source.page)
    after = bound.coloured(number, _DPI).astype(np.int16)
    if any(abs(one - other) > 1 for one, other in zip(before.shape, after.shape, strict=True)):
        return False
    rows, columns = min(before.shape[0], after.shape[0]), min(before.shape[1], after.shape[1])
    scale = rows / max(1.0, bound.size(number)[1])
    seen = _Seen(before[:rows, :columns], after[:rows, :columns], tuple(_place(box, rows, scale) for box in drawn))
    return seen.shows_what_was_drawn and (seen.is_same or (may_be_redrawn and seen.is_alike))


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page before and after, pixels of the same size, and the places where something was drawn on it."""

    before: _Colours
    after: _Colours
    drawn: tuple[_Place, ...]

    @property
    def shows_what_was_drawn(self) -> bool:
        return all((_gap(self.before[place], self.after[place]) > _LEAST_MARK).any() for place in self.drawn)

    @property
    def is_same(self) -> bool:
        """Whether nothing else differs, when the page as a whole may have moved by a pixel, as a turned scan does."""
        return any(self._differing(move) <= _MOST_DIFFER for move in _MOVES)

    @property
    def is_alike(self) -> bool:
        """Whether every pixel has its like beside it at least, as where a field's text was set again."""
        strange = _without_like(self.before, self.after) | _without_like(self.after, self.before)
        for place in self.drawn:
            strange[place] = False
        return int(np.count_nonzero(strange)) <= _MOST_DIFFER

    def _differing(self, move: tuple[int, int]) -> int:
        """Count the pixels that differ where one picture is moved down and right by so many pixels."""
        down, right = move
        gap = _gap(np.roll(self.before, move, axis=(0, 1)), self.after)
        for place in self.drawn:
            gap[place] = 0
        rows, columns = gap.shape
        inside = gap[max(0, down) : rows + min(0, down), max(0, right) : columns + min(0, right)]
        return int(np.count_nonzero(inside > _LEVELS_DIFFER))


def _place(box: Box, rows: int, scale: float) -> _Place:
    """Where a box in points, and a little more, lies in a picture."""
    top, bottom = int(rows - (box.y1 + 2) * scale), int(rows - (box.y0 - 2) * scale) + 1
    left, right = int((box.x0 - 2) * scale), int((box.x1 + 2) * scale) + 1
    return slice(max(0, top), max(0, bottom)), slice(max(0, left), max(0, right))


def _gap(one: _Colours, other: _Colours) -> _Colours:
    return np.asarray(np.abs(one - other).max(axis=2))


def _without_like(one: _Colours, other: _Colours) -> NDArray[np.bool_]:
    """Mark the pixels of which the other picture has no like at the same place nor right beside it."""
    nine = _nine(other)
    lightest, darkest = np.maximum.reduce(nine), np.minimum.reduce(nine)
    return np.asarray(((one > lightest + _LEVELS_DIFFER) | (one < darkest - _LEVELS_DIFFER)).any(axis=2))


def _nine(picture: NDArray[_Level]) -> list[NDArray[_Level]]:
    """A picture and the eight that it is when moved by a pixel, its edges repeated."""
    rows, columns = picture.shape[:2]
    edged = np.pad(picture, ((1, 1), (1, 1), *((0, 0),) * (picture.ndim - 2)), mode="edge")
    return [edged[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]


def as_image(source: PageSource) -> Leaf:
    """Make the page a picture of itself, upright, of the same size; in colours where it has any."""
    with open_pages(source.pdf) as pages:
        dpi = _finest(pages, source.page)
        pixels = pages.coloured(source.page, dpi, turned=source.turned)
        if np.ptp(pixels, axis=2).max(initial=0) <= _COLOURLESS:
            pixels = pages.picture(source.page, dpi).turned(source.turned).pixels
        width, height = pages.size(source.page)
    if source.turned % 180:
        width, height = height, width
    rows, columns = pixels.shape[:2]
    return Leaf(image_page(PageImage(pixels.tobytes(), columns, rows, width, height, pixels.ndim == 3)), 1)


def _finest(pages: Pages, number: int) -> float:
    """How finely a page can be drawn: where it is crowded with lines, pdfium leaves some out at many dots per inch."""
    coarse = pages.picture(number, _DPI).pixels
    return next((dpi for dpi in _IMAGE_DPIS if _shows_all(coarse, pages.picture(number, dpi).pixels)), _DPI)


def _shows_all(coarse: NDArray[np.uint8], fine: NDArray[np.uint8]) -> bool:
    """Whether each line of a page drawn coarsely is there, however thin, where it is drawn finely."""
    rows, columns = (min(one, other) for one, other in zip(coarse.shape, fine.shape, strict=True))
    tops, lefts = np.arange(rows) * fine.shape[0] // rows, np.arange(columns) * fine.shape[1] // columns
    darkest = np.minimum.reduceat(np.minimum.reduceat(fine, tops, axis=0), lefts, axis=1)
    near = np.minimum.reduce(_nine(darkest)).astype(np.int16)
    return int(np.count_nonzero(near - coarse[:rows, :columns] > _INK_DIFFERS)) <= _MOST_DIFFER
