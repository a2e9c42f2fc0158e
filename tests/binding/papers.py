"""Paper for the tests of this folder: a letter as issued, and what comes back of it."""

import io

import numpy as np
import pikepdf
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from loc_builder.files.codes import qr_png, read_qr
from loc_builder.files.render import Picture, open_pages
from loc_builder.model import Corners

LETTER_ID = "KYILN-2017-001-L1-42"
CODE = 50.4
LABELS = ("Signature", "Printed name", "Title", "Date")
CROPS = (None, (40, 30, 560, 720), (-30, -20, 520, 792), (60, 0, 612, 760))
GEOMETRIES = [(turn, crop) for turn in (0, 90, 180, 270) for crop in CROPS]


def letter(*, pages: int = 3) -> bytes:
    """A letter as issued: body pages, then the signature page with two codes and two blocks of exact row heights."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=LETTER, invariant=1)
    for number in range(1, pages):
        canvas.setFont("Helvetica", 11)
        for line in range(20):
            canvas.drawString(72, 700 - 18 * line, f"Page {number}, line {line}: the district and the agency agree.")
        canvas.showPage()
    _signature_page(canvas)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _signature_page(canvas: Canvas) -> None:
    code = ImageReader(io.BytesIO(qr_png(f"LOC1:{LETTER_ID}:1:S")))
    canvas.drawImage(code, 72, 717, CODE, CODE)
    canvas.drawImage(code, 490, 30, CODE, CODE)
    canvas.setFont("Helvetica", 10)
    y = 620.0
    for _ in range(2):
        canvas.setFillGray(0.3)
        canvas.rect(72, y - 26, 468, 26, stroke=0, fill=1)
        canvas.setFillGray(0)
        y -= 26
        for label in LABELS:
            height = 50.4 if label == "Signature" else 25.9
            canvas.setStrokeGray(0.75)
            canvas.setLineWidth(0.5)
            canvas.rect(72, y - height, 468, height)
            canvas.drawString(78, y - height / 2 - 3, label)
            y -= height
    canvas.drawString(72, y - 30, "Send back every page of the letter.")


def pdf_of(picture: Image.Image, dpi: int = 200) -> bytes:
    """Wrap a picture as a scanner does."""
    file = io.BytesIO()
    picture.save(file, "PDF", resolution=dpi, quality=80)
    return file.getvalue()


def scan(pdf: bytes, page: int, *, skew: float = 0.0, turned: int = 0, noise: float = 0.0) -> bytes:
    """Print a page, sign it, and scan it: skewed by degrees, on grey noisy paper, turned clockwise."""
    with open_pages(pdf) as pages:
        paper = Image.fromarray(pages.picture(page, 200).pixels)
    ImageDraw.Draw(paper).line([(560, 560), (620, 500), (700, 590), (760, 520), (900, 560)], fill=40, width=5)
    paper = paper.rotate(
        skew, fillcolor=255, translate=(12, -18) if skew else (0, 0), resample=Image.Resampling.BICUBIC
    )
    random = np.random.default_rng(7)
    grey = np.asarray(paper).astype(float) * 0.94 + random.normal(0, noise, (paper.height, paper.width))
    return pdf_of(Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8)).rotate(-turned, expand=True))


def picture(pdf: bytes, page: int, dpi: float = 72) -> Picture:
    with open_pages(pdf) as pages:
        return pages.picture(page, dpi)


def text(pdf: bytes, page: int) -> str:
    with open_pages(pdf) as pages:
        return pages.text(page)


def codes_on(upright: Picture) -> tuple[Corners, ...]:
    """The corners of all codes on an upright page, in points."""
    scale = 72 / upright.dpi
    return tuple(
        tuple((x * scale, (upright.height - y) * scale) for x, y in code.corners)  # type: ignore[misc]  # four of them
        for code in read_qr(upright.pixels)
    )


def lying(pdf: bytes, page: int, turn: int, crop: tuple[int, int, int, int] | None) -> bytes:
    """Give a page one of the sixteen geometries."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = document.pages[page - 1]
        found.obj.Rotate = turn
        if crop:
            found.obj.CropBox = pikepdf.Array(crop)
        file = io.BytesIO()
        document.save(file)
    return file.getvalue()
