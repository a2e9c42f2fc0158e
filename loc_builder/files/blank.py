"""Where on a page there is nothing (numpy): room for a stamp.

Works on the grey picture of a page as displayed, 0 black to 255 white, rows from the top; answers in points from the
lower left. Paper need not be white nor clean: what counts as ink is darker than the paper around it, and a lone speck
is no ink.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loc_builder.model import Box

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]

POINTS_PER_INCH = 72
EDGE = 20.0
CLEARANCES = (26.0, 18.0, 12.0, 7.0)
"""How far from the nearest ink a place is sought, in points, the farthest first."""

_LIGHTEST_INK = 9  # grey levels below the paper, after smoothing; more on noisy paper
_NOISE = 5  # how many times the paper's own noise ink must stand out
_DEEPEST = 40  # a pixel counts as no darker than this, so that a lone black one is lost in the mean of its surroundings
_TONE_PERCENTILE = 70
_TONE_ABOVE_MEAN = 0.52  # how far that percentile of evenly noisy paper lies above its mean, in standard deviations
_LIGHTER_HALF = 0.51  # and how far half of what is lighter still lies above that
_DARK_PAPER = 70  # a patch this much darker than the page's own tone is ink all over, not paper
_FINE = 16
_SPECK = 10  # dark pixels within 5 x 5; what two neighbouring specks smear over stays below it
_RULE_INCHES = 0.25  # a faint ruled line is seen by what it adds up to over this length
_PATCH_INCHES = 0.45


@dataclass(frozen=True, slots=True)
class Ground:
    """A page's ink, ready to be asked for room; `counts` is the integral image of inked pixels."""

    counts: NDArray[np.int64]
    dpi: float

    @property
    def rows(self) -> int:
        return int(self.counts.shape[0]) - 1

    @property
    def columns(self) -> int:
        return int(self.counts.shape[1]) - 1

    def pixels(self, points: float) -> int:
        return round(points * self.dpi / POINTS_PER_INCH)

    def points(self, pixels: float) -> float:
        return pixels * POINTS_PER_INCH / self.dpi

    def is_blank(self, box: Box) -> bool:
        """Whether a box holds no ink; what lies off the page is not blank."""
        top, bottom = self.rows - self.pixels(box.y1), self.rows - self.pixels(box.y0)
        left, right = self.pixels(box.x0), self.pixels(box.x1)
        if top < 0 or left < 0 or bottom > self.rows or right > self.columns:
            return False
        counts = self.counts
        return bool(counts[bottom, right] - counts[top, right] - counts[bottom, left] + counts[top, left] == 0)


def ground_of(pixels: Grey, dpi: float) -> Ground:
    """Find the ink on a page; 72 to 100 dpi are enough."""
    ink = _ink(pixels, dpi)
    counts = np.zeros((ink.shape[0] + 1, ink.shape[1] + 1), dtype=np.int64)
    counts[1:, 1:] = ink.cumsum(axis=0, dtype=np.int64).cumsum(axis=1)
    return Ground(counts, dpi)


def blank_place(
    ground: Ground,
    size: tuple[float, float],
    *,
    near: tuple[float, float] | None = None,
    avoid: Sequence[Box] = (),
) -> Box | None:
    """Find a blank box of `size` (width, height in points), or None.

    As far from all ink as can be; among such places the one whose centre is nearest to the point `near`, or else the
    lowest on the page, towards its middle. `avoid` are boxes that count as inked.
    """
    for clearance in CLEARANCES:
        free = _free(ground, size, clearance, avoid)
        if free.any():
            return _best(ground, free, size, near)
    return None


def _ink(pixels: Grey, dpi: float) -> Mask:
    """Mark what is darker than the paper around it, specks left out, faint ruled lines not."""
    grey = pixels.astype(np.float32)
    paper = _paper(grey, dpi)
    noise = _noise(grey - paper)
    depth = np.clip(paper - _TONE_ABOVE_MEAN * noise - grey, -_DEEPEST, _DEEPEST)
    length = max(9, round(_RULE_INCHES * dpi) | 1)
    rules = _stands_out(depth, (1, length), noise) | _stands_out(depth, (length, 1), noise)
    dark = _stands_out(depth, (3, 3), noise).astype(np.float32)
    return np.asarray(rules | (_box_mean(dark, (5, 5)) * 25 >= _SPECK - 0.5))


def _noise(above: NDArray[np.float32]) -> float:
    """The standard deviation of the paper's own grey, told from its lighter side, where there is no ink."""
    lighter = above[above > 0]
    return float(np.median(lighter)) / _LIGHTER_HALF if lighter.size else 0.0


