"""Pictures of places on kept pages, drawn when a person looks: signature, date, and ink where none belongs.

Opens what came back: run it in a worker (`loc_builder.reading.worker`).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from loc_builder.errors import InputError
from loc_builder.files.laying import cut_out
from loc_builder.files.render import POINTS_PER_INCH, open_pages
from loc_builder.model import Part, PlaceSeen

DPI = 150
_PAGE_DPI = 80
_LONGEST = 1600  # pixels
_QUALITY = 80


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
    names = {"signature": f"{party} signature", "date": f"{party} date", "ink": "ink"}
    drawn = {key: _drawn(pdf, by_name[name]) for key, name in names.items() if name in by_name}
    return Shown(**drawn, page=next(_pages(pdf, part), b""))


def _drawn(pdf: bytes, place: PlaceSeen) -> bytes:
    try:
        return crop(pdf, place)
    except InputError:
        return b""


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
    with open_pages(pdf) as pages:
        picture = pages.picture(place.page, dpi).turned(place.turned)
    scale = picture.dpi / POINTS_PER_INCH
    corners = np.array([(x * scale, picture.height - y * scale) for x, y in place.corners])
    return _jpeg(cut_out(picture.pixels, corners, longest=_LONGEST))
