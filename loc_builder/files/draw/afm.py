"""The measures of the fonts that PDF takes for granted (reportlab): widths by glyph, and which code is which glyph."""

from collections.abc import Mapping, Sequence

from reportlab.pdfbase import pdfmetrics

TEXT_FACES = (
    "Courier",
    "Courier-Bold",
    "Courier-Oblique",
    "Courier-BoldOblique",
    "Helvetica",
    "Helvetica-Bold",
    "Helvetica-Oblique",
    "Helvetica-BoldOblique",
    "Times-Roman",
    "Times-Bold",
    "Times-Italic",
    "Times-BoldItalic",
)
_ENCODINGS = ("WinAnsiEncoding", "MacRomanEncoding", "StandardEncoding", "PDFDocEncoding")


def standard_widths(face: str) -> Mapping[str, int]:
    """The widths of one of TEXT_FACES by glyph name, in thousandths of its size."""
    return dict(pdfmetrics.getTypeFace(face).glyphWidths)


def standard_encodings() -> Mapping[str, Sequence[str | None]]:
    """The glyph name of each of the 256 codes, None where there is none, by the encoding's name."""
    return {name: tuple(pdfmetrics.getEncoding(name).vector) for name in _ENCODINGS}
