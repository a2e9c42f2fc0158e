"""Whether a page of a record still looks as it came, and what is put in where it does not."""

from collections.abc import Sequence

import numpy as np

from loc_builder.binding.pages import PageSource
from loc_builder.files.assemble import Leaf, PageImage, image_page
from loc_builder.files.render import Pages, Picture, open_pages
from loc_builder.model import Box

_DPI = 50
_IMAGE_DPI = 200
_COLOURLESS = 24  # the most by which red, green and blue differ in what is meant as grey
_PIXEL_DIFFERS = 72  # grey levels; less is another rounding of the same line
_LEAST_MARK = 12  # grey levels; what was drawn must be seen where it was meant to be
_PAGE_DIFFERS = 0.004  # the share of such pixels that makes it another page


def looks_as_its_source(source: PageSource, bound: Pages, number: int, drawn: Sequence[Box]) -> bool:
    """Compare page `number` of a bound PDF with the page it was made from.

    Within the boxes `drawn` there must be something new, outside of them nothing.
    """
    with open_pages(source.pdf) as pages:
        before = pages.picture(source.page, _DPI).turned(source.turned)
    return not _differ(before, bound.picture(number, _DPI), drawn)


def as_image(source: PageSource) -> Leaf:
    """Make the page a picture of itself, upright, of the same size; in colours where it has any."""
    with open_pages(source.pdf) as pages:
        pixels = pages.coloured(source.page, _IMAGE_DPI)
        if np.ptp(pixels, axis=2).max(initial=0) <= _COLOURLESS:
            pixels = pages.picture(source.page, _IMAGE_DPI).pixels
        width, height = pages.size(source.page)
    if source.turned % 180:
        width, height = height, width
    upright = np.ascontiguousarray(np.rot90(pixels, -source.turned // 90))
    rows, columns = upright.shape[:2]
    return Leaf(image_page(PageImage(upright.tobytes(), columns, rows, width, height, upright.ndim == 3)), 1)


def _differ(before: Picture, after: Picture, drawn: Sequence[Box]) -> bool:
    if abs(before.width - after.width) > 1 or abs(before.height - after.height) > 1:
        return True
    height, width = min(before.height, after.height), min(before.width, after.width)
    gap = np.abs(before.pixels[:height, :width].astype(np.int16) - after.pixels[:height, :width])
    scale = before.dpi / 72
    for box in drawn:
        top, bottom = int(height - (box.y1 + 2) * scale), int(height - (box.y0 - 2) * scale) + 1
        left, right = int((box.x0 - 2) * scale), int((box.x1 + 2) * scale) + 1
        if not (gap[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] > _LEAST_MARK).any():
            return True
        gap[max(0, top) : max(0, bottom), max(0, left) : max(0, right)] = 0
    return float((gap > _PIXEL_DIFFERS).mean()) > _PAGE_DIFFERS
