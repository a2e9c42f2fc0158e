"""PDF pages as pictures and as text (pypdfium2).

Pictures are grey, and no larger than a page needs: a photo saved as PDF calls itself four feet tall, and a page may say
it is 200 inches. All coordinates are points with the origin at the lower left of the page *as displayed*, that is
after the crop box and /Rotate. pdfium is not safe against hostile files: what came from outside is opened in a
worker process only (`loc_builder.reading.worker`).
"""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from loc_builder.errors import InputError
from loc_builder.files.render.notes import open_note
from loc_builder.files.render.picture import Line, Picture, Scanned
from loc_builder.files.render.places import around, boxes_in
from loc_builder.files.render.scan import picture_alone
from loc_builder.lines import Sign, lines_in_order
from loc_builder.model import Box

POINTS_PER_INCH = 72
LARGEST_SIDE = 14_400  # points; PDF's own limit, beyond which there are no pages
SMALLEST_SIDE = 3  # points; the same
LONGEST_PICTURE = 3400  # pixels, as of 17 inches at 200 dpi


_WORD = re.compile(r"\S+")

_MASKS = (b"/SMask", b"/Mask", b"/ImageMask", b"/Decode ", b"/Decode[")
"""What makes an image show something else than its pixels. It stands in the image's own dictionary, uncompressed."""


class PasswordNeededError(InputError):
    """The PDF cannot be opened without a password."""


class Pages:
    """An open PDF; made by `open_pages`."""

    def __init__(self, document: pypdfium2.PdfDocument, *, has_masks: bool) -> None:
        self._document = document
        self._has_masks = has_masks
        self._open: tuple[int, pypdfium2.PdfPage] | None = None
        self._read: tuple[int, pypdfium2.PdfTextPage] | None = None

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
        dpi = _drawn_at(page, number, dpi)
        with _damage_named(number):
            pixels = page.render(scale=dpi / POINTS_PER_INCH, grayscale=True).to_numpy()
        return Picture(np.array(pixels[:, :, 0] if pixels.ndim == 3 else pixels), dpi)

    def scanned(self, number: int) -> Scanned | None:
        """Give the picture that page `number` consists of, at the resolution it was scanned with.

        None where the page is anything else than one plain JPEG from edge to edge, under which a scanner may have laid
        invisible text, or where that is very large: such a page must be drawn, which takes ten times as long.
        """
        page = self._page(number)
        if self._has_masks or pdfium.FPDFPage_GetAnnotCount(page.raw):
            return None
        with _damage_named(number):
            image = picture_alone(page)
            if image is None:
                return None
            jpeg, (_, rows) = bytes(image.get_data()), image.get_px_size()
        _, bottom, _, top = page.get_bbox()
        return Scanned(jpeg, top - bottom, rows * POINTS_PER_INCH / (top - bottom), page.get_rotation())

    def coloured(self, number: int, dpi: float = 200, *, turned: int = 0) -> NDArray[np.uint8]:
        """Draw page `number` as `picture` does, in colours: rows from the top; red, green and blue.

        It is drawn as if it were turned clockwise by `turned` more degrees, a multiple of 90.
        """
        page = self._page(number)
        dpi = _drawn_at(page, number, dpi)
        with _damage_named(number):
            pixels = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=True, rotation=turned % 360).to_numpy()
        return np.array(pixels[:, :, :3])

    def has_annotations(self, number: int) -> bool:
        """Whether fields or annotations lie on page `number`; pictures show them."""
        return int(pdfium.FPDFPage_GetAnnotCount(self._page(number).raw)) > 0

    def text(self, number: int) -> str:
        """Give the text layer of page `number` in reading order; empty where there is none."""
        with _damage_named(number):
            page = self._text(number)
            text, box_of = str(page.get_text_range()), boxes_in(page)
            if text.isascii() or len(text) != page.count_chars():
                return text
            is_guessed = pdfium.FPDFText_IsGenerated
            return lines_in_order(text, lambda at: Sign(text[at], *box_of(at), is_guessed(page.raw, at) == 1))

    def lines(self, number: int, *, left_of: float = math.inf) -> tuple[Line, ...]:
        """Give the text runs of page `number` that begin left of a place, with their own places."""
        with _damage_named(number):
            text = self._text(number)
            found = []
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                words = text.get_text_bounded(left, bottom, right, top).strip() if left < left_of else ""
                if words:
                    found.append(Line(words, Box(left, bottom, right, top)))
            return tuple(found)

    def notes(self, number: int) -> tuple[Line, ...]:
        """Give what was typed in notes that lie open on page `number`, which is in no text layer."""
        page = self._page(number).raw
        with _damage_named(number):
            return tuple(note for at in range(pdfium.FPDFPage_GetAnnotCount(page)) if (note := open_note(page, at)))

    def letters_on_top(self, number: int) -> int:
        """Count the letters in forms that are drawn on top of all else on page `number`: the end of its text layer."""
        page = self._page(number)
        with _damage_named(number):
            things, kinds = list(page.get_objects(max_depth=1)), [pdfium.FPDF_PAGEOBJ_TEXT]
            forms = tuple(takewhile(lambda thing: thing.type == pdfium.FPDF_PAGEOBJ_FORM, reversed(things)))
            text = self._text(number) if forms else None
            inside = [each for form in forms for each in page.get_objects(kinds, form=form, textpage=text)]
            return sum(len("".join(each.extract().split())) for each in inside)

    def words(self, number: int) -> tuple[Line, ...]:
        """Give each word of page `number` with its place, in the order of the text layer."""
        return self.places(number, _WORD)

    def places(self, number: int, pattern: re.Pattern[str]) -> tuple[Line, ...]:
        """Give what of the text of page `number` a pattern matches, with its places.

        A place is told by the first and the last sign there: a long letter between them may stand out.
        """
        with _damage_named(number):
            text = self._text(number)
            count = text.count_chars()
            signs = text.get_text_range()
            if len(signs) != count:
                signs = "".join(chr(pdfium.FPDFText_GetUnicode(text, at)) for at in range(count))
            box_of = boxes_in(text)
            return tuple(
                Line(found[0], around(box_of(found.start()), box_of(found.end() - 1)))
                for found in pattern.finditer(signs)
            )

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
        """Open a page; the one asked for last stays open, since most is asked of one page after the other."""
        if self._open is None or self._open[0] != number:
            with _damage_named(number):
                self._open = number, self._document[number - 1]
        return self._open[1]

    def _text(self, number: int) -> pypdfium2.PdfTextPage:
        if self._read is None or self._read[0] != number:
            self._read = number, self._page(number).get_textpage()
        return self._read[1]


def _drawn_at(page: pypdfium2.PdfPage, number: int, dpi: float) -> float:
    """Give the dots per inch to draw a page with; raise InputError for one that is no page by its size."""
    width, height = page.get_size()
    if max(width, height) > LARGEST_SIDE:
        raise InputError(f"page {number} is larger than a page can be", hint="Ask for the page as a scan.")
    if min(width, height) <= 0:
        raise InputError(f"page {number} has no width or no height", hint="Ask for the page as a scan.")
    return float(min(dpi, LONGEST_PICTURE * POINTS_PER_INCH / max(width, height, 1.0)))


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
        yield Pages(document, has_masks=any(name in pdf for name in _MASKS))
    finally:
        document.close()
