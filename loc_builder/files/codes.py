"""QR codes, made and read (zxing-cpp)."""

import io
from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

PIXELS_PER_MODULE = 6

_QR_ONLY = zxingcpp.barcode_formats_from_str("QRCode")


@dataclass(frozen=True, slots=True)
class CodeFound:
    """A code on a picture: its text and corners in pixels from the picture's top left.

    Corners are the code's own top left, top right, bottom right, bottom left, so they tell how the page lies;
    `orientation` is the code's turn in degrees clockwise.
    """

    text: str
    corners: tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]
    orientation: int


def qr_png(text: str) -> bytes:
    """Draw a QR code of level Q as a black and white PNG with its quiet zone; the same text gives the same bytes."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    picture = Image.fromarray(np.array(code.to_image(scale=PIXELS_PER_MODULE))).convert("1")
    file = io.BytesIO()
    picture.save(file, format="PNG", optimize=False)
    return file.getvalue()


def read_qr(pixels: NDArray[np.uint8]) -> tuple[CodeFound, ...]:
    """Find all QR codes on a grey picture, whichever way it lies."""
    return tuple(
        CodeFound(found.text, _corners(found.position), int(found.orientation))
        for found in zxingcpp.read_barcodes(pixels, formats=_QR_ONLY)
    )


def _corners(
    place: zxingcpp.Position,
) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]:
    return (
        (place.top_left.x, place.top_left.y),
        (place.top_right.x, place.top_right.y),
        (place.bottom_right.x, place.bottom_right.y),
        (place.bottom_left.x, place.bottom_left.y),
    )
