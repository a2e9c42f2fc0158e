"""Where a page of the letter as issued lies on the picture of a page that came back.

The codes say it first; what the eye would do comes next: pieces of print are looked for near the place where they
should be, and the page is bent until they fit. Without codes, or where one code on a slanted photo leads astray,
places that look alike in both pictures are paired. Where the print does not fit, nothing is claimed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np

from loc_builder.binding.placing import place_on_page
from loc_builder.files.laying import (
    Darkness,
    Features,
    Grey,
    Matrix,
    Points,
    Shifted,
    darkness,
    features,
    fitted,
    fitted_flat,
    found_tiles,
    halved,
    inverted,
    laid_over,
    paired,
)
from loc_builder.files.render import POINTS_PER_INCH, Picture
from loc_builder.model import Corners, SignaturePage
from loc_builder.scans.issued import DPI, SCALE, IssuedPage

_FIRST_REACH, _REACH = 14, 3
"""Pixels of the issued picture within which print is looked for: first roughly, at half the size, then exactly."""
_DOUBLED = np.array([(2, 0, 0.5), (0, 2, 0.5), (0, 0, 1)], dtype=np.float64)
"""From pixels of a picture of half the size: one of them is the mean of four."""
_ALIKE = 0.5
_SLACK = 3.0  # pixels
_STILL = 0.6  # pixels; a smaller bend is not worth drawing the page again
_FITS = 0.3
"""Share of the page's pieces of print that must be found, all by one bend, for it to be this page."""
_CLEARLY = 0.6
"""Share found from which no better place is sought."""
_AGREE = 0.25
"""Share of the pieces of print that must agree at half the size: of another page of the letter it is 0.2 at most."""
_FARTHEST = 420  # pixels that answers may move print; more than a third of the page
_ALIKE_FAR = 0.6
_FAR_TRIED = 3  # one of so many pieces


class Method(StrEnum):
    CODES = "codes"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Located:
    """`matrix` carries pixels of the issued picture to pixels of the upright picture that came back.

    `seen` is the page that came back, drawn in the frame of the issued picture; `error` is how far print was found
    from where it should be, in inches (median); `found` says which of the page's tiles were found where they should be.
    """

    matrix: Matrix
    seen: Darkness
    method: Method
    error: float
    found: tuple[bool, ...]

    @property
    def fit(self) -> float:
        return sum(self.found) / max(1, len(self.found))

    @property
    def is_same_print(self) -> bool:
        """Whether the page shows the print of the issued page, if only of a part of it: answers move what follows."""
        return self.fit >= _FITS


class Sheet:
    """A page that came back: its upright picture, and the corners of codes seen on it, in points."""

    def __init__(self, picture: Picture, codes: Sequence[Corners]) -> None:
        self.picture = picture
        self.codes = tuple(codes)

    @cached_property
    def half(self) -> Grey:
        """The picture at half the size."""
        return halved(self.picture.pixels)

    @cached_property
    def features(self) -> Features:
        """What the picture looks like; slow, and not needed where a code says where the page lies."""
        return features(self.picture.pixels)


def locate(sheet: Sheet, page: IssuedPage) -> Located | None:
    """Lay an issued page over a page that came back.

    Gives the best place found, also a poor one (see `is_same_print`); None where there is none at all.
    """
    picture = sheet.picture
    rough = _by_codes(picture, sheet.codes, page)
    found = _at_codes(sheet, page, rough) if rough is not None else None
    if (found is not None and found.is_same_print) or (rough is not None and _is_flat(picture, page)):
        return found
    matched = _by_print(sheet, page)
    other = _refined(sheet, page, matched, Method.PRINT) if matched is not None else None
    return max((each for each in (found, other) if each), key=lambda each: each.fit, default=None)


def locate_moved(sheet: Sheet, page: IssuedPage) -> Located | None:
    """Lay an issued page over one on which typed answers moved most of the print, its code where it was.

    Slower than `locate`, and for pages of which that makes nothing.
    """
    rough = _by_codes(sheet.picture, sheet.codes, page)
    if rough is None or not page.rooms:
        return None
    bend = _roughly(sheet, page, rough, up_down=_FARTHEST)
    if bend is None:
        return None
    return _exactly(sheet.picture, page, rough @ bend, Method.CODES)


def anchored(sheet: Sheet, page: IssuedPage, place: Located, down: int) -> Located:
    """Lay the page so that what was found `down` pixels too low is in its place."""
    shift = np.array([(1, 0, 0), (0, 1, down), (0, 0, 1)], dtype=np.float64)
    matrix = place.matrix @ shift
    seen = darkness(laid_over(sheet.picture.pixels, matrix, page.shape))
    found = found_tiles(page.dark, seen, page.tiles, reach=round(_SLACK))
    return replace(place, matrix=matrix, seen=seen, found=tuple(each.likeness > _ALIKE for each in found))


def _is_flat(picture: Picture, page: IssuedPage) -> bool:
    """Whether a picture has the shape of the page: a scan, on which a code says enough; a photo seldom has."""
    return abs(picture.width / picture.height * page.height / page.width - 1) < 0.03


