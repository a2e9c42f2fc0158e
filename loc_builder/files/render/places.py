"""Where the signs of a page's text stand."""

import ctypes
from collections.abc import Callable

import pypdfium2
import pypdfium2.raw as pdfium

from loc_builder.model import Box

Sides = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def boxes_in(text: pypdfium2.PdfTextPage) -> Callable[[int], Sides]:
    """Give what tells where a sign of a text stands: left, bottom, right, top.

    The library's own way makes four new places in memory for each sign, of which a page has thousands.
    """
    left, bottom, right, top = (ctypes.c_double() for _ in range(4))
    places = tuple(map(ctypes.byref, (left, right, bottom, top)))
    raw = text.raw

    def box_of(at: int) -> Sides:
        if not pdfium.FPDFText_GetCharBox(raw, at, *places):
            raise pypdfium2.PdfiumError("Failed to get charbox.")
        return left.value, bottom.value, right.value, top.value

    return box_of


def around(first: Sides, last: Sides) -> Box:
    (left, bottom, right, top), (from_x, from_y, to_x, to_y) = first, last
    return Box(min(left, from_x), min(bottom, from_y), max(right, to_x), max(top, to_y))
