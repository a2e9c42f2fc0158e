"""What keeps a page out of PDF/A-2b, and what of it can be taken off without changing how the page looks.

This looks for what returned files are known to have; it is no validator. A page that is not fit goes in as a picture.
"""

import re
from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_DEEPEST = 12
_K = re.compile(rb"\s[kK](?=[\s\[(/<])")
_FOUR_NUMBERS = re.compile(rb"(?:[-+]?\d*\.?\d+\s+){4}$")
_LONGEST = 90  # characters of four numbers; looking back from the operator is a hundred times faster than for it
_NO_FONT = "a font is not in the file"
_CMYK = "colours for print (CMYK)"
_PROGRAM = "a PostScript program"
_JPX = "a picture in JPEG 2000"
_DAMAGED = "a part of it is damaged"
_NEVER_IN_PICTURES = ("/Alternates", "/OPI", "/Metadata")
_NEVER_IN_FORMS = ("/OPI", "/Ref", "/PS", "/Metadata")
_NEVER_IN_STATES = ("/TR", "/TR2", "/HTP", "/HTO")
_INTENTS = frozenset({"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"})

Holder = Dictionary | Stream


def repair(document: pikepdf.Pdf) -> None:
    """Take off what PDF/A forbids and no screen shows: alternate pictures, smoothing, transfer curves, and the like."""
    seen: set[tuple[int, int]] = set()
    for page in document.pages:
        for kind, each in _resources(page.obj.get("/Resources"), seen, 0):
            match kind, str(each.get("/Subtype", "")):
                case "/XObject", "/Image":
                    _repair_picture(each)
                case "/XObject", _:
                    _drop(each, _NEVER_IN_FORMS)
                case "/ExtGState", _:
                    _drop(each, _NEVER_IN_STATES)
                    if str(each.get("/RI", "/Perceptual")) not in _INTENTS:
                        del each["/RI"]
                case "/Font", _:
                    _drop(each, ("/Metadata",))
                    each.Type = Name.Font
                    _drop_lists_of_shapes(each)
                    _say_which_shapes(each)


def unfit_pages(document: pikepdf.Pdf) -> Mapping[int, str]:
    """The pages (from 1) that cannot be in a PDF/A-2b as they are, and why in a few words."""
    known: dict[tuple[int, int], str] = {}
    found = ((number, _unfit(page, known)) for number, page in enumerate(document.pages, 1))
    return {number: why for number, why in found if why}


def _unfit(page: pikepdf.Page, known: dict[tuple[int, int], str]) -> str:
    for kind, each in _resources(page.obj.get("/Resources"), set(), 0):
        key = each.objgen if each.is_indirect else None
        why = known[key] if key in known else _why_unfit(kind, each)
        if key is not None:
            known[key] = why
        if why:
            return why
    return _CMYK if _is_cmyk(page.obj.get("/Group")) else _why_unfit_to_paint(page.obj.get("/Contents"))


def _why_unfit(kind: str, each: Holder) -> str:
    match kind, str(each.get("/Subtype", "")):
        case "/Font", _:
            return "" if is_embedded(each) else _NO_FONT
        case "/XObject", "/PS":
            return _PROGRAM
        case "/XObject", "/Image":
            return _CMYK if _is_cmyk_space(each.get("/ColorSpace"), 0) else _JPX if _is_jpx(each) else ""
        case "/XObject" | "/Pattern", _:
            is_cmyk = _is_cmyk(each.get("/Group")) or _is_cmyk(each.get("/Shading"))
            return _CMYK if is_cmyk else _why_unfit_to_paint(each)
        case "/Shading", _:
            return _CMYK if _is_cmyk(each) else ""
        case _:
            return ""


def fonts(document: pikepdf.Pdf) -> Iterator[Holder]:
    """Every font that a page can use, each once."""
    seen: set[tuple[int, int]] = set()
    named = (pair for page in document.pages for pair in _resources(page.obj.get("/Resources"), seen, 0))
    yield from (each for kind, each in named if kind == "/Font")


def is_embedded(font: Holder) -> bool:
    """Whether a font's shapes are in the file."""
    if font.get("/Subtype") == Name.Type3:
        return True
    descendants = font.get("/DescendantFonts")
    if isinstance(descendants, Array):
        return all(isinstance(below, Dictionary) and is_embedded(below) for below in descendants)
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, Dictionary) and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )


