"""Fonts that a PDF takes for granted, put into it.

Helvetica, Times and Courier, and what Word calls Arial, Times New Roman and Courier New, are in no file that is sent: a
viewer has its own. PDF/A wants them in the file. The caller brings the faces that the page is drawn with here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from loc_builder.files.assemble.fitness import fonts, is_embedded

_SUBSET = re.compile(r"^[A-Z]{6}\+")
_FAMILIES = (
    (re.compile(r"^(helvetica|arial)(?!narrow|black|unicode|rounded|neue)"), "Helvetica", "Oblique"),
    (re.compile(r"^times"), "Times", "Italic"),
    (re.compile(r"^courier"), "Courier", "Oblique"),
)
_FIRST, _LAST = 32, 255
_SYMBOLIC, _PLAIN = 4, 32  # flags of a font's descriptor


@dataclass(frozen=True, slots=True)
class Face:
    """A face: its program (bare CFF) and the widths of its glyphs by their names, in thousandths of its size."""

    program: bytes
    widths: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Faces:
    """The twelve text faces by their PostScript names, and the glyph of each of the 256 codes by encoding."""

    by_name: Mapping[str, Face]
    encodings: Mapping[str, Sequence[str | None]]


def embed_standard_fonts(document: pikepdf.Pdf, faces: Faces) -> None:
    """Put the face into each font of the document that has none and is one of those taken for granted."""
    put: dict[str, Stream] = {}
    for font in fonts(document):
        name = _standard_name(str(font.get("/BaseFont", "")).lstrip("/"))
        if is_embedded(font) or name not in faces.by_name or not _is_plain(font):
            continue
        glyphs = _glyphs(font.get("/Encoding"), faces.encodings)
        if glyphs is None:
            continue
        face = faces.by_name[name]
        if name not in put:
            put[name] = document.make_stream(face.program, Subtype=Name.Type1C)
        _embed(document, font, face, put[name], glyphs)


def _standard_name(name: str) -> str:
    """What a font is called where it is one of the twelve, else nothing."""
    plain = _SUBSET.sub("", name).replace(" ", "").replace("-", "").replace(",", "").lower()
    for family, found, slanted in _FAMILIES:
        if family.match(plain):
            style = ("Bold" if "bold" in plain else "") + (slanted if re.search("italic|oblique", plain) else "")
            return f"{found}-{style}" if style else {"Times": "Times-Roman"}.get(found, found)
    return ""


def _is_plain(font: Dictionary | Stream) -> bool:
    """Whether a font is a simple one with letters, not symbols."""
    descriptor = font.get("/FontDescriptor")
    flags = int(descriptor.get("/Flags", 0)) if isinstance(descriptor, Dictionary) else 0
    return font.get("/Subtype") in (Name.Type1, Name.TrueType) and not flags & _SYMBOLIC


def _glyphs(encoding: object, encodings: Mapping[str, Sequence[str | None]]) -> Sequence[str | None] | None:
    """The glyph of each code; None where the font's encoding is not one that we know."""
    if not isinstance(encoding, Dictionary):
        return encodings.get(str(encoding).lstrip("/") if isinstance(encoding, Name) else "StandardEncoding")
    base = encodings.get(str(encoding.get("/BaseEncoding", "/StandardEncoding")).lstrip("/"))
    if base is None:
        return None
    glyphs, code = list(base), 0
    for each in encoding.get("/Differences", Array()):
        if isinstance(each, Name):
            if 0 <= code < len(glyphs):
                glyphs[code] = str(each).lstrip("/")
            code += 1
        else:
            code = int(each)
    return glyphs


def _embed(
    document: pikepdf.Pdf, font: Dictionary | Stream, face: Face, program: Stream, glyphs: Sequence[str | None]
) -> None:
    font.Subtype = Name.Type1
    font.FirstChar, font.LastChar = _FIRST, _LAST
    font.Widths = Array([face.widths.get(glyphs[code] or "", 0) for code in range(_FIRST, _LAST + 1)])
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=font.BaseFont,
        Flags=_PLAIN,
        FontBBox=[-250, -300, 1250, 1050],
        ItalicAngle=-12 if re.search("(?i)italic|oblique", str(font.BaseFont)) else 0,
        Ascent=750,
        Descent=-250,
        CapHeight=700,
        StemV=140 if re.search("(?i)bold", str(font.BaseFont)) else 80,
        FontFile3=program,
    )
    font.FontDescriptor = document.make_indirect(descriptor)
