"""PDFs: small ones to work on, changes made to them, and what they show."""

import io
import time
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pikepdf
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from loc_builder.files.render import POINTS_PER_INCH, Picture, open_pages

LETTER_SIZE = (612, 792)
Size = tuple[float, float]
Change = Callable[[pikepdf.Pdf], object]


# ---- made


def drawn(draw: Callable[[Canvas], object], *, size: Size = LETTER_SIZE) -> bytes:
    """A PDF of what `draw` draws; the same drawing gives the same bytes."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=True)
    draw(canvas)
    canvas.save()
    return file.getvalue()


def sheets(*texts: str, size: Size = LETTER_SIZE) -> bytes:
    """A page for each text, in a font that is not in the file."""

    def draw(canvas: Canvas) -> None:
        for text in texts:
            canvas.drawString(100, size[1] / 2, text)
            canvas.showPage()

    return drawn(draw, size=size)


def pictures_pdf(pictures: Iterable[Image.Image], *, dpi: float = 200) -> bytes:
    """A page for each picture, as a JPEG, bound as a scanner does: with no text and no font."""
    first, *others = pictures
    file = io.BytesIO()
    day = time.gmtime(0)
    first.save(
        file, "PDF", resolution=dpi, quality=80, save_all=True, append_images=others, creationDate=day, modDate=day
    )
    return file.getvalue()


def full_page() -> bytes:
    """A page of letter size without a blank place: chequered all over."""
    square = np.array([[0, 255], [255, 0]], dtype=np.uint8).repeat(9, 0).repeat(9, 1)
    return pictures_pdf([Image.fromarray(np.tile(square, (123, 95)))])


def acting_form(value: str) -> bytes:
    """A page with a field `name`, a script behind it, a link that starts a program, and an attached file."""

    def draw(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="name", value=value, x=100, y=600, width=200, height=24, borderWidth=0)
        canvas.showPage()

    def act(pdf: pikepdf.Pdf) -> None:
        name = pikepdf.Name
        script = pikepdf.Dictionary(S=name.JavaScript, JS="app.alert(1)")
        launch = pikepdf.Dictionary(S=name.Launch, F="cmd")
        link = pikepdf.Dictionary(Type=name.Annot, Subtype=name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=launch)
        pdf.Root.OpenAction = script
        pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", script])))
        pdf.attachments["a.exe"] = b"MZ"
        pdf.pages[0].Annots.append(pdf.make_indirect(link))

    return changed(drawn(draw), act)


# ---- changed


def saved(pdf: pikepdf.Pdf, **options: Any) -> bytes:
    """The file's bytes; `options` are those of pikepdf's `save`."""
    file = io.BytesIO()
    pdf.save(file, **options)
    return file.getvalue()


def changed(data: bytes, change: Change, **options: Any) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        return saved(pdf, **options)


def locked(data: bytes, *, user: str) -> bytes:
    """Encrypt a file; with an empty `user` password it can be read and not changed."""
    return changed(data, lambda _: None, encryption=pikepdf.Encryption(user=user, owner="other"))


def joined(*pdfs: bytes) -> bytes:
    """Put PDFs one after the other."""
    whole = pikepdf.new()
    for data in pdfs:
        whole.pages.extend(pikepdf.open(io.BytesIO(data)).pages)
    return saved(whole)


def overprinted(data: bytes, over: bytes, *, under: bool = False) -> bytes:
    """Print each page of `over` on the page of the same number, or under what stands there."""

    def print_on(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(over)) as other:
            for page, its in zip(pdf.pages, other.pages, strict=True):
                (page.add_underlay if under else page.add_overlay)(its, None)

    return changed(data, print_on)


def lying(data: bytes, *, turn: int = 0, crop: tuple[int, int, int, int] | None = None) -> bytes:
    """Turn the first page by /Rotate and give it a crop box."""

    def lay(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = turn
        if crop:
            pdf.pages[0].obj.CropBox = pikepdf.Array(crop)

    return changed(data, lay)


# ---- seen


def leads_to(destination: object) -> tuple[int, int]:
    """The page that a link's or a bookmark's destination names, as the numbers of its object."""
    assert isinstance(destination, pikepdf.Array)
    return destination[0].objgen


def text_of(data: bytes, page: int) -> str:
    with open_pages(data) as pages:
        return pages.text(page)


def texts_of(data: bytes) -> list[str]:
    """The text of each page."""
    with open_pages(data) as pages:
        return [pages.text(number) for number in range(1, len(pages) + 1)]


def picture_of(data: bytes, page: int, dpi: float = POINTS_PER_INCH) -> Picture:
    with open_pages(data) as pages:
        return pages.picture(page, dpi)
