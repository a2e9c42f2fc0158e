"""Where the signature block is: on the page as issued, and on the page that came back.

A letter's signature page carries two codes and a table of exact row heights. What is measured once on the page as
issued is carried by the codes to any picture of it: straight, shifted, skewed or photographed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from loc_builder.errors import InputError
from loc_builder.files.codes import read_qr
from loc_builder.files.render import Line, Pages, Picture, open_pages
from loc_builder.model import Box, Corners, SignaturePage

LABELS = {"Signature": "signature", "Printed name": "name", "Title": "title", "Date": "date"}
DPI = 200
LABEL_COLUMN = 1.5 * 72
"""From a label's left edge to the room beside it, in points, cell margin and rule included."""

_INSET = 3.0
_FLAT = 0.3  # points; codes of a flat scan fit shift, turn and size this well, a photo taken at a slant does not

Matrix = NDArray[np.float64]
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Placement:
    """Carries places of the page as issued to the page that came back; 3 x 3, points to points."""

    matrix: tuple[tuple[float, float, float], ...]

    def box(self, box: Box) -> Box:
        """The upright box around what a box becomes."""
        corners = np.array([(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)])
        moved = _moved(np.array(self.matrix), corners)
        (x0, y0), (x1, y1) = moved.min(axis=0), moved.max(axis=0)
        return Box(float(x0), float(y0), float(x1), float(y1))


def find_signature_page(pdf: bytes, parties: Sequence[str] = ("district", "agency")) -> SignaturePage:
    """Measure the last page of a letter as issued: its codes, and the room beside each label of each party's block.

    `parties` are named in the order of their blocks. Raises InputError where the page has not a full block for each.
    """
    with open_pages(pdf) as pages:
        number = len(pages)
        width, height = pages.size(number)
        boxes = signature_rooms(pages, parties)
        codes = codes_on(pages.picture(number, DPI))
    return SignaturePage(width, height, codes, boxes)


def place_on_page(
    issued: SignaturePage, codes_seen: Sequence[Corners], *, size: tuple[float, float] | None = None
) -> Placement | None:
    """Carry the page as issued to a page on which codes were read; None where there are none.

    Which code is which is found by trying: with two, by the better fit; with one, by which half of the page it is in.
    `size` is the size of the page that came back, where it is not that of the page as issued.
    """
    seen = [np.array(code) for code in codes_seen[: len(issued.codes)]]
    if not seen or not issued.codes:
        return None
    candidates = [
        _fit(np.concatenate([np.array(issued.codes[index]) for index in order]), np.concatenate(seen))
        for order in permutations(range(len(issued.codes)), len(seen))
    ]
    matrix, _ = min(candidates, key=lambda fit: fit[1] + _misplaced(fit[0], issued, size))
    return Placement(tuple((float(row[0]), float(row[1]), float(row[2])) for row in matrix))


def signature_rooms(pages: Pages, parties: Sequence[str]) -> dict[tuple[str, str], Box]:
    """Measure the room beside each label of each party's block on the last page; raises InputError."""
    number = len(pages)
    labels = sorted(
        (line for line in pages.lines(number, left_of=pages.size(number)[0] / 5) if line.text in LABELS),
        key=lambda line: -line.box.y0,
    )
    if [line.text for line in labels] != list(LABELS) * len(parties):
        raise InputError(
            f"the last page has not the {len(parties)} signature blocks that the letter should have",
            hint="Each block needs the labels " + ", ".join(LABELS) + " at its left, in this order.",
        )
    right = pages.size(number)[0] - labels[0].box.x0 + _INSET
    rooms = {}
    for index, line in enumerate(labels):
        low, high = _row(labels, index)
        party = parties[index // len(LABELS)]
        rooms[(party, LABELS[line.text])] = Box(line.box.x0 + LABEL_COLUMN, low + 1, right, high - 1)
    return rooms


def _row(labels: Sequence[Line], index: int) -> tuple[float, float]:
    """The lower and upper edge of a label's row.

    Labels stand in the middle of rows of which `Signature` alone is higher; the row after it tells how high.
    """
    in_block = index % len(LABELS)
    first = index - in_block
    middle = [(line.box.y0 + line.box.y1) / 2 for line in labels[first : first + len(LABELS)]]
    plain = (middle[1] - middle[3]) / 2 / 2
    if in_block:
        return middle[in_block] - plain, middle[in_block] + plain
    half = middle[0] - middle[1] - plain
    return middle[0] - half, middle[0] + half


def codes_on(picture: Picture) -> tuple[Corners, ...]:
    """The corners of the codes on a page that we made, in points, the upper code first."""
    scale = 72 / picture.dpi
    found = []
    for code in read_qr(picture.pixels, is_patient=False):
        points = [(x * scale, (picture.height - y) * scale) for x, y in code.corners]
        found.append((points[0], points[1], points[2], points[3]))
    return tuple(sorted(found, key=lambda corners: -corners[0][1]))


def _misplaced(matrix: Matrix, issued: SignaturePage, size: tuple[float, float] | None) -> float:
    """How far, as a share of the page, its middle would come to lie from the middle of the page that came back."""
    width, height = size or (issued.width, issued.height)
    middle = _moved(matrix, np.array([(issued.width / 2, issued.height / 2)]))[0]
    return float(np.hypot((middle[0] - width / 2) / width, (middle[1] - height / 2) / height))


def _fit(source: Points, target: Points) -> tuple[Matrix, float]:
    """Fit shift, turn and size; where that leaves too much over and there are points enough, a slant as well.

    Gives the matrix and the mean distance left over, in points.
    """
    matrix = _similarity(source, target)
    left_over = _left_over(matrix, source, target)
    if left_over > _FLAT and len(source) >= 8:
        slanted = _homography(source, target)
        slant_left_over = _left_over(slanted, source, target)
        if slant_left_over < left_over / 2:
            return slanted, slant_left_over
    return matrix, left_over


def _similarity(source: Points, target: Points) -> Matrix:
    rows, wanted = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [(x, -y, 1, 0), (y, x, 0, 1)]
        wanted += [u, v]
    a, b, across, up = np.linalg.lstsq(np.array(rows, dtype=float), np.array(wanted, dtype=float), rcond=None)[0]
    return np.array([(a, -b, across), (b, a, up), (0, 0, 1)])


def _homography(source: Points, target: Points) -> Matrix:
    """The direct linear transform, both sets brought to unit size first."""
    before, after = _unit(source), _unit(target)
    rows = []
    for (x, y), (u, v) in zip(_moved(before, source), _moved(after, target), strict=True):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y, -u), (0, 0, 0, x, y, 1, -v * x, -v * y, -v)]
    solved = np.linalg.svd(np.array(rows))[2][-1].reshape(3, 3)
    matrix = np.linalg.inv(after) @ solved @ before
    return np.asarray(matrix / matrix[2, 2])


def _unit(points: Points) -> Matrix:
    middle = points.mean(axis=0)
    scale = float(np.sqrt(2) / np.hypot(*(points - middle).T).mean())
    return np.array([(scale, 0, -scale * middle[0]), (0, scale, -scale * middle[1]), (0, 0, 1)])


def _moved(matrix: Matrix, points: Points) -> Points:
    moved = np.c_[points, np.ones(len(points))] @ matrix.T
    return np.asarray(moved[:, :2] / moved[:, 2:])


def _left_over(matrix: Matrix, source: Points, target: Points) -> float:
    return float(np.hypot(*(_moved(matrix, source) - target).T).mean())
