"""What a file's styles say of a run and of its paragraph, each level after the one that overrules it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from loc_builder.files.word.package import Element, Package, q

OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Style:
    """A style by what it adds: `conditions` are a table style's looks for its first row, its bands and so on."""

    based_on: str
    node: Element

    def properties(self, name: str) -> Element | None:
        return self.node.find(q(name))

    @property
    def conditions(self) -> list[Element]:
        return self.node.findall(q("w:tblStylePr"))


@dataclass(frozen=True, slots=True)
class Styles:
    """All styles by kind (`paragraph`, `character`, `table`) and id, the defaults by kind."""

    known: Mapping[tuple[str, str], Style]
    defaults: Mapping[str, str]
    document: Element | None

    def chain(self, kind: str, name: str | None) -> list[Style]:
        """Give a style and those it is based on; a kind's default where none is named, or one that is not there."""
        found: list[Style] = []
        if name is None or (kind, name) not in self.known:
            name = self.defaults.get(kind, "")
        while (kind, name) in self.known and len(found) < 50:
            found.append(self.known[kind, name])
            name = found[-1].based_on
        return found

    def default(self, path: str) -> list[Element]:
        """Give the document's own defaults, `w:rPrDefault/w:rPr` or `w:pPrDefault/w:pPr`."""
        found = None if self.document is None else self.document.find("/".join(q(step) for step in path.split("/")))
        return [] if found is None else [found]


Properties: TypeAlias = Mapping[str, Sequence[Element]]
"""The properties of one level by their tags, nearest first: looked up often, so found once."""


def properties_in(holders: Iterable[Element]) -> Properties:
    """Sort what stands in `w:rPr` or `w:pPr` elements by tag."""
    found: dict[str, list[Element]] = {}
    for holder in holders:
        for node in holder.iterchildren("*"):
            found.setdefault(str(node.tag), []).append(node)
    return found


@dataclass(frozen=True, slots=True)
class Levels:
    """The properties that bear on one run or paragraph: its own first, then each level's, nearest first."""

    own: Properties
    styled: Sequence[Properties]

    def is_on(self, name: str) -> bool:
        """Whether an on-or-off property is on; styles that would switch each other off are taken for on."""
        own = self.own.get(q(name))
        if own:
            return is_on(own[0])
        nearest = (level.get(q(name)) for level in self.styled)
        return any(is_on(found[0]) for found in nearest if found)

    def first(self, name: str) -> Element | None:
        return next(self.all(name), None)

    def all(self, name: str) -> Iterator[Element]:
        for level in (self.own, *self.styled):
            yield from level.get(q(name), ())

    def number(self, name: str, *attributes: str) -> int | None:
        """Give the first whole number that one of the attributes states; None where none does."""
        for node in self.all(name):
            for attribute in attributes:
                number = whole(node.get(q(f"w:{attribute}")))
                if number is not None:
                    return number
        return None

    def text(self, name: str, attribute: str) -> str:
        return next(filter(None, (node.get(q(f"w:{attribute}")) for node in self.all(name))), "")


def styles_of(package: Package) -> Styles:
    """Read a file's styles."""
    name = package.related(package.document, "styles")
    root = package.xml(name) if name else None
    known: dict[tuple[str, str], Style] = {}
    defaults: dict[str, str] = {}
    for node in () if root is None else root.iterfind(q("w:style")):
        kind, style_id = node.get(q("w:type"), "paragraph"), node.get(q("w:styleId"), "")
        known[kind, style_id] = Style(value(node, "w:basedOn") or "", node)
        if node.get(q("w:default"), "0") not in OFF:
            defaults[kind] = style_id
    return Styles(known, defaults, None if root is None else root.find(q("w:docDefaults")))


def value(node: Element | None, name: str) -> str | None:
    """Give the `w:val` of a child; None where there is no such child."""
    found = None if node is None else node.find(q(name))
    return None if found is None else found.get(q("w:val"), "")


def is_on(node: Element) -> bool:
    return node.get(q("w:val"), "1") not in OFF


def whole(text: str | None) -> int | None:
    """Read a whole number as Word writes it, the fraction that some programs add dropped."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return int(number) if abs(number) < 1e9 else None
