"""Ink outside the places to write: a struck-out sentence, a note in the margin, an added clause.

What a page picks up on its way is told apart by where and how it lies: specks, staples, punched holes, folds and
streaks across the whole page, a fax machine's line at the top, shadows at the edges. A stamp of the mail room is ink
outside the boxes, and is said to be.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from loc_builder.files.laying import Mask, Patch, found_tiles, patches
from loc_builder.files.render import Line
from loc_builder.model import Box
from loc_builder.scans.issued import DPI, SCALE, IssuedPage, near_print
from loc_builder.scans.overlay import Beyond, Overlay, beyond_print

_EDGE = 0.2  # inches around the page in which devices leave their own marks
_HEADER = 0.38  # inches at the top, where a fax machine prints who sent it and when
_CORNER = (1.1, 0.9)  # inches across and down: staples
_HOLE = (0.18, 0.4)  # inches, the size of a punched hole
_HOLES_WITHIN = 0.9  # inches from the nearest edge

_THROUGH = 24  # levels of darkness
_THROUGH_PRINT = 1.4  # how much of what the page's own print leaves over is added to that
_OVER = 61
_OVER_PRINT = 1.2
_OVER_PIXELS = 45
_THROUGH_PIXELS = 16
_SMALLEST = 13  # pixels; specks side by side stay below, pen strokes do not
_SPECK = 14  # pixels of a patch below which it is dust
_SLIP = 2.0  # points that an answer may reach beyond its place
_FLOURISH = 14.0  # points that a signature may reach beyond its box
_FOLLOWS_ROOM = 0.75  # share of a patch in a place to write from which all of it belongs there
_AROUND = (40, 26)  # pixels to the sides and up and down in which print tells how the paper is bent there
_BENT = 4  # pixels
_RIM = 8  # pixels of a piece of the page in which print just outside it may show
_LITTLE_PRINT = 1.5  # mean darkness
_NAMED = 60  # characters of print quoted


@dataclass(frozen=True, slots=True)
class Ink:
    """Ink where none belongs: its place on the issued page, in points, and the print it lies on or beside."""

    page: int
    box: Box
    is_over_print: bool
    near: str

    @property
    def sentence(self) -> str:
        place = "over" if self.is_over_print else "beside"
        return f'page {self.page}, {place} "{self.near}"' if self.near else f"page {self.page}, away from the text"


def ink_outside(laid: Overlay, words_of: Callable[[int], Sequence[Line]] = lambda _: ()) -> tuple[Ink, ...]:
    """Find ink outside the page's places to write, the topmost first; none on a page that was laid wrongly.

    `words_of` gives the words of an issued page, to say which words the ink is on; asked only where there is ink.
    """
    if not any(laid.stays):
        return ()
    limits = _limits(laid)
    marked = _marked(laid, limits) & _compared(laid)
    rooms = laid.page.mask(laid.page.rooms, beyond=_SLIP) | laid.page.mask(laid.page.blocks, beyond=_FLOURISH)
    found = [
        patch
        for patch in patches(marked & ~_device_margins(laid.page), joined_within=16)
        if patch.pixels >= _SPECK
        and patch.longest >= _SMALLEST
        and not _is_of_device(patch, laid.page)
        and not _is_of_room(patch, marked, rooms)
        and _is_ink_nearby(patch, laid, limits)
    ]
    words = words_of(laid.page.number) if found else ()
    return tuple(sorted((_ink(laid.page, patch, words) for patch in found), key=lambda ink: -ink.box.y1))


@dataclass(frozen=True, slots=True)
class _Limits:
    """The levels of darkness from which something is ink: a line through print, and what lies beside print."""

    through: float
    over: float

    def marks(self, beyond: Beyond, near_print: Mask, stable: Mask) -> Mask:
        """Mark the pixels that are ink and not print, small ones left out.

        A line is sought near print: elsewhere ink is seen as such, and specks in a row are no line.
        """
        through = (beyond.through > self.through) & near_print & stable
        over = (beyond.over > self.over) & stable
        return _without_small(through, _THROUGH_PIXELS, 1) | _without_small(over, _OVER_PIXELS, 4)


def _limits(laid: Overlay) -> _Limits:
    """How much is ink, given what the page's own print leaves over."""
    printed = laid.page.dark[::2, ::2] > 25
    left_over = float(np.percentile(laid.beyond.through[::2, ::2][printed], 97)) if printed.any() else 0.0
    over = max(_OVER + _OVER_PRINT * left_over, 6 * laid.noise)
    return _Limits(_THROUGH + _THROUGH_PRINT * left_over, over)


def _marked(laid: Overlay, limits: _Limits) -> Mask:
    stable = ~laid.page.mask(laid.page.unstable, beyond=6) & ~laid.page.mask(_code_boxes(laid.page), beyond=14)
    return limits.marks(laid.beyond, laid.page.near_print, stable)


