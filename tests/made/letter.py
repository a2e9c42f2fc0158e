"""A letter as a PDF with its codes, page numbers and signature block, and what comes back of it."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pikepdf
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from loc_builder import letter_id
from loc_builder.files.codes import qr_png, read_qr
from loc_builder.files.render import POINTS_PER_INCH, Picture, open_pages
from loc_builder.letter_id import Code, Side
from loc_builder.model import Corners, DistrictNumber, LetterId
from loc_builder.schoolyear import SchoolYear
from made.pdf import changed, drawn, pictures_pdf

CODE_SIDE = 0.7 * POINTS_PER_INCH
HEADER_CODE = (72, 717)  # lower left corner, points
FOOTER_CODE = (490, 30)
SENTENCE = "The district and the agency keep to what they promise each other in this letter."
LABELS = ("Signature", "Printed name", "Title", "Date")
LABEL_LEFT = 78  # points
DISTRICT_TOP = 594  # points; the upper edge of the district's signature row

ADAIR = letter_id.make("KYILN", SchoolYear(2024), DistrictNumber("001"))
BARREN = letter_id.make("KYILN", SchoolYear(2024), DistrictNumber("025"))


@dataclass(frozen=True, slots=True)
class Print:
    """What a copy of a letter shows of itself beside its text."""

    letter_id: LetterId = ADAIR
    revision: int = 1
    of: int = 3
    has_codes: bool = True
    has_numbers: bool = True


AS_ISSUED = Print()


def letter_pdf(pages: Sequence[int] = (1, 2, 3), shown: Print = AS_ISSUED) -> bytes:
    """These pages of a letter of `shown.of` pages, in this order; the last page of the letter is for signatures."""

    def draw(canvas: Canvas) -> None:
        for page in pages:
            _draw_page(canvas, page, shown)
            canvas.showPage()

    return drawn(draw)


def signature_page_pdf() -> bytes:
    """The signature page alone, as page 1."""
    return letter_pdf((3,))


def form_pdf(values: dict[str, str], *, below: bytes | None = None) -> bytes:
    """The letter, or the file `below`, with form fields of these names, filled."""

    def add_fields(pdf: pikepdf.Pdf) -> None:
        fields = [
            pdf.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Widget,
                    FT=pikepdf.Name.Tx,
                    T=pikepdf.String(name),
                    V=pikepdf.String(value),
                    Rect=pikepdf.Array([72, 300, 300, 320]),
                )
            )
            for name, value in values.items()
        ]
        pdf.pages[0].Annots = pikepdf.Array(fields)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields), NeedAppearances=True)

    return changed(below or letter_pdf(), add_fields)


@dataclass(frozen=True, slots=True)
class Scanner:
    """How paper lies on the glass, and what the glass adds to it.

    `turned` clockwise and `skew` are degrees, `shift` is pixels at 200 dpi, `grain` the strength of the noise in grey
    levels, from a fixed seed; `paper` is the grey of white paper.
    """

    turned: int = 0
    skew: float = 0
    shift: tuple[int, int] = (0, 0)
    grain: float = 0
    paper: int = 255
    dpi: int = 200


FLAT = Scanner()


def scan(pdf: bytes, scanner: Scanner = FLAT, *, pen: bool = False) -> bytes:
    """Print a PDF, sign its last page in the district's room where there is a `pen`, and scan it."""
    with open_pages(pdf) as pages:
        printed = [Image.fromarray(pages.picture(number, scanner.dpi).pixels) for number in range(1, len(pages) + 1)]
    if pen:
        stroke = [(560, 560), (620, 500), (700, 590), (760, 520), (900, 560)]  # pixels at 200 dpi
        ImageDraw.Draw(printed[-1]).line(stroke, fill=40, width=5)
    chance = np.random.default_rng(7)
    return pictures_pdf([_scanned(sheet, scanner, chance) for sheet in printed], dpi=scanner.dpi)


def codes_on(upright: Picture) -> tuple[Corners, ...]:
    """The corners of all codes on an upright page, in points."""
    scale = POINTS_PER_INCH / upright.dpi

    def place(corner: tuple[int, int]) -> tuple[float, float]:
        return corner[0] * scale, (upright.height - corner[1]) * scale

    def corners(code: Sequence[tuple[int, int]]) -> Corners:
        top_left, top_right, bottom_right, bottom_left = (place(corner) for corner in code)
        return top_left, top_right, bottom_right, bottom_left

    return tuple(corners(code.corners) for code in read_qr(upright.pixels))


def _draw_page(canvas: Canvas, page: int, shown: Print) -> None:
    side = Side.SIGNATURE if page == shown.of else Side.BODY
    canvas.setFont("Helvetica", 10)
    if side is Side.SIGNATURE:
        _draw_blocks(canvas)
    else:
        for line in range(20):
            canvas.drawString(72, 690 - 18 * line, f"{line + 1}. {SENTENCE}")
    canvas.drawString(72, 250, f"Words of page {page} alone")
    if shown.has_codes:
        picture = ImageReader(io.BytesIO(qr_png(str(Code(shown.letter_id, shown.revision, side)))))
        for place in (FOOTER_CODE, HEADER_CODE)[: 2 if side is Side.SIGNATURE else 1]:
            canvas.drawImage(picture, *place, CODE_SIDE, CODE_SIDE)
    if shown.has_numbers:
        canvas.drawString(72, 60, f"{shown.letter_id} rev. {shown.revision}")
        canvas.drawString(72, 45, f"Page {page} of {shown.of}")


def _draw_blocks(canvas: Canvas) -> None:
    """Room to sign for the district and for the agency: a heading in white on grey, then rows of exact height."""
    y = float(DISTRICT_TOP)
    for _ in range(2):
        canvas.setFillGray(0.3)
        canvas.rect(72, y, 468, 26, stroke=0, fill=1)
        canvas.setFillGray(0)
        for label in LABELS:
            height = 50.4 if label == "Signature" else 25.9
            canvas.setStrokeGray(0.75)
            canvas.setLineWidth(0.5)
            canvas.rect(72, y - height, 468, height)
            canvas.drawString(LABEL_LEFT, y - height / 2 - 3, label)
            y -= height
        y -= 26
    canvas.drawString(72, y - 4, "Send back every page of the letter.")


def _scanned(sheet: Image.Image, scanner: Scanner, chance: np.random.Generator) -> Image.Image:
    if scanner.skew:
        sheet = sheet.rotate(scanner.skew, Image.Resampling.BICUBIC, translate=scanner.shift, fillcolor=255)
    light = np.asarray(sheet).astype(float) * (scanner.paper / 255)
    grainy = light + chance.normal(0, scanner.grain, light.shape)
    return Image.fromarray(np.clip(grainy, 0, 255).astype(np.uint8)).rotate(-scanner.turned, expand=True)
