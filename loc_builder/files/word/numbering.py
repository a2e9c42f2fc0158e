"""List labels as Word prints them: `1.`, `b)`, `IV.`, a bullet.

Labels are not in a Word file's text; they follow from the paragraph's style, its list and the items before it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from loc_builder.files.word.package import Element, Package, q
from loc_builder.words import roman

BULLET = "\N{BULLET}"
LEVELS = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One depth of a list; `text` holds %1 ... %9 for the counts of the levels."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    style: str = ""
    all_decimal: bool = False
    restarts: bool = True


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list as paragraphs name it: which counters it shares, its levels, and where it starts them anew."""

    counters: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(slots=True)
class Labels:
    """The labels of a file's paragraphs, asked for in the order of the text."""

    lists: dict[str, NumberedList]
    styles: dict[str, "_Style"]
    default_style: str
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def label(self, paragraph: Element) -> str:
        """Give the label of the next paragraph; empty where it has none."""
        number, depth = self._place(paragraph)
        listed = self.lists.get(number)
        if listed is None or depth not in listed.levels:
            return ""
        counts = self._counted(number, listed, depth)
        level = listed.levels[depth]
        if level.form == "bullet":
            return _bullet(level.text)
        return re.sub(r"%([1-9])", lambda hit: _count(listed, counts, int(hit[1]) - 1, level), level.text)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """Find a paragraph's list and depth, from itself or from its style."""
        properties = paragraph.find(q("w:pPr"))
        named = None if properties is None else properties.find(q("w:pStyle"))
        style = self.default_style if named is None else named.get(q("w:val"), "")
        number, depth = _numbering(properties)
        styled_number, styled_depth = self._of_style(style)
        number = number or styled_number
        if depth is None:
            depth = styled_depth if styled_depth is not None else self._linked_depth(number, style)
        return number, depth

    def _of_style(self, name: str) -> tuple[str, int | None]:
        seen = set[str]()
        while name in self.styles and name not in seen:
            seen.add(name)
            style = self.styles[name]
            if style.number:
                return style.number, style.depth
            name = style.based_on
        return "", None

    def _linked_depth(self, number: str, style: str) -> int:
        levels = self.lists[number].levels if number in self.lists else {}
        return next((depth for depth, level in levels.items() if level.style and level.style == style), 0)

    def _counted(self, number: str, listed: NumberedList, depth: int) -> list[int | None]:
        counts = self._counts.setdefault(listed.counters, [None] * LEVELS)
        current = counts[depth]
        if depth in listed.starts and (number, depth) not in self._started:
            counts[depth] = listed.starts[depth]
        else:
            counts[depth] = listed.levels[depth].start if current is None else current + 1
        self._started.add((number, depth))
        for deeper in range(depth + 1, LEVELS):
            if deeper not in listed.levels or listed.levels[deeper].restarts:
                counts[deeper] = None
        return counts


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str
    number: str
    depth: int | None


def labels_of(package: Package) -> Labels:
    """Read a file's lists and styles."""
    styles, default = _styles(package)
    return Labels(_lists(package, styles), styles, default)


def formatted(count: int, form: str) -> str:
    """Write a count in one of Word's number formats; those that few know are written as digits."""
    return _FORMS.get(form, str)(count)


def _letters(count: int) -> str:
    """Count a ... z, aa, bb ...: Word repeats the letter."""
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30) if count > 0 else ""


def _ordinal(count: int) -> str:
    ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    return f"{count}{ending}"


_FORMS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda count: roman(count).upper(),
    "ordinal": _ordinal,
    "none": lambda _: "",
}


def _count(listed: NumberedList, counts: list[int | None], depth: int, level: Level) -> str:
    shown = listed.levels.get(depth, Level())
    count = counts[depth]
    return formatted(shown.start if count is None else count, "decimal" if level.all_decimal else shown.form)


def _bullet(sign: str) -> str:
    """Give a bullet's sign; those of symbol fonts have no letter of their own, but several are words all the same."""
    if len(sign) <= 1:
        return sign if sign and not _is_private(sign) else BULLET
    return "".join(chr(ord(letter) & 0xFF) if _is_private(letter) else letter for letter in sign)


def _is_private(letter: str) -> bool:
    return "\ue000" <= letter <= "\uf8ff"


def _numbering(properties: Element | None) -> tuple[str, int | None]:
    found = None if properties is None else properties.find(q("w:numPr"))
    if found is None:
        return "", None
    number, depth = found.find(q("w:numId")), found.find(q("w:ilvl"))
    return (
        "" if number is None else number.get(q("w:val"), ""),
        None if depth is None else min(_whole(depth.get(q("w:val"))), LEVELS - 1),
    )


def _whole(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else default


def _styles(package: Package) -> tuple[dict[str, _Style], str]:
    name = package.related(package.document, "styles")
    styles, default = dict[str, _Style](), ""
    for node in package.xml(name).iterfind(q("w:style")) if name else ():
        if node.get(q("w:type"), "paragraph") not in ("paragraph", "numbering"):
            continue
        based_on = node.find(q("w:basedOn"))
        styles[node.get(q("w:styleId"), "")] = _Style(
            "" if based_on is None else based_on.get(q("w:val"), ""), *_numbering(node.find(q("w:pPr")))
        )
        if node.get(q("w:default")) in ("1", "true") and node.get(q("w:type")) == "paragraph":
            default = node.get(q("w:styleId"), "")
    return styles, default


def _lists(package: Package, styles: dict[str, _Style]) -> dict[str, NumberedList]:
    name = package.related(package.document, "numbering")
    if name is None:
        return {}
    root = package.xml(name)
    abstract = {node.get(q("w:abstractNumId"), ""): node for node in root.iterfind(q("w:abstractNum"))}
    bases = {node.get(q("w:numId"), ""): _value(node, "w:abstractNumId") for node in root.iterfind(q("w:num"))}
    lists = {}
    for node in root.iterfind(q("w:num")):
        number = node.get(q("w:numId"), "")
        base = _base(bases[number], abstract, bases, styles)
        if base in abstract:
            levels = _levels(abstract[base])
            for override in node.iterfind(q("w:lvlOverride")):
                levels |= _levels(override)
            lists[number] = NumberedList(base, levels, _starts(node))
    return lists


def _base(name: str, abstract: dict[str, Element], bases: dict[str, str], styles: dict[str, _Style]) -> str:
    """Follow a list that takes its levels from a list style."""
    link = _value(abstract[name], "w:numStyleLink") if name in abstract else ""
    return bases.get(styles[link].number, name) if link in styles else name


def _levels(node: Element) -> dict[int, Level]:
    return {min(_whole(level.get(q("w:ilvl"))), LEVELS - 1): _level(level) for level in node.iterfind(q("w:lvl"))}


def _level(node: Element) -> Level:
    legal, restart = node.find(q("w:isLgl")), node.find(q("w:lvlRestart"))
    return Level(
        form=_value(node, "w:numFmt") or "decimal",
        text=_value(node, "w:lvlText"),
        start=_whole(_value(node, "w:start"), 1),
        style=_value(node, "w:pStyle"),
        all_decimal=legal is not None and legal.get(q("w:val")) not in ("0", "false"),
        restarts=restart is None or restart.get(q("w:val")) != "0",
    )


def _starts(node: Element) -> dict[int, int]:
    found = ((one.get(q("w:ilvl")), _value(one, "w:startOverride")) for one in node.iterfind(q("w:lvlOverride")))
    return {_whole(depth): _whole(start) for depth, start in found if start}


def _value(node: Element, name: str) -> str:
    found = node.find(q(name))
    return "" if found is None else found.get(q("w:val"), "")
