import numpy as np
import pytest
from numpy.typing import NDArray

from loc_builder.files.blank import blank_place, ground_of
from loc_builder.model import Box

DPI = 100
STAMP = (245.0, 84.0)
Pixels = NDArray[np.uint8]


def paper(tone: int = 255, noise: float = 0.0) -> Pixels:
    random = np.random.default_rng(3)
    return np.clip(tone + random.normal(0, noise, (1100, 850)), 0, 255).astype(np.uint8)


def rows_of(box: Box, pixels: Pixels) -> Pixels:
    scale = DPI / 72
    return pixels[
        round(1100 - box.y1 * scale) : round(1100 - box.y0 * scale), round(box.x0 * scale) : round(box.x1 * scale)
    ]


@pytest.mark.parametrize(("tone", "noise"), [(255, 0), (248, 4), (225, 10), (190, 14)])
def test_paper_that_is_neither_white_nor_clean_is_blank(tone: int, noise: float) -> None:
    ground = ground_of(paper(tone, noise), DPI)
    assert ground.is_blank(Box(60, 60, 500, 700))
    assert blank_place(ground, STAMP) is not None


def test_scattered_specks_are_no_ink() -> None:
    pixels = paper(240, 5)
    specks = np.random.default_rng(1).random(pixels.shape) < 0.002
    pixels[specks] = 0
    assert blank_place(ground_of(pixels, DPI), STAMP) is not None


@pytest.mark.parametrize(("tone", "noise", "line"), [(255, 0, 215), (240, 6, 190), (225, 9, 165)])
def test_a_faint_ruled_line_is_ink(tone: int, noise: float, line: int) -> None:
    pixels = paper(tone, noise)
    pixels[550, 100:700] = np.minimum(pixels[550, 100:700], line)
    assert not ground_of(pixels, DPI).is_blank(Box(200, 380, 300, 410))


def test_a_small_date_is_ink() -> None:
    pixels = paper(235, 6)
    pixels[600:612, 300:302] = pixels[600:612, 310:312] = pixels[611, 300:312] = 60
    assert not ground_of(pixels, DPI).is_blank(Box(150, 330, 350, 400))


def test_the_lowest_clear_place_is_taken_and_holds_no_ink() -> None:
    pixels = paper()
    pixels[100:700:14] = 0
    pixels[1000:1040, 100:700] = 0
    box = blank_place(ground_of(pixels, DPI), STAMP)
    assert box is not None
    assert (box.width, box.height) == pytest.approx(STAMP)
    assert rows_of(box, pixels).min() == 255
    assert 72 < box.y0 < 200


def test_a_place_near_a_point_can_be_asked_for() -> None:
    box = blank_place(ground_of(paper(), DPI), STAMP, near=(400, 600))
    assert box is not None
    assert ((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2) == pytest.approx((400, 600), abs=2)


def test_what_is_to_be_avoided_is_avoided() -> None:
    kept_free = Box(0, 0, 612, 400)
    box = blank_place(ground_of(paper(), DPI), STAMP, avoid=[kept_free])
    assert box is not None
    assert box.y0 >= 399


def test_a_page_of_text_has_no_place() -> None:
    pixels = paper()
    pixels[::20] = 0
    assert blank_place(ground_of(pixels, DPI), STAMP) is None


def test_a_page_smaller_than_the_stamp_has_no_place() -> None:
    assert blank_place(ground_of(paper()[:90, :120], DPI), STAMP) is None


def test_a_shadow_across_the_paper_is_no_ink() -> None:
    shadow = np.linspace(150, 250, 850)[None, :].repeat(1100, axis=0)
    noisy = shadow + np.random.default_rng(5).normal(0, 4, shadow.shape)
    assert blank_place(ground_of(np.clip(noisy, 0, 255).astype(np.uint8), DPI), STAMP) is not None


def test_a_dark_panel_is_ink_all_over() -> None:
    pixels = paper()
    pixels[500:1100] = 60
    box = blank_place(ground_of(pixels, DPI), STAMP)
    assert box is not None
    assert box.y0 > 430
