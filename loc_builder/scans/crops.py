"""Pictures of places on kept pages, drawn when a person looks: signature, date, and ink where none belongs.

Opens what came back: run it in a worker (`loc_builder.reading.worker`).
"""

import io

import numpy as np
from PIL import Image

from loc_builder.files.laying import cut_out
from loc_builder.files.render import POINTS_PER_INCH, open_pages
from loc_builder.model import PlaceSeen

DPI = 150
_LONGEST = 1600  # pixels
_QUALITY = 80


def crop(pdf: bytes, place: PlaceSeen, *, dpi: float = DPI) -> bytes:
    """Draw a place of a kept PDF straightened, as a JPEG; raises InputError where the page cannot be drawn."""
    with open_pages(pdf) as pages:
        picture = pages.picture(place.page, dpi).turned(place.turned)
    scale = picture.dpi / POINTS_PER_INCH
    corners = np.array([(x * scale, picture.height - y * scale) for x, y in place.corners])
    file = io.BytesIO()
    Image.fromarray(cut_out(picture.pixels, corners, longest=_LONGEST)).save(file, "JPEG", quality=_QUALITY)
    return file.getvalue()
