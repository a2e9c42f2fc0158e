"""Pictures of places on kept pages, drawn when a person looks: signature, date, and ink where none belongs.

Opens what came back: run it in a worker (`loc_builder.reading.worker`).
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from loc_builder.errors import InputError
from loc_builder.files.laying import Darkness, Grey, cut_out, darkness, patches, ruled
from loc_builder.files.render import POINTS_PER_INCH, open_pages
from loc_builder.model import Part, PlaceSeen

DPI = 200
AROUND = 12.0  # points of the page that a place of the letter has about its box
_PAGE_DPI = 80
INK = "ink"
"""What a place with ink where none belongs is called."""
_LONGEST = 1600  # pixels
_QUALITY = 80
_DARK = 45  # levels of darkness
_SPECK = 12  # pixels
_RULE = 160  # pixels: longer than a stroke of the pen is straight
_JOINED = 6  # pixels: pieces of a stroke that a rule cuts in two
_MARGIN = 14  # pixels left about the writing
_BLACK = 150  # levels of darkness, as of a pen; what invites to write is printed in grey
_GAP = 25  # pixels: an eighth of an inch

PixelBox = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person sees of a part, as JPEGs: a party's signature and date, ink where none belongs, and the page.

    Each is empty where there is none.
    """

    signature: bytes = b""
    date: bytes = b""
    ink: bytes = b""
    page: bytes = b""


def show(pdf: bytes, part: Part, party: str) -> Shown:
    """Draw what a person needs to see of a part to decide; what cannot be drawn is left out."""
    by_name = {place.what: place for place in reversed(part.places)}
    names = {"signature": f"{party} signature", "date": f"{party} date", "ink": INK}
    drawn = {key: _drawn(pdf, by_name[name]) for key, name in names.items() if name in by_name}
    return Shown(**drawn, page=next(_pages(pdf, part), b""))


def _drawn(pdf: bytes, place: PlaceSeen) -> bytes:
    try:
        pixels = _cut(pdf, place, DPI)
    except InputError:
        return b""
    around = round(AROUND * DPI / POINTS_PER_INCH)
    return _jpeg(pixels if place.what == INK else close_to_writing(pixels, around))


def _pages(pdf: bytes, part: Part) -> Iterator[bytes]:
    """Draw the page to look at first: the signature page, else the first."""
    wanted = sorted(part.pages, key=lambda page: not page.is_signature_page)
    for page in wanted[:1]:
        try:
            with open_pages(pdf) as pages:
                yield _jpeg(pages.picture(page.number, _PAGE_DPI).turned(page.turned).pixels)
        except InputError:
            return


def _jpeg(pixels: NDArray[np.uint8]) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()


def crop(pdf: bytes, place: PlaceSeen, *, dpi: float = DPI) -> bytes:
    """Draw a place of a kept PDF straightened, as a JPEG; raises InputError where the page cannot be drawn."""
    return _jpeg(_cut(pdf, place, dpi))


def _cut(pdf: bytes, place: PlaceSeen, dpi: float) -> Grey:
    with open_pages(pdf) as pages:
        picture = pages.picture(place.page, dpi).turned(place.turned)
    scale = picture.dpi / POINTS_PER_INCH
    corners = np.array([(x * scale, picture.height - y * scale) for x, y in place.corners])
    return cut_out(picture.pixels, corners, longest=_LONGEST)


def close_to_writing(pixels: Grey, around: int) -> Grey:
    """Cut a box, shown with `around` pixels of the page about it, close to what is written in it.

    The box's rules and the print beyond them are left out, a stroke that goes over a rule is not; so is a pale
    invitation to write that stands well before what was written. Where nothing is found, or only specks, the box is
    shown as it is.
    """
    dark = darkness(pixels)
    rules = ruled(dark, _RULE, reach=2) | ruled(np.ascontiguousarray(dark.T), _RULE, reach=2).T
    pieces = [each for each in patches((dark > _DARK) & ~rules, joined_within=_JOINED) if each.pixels >= _SPECK]
    height, width = pixels.shape
    inner = (around, around, width - around, height - around)
    written = [each.box for each in pieces if _lies_within(each.box, inner)]
    boxes = _after_invitation(written, dark) or [inner]
    left, top = (max(0, min(box[side] for box in boxes) - _MARGIN) for side in (0, 1))
    right, bottom = (max(box[side] for box in boxes) + _MARGIN for side in (2, 3))
    return np.ascontiguousarray(pixels[top:bottom, left:right])


def _after_invitation(boxes: Sequence[PixelBox], dark: Darkness) -> Sequence[PixelBox]:
    """The boxes without the pale ones, where these all stand well before what is dark and large enough for a date."""
    black = [box for box in boxes if np.percentile(dark[box[1] : box[3], box[0] : box[2]], 97) > _BLACK]
    pale = [box for box in boxes if box not in black]
    if not black or not pale:
        return boxes
    left, top, right, bottom = (pick(box[side] for box in black) for side, pick in enumerate((min, min, max, max)))
    is_writing = right - left > 2 * _GAP and bottom - top > _GAP
    return black if is_writing and left - max(box[2] for box in pale) > _GAP else boxes


def _lies_within(box: PixelBox, inner: PixelBox) -> bool:
    """Whether more than half of a piece's height and width lies in the box."""
    shares = (
        (min(box[end], inner[end]) - max(box[start], inner[start])) / (box[end] - box[start])
        for start, end in ((0, 2), (1, 3))
    )
    return all(share > 0.5 for share in shares)
