"""What other editors make of a letter, played: a word processor in the browser, a PDF viewer that is written into."""

import re
from collections.abc import Mapping, Sequence

import pikepdf
from lxml import etree
from reportlab.pdfgen.canvas import Canvas

from loc_builder.files.render import open_pages
from loc_builder.model import Box
from made.package import parts_of, with_parts
from made.pdf import changed, drawn, overprinted
from made.word import Element, W, at, edited, remove

NAMING = ("[Content_Types].xml", "_rels/.rels")
"""The parts that name the part of a file's own properties."""


def by_google_docs(docx: bytes) -> bytes:
    """Every piece of text in a control of its own; ours and the file's own properties gone."""
    return without_properties(edited(docx, _wrap_anew))


def _wrap_anew(root: Element) -> None:
    for node in list(root.iter(f"{W}sdt")):
        for child in reversed(list(at(node, "sdtContent"))):
            node.addnext(child)
        remove(node)
    for number, run in enumerate(list(root.iter(f"{W}r"))):
        control = etree.Element(f"{W}sdt")
        run.addprevious(control)
        about = etree.SubElement(control, f"{W}sdtPr")
        etree.SubElement(about, f"{W}tag").set(f"{W}val", f"goog_rdk_{number}")
        etree.SubElement(control, f"{W}sdtContent").append(run)


def without_properties(docx: bytes) -> bytes:
    parts = parts_of(docx)
    named = {name: re.sub(rb"<(Override|Relationship) [^>]*custom[^>]*/>", b"", parts[name]) for name in NAMING}
    return with_parts(docx, {**named, "docProps/custom.xml": None})


def written_over(pdf: bytes, said: Mapping[str, str], *, as_notes: bool) -> bytes:
    """Type on a PDF, below what invites to write, as viewers let people: into the page itself, or as notes on it.

    `said` are texts by what the empty place says.
    """
    with open_pages(pdf) as pages:
        sizes = [pages.size(number) for number in range(1, len(pages) + 1)]
        places = [
            [(line.box, said[line.text]) for line in pages.lines(number) if line.text in said]
            for number in range(1, len(pages) + 1)
        ]
    if as_notes:
        return changed(pdf, lambda file: _noted(file, places))

    def draw(canvas: Canvas) -> None:
        for size, on_page in zip(sizes, places, strict=True):
            canvas.setPageSize(size)
            for box, text in on_page:
                _typed(canvas, box, text)
            canvas.showPage()

    return overprinted(pdf, drawn(draw))


def _typed(canvas: Canvas, box: Box, text: str) -> None:
    canvas.setFont("Helvetica", 10)
    for number, line in enumerate(text.split("\n"), 1):
        canvas.drawString(box.x0, box.y0 - 11 * number, line)


def _noted(file: pikepdf.Pdf, places: Sequence[Sequence[tuple[Box, str]]]) -> None:
    for page, on_page in zip(file.pages, places, strict=True):
        notes = [
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.FreeText,
                IT=pikepdf.Name.FreeTextTypewriter,
                Contents=pikepdf.String(text),
                DA=pikepdf.String("0 g /Helv 10 Tf"),
                F=4,
                Rect=pikepdf.Array([box.x0, box.y0 - 14, box.x0 + 320, box.y0 - 2]),
            )
            for box, text in on_page
        ]
        if notes:
            page.Annots = file.make_indirect(pikepdf.Array([file.make_indirect(note) for note in notes]))
