"""Pages that are one scanned picture, taken as they lie in the file: much faster than drawing the page."""

from loc_builder.files.laying import unpacked
from loc_builder.files.render import POINTS_PER_INCH, Pages, Picture


def as_scanned(pages: Pages, number: int, *, at_least: float) -> Picture | None:
    """Give the picture that a page consists of, grey: the smallest that is simply had, of no fewer dots an inch.

    None where the page shows anything else, or was scanned with fewer dots; it must be drawn.
    """
    scanned = pages.scanned(number)
    if scanned is None or scanned.dpi < at_least:
        return None
    smaller = next(each for each in (4, 2, 1) if each == 1 or scanned.dpi / each >= at_least)
    pixels = unpacked(scanned.jpeg, smaller=smaller)
    if pixels is None:
        return None
    return Picture(pixels, pixels.shape[0] * POINTS_PER_INCH / scanned.height).turned(scanned.turned)
