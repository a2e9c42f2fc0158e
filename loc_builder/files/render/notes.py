"""Notes that lie open on a page."""

import ctypes

import pypdfium2.raw as pdfium

from loc_builder.files.render.picture import Line
from loc_builder.model import Box

_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW


def open_note(page: pdfium.FPDF_PAGE, at: int) -> Line | None:
    """Read what is typed in one annotation, where it is a note whose text lies open on the page."""
    note, place = pdfium.FPDFPage_GetAnnot(page, at), pdfium.FS_RECTF()
    try:
        is_open = pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_FREETEXT
        if not is_open or pdfium.FPDFAnnot_GetFlags(note) & _UNSEEN:
            return None
        size = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        held = (ctypes.c_ushort * (size // 2 + 1))()
        pdfium.FPDFAnnot_GetStringValue(note, b"Contents", held, size)
        pdfium.FPDFAnnot_GetRect(note, place)
        words = bytes(held)[:size].decode("utf-16-le", errors="replace").rstrip("\0")
        return Line(words, Box(place.left, place.bottom, place.right, place.top)) if words.strip() else None
    finally:
        pdfium.FPDFPage_CloseAnnot(note)
