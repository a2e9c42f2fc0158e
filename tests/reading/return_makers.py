"""Returned files, made for the tests: letters as PDFs with codes and page numbers, scans of them, forms."""

import io
from collections.abc import Iterable, Sequence

import numpy as np
import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from loc_builder import letter_id
from loc_builder.files.codes import qr_png
from loc_builder.files.render import open_pages
from loc_builder.letter_id import Code, Side
from loc_builder.model import DistrictNumber, LetterId
from loc_builder.schoolyear import SchoolYear

LETTER = (612, 792)
CODE_SIDE = 0.7 * 72
FOOTER_CODE = (54, 36)  # lower left corner, points
HEADER_CODE = (54, 700)
SENTENCE = "The district and the department keep to what they promise each other in this letter for the year. "

ADAIR = letter_id.make("KYILN", SchoolYear(2024), DistrictNumber("001"))
BARREN = letter_id.make("KYILN", SchoolYear(2024), DistrictNumber("025"))


def letter_pdf(
    letter: LetterId = ADAIR,
    *,
    pages: Sequence[int] = (1, 2, 3),
    of: int = 3,
    revision: int = 1,
    codes: bool = True,
    printed: bool = True,
) -> bytes:
    """A letter of `of` pages, the last the signature page; `pages` says which of them, in what order."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=LETTER, invariant=True)
    for page in pages:
        _draw_page(canvas, letter, page, of=of, revision=revision, codes=codes, printed=printed)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw_page(
    canvas: Canvas, letter: LetterId, page: int, *, of: int, revision: int, codes: bool, printed: bool
) -> None:
    for line in range(8):
        canvas.drawString(72, 640 - 20 * line, f"{line + 1}. {SENTENCE}"[:90])
    canvas.drawString(72, 400, f"Words of page {page} alone")
    if codes:
        side = Side.SIGNATURE if page == of else Side.BODY
        picture = ImageReader(io.BytesIO(qr_png(str(Code(letter, revision, side)))))
        for place in (FOOTER_CODE, HEADER_CODE)[: 2 if page == of else 1]:
            canvas.drawImage(picture, *place, CODE_SIDE, CODE_SIDE)
    if printed:
        canvas.drawString(120, 70, f"{letter} rev. {revision}")
        canvas.drawString(120, 55, f"Page {page} of {of}")


def scan(pdf: bytes, *, turned: int = 0, skew: float = 0, noise: int = 0, dpi: int = 200) -> bytes:
    """Print and scan a PDF: each page a JPEG, turned clockwise, leaning, with noise of that strength (fixed seed)."""
    chance = np.random.default_rng(7)
    pictures = []
    with open_pages(pdf) as pages:
        for number in range(1, len(pages) + 1):
            picture = Image.fromarray(pages.picture(number, dpi).pixels)
            if skew:
                picture = picture.rotate(skew, fillcolor=255, resample=Image.Resampling.BILINEAR)
            if turned:
                picture = picture.rotate(-turned, expand=True)
            if noise:
                grain = chance.normal(0, noise, np.asarray(picture).shape)
                picture = Image.fromarray(np.clip(np.asarray(picture) + grain, 0, 255).astype(np.uint8))
            pictures.append(picture)
    return pictures_pdf(pictures, dpi=dpi)


def pictures_pdf(pictures: Iterable[Image.Image], *, dpi: float = 200) -> bytes:
    """Make a PDF of pages that are pictures."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=True)
    for picture in pictures:
        size = (picture.width * 72 / dpi, picture.height * 72 / dpi)
        jpeg = io.BytesIO()
        picture.convert("L").save(jpeg, format="JPEG", quality=60)
        jpeg.seek(0)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(jpeg), 0, 0, *size)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def joined(*pdfs: bytes) -> bytes:
    """Put PDFs one after the other."""
    whole = pikepdf.Pdf.new()
    sources = [pikepdf.open(io.BytesIO(pdf)) for pdf in pdfs]
    for source in sources:
        whole.pages.extend(source.pages)
    return saved(whole)


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    file = io.BytesIO()
    pdf.save(file, **options)
    return file.getvalue()


def form_pdf(values: dict[str, str], *, below: bytes | None = None) -> bytes:
    """The letter with form fields of these names, filled."""
    pdf = pikepdf.open(io.BytesIO(below or letter_pdf()))
    fields = []
    for name, value in values.items():
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T=pikepdf.String(name),
            V=pikepdf.String(value),
            Rect=pikepdf.Array([72, 300, 300, 320]),
        )
        fields.append(pdf.make_indirect(field))
    pdf.pages[0].Annots = pikepdf.Array(fields)
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(fields), NeedAppearances=True)
    return saved(pdf)
