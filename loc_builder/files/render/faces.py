"""The faces that pages are drawn with where a PDF has none of its own."""

import ctypes
from collections.abc import Mapping

import pypdfium2
import pypdfium2.raw as pdfium


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
