"""PDF pages as pictures and as text (pypdfium2).

Pictures are grey, and no larger than a page needs: a photo saved as PDF calls itself four feet tall, and a page may say
it is 200 inches. All coordinates are points with the origin at the lower left of the page *as displayed*, that is
after the crop box and /Rotate. pdfium is not safe against hostile files: what came from outside is opened in a
worker process only (`loc_builder.reading.worker`).
"""

import ctypes
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from loc_builder.errors import InputError
from loc_builder.model import Box

POINTS_PER_INCH = 72
LARGEST_SIDE = 14_400  # points; PDF's own limit, beyond which there are no pages
LONGEST_PICTURE = 3400  # pixels, as of 17 inches at 200 dpi


class PasswordNeededError(InputError):
    """The PDF cannot be opened without a password."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as grey pixels, 0 black to 255 white, rows from the top."""

    pixels: NDArray[np.uint8]
    dpi: float

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    def turned(self, degrees: int) -> "Picture":
        """Turn clockwise by a multiple of 90 degrees."""
        return Picture(np.ascontiguousarray(np.rot90(self.pixels, -degrees // 90)), self.dpi)

    def softened(self) -> "Picture":
        """Replace each pixel by the mean of the nine about it, which takes the noise out of a poor scan."""
        edged = np.pad(self.pixels, 1, mode="edge").astype(np.uint16)
        nine = (edged[y : y + self.height, x : x + self.width] for y in range(3) for x in range(3))
        return Picture((sum(nine, np.zeros(self.pixels.shape, np.uint16)) // 9).astype(np.uint8), self.dpi)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text layer and where it stands."""

    text: str
    box: Box


class Pages:
    """An open PDF; made by `open_pages`."""

    def __init__(self, document: pypdfium2.PdfDocument) -> None:
        self._document = document

    def __len__(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of page `number` (from 1) as displayed."""
        width, height = self._page(number).get_size()
        return float(width), float(height)

    def picture(self, number: int, dpi: float = 200) -> Picture:
        """Draw page `number` (from 1), annotations and form fields included.

        A large page is drawn at fewer dots than `dpi`, so that no side is longer than LONGEST_PICTURE; the picture's
        own `dpi` says at how many.
        """
        page = self._page(number)
        longest = max(*page.get_size(), 1.0)
        dpi = min(dpi, LONGEST_PICTURE * POINTS_PER_INCH / longest)
        if longest > LARGEST_SIDE:
            raise InputError(f"page {number} is larger than a page can be", hint="Ask for the page as a scan.")
        with _damage_named(number):
            pixels = page.render(scale=dpi / POINTS_PER_INCH, grayscale=True).to_numpy()
        return Picture(np.array(pixels[:, :, 0] if pixels.ndim == 3 else pixels), dpi)

    def coloured(self, number: int, dpi: float = 200) -> NDArray[np.uint8]:
        """Draw page `number` as `picture` does, in colours: rows from the top; red, green and blue."""
        page = self._page(number)
        dpi = min(dpi, LONGEST_PICTURE * POINTS_PER_INCH / max(*page.get_size(), 1.0))
        with _damage_named(number):
            pixels = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True).to_numpy()
        return np.array(pixels[:, :, :3])

    def text(self, number: int) -> str:
        """Give the text layer of page `number` in reading order; empty where there is none."""
        with _damage_named(number):
            return str(self._page(number).get_textpage().get_text_range())

    def lines(self, number: int) -> tuple[Line, ...]:
        """Give the text runs of page `number` with their places."""
        page = self._page(number)
        text = page.get_textpage()
        found = []
        for index in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(index)
            words = text.get_text_bounded(left, bottom, right, top).strip()
            if words:
                found.append(Line(words, Box(left, bottom, right, top)))
        return tuple(found)

    def words(self, number: int) -> tuple[Line, ...]:
        """Give each word of page `number` with its place, in the order of the text layer."""
        with _damage_named(number):
            text = self._page(number).get_textpage()
            signs = [(chr(pdfium.FPDFText_GetUnicode(text, at)), at) for at in range(text.count_chars())]
            found, word = [], list[tuple[str, int]]()
            for sign in [*signs, (" ", -1)]:
                if not sign[0].isspace():
                    word.append(sign)
                elif word:
                    boxes = [text.get_charbox(at) for _, at in word]
                    low, high = map(min, zip(*boxes, strict=True)), map(max, zip(*boxes, strict=True))
                    (left, bottom, *_), (*_, right, top) = low, high
                    found.append(Line("".join(each for each, _ in word), Box(left, bottom, right, top)))
                    word = []
        return tuple(found)

    def picture_share(self, number: int) -> float:
        """Give the part of page `number` that pictures cover, 0 to 1; a scan with a hidden text layer is near 1."""
        page = self._page(number)
        with _damage_named(number):
            left, bottom, right, top = page.get_bbox()
            pictures = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=2)
            boxes = [picture.get_bounds() for picture in pictures]
        covered = 0.0
        for x0, y0, x1, y1 in boxes:
            covered += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
        return min(1.0, float(covered / max(1.0, (right - left) * (top - bottom))))

    def _page(self, number: int) -> pypdfium2.PdfPage:
        with _damage_named(number):
            return self._document[number - 1]


@contextmanager
def _damage_named(number: int) -> Iterator[None]:
    """Say which page pdfium could not work with."""
    try:
        yield
    except pypdfium2.PdfiumError as error:
        raise InputError(f"page {number} of the PDF is damaged", hint="Ask the sender for it again.") from error


@contextmanager
def open_pages(pdf: bytes) -> Iterator[Pages]:
    """Open a PDF for reading; raise PasswordNeededError or InputError where that cannot be done."""
    try:
        document = pypdfium2.PdfDocument(pdf)
        document.init_forms()
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise PasswordNeededError("the PDF needs a password") from error
        raise InputError("the PDF cannot be opened", hint="Ask the sender for it again.") from error
    try:
        yield Pages(document)
    finally:
        document.close()


def standard_program(name: str, characters: str) -> tuple[bytes, Mapping[str, int]]:
    """Give the face that pages are drawn with where a PDF has none of its own: its CFF and its characters' widths.

    `name` is a standard font's, as `Times-Bold`; widths are in thousandths of the size. A character that the face does
    not know under its own code is told as wide as a blank.
    """
    document = pypdfium2.PdfDocument.new()
    try:
        font = pdfium.FPDFText_LoadStandardFont(document.raw, name.encode("ascii"))
        length, width = ctypes.c_size_t(), ctypes.c_float()
        pdfium.FPDFFont_GetFontData(font, None, 0, ctypes.byref(length))
        program = (ctypes.c_uint8 * length.value)()
        pdfium.FPDFFont_GetFontData(font, program, length.value, ctypes.byref(length))
        widths = {}
        for character in characters:
            pdfium.FPDFFont_GetGlyphWidth(font, ord(character), 1000.0, ctypes.byref(width))
            widths[character] = round(width.value)
        pdfium.FPDFFont_Close(font)
        return bytes(program), widths
    finally:
        document.close()
