"""Overlays put on pages that exist already, whichever way these lie (pypdf).

A page is seen through its crop box and its turn (`/Rotate`); an overlay is drawn as the reader sees the page, upright,
with its origin at the lower left. `PageShape.matrix` carries the one to the other, for all sixteen combinations. The
page's own content is not parsed or rewritten: the overlay is added behind it as a form of its own.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    RectangleObject,
    StreamObject,
)

from loc_builder.errors import InputError

Matrix = tuple[float, float, float, float, float, float]
_FORM = "/LocOverlay"


@dataclass(frozen=True, slots=True)
class PageShape:
    """A page as displayed, in points, and the matrix from there to the page's own coordinates."""

    width: float
    height: float
    matrix: Matrix


def page_shapes(pdf: bytes) -> tuple[PageShape, ...]:
    """Tell how each page of a PDF is displayed."""
    try:
        return tuple(_shape(page) for page in PdfReader(io.BytesIO(pdf)).pages)
    except _FAULTS as error:
        raise _unusable() from error


def overlaid(pdf: bytes, overlays: bytes, numbers: Sequence[int]) -> bytes:
    """Put the pages of `overlays`, in order, on the pages `numbers` (from 1) of `pdf`."""
    try:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
        drawn = PdfReader(io.BytesIO(overlays))
        for overlay, number in zip(drawn.pages, numbers, strict=True):
            _put(writer, writer.pages[number - 1], overlay)
        file = io.BytesIO()
        writer.write(file)
        return file.getvalue()
    except _FAULTS as error:
        raise _unusable() from error


# pypdf meets hostile files with whatever its parts raise; none of these is a fault of this program's.
_FAULTS = (PyPdfError, DependencyError, KeyError, IndexError, TypeError, ValueError, AttributeError, RecursionError)


def _unusable() -> InputError:
    return InputError("the PDF cannot be stamped: its pages cannot be read", hint="Print it to a new PDF, or scan it.")


def _shape(page: PageObject) -> PageShape:
    x0, y0, x1, y1 = _visible(page)
    turned = int(page.get("/Rotate") or 0) % 360
    width, height = x1 - x0, y1 - y0
    match turned:
        case 90:
            return PageShape(height, width, (0, 1, -1, 0, x1, y0))
        case 180:
            return PageShape(width, height, (-1, 0, 0, -1, x1, y1))
        case 270:
            return PageShape(height, width, (0, -1, 1, 0, x0, y1))
        case _:
            return PageShape(width, height, (1, 0, 0, 1, x0, y0))


def _visible(page: PageObject) -> tuple[float, float, float, float]:
    """The part of the page that is shown: the crop box as far as it lies within the media box."""
    media, crop = _ordered(page.mediabox), _ordered(page.cropbox)
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else media


def _ordered(box: RectangleObject) -> tuple[float, float, float, float]:
    xs, ys = sorted((float(box.left), float(box.right))), sorted((float(box.bottom), float(box.top)))
    return xs[0], ys[0], xs[1], ys[1]


def _put(writer: PdfWriter, page: PageObject, overlay: PageObject) -> None:
    shape = _shape(page)
    form = writer._add_object(_form(writer, overlay, shape))  # noqa: SLF001 - pypdf has no public door for a new object
    resources = DictionaryObject(_resolved(page.get("/Resources")))
    forms = DictionaryObject(_resolved(resources.get("/XObject")))
    name = next(name for name in (f"{_FORM}{index}" for index in range(len(forms) + 1)) if name not in forms)
    forms[NameObject(name)] = form
    resources[NameObject("/XObject")] = forms
    page[NameObject("/Resources")] = resources
    matrix = " ".join(f"{value:.4f}" for value in shape.matrix)
    before, after = _content(b"q\n"), _content(f"\nQ q {matrix} cm {name} Do Q\n".encode())
    page[NameObject("/Contents")] = ArrayObject(
        [writer._add_object(before), *_streams(page), writer._add_object(after)]  # noqa: SLF001 - as above
    )


def _form(writer: PdfWriter, overlay: PageObject, shape: PageShape) -> StreamObject:
    """Make the overlay's page a form of the size of the page as displayed."""
    content = overlay.get_contents()
    form = _content(b"" if content is None else content.get_data())
    form[NameObject("/Type")] = NameObject("/XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    form[NameObject("/FormType")] = NumberObject(1)
    form[NameObject("/BBox")] = ArrayObject([FloatObject(side) for side in (0, 0, shape.width, shape.height)])
    form[NameObject("/Resources")] = _resolved(overlay.get("/Resources")).clone(writer)
    return form


def _content(data: bytes) -> StreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return stream.flate_encode()


def _resolved(entry: Any) -> DictionaryObject:
    found = None if entry is None else entry.get_object()
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _streams(page: PageObject) -> list[Any]:
    """The page's own content streams as they stand, by reference."""
    contents = page.get("/Contents") and page.raw_get("/Contents")
    if contents is None:
        return []
    found = contents.get_object()
    return list(found) if isinstance(found, ArrayObject) else [contents]
