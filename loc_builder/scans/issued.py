"""A letter as it was issued, ready to lay returned pages over it: its pictures, and where a district may write.

Made once a letter from its PDF and its wording. All places on pages are in points from the lower left, pictures are
`DPI` dots an inch. What a control held when the letter was made is not fixed text: its place, and the room up to the
next fixed words, is where the district answers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from loc_builder.agreement import same_runs
from loc_builder.binding.placing import codes_on, signature_rooms
from loc_builder.files.laying import Darkness, Grey, Mask, darkness, halved, thickened
from loc_builder.files.render import POINTS_PER_INCH, Line, Pages, Picture, open_pages
from loc_builder.files.word import read_body
from loc_builder.model import Box, Corners, Fixed, Zone

DPI = 100
SCALE = DPI / POINTS_PER_INCH

_TILE = (96, 40)  # pixels
_MOST_TILES = 40
_TILE_INK = 10  # mean darkness below which a tile says nothing of where it lies
_TILE_STROKES = 100  # levels of darkness; less than this, and no row of a tile has both print and paper
_PAGE_NUMBER = re.compile(r"\bPage\s+[0-9]+\s+of\s+[0-9]+")  # an answer of another length makes it another number
_MARGIN = 72.0
_NEAR = 6  # pixels
_PRINT = 25  # levels of darkness
_HEADER, _FOOTER = 50, 60  # points of the page's height
_BEYOND = 7.0  # points that writing may stand over the room given to it


@dataclass(frozen=True)
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

    @cached_property
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

    @cached_property
    def half(self) -> Darkness:
        """The page's darkness at half the size."""
        return halved(self.dark)

    @cached_property
    def near_print(self) -> Mask:
        return near_print(self.dark)

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
    """A letter as issued, its pages drawn when they are asked for.

    `boxes` are the places of the parties' blocks on the last page, whose size all are taken to have.
    """

    def __init__(self, pages: Pages, word: bytes, parties: Sequence[str]) -> None:
        self._pages = pages
        self._word = word
        self._drawn: dict[int, IssuedPage] = {}
        self._words: dict[int, tuple[Line, ...]] = {}
        self.boxes = signature_rooms(pages, parties)
        self.width, self.height = pages.size(len(pages))

    def __len__(self) -> int:
        return len(self._pages)

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

    def _codes(self, number: int, form: Picture) -> tuple[Corners, ...]:
        """Read the codes of a page: two on the last."""
        found = codes_on(form)
        is_last = number == len(self)
        return found if len(found) > is_last else codes_on(self._pages.picture(number, 2 * DPI))

    def _draw(self, number: int) -> IssuedPage:
        is_last = number == len(self)
        width, height = self._pages.size(number)
        form = self._pages.picture(number, DPI)
        unstable = tuple(each.box for each in self._pages.places(number, _PAGE_NUMBER))
        bare = IssuedPage(
            number,
            width,
            height,
            form.pixels,
            darkness(form.pixels),
            self._codes(number, form),
            rooms=() if is_last else self._rooms.get(number, ()),
            unstable=unstable,
            blocks=tuple(self.boxes.values()) if is_last else (),
        )
        steady = bare.dark.copy()
        for place in (*bare.rooms, *bare.blocks, *unstable):
            steady[bare.pixels(place)] = 0
        return replace(bare, tiles=tuple(_tiles(steady)))

    @cached_property
    def _rooms(self) -> Mapping[int, tuple[Box, ...]]:
        sizes, words = {}, {}
        for number in range(1, len(self) + 1):  # a page is slow to open, so each is asked for both at once
            sizes[number], words[number] = self._pages.size(number), self.words(number)
        left = min((line.box.x0 for lines in words.values() for line in lines), default=_MARGIN) - _BEYOND
        frames = {number: _frame(size, left) for number, size in sizes.items()}
        return _rooms(words, read_body(self._word), frames)


@contextmanager
def issued_letter(pdf: bytes, word: bytes, parties: Sequence[str]) -> Iterator[IssuedLetter]:
    """Open a letter as issued, `parties` in the order of their blocks; raises InputError, later too."""
    with open_pages(pdf) as pages:
        yield IssuedLetter(pages, word, parties)


def near_print(dark: Darkness) -> Mask:
    """Mark print and what lies beside it."""
    return thickened(dark, _NEAR) > _PRINT


def _cut(span: tuple[int, int], edges: Sequence[int]) -> Iterator[tuple[int, int]]:
    stops = [span[0], *(edge for edge in edges if span[0] < edge < span[1]), span[1]]
    yield from pairwise(stops)


def _tiles(dark: Darkness) -> Iterator[tuple[int, int, int, int]]:
    """Pieces of the page with print enough to be found again, spread over the page where there are many.

    A piece of a table's rules alone is left out: it looks the same further to the left and to the right.
    """
    wide, high = _TILE
    down, across = (dark.shape[0] - 1) // high, (dark.shape[1] - 1) // wide
    pieces = dark[: down * high, : across * wide].reshape(down, high, across, wide)
    rows, columns = np.nonzero(pieces.mean(axis=(1, 3)) > _TILE_INK)
    has_strokes = np.any(np.ptp(pieces[rows, :, columns], axis=2) > _TILE_STROKES, axis=1)
    printed = [
        (int(at) * wide, int(row) * high, int(at + 1) * wide, int(row + 1) * high)
        for row, at in zip(rows[has_strokes], columns[has_strokes], strict=True)
    ]
    yield from printed[:: max(1, round(len(printed) / _MOST_TILES))]


# ---- where the district writes


@dataclass(frozen=True, slots=True)
class _Word:
    page: int
    box: Box


def _rooms(
    words: Mapping[int, Sequence[Line]], body: Sequence[Fixed | Zone], frames: Mapping[int, Box]
) -> dict[int, tuple[Box, ...]]:
    """The places between fixed words where the wording has a control."""
    placed = _sorted_out(words, body)
    rooms: dict[int, tuple[Box, ...]] = {}
    for before, after in placed:
        for number, box in _between(before, after, frames):
            rooms[number] = (*rooms.get(number, ()), box)
    return rooms


def _sorted_out(words: Mapping[int, Sequence[Line]], body: Sequence[Fixed | Zone]) -> Iterator[tuple[_Word, _Word]]:
    """The last fixed word before and the first after each control, where both were found."""
    printed = [(number, line) for number, lines in words.items() for line in lines]
    tokens, ends = [], []
    for piece in body:
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


def _frame(size: tuple[float, float], left: float) -> Box:
    """The part of a page that text takes in, its left edge given: the answer's edges, too."""
    width, height = size
    return Box(left, _FOOTER, width - left, height - _HEADER)
