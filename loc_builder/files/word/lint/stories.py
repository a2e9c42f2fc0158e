"""A template's texts, and how a place in them is said: by paragraph and its first words, by table, row and cell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from loc_builder.files.word.package import Element, Package, q
from loc_builder.files.word.shown import shown

_KINDS = {"header": "header", "footer": "footer", "footnotes": "the footnotes", "endnotes": "the endnotes"}
_WORDS = 48  # characters of a paragraph that are quoted
_ENOUGH = 400  # characters in which so many words are found, spaces or not


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a template: `paragraph` counts from 0 among all of a part's, None where the whole part is meant."""

    part: str = ""
    paragraph: int | None = None
    said: str = ""


WHOLE = Spot()
"""The template as a whole."""


@dataclass(frozen=True)
class Story:
    """A part with text; `called` is what people call it, nothing for the body."""

    part: str
    called: str
    root: Element

    @cached_property
    def paragraphs(self) -> Sequence[Element]:
        return list(self.root.iter(q("w:p")))

    @cached_property
    def _numbers(self) -> dict[Element, int]:
        return {node: number for number, node in enumerate(self.paragraphs)}

    @cached_property
    def _shown_numbers(self) -> list[int]:
        """Number the paragraphs as people would: what a text box says again for older programs is not counted."""
        number, numbers = 0, []
        for node in self.paragraphs:
            number += next(node.iterancestors(q("mc:Fallback")), None) is None
            numbers.append(number)
        return numbers

    @cached_property
    def _tables(self) -> list[Element]:
        return list(self.root.iter(q("w:tbl")))

    @property
    def whole(self) -> Spot:
        return Spot(self.part, None, self.called)

    def spot(self, node: Element) -> Spot:
        """Find the place of an element: its paragraph, or the first one in it."""
        paragraph = _paragraph_of(node)
        if paragraph is None:
            return self.whole
        return self.spot_at(self._numbers[paragraph])

    def spot_at(self, index: int) -> Spot:
        """Say where a paragraph is."""
        node = self.paragraphs[index]
        place = self._cell(node) or f"paragraph {self._shown_numbers[index]}"
        words = first_words(node)
        said = ", ".join(filter(None, (self.called, place)))
        return Spot(self.part, index, f"{said} '{words}'" if words else said)

    def _cell(self, node: Element) -> str:
        cell = next(node.iterancestors(q("w:tc")), None)
        row = None if cell is None else next(cell.iterancestors(q("w:tr")), None)
        table = None if row is None else next(row.iterancestors(q("w:tbl")), None)
        if cell is None or row is None or table is None:
            return ""
        numbers = (self._tables.index(table), _place_in(table, row), _place_in(row, cell))
        return "table {}, row {}, cell {}".format(*(number + 1 for number in numbers))


def stories_of(package: Package) -> tuple[Story, ...]:
    """Read the body, then headers, footers and notes in the order in which the file names them."""
    found = {package.document: ""}
    for relation in package.relations(package.document):
        if relation.kind_name in _KINDS and not relation.is_external and relation.target in package.parts:
            found.setdefault(relation.target, _called(relation.kind_name, relation.target))
    return tuple(Story(part, called, package.xml(part)) for part, called in found.items())


def words_of(node: Element) -> str:
    """A paragraph's own text, without that of a text box in it."""
    return "".join(_own_text(node))


def first_words(node: Element) -> str:
    words = shown(words_of(node)[:_ENOUGH])
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 1].rstrip()}…"


def _own_text(node: Element) -> Iterator[str]:
    for child in node.iterchildren("*"):
        if child.tag == q("w:t"):
            yield child.text or ""
        elif child.tag in (q("w:tab"), q("w:br")):
            yield " "
        elif child.tag not in (q("w:p"), q("w:pPr"), q("w:sdtPr")):
            yield from _own_text(child)


def _paragraph_of(node: Element) -> Element | None:
    if node.tag == q("w:p"):
        return node
    around = next(node.iterancestors(q("w:p")), None)
    if around is not None:
        return around
    return next(node.iter(q("w:p")), None)


def _called(kind: str, part: str) -> str:
    number = "".join(letter for letter in part.rpartition("/")[2] if letter.isdecimal())
    return f"{_KINDS[kind]} {number}".strip() if kind in ("header", "footer") else _KINDS[kind]


def _place_in(outer: Element, inner: Element) -> int:
    """Count the rows of a table, or the cells of a row, before one of them; controls may stand around them."""
    alike = [node for node in outer.iter(inner.tag) if next(node.iterancestors(outer.tag), None) is outer]
    return alike.index(inner)
