"""The one typeface of all drawn pages, its colours, and text measured in it.

Noto Sans, with its licence, is in `files/fonts`. A letter that the face lacks is drawn as the replacement
character: visible, and never a crash.
"""

import functools
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

ACCENT = HexColor(0x1F4E5F)
INK = HexColor(0x1A1A1A)
QUIET = HexColor(0x595959)
RULE = HexColor(0xB8C7CD)
TINT = HexColor(0xEFF4F6)

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

_FOLDER = Path(__file__).parent.parent / "fonts"
_FILES = {"NotoSans": "NotoSans-Regular.ttf", "NotoSans-Bold": "NotoSans-Bold.ttf"}


@dataclass(frozen=True, slots=True)
class Type:
    """How a run of text is set; sizes in points."""

    size: float
    is_bold: bool = False
    color: HexColor = INK
    leading: float = 1.36

    @property
    def font(self) -> str:
        return ready_fonts()[1 if self.is_bold else 0]

    @property
    def line(self) -> float:
        """The distance of two lines' feet in points."""
        return self.size * self.leading

    def at(self, size: float) -> "Type":
        return Type(size, self.is_bold, self.color, self.leading)


@functools.cache
def ready_fonts() -> tuple[str, str]:
    """Hand the two fonts to reportlab, once, and give their names: regular, bold."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(_FOLDER / file)))
    regular, bold = _FILES
    return regular, bold


def printable(text: str) -> str:
    """Give `text` on one line, in letters the face has."""
    letters = _letters()
    flat = " ".join(unicodedata.normalize("NFC", text).split())
    seen = (letter for letter in flat if unicodedata.category(letter) != "Cf")  # marks that only steer, without a shape
    return "".join(letter if letter.isprintable() and ord(letter) in letters else REPLACEMENT for letter in seen)


@functools.cache
def _letters() -> frozenset[int]:
    known = [set(pdfmetrics.getFont(name).face.charToGlyph) for name in ready_fonts()]
    return frozenset(known[0] & known[1])


def width(text: str, how: Type) -> float:
    """The width in points of text that is printable."""
    return float(pdfmetrics.stringWidth(text, how.font, how.size))


def wrapped(text: str, room: float, how: Type) -> tuple[str, ...]:
    """Break `text` into lines no wider than `room`; a word that is wider than that is broken too.

    A line end in `text` stays one.
    """
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        lines += _broken(printable(paragraph), room, how)
    return tuple(lines)


def _broken(text: str, room: float, how: Type) -> list[str]:
    lines = [""]
    for word in _pieces(text, room, how):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, how) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


def _pieces(text: str, room: float, how: Type) -> list[str]:
    """Split into words, and words that are too wide into parts that fit."""
    pieces: list[str] = []
    for word in text.split():
        rest = word
        while rest:
            count = len(rest)
            while count > 1 and width(rest[:count], how) > room:
                count -= 1
            pieces.append(rest[:count])
            rest = rest[count:]
    return pieces


def fitted(text: str, room: float, how: Type, *, smallest: float = 5.5) -> tuple[str, Type]:
    """Shrink one line to `room`, down to `smallest` points, then cut it with an ellipsis."""
    line = printable(text)
    full = width(line, how)
    if full <= room:
        return line, how
    smaller = how.at(max(smallest, how.size * room / full))
    while line and width(line, smaller) > room + 0.01:
        line = line.rstrip(ELLIPSIS)[:-1].rstrip() + ELLIPSIS if len(line) > 1 else ""
    return line, smaller