def _is_ink_nearby(patch: Patch, laid: Overlay, limits: _Limits) -> bool:
    """Look again, laid on the print about the patch alone: paper bends, and print a hair beside its place is no ink."""
    rows, columns = laid.page.shape
    left, top, right, bottom = patch.box
    left, top = max(0, left - _AROUND[0]), max(0, top - _AROUND[1])
    right, bottom = min(columns, right + _AROUND[0]), min(rows, bottom + _AROUND[1])
    if laid.page.dark[top:bottom, left:right].mean() < _LITTLE_PRINT:
        return True
    (found,) = found_tiles(laid.expected, laid.seen, [(left, top, right, bottom)], reach=_BENT)
    across, down = (round(each) for each in found.by)
    if (across, down) == (0, 0):
        return True
    seen = laid.seen[top + down : bottom + down, left + across : right + across]
    printed = laid.page.dark[top:bottom, left:right]
    again = beyond_print(seen, laid.expected[top:bottom, left:right], printed)
    inner = np.zeros(printed.shape, dtype=np.bool_)
    inner[_RIM:-_RIM, _RIM:-_RIM] = True
    return any(
        each.pixels >= _SPECK and each.longest >= _SMALLEST
        for each in patches(limits.marks(again, near_print(printed), inner), joined_within=16)
    )


def _compared(laid: Overlay) -> Mask:
    """The rows whose print is where it was, answers included."""
    mask = np.ones(laid.page.shape, dtype=np.bool_)
    for (top, bottom), stays in zip(laid.page.sections, laid.stays, strict=True):
        if not stays:
            mask[top:bottom] = False
    return mask


def _without_small(mask: Mask, least: int, joined_within: int) -> Mask:
    kept = np.zeros_like(mask)
    if np.count_nonzero(mask) < least:
        return kept
    for patch in patches(mask, joined_within=joined_within):
        if patch.pixels >= least:
            left, top, right, bottom = patch.box
            kept[top:bottom, left:right] |= mask[top:bottom, left:right]
    return kept


def _code_boxes(page: IssuedPage) -> tuple[Box, ...]:
    corners = (([x for x, _ in four], [y for _, y in four]) for four in page.codes)
    return tuple(Box(min(xs), min(ys), max(xs), max(ys)) for xs, ys in corners)


def _device_margins(page: IssuedPage) -> Mask:
    rows, columns = page.shape
    edge = round(_EDGE * DPI)
    mask = np.ones((rows, columns), dtype=np.bool_)
    mask[round(_HEADER * DPI) : rows - edge, edge : columns - edge] = False
    return mask


def _is_of_device(patch: Patch, page: IssuedPage) -> bool:
    return _is_line_across(patch, page) or _is_staple(patch, page) or _is_hole(patch, page)


def _is_line_across(patch: Patch, page: IssuedPage) -> bool:
    """A fold or a dirty streak goes over the whole page, margins too; a line drawn through a sentence does not."""
    left, top, right, bottom = patch.box
    rows, columns = page.shape
    is_thin = patch.thinnest < 0.16 * DPI
    return is_thin and (right - left > 0.85 * columns or bottom - top > 0.6 * rows)


def _is_staple(patch: Patch, page: IssuedPage) -> bool:
    left, _, right, bottom = patch.box
    across, down = _CORNER[0] * DPI, _CORNER[1] * DPI
    return bottom < down and (right < across or left > page.shape[1] - across) and patch.longest < 0.7 * DPI


def _is_hole(patch: Patch, page: IssuedPage) -> bool:
    left, top, right, bottom = patch.box
    rows, columns = page.shape
    least, most = _HOLE[0] * DPI, _HOLE[1] * DPI
    is_round = patch.longest <= 1.35 * max(1, patch.thinnest) and least <= patch.longest <= most
    is_full = patch.pixels > 0.5 * max(1, (right - left) * (bottom - top))
    nearest = min(left, top, columns - right, rows - bottom)
    return is_round and is_full and nearest < _HOLES_WITHIN * DPI


def _is_of_room(patch: Patch, marked: Mask, rooms: Mask) -> bool:
    """What is written in a place to write may reach beyond it."""
    left, top, right, bottom = patch.box
    here = marked[top:bottom, left:right]
    inside = int(np.count_nonzero(here & rooms[top:bottom, left:right]))
    return inside >= _FOLLOWS_ROOM * int(np.count_nonzero(here))


def _ink(page: IssuedPage, patch: Patch, words: Sequence[Line]) -> Ink:
    left, top, right, bottom = (each / SCALE for each in patch.box)
    box = Box(left, page.height - bottom, right, page.height - top)
    covered = list(_covered(box, words))
    near = " ".join(covered) or _nearest(box, words)
    return Ink(page.number, box, bool(covered), near if len(near) <= _NAMED else near[: _NAMED - 1] + "…")


def _covered(box: Box, words: Sequence[Line]) -> Iterator[str]:
    for word in words:
        middle = (word.box.y0 + word.box.y1) / 2
        if box.y0 - 1 <= middle <= box.y1 + 1 and word.box.x1 > box.x0 and word.box.x0 < box.x1:
            yield word.text


def _nearest(box: Box, words: Sequence[Line]) -> str:
    """The words of the line at the ink's height, else none."""
    level = [word for word in words if word.box.y0 - 6 < (box.y0 + box.y1) / 2 < word.box.y1 + 6]
    return " ".join(word.text for word in level[:6])
