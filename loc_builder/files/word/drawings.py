"""Pictures and drawings as Word keeps them: what they are called, what they hold, how they stand."""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256

from lxml import etree

from loc_builder.files.word.package import Element, q
from loc_builder.files.word.shown import shown

CODE_PICTURE = re.compile(r"loc-code-(?:body|signature-header|signature-footer)")
LARGEST_CODE = 731_520  # English metric units, 0.8 inch; our codes are 0.7 inch wide

_SIZES = ("cx", "cy", "style", "behindDoc")
_PICTURES = {"blip", "imagedata", "contentPart"}


def code_picture(drawing: Element) -> bool:
    """Whether this is one of a letter's own codes: by its name, in the line, no larger than a code, with no text."""
    about = drawing.find(f"{q('wp:inline')}/{q('wp:docPr')}")
    return about is not None and CODE_PICTURE.fullmatch(about.get("name", "")) is not None and _is_as_a_code(drawing)


def picture_as_a_code(drawing: Element, media: Mapping[str, bytes]) -> bytes:
    """Give the one picture in a drawing that stands as a code does; empty where it stands otherwise."""
    link = next((node.get(q("r:embed"), "") for node in _elements(drawing) if str(node.tag).endswith("}blip")), "")
    return media.get(link, b"") if _is_as_a_code(drawing) else b""


def _is_as_a_code(drawing: Element) -> bool:
    size = drawing.find(f"{q('wp:inline')}/{q('wp:extent')}")
    sides = ["", ""] if size is None else [size.get(side, "") for side in ("cx", "cy")]
    is_small = all(side.isascii() and side.isdecimal() and len(side) < 8 for side in sides) and all(
        int(side) <= LARGEST_CODE for side in sides
    )
    return is_small and sum(name == "blip" for name in _names(drawing)) == 1 and not _words(drawing)


def has_picture(drawing: Element) -> bool:
    """Whether a picture, or ink, is in a drawing."""
    return not _PICTURES.isdisjoint(_names(drawing))


def is_floating(drawing: Element) -> bool:
    """Whether a drawing can lie on other text: all but Word's pictures in the line, as far as can be told."""
    return next(drawing.iter(q("wp:inline")), None) is None or next(drawing.iter(q("wp:anchor")), None) is not None


def drawing_told(drawing: Element, media: Mapping[str, bytes]) -> str:
    """Say what was drawn: `a picture was added ('Picture 3', 1f0c88a2)`; `media` are the pictures by relation.

    The number says which picture it is and how large, so that another one in the place of an agency's own is told.
    """
    what = "a picture" if has_picture(drawing) else "a drawing"
    called = _words(drawing) or next((node.get("name", "") for node in drawing.iter(q("wp:docPr"))), "")
    told = (f"'{shown(called)}'" if called else "", _number(drawing, media))
    return f"{what} was added ({', '.join(filter(None, told))})"


def _number(drawing: Element, media: Mapping[str, bytes]) -> str:
    number = sha256()
    for node in _elements(drawing):
        number.update("".join(node.get(name, "") for name in _SIZES).encode())
        for value in node.attrib.values():
            number.update(media.get(str(value), b""))
    return number.hexdigest()[:8]


def _words(drawing: Element) -> str:
    """The words in a drawing: of its text boxes, and of WordArt."""
    words = [node.text or "" for node in drawing.iter(q("w:t"), q("a:t"))]
    words += [node.get("string", "") for node in _elements(drawing) if etree.QName(node).localname == "textpath"]
    return " ".join(filter(None, words))


def _names(drawing: Element) -> list[str]:
    return [str(node.tag).rpartition("}")[2] for node in _elements(drawing)]


def _elements(drawing: Element) -> Iterator[Element]:
    return drawing.iter("*")
