"""Handwriting: signatures and dates as pen strokes, drawn onto a picture of a page.

A stroke is a row of points in units of a small letter's height, the origin at the line's start, y upwards. No real
person's hand is copied: shapes come from the letters of an invented name and a seed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Points = NDArray[np.float64]
Colour = tuple[int, int, int]

BLUE: Colour = (28, 44, 120)
BLACK: Colour = (30, 30, 34)
SAMPLES_PER_SPAN = 28

_ABOVE, _BELOW = 4.4, 2.0  # room around a line of writing, in letter heights

_UP_LOOP = ((0.1, 0.1), (0.45, 1.2), (0.5, 2.2), (0.28, 2.1), (0.2, 0.9), (0.3, 0.05))
_ROUND = ((0.55, 0.75), (0.25, 0.9), (0.02, 0.4), (0.25, 0.0), (0.58, 0.45), (0.62, 0.85), (0.66, 0.1))
_HUMP = ((0.08, 0.1), (0.22, 0.9), (0.36, 0.75), (0.4, 0.05))
_EYE = ((0.12, 0.25), (0.4, 0.55), (0.3, 0.92), (0.08, 0.55), (0.2, 0.02), (0.42, 0.1))
_DOWN_LOOP = ((0.12, 0.75), (0.3, 0.15), (0.42, 0.8), (0.38, -0.7), (0.1, -1.35), (-0.02, -0.9), (0.45, 0.05))
_CAPITALS = (
    ((0.1, 1.9), (0.5, 2.7), (0.55, 1.2), (0.35, 0.0), (0.1, 0.25), (0.7, 1.1), (1.3, 2.5), (1.55, 2.2), (1.2, 0.1)),
    ((1.2, 2.3), (0.7, 2.75), (0.15, 1.9), (0.75, 1.3), (1.1, 0.6), (0.5, -0.1), (-0.1, 0.4), (0.6, 0.6), (1.5, 0.1)),
    (
        (0.3, 0.1),
        (0.55, 1.4),
        (0.7, 2.6),
        (0.95, 1.2),
        (1.15, 0.15),
        (1.45, 1.5),
        (1.75, 2.6),
        (1.85, 1.0),
        (2.1, 0.05),
    ),
    ((0.4, 2.4), (0.45, 1.2), (0.4, -0.1), (0.35, 1.6), (0.8, 2.8), (1.45, 2.2), (0.9, 1.3), (0.55, 1.2), (1.6, 0.05)),
    ((1.5, 1.9), (1.1, 2.7), (0.2, 2.0), (0.05, 0.8), (0.6, -0.1), (1.4, 0.5), (1.9, 0.3)),
)
_CAPITAL_OF = dict.fromkeys("SYZ", 1) | dict.fromkeys("HKMNUVWX", 2) | dict.fromkeys("BDFIPRT", 3)
_CAPITAL_OF |= dict.fromkeys("CEGLOQ", 4)
_LETTERS = dict.fromkeys("bdfhklt", _UP_LOOP) | dict.fromkeys("acoq", _ROUND) | dict.fromkeys("e", _EYE)
_LETTERS |= dict.fromkeys("gjpyz", _DOWN_LOOP)

_DIGITS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "0": (((0.5, 1.95), (0.1, 1.5), (0.08, 0.5), (0.45, 0.02), (0.85, 0.6), (0.85, 1.5), (0.45, 1.98)),),
    "1": (((0.3, 1.95), (0.28, 1.0), (0.24, 0.0)),),
    "2": (((0.1, 1.5), (0.45, 2.0), (0.85, 1.5), (0.5, 0.7), (0.05, 0.05), (0.4, 0.12), (0.95, 0.02)),),
    "3": (((0.1, 1.75), (0.55, 2.0), (0.8, 1.5), (0.35, 1.1), (0.9, 0.6), (0.5, 0.0), (0.05, 0.25)),),
    "4": (
        ((0.38, 2.0), (0.2, 1.45), (0.03, 0.85)),
        ((0.03, 0.85), (0.5, 0.9), (1.0, 0.86)),
        ((0.74, 1.55), (0.68, 0.7), (0.6, -0.15)),
    ),
    "5": (((0.2, 1.95), (0.15, 1.2), (0.6, 1.25), (0.9, 0.7), (0.55, 0.05), (0.05, 0.2)), ((0.2, 1.95), (0.9, 2.0))),
    "6": (((0.8, 1.95), (0.25, 1.3), (0.1, 0.4), (0.5, 0.0), (0.85, 0.5), (0.45, 0.95), (0.15, 0.55)),),
    "7": (((0.05, 1.9), (0.5, 1.95), (0.9, 1.9), (0.6, 1.0), (0.3, -0.05)),),
    "8": (((0.75, 1.7), (0.4, 2.0), (0.2, 1.5), (0.75, 0.7), (0.5, 0.0), (0.1, 0.4), (0.6, 1.2), (0.8, 1.75)),),
    "9": (((0.8, 1.6), (0.45, 2.0), (0.1, 1.5), (0.45, 1.1), (0.82, 1.65), (0.75, 0.8), (0.6, -0.05)),),
    "/": (((0.75, 2.2), (0.4, 0.9), (0.05, -0.3)),),
}
_DIGIT_WIDTHS = {"1": 0.72, "/": 0.95}


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody writes: `height` of a small letter in inches, `slant` in letter heights, `haste` 0 to 1."""

    seed: int
    height: float = 0.15
    slant: float = 0.35
    haste: float = 0.5
    rise: float = 3.0  # degrees
    pen: float = 0.017  # inches
    colour: Colour = field(default=BLUE)


