from collections.abc import Sequence

import numpy as np
import pytest
from made.letter import DISTRICT_TOP, LABEL_LEFT, Scanner, codes_on, letter_pdf, scan, signature_page_pdf
from made.pdf import picture_of
from numpy.typing import NDArray
from PIL import Image

from loc_builder.binding.placing import find_signature_page, place_on_page
from loc_builder.errors import InputError
from loc_builder.files.render import Picture

ISSUED = find_signature_page(letter_pdf())
Point = tuple[float, float]


def test_the_signature_page_is_measured_by_its_labels_and_codes() -> None:
    assert [code[0][1] > 400 for code in ISSUED.codes] == [True, False]
    assert {party for party, _ in ISSUED.boxes} == {"district", "agency"}
    room = ISSUED.boxes["district", "signature"]
    assert room.x0 == pytest.approx(LABEL_LEFT + 108, abs=1)
    assert (room.y0, room.y1) == pytest.approx((DISTRICT_TOP - 50.4, DISTRICT_TOP), abs=3)
    assert ISSUED.boxes["agency", "date"].height == pytest.approx(24, abs=2)


def test_a_letter_with_one_block_too_few_is_refused() -> None:
    with pytest.raises(InputError, match="3 signature blocks"):
        find_signature_page(letter_pdf(), ("district", "school", "agency"))


def test_a_skewed_and_shifted_scan_has_its_rooms_where_they_are() -> None:
    leaning = Scanner(skew=2.0, shift=(12, -18), grain=6, paper=240)
    upright = picture_of(scan(signature_page_pdf(), leaning, pen=True), 1, 200)
    placed = place_on_page(ISSUED, codes_on(upright))
    assert placed is not None
    room = placed.box(ISSUED.boxes["agency", "signature"])
    # The signature drawn on the scan at 560-900 x 500-590 pixels belongs to the district's room above it.
    district = placed.box(ISSUED.boxes["district", "signature"])
    assert district.y0 > room.y1 - 20
    assert_turned(ISSUED.boxes["agency", "signature"].x0, room.x0, room.height)


def assert_turned(left: float, moved_left: float, height: float) -> None:
    assert abs(left - moved_left) < 25
    assert height == pytest.approx(48 + 350 * np.sin(np.radians(2)), abs=4)


def test_one_code_alone_carries_a_flat_scan() -> None:
    upright = picture_of(letter_pdf(), 3, 200)
    for code in codes_on(upright):
        placed = place_on_page(ISSUED, [code])
        assert placed is not None
        for room in ISSUED.boxes.values():
            moved = placed.box(room)
            assert (moved.x0, moved.y0) == pytest.approx((room.x0, room.y0), abs=3)


def test_without_a_code_nothing_is_placed() -> None:
    assert place_on_page(ISSUED, []) is None


def test_a_photo_at_a_slant_is_followed() -> None:
    page = picture_of(letter_pdf(), 3, 200)
    seen = Image.fromarray(page.pixels)
    corners = [(60, 40), (1640, 90), (1690, 2190), (10, 2120)]
    photo = seen.transform(seen.size, Image.Transform.PERSPECTIVE, perspective(seen.size, corners), fillcolor=200)
    placed = place_on_page(ISSUED, codes_on(Picture(np.asarray(photo), 200)))
    assert placed is not None
    for room in ISSUED.boxes.values():
        moved = placed.box(room)
        x, y = through(seen.size, corners, (room.x0 / 0.36, 2200 - (room.y0 + room.y1) / 2 / 0.36))
        assert moved.x0 - 9 < x * 0.36 < moved.x0 + 25
        assert moved.y0 < (2200 - y) * 0.36 < moved.y1


def homography(source: Sequence[Point], target: Sequence[Point]) -> NDArray[np.float64]:
    rows, wanted = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [(x, y, 1, 0, 0, 0, -u * x, -u * y), (0, 0, 0, x, y, 1, -v * x, -v * y)]
        wanted += [u, v]
    return np.append(np.linalg.solve(np.array(rows, dtype=float), np.array(wanted, dtype=float)), 1)


def sheet(size: tuple[int, int]) -> Sequence[Point]:
    return [(0, 0), (size[0], 0), size, (0, size[1])]


def perspective(size: tuple[int, int], corners: Sequence[Point]) -> list[float]:
    return [float(value) for value in homography(corners, sheet(size))[:8]]


def through(size: tuple[int, int], corners: Sequence[Point], point: Point) -> Point:
    moved = homography(sheet(size), corners).reshape(3, 3) @ np.array([*point, 1])
    return float(moved[0] / moved[2]), float(moved[1] / moved[2])
