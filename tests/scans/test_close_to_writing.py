"""A box for signature or date, cut close to what was written in it."""

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from loc_builder.scans.crops import close_to_writing

AROUND = 33  # pixels of the page about the box
WIDTH, HEIGHT = 1000, 140
Pen = Callable[[ImageDraw.ImageDraw], None]


def box(*pens: Pen) -> np.ndarray:
    """The box with its rules, a dark band above it and the next row's printed name, cut in two, below it."""
    page = Image.new("L", (WIDTH, HEIGHT), 250)
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, WIDTH, AROUND - 2), fill=90)
    draw.line((0, HEIGHT - AROUND, WIDTH, HEIGHT - AROUND), fill=180, width=2)
    draw.line((AROUND, 0, AROUND, HEIGHT), fill=180, width=2)
    draw.text((AROUND + 20, HEIGHT - 14), "Ramona Wetherby", fill=30, font=ImageFont.load_default(24))
    for pen in pens:
        pen(draw)
    return np.asarray(page)


def date(left: int, *, grey: int = 40) -> Pen:
    return lambda draw: draw.text((left, 55), "9/11/24", fill=grey, font=ImageFont.load_default(36))


def invitation(draw: ImageDraw.ImageDraw) -> None:
    draw.text((AROUND + 12, 60), "Click or tap to choose the date", fill=128, font=ImageFont.load_default(24))


@pytest.mark.parametrize("left", [60, 700])
def test_a_date_is_shown_without_the_rules_and_the_print_beside_its_box(left: int) -> None:
    shown = close_to_writing(box(date(left)), AROUND)
    assert shown.shape[0] < HEIGHT - AROUND
    assert shown.shape[1] < 250
    assert np.count_nonzero(shown < 60) > 200


def test_an_invitation_well_before_the_date_is_left_out_and_one_that_is_all_there_is_stays() -> None:
    assert close_to_writing(box(invitation, date(700)), AROUND).shape[1] < 250
    assert close_to_writing(box(invitation), AROUND).shape[1] > 250


def test_what_is_pale_and_next_to_what_is_dark_stays() -> None:
    both = close_to_writing(box(date(300, grey=128), date(440)), AROUND)
    assert both.shape[1] > 250


def test_a_stroke_that_goes_over_the_rule_is_shown_whole() -> None:
    def tail(draw: ImageDraw.ImageDraw) -> None:
        draw.line((400, 60, 380, HEIGHT - AROUND + 12), fill=40, width=4)

    shown = close_to_writing(box(tail), AROUND)
    assert shown.shape[0] >= HEIGHT - AROUND + 12 - 60


def test_an_empty_box_is_shown_as_it_is() -> None:
    assert close_to_writing(box(), AROUND).shape[1] >= WIDTH - 2 * AROUND