def signature(name: str, hand: Hand) -> tuple[Points, ...]:
    """Write a name as people sign it: large capitals, small letters that flatten towards the end."""
    chance = np.random.default_rng(hand.seed)
    strokes, x = [], 0.0
    for word in name.replace(".", "").split():
        points, width = _word(word, hand, chance)
        strokes.append(np.add(points, (x, 0)))
        x += width + 0.35
    if chance.random() < 0.45:
        strokes.append(
            np.array([(x * 0.9, -0.6), (x * 0.45, -0.8), (x * 0.1, -0.75), (x * 0.5, -1.1), (x * 1.05, -0.9)])
        )
    return _slanted([_smooth(stroke) for stroke in strokes], hand)


def date_in_digits(text: str, hand: Hand) -> tuple[Points, ...]:
    """Write a date such as `9/9/24`."""
    chance = np.random.default_rng(hand.seed + 1)
    strokes, x = [], 0.0
    for sign in text:
        size, lift = chance.normal(0.82, 0.05), chance.normal(0, 0.08)
        for line in _DIGITS[sign]:
            points = np.array(line) + chance.normal(0, 0.045, (len(line), 2))
            strokes.append(_smooth(points * size + (x, lift)))
        x += (_DIGIT_WIDTHS.get(sign, 1.15) + chance.normal(0, 0.05)) * size
    return _slanted(strokes, hand)


def draw(page: Image.Image, strokes: Sequence[Points], at: tuple[float, float], *, hand: Hand, dpi: float) -> None:
    """Draw strokes on a page's picture (L or RGB); `at` are inches from its top left to the line's start."""
    scale, over = hand.height * dpi, 3
    mask = Image.new("L", (page.width * over, round((_ABOVE + _BELOW) * scale) * over))
    pen = ImageDraw.Draw(mask)
    for number, stroke in enumerate(strokes):
        places = (stroke * (scale, -scale) + (at[0] * dpi, _ABOVE * scale)) * over
        _trace(pen, places, _pressure(stroke, hand.seed + number) * hand.pen * dpi * over)
    mask = mask.resize((page.width, mask.height // over), Image.Resampling.LANCZOS).filter(
        ImageFilter.GaussianBlur(0.6)
    )
    colour = hand.colour if page.mode == "RGB" else round(sum(hand.colour) / 3)
    page.paste(colour, (0, round(at[1] * dpi - _ABOVE * scale)), mask)


def _trace(pen: ImageDraw.ImageDraw, places: Points, widths: Points) -> None:
    before = places[0]
    for (x, y), width in zip(places, widths, strict=True):
        pen.line((*before, x, y), fill=235, width=round(width))
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=235)
        before = (x, y)


def _word(word: str, hand: Hand, chance: np.random.Generator) -> tuple[Points, float]:
    capital = np.array(_CAPITALS[_CAPITAL_OF.get(word[0], 0)]) * chance.normal(1.05, 0.06)
    pieces, x = [capital], float(capital[-1][0]) + 0.1
    small = [letter for letter in word[1:].lower() if letter.isalpha()]
    for number, letter in enumerate(small):
        fade = 1 - hand.haste * (number + 1) / len(small)
        shape = np.array(_LETTERS.get(letter, _HUMP)) * (0.8 + 0.35 * (1 - fade), 0.35 + 0.65 * fade)
        shape = shape + chance.normal(0, 0.05, shape.shape)
        pieces.append(np.add(shape, (x, 0)))
        x += float(shape[:, 0].max()) + 0.05
    tail = np.array([(0.5, 0.12), (1.1, 0.3 + chance.random() * 0.5)]) * (1 + hand.haste)
    return np.vstack([*pieces, np.add(tail, (x, 0))]), x + 1.0


def _smooth(points: Points) -> Points:
    """Pass a Catmull-Rom curve through points."""
    ends = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    steps = np.linspace(0, 1, SAMPLES_PER_SPAN, endpoint=False)[:, None]
    spans = [_span(ends[start : start + 4], steps) for start in range(len(points) - 1)]
    return np.vstack([*spans, points[-1:]])


def _span(four: Points, steps: Points) -> Points:
    before, start, end, after = four
    curve: Points = 0.5 * (
        2 * start
        + (end - before) * steps
        + (2 * before - 5 * start + 4 * end - after) * steps**2
        + (3 * start - before - 3 * end + after) * steps**3
    )
    return curve


def _slanted(strokes: Sequence[Points], hand: Hand) -> tuple[Points, ...]:
    angle = np.radians(hand.rise)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    lean = np.array([[1, 0], [hand.slant, 1]])
    return tuple(stroke @ lean @ turn for stroke in strokes)


def _pressure(stroke: Points, seed: int) -> Points:
    """Give the pen's width along a stroke, around 1: thin where it is fast and where it lifts, thick downwards."""
    step = np.gradient(stroke, axis=0)
    speed = np.hypot(step[:, 0], step[:, 1])
    width = 1.25 - 0.45 * speed / (speed.mean() * 2 + 1e-9) + 0.25 * (step[:, 1] < 0)
    grain = np.random.default_rng(seed).normal(0, 0.05, len(stroke))
    width = np.convolve(np.pad(width + grain, 9, mode="edge"), np.ones(19) / 19, mode="valid")
    lifted = np.minimum(1, np.minimum(np.arange(len(stroke)), np.arange(len(stroke))[::-1]) / 12 + 0.45)
    return np.clip(width, 0.45, 1.6) * lifted