def _resources(resources: object, seen: set[tuple[int, int]], depth: int) -> Iterator[tuple[str, Holder]]:
    """Give what a resource dictionary names, and what forms, patterns and glyphs below it name, each once."""
    if not isinstance(resources, Dictionary) or depth > _DEEPEST:
        return
    for space in _all(resources.get("/ColorSpace")):
        if _is_cmyk_space(space, 0):
            yield "/Shading", Dictionary(ColorSpace=Name.DeviceCMYK)
    for kind in ("/Font", "/XObject", "/Pattern", "/Shading", "/ExtGState"):
        for each in _all(resources.get(kind)):
            if not isinstance(each, Dictionary | Stream) or (each.is_indirect and each.objgen in seen):
                continue
            if each.is_indirect:
                seen.add(each.objgen)
            yield kind, each
            yield from _resources(each.get("/Resources"), seen, depth + 1)


def _all(holder: object) -> Iterator[object]:
    if isinstance(holder, Dictionary):
        yield from holder.values()


def _repair_picture(picture: Holder) -> None:
    _drop(picture, _NEVER_IN_PICTURES)
    if picture.get("/Interpolate", False):
        picture.Interpolate = False
    if str(picture.get("/Intent", "/Perceptual")) not in _INTENTS:
        del picture["/Intent"]


def _say_which_shapes(font: Holder) -> None:
    """Write down what a viewer takes for granted: that a glyph's number in the font is its number in the file."""
    descendants = font.get("/DescendantFonts")
    for below in descendants if isinstance(descendants, Array) else ():
        if isinstance(below, Dictionary) and below.get("/Subtype") == Name.CIDFontType2 and is_embedded(below):
            below.CIDToGIDMap = below.get("/CIDToGIDMap", Name.Identity)


def _drop_lists_of_shapes(font: Holder) -> None:
    """Take off what lists the glyphs of a font; many programs list those in use, PDF/A wants all of them or no list."""
    descendants = font.get("/DescendantFonts")
    for each in (font, *(descendants if isinstance(descendants, Array) else ())):
        descriptor = each.get("/FontDescriptor") if isinstance(each, Dictionary | Stream) else None
        if isinstance(descriptor, Dictionary):
            _drop(descriptor, ("/CIDSet", "/CharSet"))


def _drop(holder: Holder, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _is_cmyk(holder: object) -> bool:
    """Whether a transparency group or a shading mixes in CMYK."""
    if not isinstance(holder, Dictionary | Stream):
        return False
    return _is_cmyk_space(holder.get("/CS", holder.get("/ColorSpace")), 0)


def _is_jpx(picture: Holder) -> bool:
    """Whether a picture is in a form of which PDF/A takes only some kinds, which only its own bytes tell apart."""
    filters = picture.get("/Filter")
    return Name.JPXDecode in (list(filters) if isinstance(filters, Array) else [filters])


def _is_cmyk_space(space: object, depth: int) -> bool:
    """Whether a colour space is DeviceCMYK, or an inked or indexed one that rests on it."""
    if isinstance(space, Name):
        return space == Name.DeviceCMYK
    if not isinstance(space, Array) or not len(space) or depth > 3:
        return False
    match str(space[0]):
        case "/DeviceCMYK":
            return True
        case "/Indexed" | "/Pattern":
            return len(space) > 1 and _is_cmyk_space(space[1], depth + 1)
        case "/Separation" | "/DeviceN":
            return len(space) > 2 and _is_cmyk_space(space[2], depth + 1)
        case _:
            return False


def _why_unfit_to_paint(contents: object) -> str:
    """Look through what paints a page: for colours given by four numbers, and whether it can be read at all."""
    if isinstance(contents, Array):
        return next((why for each in contents if (why := _why_unfit_to_paint(each))), "")
    if not isinstance(contents, Stream):
        return ""
    try:
        data = contents.read_bytes() + b"\n"
    except pikepdf.PikepdfError:
        return _DAMAGED
    is_cmyk = any(_FOUR_NUMBERS.search(data, max(0, k.start() - _LONGEST), k.start() + 1) for k in _K.finditer(data))
    return _CMYK if is_cmyk else ""
