"""A letter as it was issued, ready to lay returned pages over it: its pictures, and where a district may write.

Made once a letter from its PDF and its wording. All places on pages are in points from the lower left, pictures are
`DPI` dots an inch. What a control held when the letter was made is not fixed text: its place, and the room up to the
next fixed words, is where the district answers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from loc_builder.agreement import same_runs
from loc_builder.binding.placing import find_signature_page
from loc_builder.files.codes import read_qr
from loc_builder.files.laying import Darkness, Grey, Mask, darkness
from loc_builder.files.render import POINTS_PER_INCH, Line, Pages, Picture, open_pages
from loc_builder.model import Box, Corners, Fixed, SignaturePage, Wording

DPI = 100
SCALE = DPI / POINTS_PER_INCH

_TILE = (96, 40)  # pixels
_MOST_TILES = 40
_TILE_INK = 10  # mean darkness below which a tile says nothing of where it lies
_MARGIN = 72.0
_HEADER, _FOOTER = 50, 60  # points of the page's height
_BEYOND = 7.0  # points that writing may stand over the room given to it


@dataclass(frozen=True, slots=True)
class IssuedPage:
    """A page as issued, drawn.

    `rooms` are the places for answers, `blocks` those for signature, name, title and date; `unstable` is print that
    differs from one printing to the next; `tiles` show where the print is (left, top, right, bottom, in pixels).
    """

    number: int
    width: float
    height: float
    picture: Grey
    dark: Darkness
    codes: tuple[Corners, ...]
    rooms: tuple[Box, ...]
    unstable: tuple[Box, ...]
    tiles: tuple[tuple[int, int, int, int], ...] = ()
    blocks: tuple[Box, ...] = ()

    @property
    def sections(self) -> tuple[tuple[int, int], ...]:
        """The rows (top, bottom) of print between the places for answers, which a long answer moves down.

        Header and footer stay where they are, so they are sections of their own.
        """
        between = sorted(self.pixels(room)[0].indices(self.shape[0])[:2] for room in self.rooms if self._is_wide(room))
        tops = [0, *(bottom for _, bottom in between)]
        spans = zip(tops, [*(top for top, _ in between), self.shape[0]], strict=True)
        edges = [round(_HEADER * SCALE), self.shape[0] - round(self._footer * SCALE)]
        return tuple(piece for span in spans for piece in _cut(span, edges))

    @property
    def _footer(self) -> float:
        """How high the footer reaches: to its code's upper edge at least."""
        codes = (max(y for _, y in corners) + 2 for corners in self.codes)
        return max((top for top in codes if top < self.height / 6), default=_FOOTER)

    def _is_wide(self, room: Box) -> bool:
        return room.width > 0.75 * self.width

    @property
    def shape(self) -> tuple[int, int]:
        return self.dark.shape[0], self.dark.shape[1]

    def pixels(self, box: Box, *, beyond: float = 0) -> tuple[slice, slice]:
        """The rows and columns of a box of this page, `beyond` points wider on all sides."""
        top, bottom = self.height - box.y1 - beyond, self.height - box.y0 + beyond
        left, right = box.x0 - beyond, box.x1 + beyond
        rows, columns = self.shape
        return (
            slice(min(rows, max(0, round(top * SCALE))), min(rows, max(0, round(bottom * SCALE)))),
            slice(min(columns, max(0, round(left * SCALE))), min(columns, max(0, round(right * SCALE)))),
        )

    def mask(self, boxes: Sequence[Box], *, beyond: float = 0) -> Mask:
        mask = np.zeros(self.shape, dtype=np.bool_)
        for box in boxes:
            mask[self.pixels(box, beyond=beyond)] = True
        return mask


class IssuedLetter:
    """A letter as issued, its pages drawn when they are asked for; `layout` is the last page's."""

    def __init__(self, pages: Pages, layout: SignaturePage, wording: Wording) -> None:
        self._pages = pages
        self._wording = wording
        self._drawn: dict[int, IssuedPage] = {}
        self._words: dict[int, tuple[Line, ...]] = {}
        self.layout = layout

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def width(self) -> float:
        return self.layout.width

    @property
    def height(self) -> float:
        return self.layout.height

    def page(self, number: int) -> IssuedPage:
        """Give page `number`, counted from 1."""
        if number not in self._drawn:
            self._drawn[number] = self._draw(number)
        return self._drawn[number]

    def words(self, number: int) -> tuple[Line, ...]:
        """The words printed on a page."""
        if number not in self._words:
            self._words[number] = self._pages.words(number)
        return self._words[number]

    def _codes(self, number: int, form: Grey) -> tuple[Corners, ...]:
        if number == len(self):
            return self.layout.codes
        return tuple(_corners(Picture(form, DPI))) or tuple(_corners(self._pages.picture(number, 2 * DPI)))

    def _draw(self, number: int) -> IssuedPage:
        is_last = number == len(self)
        width, height = self._pages.size(number)
        form = self._pages.picture(number, DPI).pixels
        unstable = tuple(_page_numbers(self.words(number)))
        bare = IssuedPage(
            number,
            width,
            height,
            form,
            darkness(form),
            self._codes(number, form),
            rooms=() if is_last else self._rooms.get(number, ()),
            unstable=unstable,
            blocks=tuple(self.layout.boxes.values()) if is_last else (),
        )
        written_on = bare.mask((*bare.rooms, *bare.blocks, *unstable))
        return replace(bare, tiles=tuple(_tiles(np.where(written_on, np.uint8(0), bare.dark))))

    @cached_property
    def _rooms(self) -> Mapping[int, tuple[Box, ...]]:
        numbers = range(1, len(self) + 1)
        words = {number: self.words(number) for number in numbers}
        frames = {number: _frame(self._pages.size(number), words.values()) for number in numbers}
        return _rooms(words, self._wording, frames)