def _by_codes(picture: Picture, codes: Sequence[Corners], page: IssuedPage) -> Matrix | None:
    scale = picture.dpi / POINTS_PER_INCH
    layout = SignaturePage(page.width, page.height, page.codes, {})
    placed = place_on_page(layout, codes, size=(picture.width / scale, picture.height / scale))
    if placed is None:
        return None
    from_pixels = np.array([(1 / SCALE, 0, 0), (0, -1 / SCALE, page.height), (0, 0, 1)])
    to_pixels = np.array([(scale, 0, 0), (0, -scale, picture.height), (0, 0, 1)])
    return np.asarray(to_pixels @ np.array(placed.matrix) @ from_pixels)


def _at_codes(sheet: Sheet, page: IssuedPage, rough: Matrix) -> Located | None:
    """Lay the page where its codes say; two of them mostly say it so well that it need not be sought roughly."""
    if len(sheet.codes) > 1:
        place = _exactly(sheet.picture, page, rough, Method.CODES)
        if place.fit > _CLEARLY:
            return place
    return _refined(sheet, page, rough, Method.CODES)


def _by_print(sheet: Sheet, page: IssuedPage) -> Matrix | None:
    ours, theirs = paired(features(page.picture), sheet.features)
    fit = fitted(ours, theirs, slack=_SLACK)
    return fit[0] if fit and fit[1] >= 12 else None


def _refined(sheet: Sheet, page: IssuedPage, rough: Matrix, method: Method) -> Located | None:
    """Bend a rough place until the print fits; None where so little of it is there that this is another page."""
    bend = _roughly(sheet, page, rough)
    return None if bend is None else _exactly(sheet.picture, page, rough @ bend, method)


def _roughly(sheet: Sheet, page: IssuedPage, rough: Matrix, *, up_down: int = 0) -> Matrix | None:
    """The bend that carries a rough place near to where the print is, in pictures of half the size.

    None where too little print agrees on one. Print that typed answers moved is looked for as far as `up_down`.
    """
    rows, columns = page.shape
    half = np.linalg.inv(_DOUBLED) @ rough @ _DOUBLED
    seen = inverted(laid_over(sheet.half, half, (rows // 2, columns // 2)))
    step = _FAR_TRIED if up_down else 1
    tiles = [(x0 // 2, y0 // 2, x1 // 2, y1 // 2) for x0, y0, x1, y1 in page.tiles[::step]]
    reach = _FIRST_REACH // 2
    found = found_tiles(page.half, seen, tiles, reach=reach, up_down=up_down // 2)
    alike = [each for each in found if each.likeness > (_ALIKE_FAR if up_down else _ALIKE)]
    fit = (fitted_flat if up_down else fitted)(_doubled(_at(alike)), _doubled(_found_at(alike)), slack=_SLACK)
    if fit is None or not np.isfinite(fit[0]).all() or fit[1] < _AGREE * len(tiles):
        return None
    return fit[0]


def _exactly(picture: Picture, page: IssuedPage, rough: Matrix, method: Method) -> Located:
    """Bend a place that is right within a few pixels, and tell which of the print is there."""
    drawn = laid_over(picture.pixels, rough, page.shape)
    found = found_tiles(page.dark, inverted(drawn), page.tiles, reach=_REACH)
    alike = [each for each in found if each.likeness > _ALIKE]
    fit = fitted(_at(alike), _found_at(alike), slack=_SLACK)
    nowhere = (False,) * len(page.tiles)
    if fit is None or not np.isfinite(fit[0]).all():
        return Located(rough, darkness(drawn), method, error=0.0, found=nowhere)
    bend = fit[0]
    off = np.hypot(*(_moved(bend, _at(found)) - _found_at(found)).T)
    at_place = tuple(each.likeness > _ALIKE and far < _SLACK for each, far in zip(found, off, strict=True))
    matrix = rough
    if _farthest(bend, alike) > _STILL:
        matrix = rough @ bend
        drawn = laid_over(picture.pixels, matrix, page.shape)
    return Located(matrix, darkness(drawn), method, error=_left_over(bend, alike) / DPI, found=at_place)


def _doubled(places: Points) -> Points:
    return _moved(_DOUBLED, places)


def _farthest(bend: Matrix, found: Sequence[Shifted]) -> float:
    """How far a bend moves any of the print that was found, in pixels."""
    return float(np.hypot(*(_moved(bend, _at(found)) - _at(found)).T).max())


def _moved(matrix: Matrix, places: Points) -> Points:
    moved = np.c_[places, np.ones(len(places))] @ matrix.T
    return np.asarray(moved[:, :2] / moved[:, 2:])


def _at(found: Sequence[Shifted]) -> Points:
    return np.array([each.at for each in found]).reshape(-1, 2)


def _found_at(found: Sequence[Shifted]) -> Points:
    return np.array([np.add(each.at, each.by) for each in found]).reshape(-1, 2)


def _left_over(bend: Matrix, found: Sequence[Shifted]) -> float:
    """The median distance in pixels between where print was found and where the bend puts it."""
    return float(np.median(np.hypot(*(_moved(bend, _at(found)) - _found_at(found)).T)))
