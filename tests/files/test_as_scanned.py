"""A scan's own picture is taken for the page only where the page shows nothing else."""

from collections.abc import Callable

import numpy as np
import pikepdf
import pytest
from made.pdf import changed, drawn, lying, overprinted, pictures_pdf, sheets
from PIL import Image, ImageDraw

from loc_builder.files.render import Picture, open_pages
from loc_builder.reading.scanned import as_scanned as scanned_picture

INK = drawn(lambda canvas: canvas.rect(100, 100, 200, 40, fill=1))


def scan(mode: str = "L", dpi: int = 200) -> bytes:
    """A page of scattered bars, as a scanner saves it."""
    sheet = Image.new(mode, (round(8.5 * dpi), 11 * dpi), "white")
    pen = ImageDraw.Draw(sheet)
    for number in range(30):
        left, top = dpi * (0.5 + number % 5), dpi * (0.6 + number // 3)
        pen.rectangle((left, top, left + dpi * 0.7, top + dpi * 0.2), fill="black")
    return pictures_pdf([sheet], dpi=dpi)


def as_scanned(pdf: bytes) -> Picture | None:
    with open_pages(pdf) as pages:
        return scanned_picture(pages, 1, at_least=190)


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_scan_as_it_lies_in_the_file_is_the_page_as_drawn(mode: str, turn: int) -> None:
    pdf = lying(scan(mode), turn=turn)
    with open_pages(pdf) as pages:
        scanned, page = scanned_picture(pages, 1, at_least=190), pages.picture(1, 200)
    assert scanned is not None
    assert scanned.pixels.shape == page.pixels.shape
    assert scanned.dpi == pytest.approx(200)
    assert float(np.abs(scanned.pixels.astype(int) - page.pixels).mean()) < 2


def with_mask(pdf: pikepdf.Pdf) -> None:
    (image,) = pdf.pages[0].get_images().values()
    image.SMask = pdf.make_stream(
        b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1, Height=1,
        ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip


def with_stamp(pdf: pikepdf.Pdf) -> None:
    stamp = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[9, 9, 99, 99])
    pdf.pages[0].Annots = pikepdf.Array([stamp])


def inverted(pdf: pikepdf.Pdf) -> None:
    (image,) = pdf.pages[0].get_images().values()
    image.Decode = pikepdf.Array([1, 0])


@pytest.mark.parametrize("change", [with_mask, with_stamp, inverted])
def test_a_scan_that_shows_something_else_is_drawn(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert as_scanned(changed(scan(), change)) is None


def test_a_page_with_more_than_a_scan_on_it_is_drawn() -> None:
    assert as_scanned(overprinted(scan(), INK)) is None
    assert as_scanned(sheets("a page of text")) is None


def test_a_scan_of_which_only_a_part_is_the_page_is_drawn() -> None:
    assert as_scanned(lying(scan(), crop=(100, 100, 500, 700))) is None
