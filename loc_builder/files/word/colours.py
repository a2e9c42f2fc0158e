"""Colours as Word names them, and how well one is seen on another."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from loc_builder.files.word.package import Element, Package, q

Colour: TypeAlias = tuple[float, float, float]
"""Red, green and blue from 0 to 1."""

BLACK: Colour = (0, 0, 0)
PAPER: Colour = (1, 1, 1)
LEAST_CONTRAST = 2.0  # to 1; readers ask for 4.5, the palest grey anybody prints in has 2.3

_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "00008B", "darkCyan": "008B8B",
    "darkGray": "A9A9A9", "darkGreen": "006400", "darkMagenta": "800080", "darkRed": "8B0000",
    "darkYellow": "808000", "green": "00FF00", "lightGray": "D3D3D3", "magenta": "FF00FF", "red": "FF0000",
    "white": "FFFFFF", "yellow": "FFFF00",
}  # fmt: skip
_THEME = {
    "dark1": "dk1", "light1": "lt1", "dark2": "dk2", "light2": "lt2",
    "text1": "dk1", "background1": "lt1", "text2": "dk2", "background2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_MAPPED = {"text1": "t1", "text2": "t2", "background1": "bg1", "background2": "bg2"}


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours a file calls by name, and its fonts for headings (`major`) and text (`minor`).

    `mapped` says where its settings let one name mean another.
    """

    colours: Mapping[str, Colour] = field(default_factory=dict)
    fonts: Mapping[str, str] = field(default_factory=dict)
    mapped: Mapping[str, str] = field(default_factory=dict)

    def ink(self, node: Element | None) -> Colour | None:
        """Read `w:color`; None where it is automatic, which is black on light ground and white on dark."""
        return None if node is None else self._read(node, "val", "theme")

    def ground(self, node: Element | None) -> Colour | None:
        """Read `w:shd` as the colour it leaves behind the text; None where it leaves none."""
        if node is None:
            return None
        pattern = node.get(q("w:val"), "clear")
        fill = self._read(node, "fill", "themeFill")
        if pattern in ("clear", "nil", "none"):
            return fill
        share = 1.0 if pattern == "solid" else _percent(pattern)
        return _mixed(self._read(node, "color", "theme") or BLACK, fill or PAPER, share)

    def _read(self, node: Element, value: str, theme: str) -> Colour | None:
        name = "themeColor" if theme == "theme" else theme
        named = node.get(q(f"w:{name}"))
        if named is None:
            return parsed(node.get(q(f"w:{value}")))
        named = self.mapped.get(named, named)
        colour = self.colours.get(_THEME.get(named, named))
        if colour is None:
            return parsed(node.get(q(f"w:{value}")))
        colour = _mixed(colour, PAPER, _share(node.get(q(f"w:{theme}Tint"))))
        return _mixed(colour, BLACK, _share(node.get(q(f"w:{theme}Shade"))))


def theme_of(package: Package) -> Theme:
    """Read a file's theme, and what its settings make of it."""
    name, settings = (package.related(package.document, kind) for kind in ("theme", "settings"))
    root = package.xml(name) if name else etree.Element("none")
    colours: dict[str, Colour] = {}
    for one in root.iterfind(f".//{q('a:clrScheme')}/*"):
        shown = next((parsed(node.get("lastClr") or node.get("val")) for node in one), None)
        if shown:
            colours[etree.QName(one).localname] = shown
    latin = ((kind, root.find(f".//{q(f'a:{kind}Font')}/{q('a:latin')}")) for kind in ("major", "minor"))
    fonts = {kind: node.get("typeface", "") for kind, node in latin if node is not None}
    mapping = package.xml(settings).find(q("w:clrSchemeMapping")) if settings else None
    mapped = {} if mapping is None else {old: mapping.get(q(f"w:{new}"), old) for old, new in _MAPPED.items()}
    return Theme(colours, fonts, mapped)


def highlight(node: Element | None) -> Colour | None:
    """Read `w:highlight`."""
    return None if node is None else parsed(_HIGHLIGHTS.get(node.get(q("w:val"), "")))


def parsed(text: str | None) -> Colour | None:
    """Read `1F4E5F`; None for `auto` and for what is no colour."""
    try:
        number = int(text or "", 16)
    except ValueError:
        return None
    return ((number >> 16 & 255) / 255, (number >> 8 & 255) / 255, (number & 255) / 255)


def is_lost(ink: Colour, ground: Colour) -> bool:
    """Whether a reader would not see one colour on the other."""
    return contrast(ink, ground) < LEAST_CONTRAST


def contrast(one: Colour, other: Colour) -> float:
    """WCAG's contrast of two colours, from 1 (none) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Take `share` of the first colour and the rest of the other."""
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _share(text: str | None) -> float:
    try:
        return min(max(int(text or "FF", 16), 0), 255) / 255
    except ValueError:
        return 1.0


def _percent(pattern: str) -> float:
    digits = pattern.removeprefix("pct")
    return min(int(digits), 100) / 100 if digits.isascii() and digits.isdecimal() and len(digits) < 4 else 0.5
