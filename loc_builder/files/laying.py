"""Pictures of pages laid over each other, and what one shows that the other does not (OpenCV).

OpenCV is the well-kept library for this and small to load (35 ms, 17 MB beyond numpy's). All pictures here are arrays
of rows from the top; places are pixels (x, y) from the top left; matrices are 3 x 3 and carry a place of the first
picture to the second. *Darkness* is 0 for the paper around a pixel and 1 for black, whatever the paper's own tone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import zip_longest

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Darkness = NDArray[np.uint8]
Levels = NDArray[np.float32]
Mask = NDArray[np.bool_]
Matrix = NDArray[np.float64]
Points = NDArray[np.float64]

cv2.setNumThreads(1)  # readers run one to a core; more threads would only get into each other's way

_CROSS, _SQUARE = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3)), np.ones((3, 3), np.uint8)
_DARKEST_PAPER = 24
_FAINT = 12  # levels
_SHRUNK = 8  # the paper's tone is estimated on a picture this many times smaller
_FEATURES = 1500
_FEATURES_SIDE = 1100  # pixels
_CLEARLY_NEARER = 0.8  # Lowe's ratio between the best and the second best likeness of a feature


@dataclass(frozen=True, slots=True)
class Shifted:
    """Where a tile of one picture was found in the other: its middle, the shift in pixels, and how alike, up to 1."""

    at: tuple[float, float]
    by: tuple[float, float]
    likeness: float


@dataclass(frozen=True, slots=True)
class Features:
    """Places of a picture (n x 2) and how each looks (n x 128)."""

    places: Points
    described: Levels


@dataclass(frozen=True, slots=True)
class Patch:
    """A connected piece of a mask: its box (left, top, right, bottom, in pixels) and how many pixels it has."""

    box: tuple[int, int, int, int]
    pixels: int

    @property
    def longest(self) -> int:
        return max(self.box[2] - self.box[0], self.box[3] - self.box[1])

    @property
    def thinnest(self) -> int:
        return min(self.box[2] - self.box[0], self.box[3] - self.box[1])


# ---- from one picture to the other


def laid_over(picture: Grey, matrix: Matrix, shape: tuple[int, int]) -> Grey:
    """Draw `picture` as the first picture's frame sees it; `shape` is (rows, columns) of that frame."""
    size = (shape[1], shape[0])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpPerspective(picture, matrix, size, flags=flags, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8
    )


def unpacked(jpeg: bytes, *, smaller: int = 1) -> Grey | None:
    """Unpack a JPEG as it lies, grey, 1, 2 or 4 times smaller, which is as much faster; None where it is damaged."""
    size = {1: cv2.IMREAD_GRAYSCALE, 2: cv2.IMREAD_REDUCED_GRAYSCALE_2, 4: cv2.IMREAD_REDUCED_GRAYSCALE_4}[smaller]
    try:
        grey = cv2.imdecode(np.frombuffer(jpeg, np.uint8), size | cv2.IMREAD_IGNORE_ORIENTATION)
    except cv2.error:
        return None
    return None if grey is None else np.asarray(grey, dtype=np.uint8)


def halved(picture: Grey) -> Grey:
    """Make a picture half as large, each of its pixels the mean of just four."""
    rows, columns = picture.shape[0] // 2, picture.shape[1] // 2
    return np.asarray(
        cv2.resize(picture[: 2 * rows, : 2 * columns], (columns, rows), interpolation=cv2.INTER_AREA), dtype=np.uint8
    )


def cut_out(picture: Grey, corners: Points, *, longest: int) -> Grey:
    """Draw the quadrilateral of `corners` (top left, top right, bottom right, bottom left) as a straight rectangle."""
    across = max(np.hypot(*(corners[1] - corners[0])), np.hypot(*(corners[2] - corners[3])))
    down = max(np.hypot(*(corners[3] - corners[0])), np.hypot(*(corners[2] - corners[1])))
    shrink = min(1.0, longest / max(across, down, 1.0))
    width, height = max(1, round(across * shrink)), max(1, round(down * shrink))
    straight = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(straight, corners.astype(np.float32))
    return laid_over(picture, np.asarray(matrix, dtype=np.float64), (height, width))


def fitted(source: Points, target: Points, *, slack: float) -> tuple[Matrix, int] | None:
    """Fit a homography to pairs of places, outliers beyond `slack` pixels left out; with the number that agreed."""
    if len(source) < 8:
        return None
    matrix, agreed = cv2.findHomography(source.astype(np.float32), target.astype(np.float32), cv2.RANSAC, slack)
    if matrix is None:
        return None
    return np.asarray(matrix, dtype=np.float64), int(np.count_nonzero(agreed))