def _stands_out(depth: NDArray[np.float32], window: tuple[int, int], noise: float) -> Mask:
    """Mark where the mean over a window is deeper than the paper's noise lets it be."""
    least = max(_LIGHTEST_INK, _NOISE * noise / math.sqrt(window[0] * window[1]))
    return np.asarray(_box_mean(depth, window) > least)


def _paper(grey: NDArray[np.float32], dpi: float) -> NDArray[np.float32]:
    """Estimate the paper's tone at each pixel: the light tone of its patch, unless the patch is no paper at all."""
    step = max(8, round(_PATCH_INCHES * dpi))
    rows, columns = -(-grey.shape[0] // step), -(-grey.shape[1] // step)
    padded = np.pad(grey, ((0, rows * step - grey.shape[0]), (0, columns * step - grey.shape[1])), mode="edge")
    patches = padded.reshape(rows, step, columns, step).swapaxes(1, 2).reshape(rows, columns, step * step)
    tones = np.percentile(patches, _TONE_PERCENTILE, axis=2)
    page = float(np.percentile(tones, 60))
    tones = np.where(tones < page - _DARK_PAPER, page, tones).astype(np.float32)
    flat = np.repeat(np.repeat(tones, step, axis=0), step, axis=1)[: grey.shape[0], : grey.shape[1]]
    return _box_mean(flat, (step | 1, step | 1))


def _box_mean(values: NDArray[np.float32], window: tuple[int, int]) -> NDArray[np.float32]:
    """The mean over a window of odd sides (rows, columns) around each pixel, to the nearest sixteenth of a level."""
    summed = np.rint(values * _FINE).astype(np.int32)
    for axis, side in enumerate(window):
        summed = _run_sum(summed, axis, side)
    return (summed / np.float32(_FINE * window[0] * window[1])).astype(np.float32)


def _run_sum(values: NDArray[np.int32], axis: int, side: int) -> NDArray[np.int32]:
    """Sum `side` neighbours along an axis, the edge pixels repeated beyond the edge."""
    if side == 1:
        return values
    before, after = [(0, 0), (0, 0)], values.shape[axis]
    before[axis] = (side // 2 + 1, side // 2)
    summed = np.pad(values, before, mode="edge").cumsum(axis=axis, dtype=np.int32)
    if axis == 0:
        return np.asarray(summed[side:] - summed[:after])
    return np.asarray(summed[:, side:] - summed[:, :after])


def _free(ground: Ground, size: tuple[float, float], clearance: float, avoid: Sequence[Box]) -> Mask:
    """Mark every pixel that can be the upper left corner of the box with `clearance` around it."""
    margin, edge = ground.pixels(clearance), ground.pixels(EDGE)
    high, wide = ground.pixels(size[1]) + 2 * margin, ground.pixels(size[0]) + 2 * margin
    if high > ground.rows or wide > ground.columns:
        return np.zeros((0, 0), dtype=np.bool_)
    counts = ground.counts
    inked = counts[high:, wide:] - counts[:-high, wide:] - counts[high:, :-wide] + counts[:-high, :-wide]
    free = inked == 0
    # The picture of the place counts from its own corner, not that of its clearance.
    placed = np.zeros((ground.rows, ground.columns), dtype=np.bool_)
    placed[margin : margin + free.shape[0], margin : margin + free.shape[1]] = free
    placed[:edge] = placed[:, :edge] = False
    placed[max(0, ground.rows - edge - ground.pixels(size[1])) :] = False
    placed[:, max(0, ground.columns - edge - ground.pixels(size[0])) :] = False
    for box in avoid:
        _rule_out(placed, ground, box, size)
    return placed


def _rule_out(placed: Mask, ground: Ground, box: Box, size: tuple[float, float]) -> None:
    top = ground.rows - ground.pixels(box.y1) - ground.pixels(size[1])
    left = ground.pixels(box.x0) - ground.pixels(size[0])
    bottom, right = ground.rows - ground.pixels(box.y0), ground.pixels(box.x1)
    placed[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = False


def _best(ground: Ground, free: Mask, size: tuple[float, float], near: tuple[float, float] | None) -> Box:
    rows, columns = np.nonzero(free)
    lefts = columns * POINTS_PER_INCH / ground.dpi
    bottoms = ground.points(ground.rows) - rows * POINTS_PER_INCH / ground.dpi - size[1]
    across, up = lefts + size[0] / 2, bottoms + size[1] / 2
    if near is None:
        cost = up + 0.4 * np.abs(across - ground.points(ground.columns) / 2)
    else:
        cost = np.hypot(across - near[0], up - near[1])
    index = int(np.argmin(cost))
    x0, y0 = float(lefts[index]), float(bottoms[index])
    return Box(x0, y0, x0 + size[0], y0 + size[1])