@contextmanager
def issued_letter(pdf: bytes, wording: Wording, parties: Sequence[str]) -> Iterator[IssuedLetter]:
    """Open a letter as issued; `parties` are named in the order of their blocks. Raises InputError."""
    layout = find_signature_page(pdf, parties)
    with open_pages(pdf) as pages:
        yield IssuedLetter(pages, layout, wording)


def _cut(span: tuple[int, int], edges: Sequence[int]) -> Iterator[tuple[int, int]]:
    stops = [span[0], *(edge for edge in edges if span[0] < edge < span[1]), span[1]]
    yield from pairwise(stops)


def _page_numbers(words: Sequence[Line]) -> Iterator[Box]:
    """Where "Page 2 of 5" is printed: an answer of another length makes it another number."""
    for first, number, of, count in zip(words, words[1:], words[2:], words[3:], strict=False):
        if first.text == "Page" and of.text == "of" and number.text.isdigit() and count.text.isdigit():
            yield Box(first.box.x0, first.box.y0, count.box.x1, count.box.y1)


def _corners(picture: Picture) -> Iterator[Corners]:
    scale = POINTS_PER_INCH / picture.dpi
    for code in sorted(read_qr(picture.pixels), key=lambda each: each.corners[0][1]):
        points = [(x * scale, (picture.height - y) * scale) for x, y in code.corners]
        yield points[0], points[1], points[2], points[3]


def _tiles(dark: Darkness) -> Iterator[tuple[int, int, int, int]]:
    """Pieces of the page with print enough to be found again, spread over the page where there are many."""
    wide, high = _TILE
    printed = [
        (left, top, left + wide, top + high)
        for top in range(0, dark.shape[0] - high, high)
        for left in range(0, dark.shape[1] - wide, wide)
        if float(dark[top : top + high, left : left + wide].mean()) > _TILE_INK
    ]
    yield from printed[:: max(1, round(len(printed) / _MOST_TILES))]


# ---- where the district writes


@dataclass(frozen=True, slots=True)
class _Word:
    page: int
    box: Box


def _rooms(
    words: Mapping[int, Sequence[Line]], wording: Wording, frames: Mapping[int, Box]
) -> dict[int, tuple[Box, ...]]:
    """The places between fixed words where the wording has a control."""
    placed = _sorted_out(words, wording)
    rooms: dict[int, tuple[Box, ...]] = {}
    for before, after in placed:
        for number, box in _between(before, after, frames):
            rooms[number] = (*rooms.get(number, ()), box)
    return rooms


def _sorted_out(words: Mapping[int, Sequence[Line]], wording: Wording) -> Iterator[tuple[_Word, _Word]]:
    """The last fixed word before and the first after each control, where both were found."""
    printed = [(number, line) for number, lines in words.items() for line in lines]
    tokens, ends = [], []
    for piece in wording.body:
        if isinstance(piece, Fixed):
            tokens += piece.text.split()
        else:
            ends.append(len(tokens))
    runs = same_runs(tokens, [line.text for _, line in printed])
    found = {at + step: printed[there + step] for at, there, length in runs for step in range(length)}
    for end in dict.fromkeys(ends):
        before = next((found[at] for at in range(end - 1, max(-1, end - 4), -1) if at in found), None)
        after = next((found[at] for at in range(end, min(len(tokens), end + 4)) if at in found), None)
        if before and after:
            yield _Word(before[0], before[1].box), _Word(after[0], after[1].box)


def _between(before: _Word, after: _Word, frames: Mapping[int, Box]) -> Iterator[tuple[int, Box]]:
    """The room from one fixed word to the next: the rest of its line, the lines between, and down to the next."""
    frame = frames[before.page]
    left, right = frame.x0, frame.x1
    beside = Box(before.box.x1, before.box.y0 - _BEYOND / 2, right, before.box.y1 + _BEYOND / 2)
    if before.page != after.page:
        yield before.page, beside
        yield before.page, Box(left, frame.y0, right, before.box.y0)
        yield after.page, Box(left, after.box.y1, right, frames[after.page].y1)
        return
    is_same_line = min(before.box.y1, after.box.y1) - max(before.box.y0, after.box.y0) > 0
    yield before.page, replace(beside, x1=after.box.x0) if is_same_line else beside
    if not is_same_line and before.box.y0 > after.box.y1:
        yield before.page, Box(left, after.box.y1, right, before.box.y0)


def _frame(size: tuple[float, float], words: Iterable[Sequence[Line]]) -> Box:
    """The part of a page that text takes in: the answer's edges, too."""
    width, height = size
    left = min((line.box.x0 for lines in words for line in lines), default=_MARGIN) - _BEYOND
    return Box(left, _FOOTER, width - left, height - _HEADER)