def fitted_flat(source: Points, target: Points, *, slack: float) -> tuple[Matrix, int] | None:
    """Fit a shift, a turn and a size to pairs of places, as `fitted` does; two pairs that agree already give one."""
    if len(source) < 2:
        return None
    rows, agreed = cv2.estimateAffinePartial2D(
        source.astype(np.float32), target.astype(np.float32), ransacReprojThreshold=slack
    )
    if rows is None:
        return None
    return np.vstack([rows, (0.0, 0.0, 1.0)]), int(np.count_nonzero(agreed))


def found_tiles(
    first: Darkness, second: Darkness, tiles: Sequence[tuple[int, int, int, int]], *, reach: int, up_down: int = 0
) -> tuple[Shifted, ...]:
    """Find each tile (left, top, right, bottom) of the first picture within `reach` pixels of its place.

    Up and down they are looked for as far as `up_down`, where that is more.
    """
    found = []
    far = max(reach, up_down)
    for left, top, right, bottom in tiles:
        y0, x0 = max(0, top - far), max(0, left - reach)
        room = second[y0 : bottom + far, x0 : right + reach]
        tile = first[top:bottom, left:right]
        if room.shape[0] < tile.shape[0] or room.shape[1] < tile.shape[1]:
            continue
        alike = np.asarray(cv2.matchTemplate(room, tile, cv2.TM_CCOEFF_NORMED), dtype=np.float32)
        _, likeness, _, (x, y) = cv2.minMaxLoc(alike)
        middle = ((left + right) / 2, (top + bottom) / 2)
        by = x + _between(alike[y], x) + x0 - left, y + _between(alike[:, x], y) + y0 - top
        found.append(Shifted(middle, by, float(likeness)))
    return tuple(found)


def _between(values: Levels, at: int) -> float:
    """How far from the largest of some values the top of the curve through it and its neighbours lies."""
    if not 0 < at < len(values) - 1:
        return 0.0
    before, top, after = map(float, values[at - 1 : at + 2])
    bent = before - 2 * top + after
    return (before - after) / (2 * bent) if bent < 0 else 0.0


def features(picture: Grey) -> Features:
    """Describe places of a picture so that they are known again, whichever way another picture lies (SIFT)."""
    factor = min(1.0, _FEATURES_SIDE / max(picture.shape))
    found, described = cv2.SIFT.create(nfeatures=_FEATURES).detectAndCompute(_shrunk(picture, factor), None)
    places = np.array([each.pt for each in found], dtype=np.float64).reshape(-1, 2) / factor
    return Features(places, np.zeros((0, 128), np.float32) if described is None else described.astype(np.float32))


