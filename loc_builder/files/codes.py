"""QR codes, made and read (zxing-cpp)."""

import struct
import zlib
from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.typing import NDArray

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
    return _png(np.array(code.to_image(scale=1)) > 0)


def _png(modules: NDArray[np.bool_]) -> bytes:
    """Write white and black squares as a picture of one bit a pixel; an imaging library takes four times as long."""
    line = np.packbits(modules.repeat(PIXELS_PER_MODULE, axis=1), axis=1)
    filtered = np.zeros((line.shape[0], line.shape[1] + 1), np.uint8)  # a line begins with its filter: none
    filtered[:, 1:] = line
    rows = filtered.repeat(PIXELS_PER_MODULE, axis=0)
    height, width = (size * PIXELS_PER_MODULE for size in modules.shape)
    about = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = ((b"IHDR", about), (b"IDAT", zlib.compress(rows.tobytes(), 1, wbits=12)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4) for kind, content in chunks
    )


def read_qr(pixels: NDArray[np.uint8], *, is_patient: bool = True) -> tuple[CodeFound, ...]:
    """Find all QR codes on a grey picture, whichever way it lies.

    Who is not patient finds no code that is white on black, nor one so large or coarse that a smaller picture of it
    would be read: that takes two thirds longer.
    """
    found = zxingcpp.read_barcodes(pixels, formats=_QR_ONLY, try_invert=is_patient, try_downscale=is_patient)
    return tuple(CodeFound(each.text, _corners(each.position), int(each.orientation)) for each in found)


def _corners(
    place: zxingcpp.Position,
) -> tuple[tuple[int, int], tuple[int, int], tuple[int, int], tuple[int, int]]:
    return (
        (place.top_left.x, place.top_left.y),
        (place.top_right.x, place.top_right.y),
        (place.bottom_right.x, place.bottom_right.y),
        (place.bottom_left.x, place.bottom_left.y),
    )