def _shrunk(picture: Grey, factor: float) -> Grey:
    """Make a picture smaller by averaging."""
    size = (max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def paired(first: Features, second: Features) -> tuple[Points, Points]:
    """Pair the places that look alike in two pictures and like nothing else."""
    if len(first.places) < 2 or len(second.places) < 2:
        return np.empty((0, 2)), np.empty((0, 2))
    pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(first.described, second.described, k=2)
    good = [pair[0] for pair in pairs if len(pair) == 2 and pair[0].distance < _CLEARLY_NEARER * pair[1].distance]
    return first.places[[each.queryIdx for each in good]], second.places[[each.trainIdx for each in good]]


# ---- what is dark


def darkness(picture: Grey) -> Darkness:
    """Give each pixel's darkness against the paper around it: shadows, tone and uneven light taken out."""
    small = cv2.resize(picture, None, fx=1 / _SHRUNK, fy=1 / _SHRUNK, interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    paper = np.maximum(cv2.GaussianBlur(paper, (0, 0), 3), np.uint8(_DARKEST_PAPER))
    full = cv2.resize(paper, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(255 - cv2.divide(picture, full, scale=255), dtype=np.uint8)


def inverted(picture: Grey) -> Darkness:
    """Give each pixel's darkness as it is, uneven light and all: enough to find a piece of print."""
    return np.asarray(cv2.bitwise_not(picture), dtype=np.uint8)


def thickened(dark: Darkness, reach: int) -> Darkness:
    """Let every dark pixel darken all within `reach` pixels: an octagon, made step by step, which is fast."""
    for step in range(reach):
        dark = np.asarray(cv2.dilate(dark, _SQUARE if step % 2 else _CROSS), dtype=np.uint8)
    return dark


def blurred(dark: Darkness, sigma: float) -> Darkness:
    """Blur a little: by less than a pixel, beyond whose neighbours nothing is left of it."""
    return np.asarray(cv2.GaussianBlur(dark, (3, 3), sigma), dtype=np.uint8)


def hardened(dark: Darkness, pale: int) -> Darkness:
    """Make all black but what is paler than `pale`, with soft edges."""
    return np.asarray(cv2.addWeighted(dark, 4.0, dark, 0.0, -4.0 * pale), dtype=np.uint8)


def smeared(dark: Darkness) -> Darkness:
    """Blur by some 1.6 pixels; worked at half the size, which is three times as fast."""
    half = cv2.GaussianBlur(halved(dark), (0, 0), 0.6)
    return np.asarray(cv2.resize(half, dark.shape[::-1], interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def mixed(layers: Sequence[Darkness], weights: Levels) -> Darkness:
    """Add three pictures or more of one size, each times its weight."""
    weighed = list(zip(layers, map(float, weights), strict=True))
    in_twos = zip_longest(weighed[::2], weighed[1::2], fillvalue=(layers[0], 0.0))
    *first, last = (
        np.asarray(cv2.addWeighted(one, much, two, more, 0, dtype=cv2.CV_32F)) for (one, much), (two, more) in in_twos
    )
    return np.asarray(cv2.add(reduce(np.add, first), last, dtype=cv2.CV_8U), dtype=np.uint8)


def beyond(dark: Darkness, expected: Darkness) -> Levels:
    """What is darker than expected, and less than nothing where it is lighter."""
    return np.asarray(cv2.subtract(dark, expected, dtype=cv2.CV_32F), dtype=np.float32)


def along(values: Levels, length: int, rises: Sequence[int]) -> Levels:
    """The largest mean of `values` along lines of `length` pixels through each pixel.

    `rises` are the pixels a line goes up from end to end. Worked at half the size, where lines are half as long.
    """
    half = cv2.resize(values, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    most = cv2.filter2D(half, -1, _line(length // 2, 0))
    for rise in rises:
        cv2.max(most, cv2.filter2D(half, -1, _line(length // 2, rise / 2)), most)
    return np.asarray(cv2.resize(most, values.shape[::-1], interpolation=cv2.INTER_NEAREST), dtype=np.float32)


def ruled(dark: Darkness, length: int, *, reach: int) -> Mask:
    """Mark what lies within `reach` pixels of a drawn horizontal rule or bar at least `length` pixels long."""
    rules = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    return np.asarray(cv2.dilate(rules, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > _FAINT, dtype=np.bool_)


def _line(length: int, rise: float) -> Levels:
    half = round(abs(rise) / 2)
    kernel = np.zeros((2 * half + 1, length), dtype=np.float32)
    tilt = half if rise > 0 else -half
    cv2.line(kernel, (0, half + tilt), (length - 1, half - tilt), 1.0)
    return np.asarray(kernel / kernel.sum(), dtype=np.float32)


def patches(mask: Mask, *, joined_within: int) -> tuple[Patch, ...]:
    """The pieces of a mask; pieces that touch when all grow by `joined_within` pixels are one.

    Worked out on cells of half that size, in which few of a page's pixels are left to look at.
    """
    bits = mask.view(np.uint8)
    left, top, width, height = cv2.boundingRect(bits)
    if not width:
        return ()
    places = np.argwhere(mask[top : top + height, left : left + width])
    cell = max(1, joined_within // 2)
    reach = joined_within // cell
    down, across = (places // cell).T
    room = np.zeros((height // cell + 1, width // cell + 1), np.uint8)
    room[down, across] = 1
    grown = cv2.dilate(room, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    _, labels = cv2.connectedComponents(grown)
    return tuple(_patches(np.add(places, (top, left)), np.asarray(labels, dtype=np.int32)[down, across]))


def _patches(places: NDArray[np.int64], labels: NDArray[np.int32]) -> Iterator[Patch]:
    """Gather places (n x 2: down, across) by their labels."""
    order = np.argsort(labels, kind="stable")
    sorted_out = np.split(places[order], np.flatnonzero(np.diff(labels[order])) + 1)
    for piece in sorted_out:
        (top, left), (bottom, right) = piece.min(axis=0).tolist(), piece.max(axis=0).tolist()
        yield Patch((left, top, right + 1, bottom + 1), len(piece))
