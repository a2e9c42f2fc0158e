"""A Word file's text as the reader of the finished document sees it.

Inserted text counts and deleted text does not; a text box is read once, from the choice or from its fallback; page
numbers, which every printout makes anew, are left out; list labels are told apart from text that somebody typed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from loc_builder.files.word.numbering import BULLET, Labels, labels_of
from loc_builder.files.word.package import Element, Package, q


@dataclass(frozen=True, slots=True)
class Label:
    """A list label before its paragraph's text."""

    text: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A content control begins."""

    control: Element


@dataclass(frozen=True, slots=True)
class Closed:
    """A content control ends."""

    control: Element


@dataclass(frozen=True, slots=True)
class PictureSeen:
    """A picture or a drawing stands here."""


Seen: TypeAlias = str | Label | Opened | Closed | PictureSeen

_UNSEEN = {
    q(f"w:{name}")
    for name in (
        "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr",
        "tblGrid", "trPr", "tcPr", "sectPr", "rt", "tblPrEx",
    )
}  # fmt: skip
_SIGNS = {
    q("w:tab"): "\t",
    q("w:ptab"): "\t",
    q("w:br"): "\n",
    q("w:cr"): "\n",
    q("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
    q("w:softHyphen"): "\N{SOFT HYPHEN}",
}
_SYMBOLS = {0xF0B7: BULLET, 0xF0A7: BULLET, 0xF0A8: "\u2610", 0xF06F: "\u2610", 0xF0FE: "\u2612", 0xF0FC: "\u2713"}
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
_DRAWN = {"blip", "imagedata", "contentPart", "custGeom"}


@dataclass(slots=True)
class _Field:
    """A field (w:fldChar) whose end was not reached yet."""

    instruction: str = ""
    in_result: bool = False

    @property
    def is_seen(self) -> bool:
        return self.in_result and _first_word(self.instruction) not in _PAGE_FIELDS


@dataclass(slots=True)
class _Walk:
    """One pass over a part in reading order."""

    labels: Labels
    fields: list[_Field] = field(default_factory=list)

    def inside(self, node: Element) -> Iterator[Seen]:
        for child in node:
            handler = _HANDLERS.get(child.tag) if isinstance(child.tag, str) else None
            if handler is not None:
                yield from handler(self, child)
            elif child.tag in _SIGNS:
                yield from self._shown(_SIGNS[child.tag])
            elif child.tag not in _UNSEEN:
                yield from self.inside(child)

    def paragraph(self, node: Element) -> Iterator[Seen]:
        mark_deleted = node.find(f"{q('w:pPr')}/{q('w:rPr')}/{q('w:del')}") is not None
        label = "" if mark_deleted and not _has_text(node) else self.labels.label(node)
        if label:
            yield Label(label)
        yield from self.inside(node)
        if not mark_deleted:
            yield "\n"

    def row(self, node: Element) -> Iterator[Seen]:
        if node.find(f"{q('w:trPr')}/{q('w:del')}") is None:
            yield from self.inside(node)

    def run(self, node: Element) -> Iterator[Seen]:
        hidden = node.find(f"{q('w:rPr')}/{q('w:vanish')}")
        seen = self.inside(node)
        if hidden is None or hidden.get(q("w:val")) in ("0", "false", "off"):
            yield from seen
        else:
            yield from (one for one in seen if not isinstance(one, str))

    def control(self, node: Element) -> Iterator[Seen]:
        yield Opened(node)
        for content in node.iterfind(q("w:sdtContent")):
            yield from self.inside(content)
        yield Closed(node)

    def either(self, node: Element) -> Iterator[Seen]:
        branch = next((child for child in node if child.tag in (q("mc:Choice"), q("mc:Fallback"))), None)
        if branch is not None:
            yield from self.inside(branch)

    def drawing(self, node: Element) -> Iterator[Seen]:
        if any(str(one.tag).rpartition("}")[2] in _DRAWN for one in node.iter("*")):
            yield PictureSeen()
        yield from self.inside(node)

    def text_box(self, node: Element) -> Iterator[Seen]:
        yield from self._shown("\n")
        yield from self.inside(node)

    def text(self, node: Element) -> Iterator[Seen]:
        yield from self._shown(node.text or "")

    def symbol(self, node: Element) -> Iterator[Seen]:
        try:
            code = int(node.get(q("w:char"), ""), 16)
        except ValueError:
            return
        if 0x20 <= code <= 0xFFFD and not 0xD800 <= code <= 0xDFFF:
            yield from self._shown(_SYMBOLS.get(code) or chr(code))

    def simple_field(self, node: Element) -> Iterator[Seen]:
        if _first_word(node.get(q("w:instr"), "")) not in _PAGE_FIELDS:
            yield from self.inside(node)

    def field_mark(self, node: Element) -> Iterator[Seen]:
        kind = node.get(q("w:fldCharType"))
        if kind == "begin":
            self.fields.append(_Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
        elif kind == "end" and self.fields:
            self.fields.pop()
        yield from ()

    def instruction(self, node: Element) -> Iterator[Seen]:
        if self.fields and not self.fields[-1].in_result:
            self.fields[-1].instruction += node.text or ""
        yield from ()

    def _shown(self, text: str) -> Iterator[Seen]:
        if text and all(one.is_seen for one in self.fields):
            yield text


_HANDLERS: dict[str, Callable[[_Walk, Element], Iterator[Seen]]] = {
    q("w:p"): _Walk.paragraph,
    q("w:tr"): _Walk.row,
    q("w:r"): _Walk.run,
    q("w:sdt"): _Walk.control,
    q("mc:AlternateContent"): _Walk.either,
    q("w:drawing"): _Walk.drawing,
    q("w:pict"): _Walk.drawing,
    q("w:object"): _Walk.drawing,
    q("w:txbxContent"): _Walk.text_box,
    q("w:t"): _Walk.text,
    q("m:t"): _Walk.text,
    q("w:sym"): _Walk.symbol,
    q("w:fldSimple"): _Walk.simple_field,
    q("w:fldChar"): _Walk.field_mark,
    q("w:instrText"): _Walk.instruction,
}


@dataclass(frozen=True, slots=True)
class Story:
    """A run of text of its own, a body or a header, with what is seen in it in reading order."""

    part: str
    seen: tuple[Seen, ...]


def body_of(package: Package) -> Story:
    """Read the body, then the footnotes and endnotes, with the lines that part them from the text."""
    labels = labels_of(package)
    seen = list(_Walk(labels).inside(package.xml(package.document)))
    for kind in ("footnotes", "endnotes"):
        name = package.related(package.document, kind)
        for note in package.xml(name) if name else ():
            found = tuple(_Walk(labels).inside(note))
            if any(isinstance(one, str) and one.strip() for one in found) or _is_written(note):
                seen.extend(found)
    return Story(package.document, tuple(seen))


def furniture_of(package: Package) -> tuple[Story, ...]:
    """Read each header and footer that some page shows, once, in the order of use."""
    labels = labels_of(package)
    return tuple(Story(part, tuple(_Walk(labels).inside(package.xml(part)))) for part in furniture_parts(package))


def furniture_parts(package: Package) -> tuple[str, ...]:
    """Name the parts of the headers and footers that some page shows.

    A section without a header of its own takes that of the section before; those for first and for even pages are
    shown only where the section, or the settings, ask for them.
    """
    relations = {one.id: one.target for one in package.relations(package.document) if not one.is_external}
    settings = package.related(package.document, "settings")
    by_side = settings is not None and _asks(package.xml(settings), "w:evenAndOddHeaders")
    held: dict[tuple[str, str], str] = {}
    shown: dict[str, None] = {}
    for section in package.xml(package.document).iter(q("w:sectPr")):
        own: dict[tuple[str, str], str] = {}
        for node in section.iterchildren(q("w:headerReference"), q("w:footerReference")):
            own[str(node.tag), node.get(q("w:type"), "default")] = relations.get(node.get(q("r:id"), ""), "")
        asked = {"default": True, "first": _asks(section, "w:titlePg"), "even": by_side}
        held |= own
        shown |= dict.fromkeys(part for (_, use), part in {**own, **held}.items() if asked.get(use))
    return tuple(part for part in shown if part in package.parts)


def _asks(node: Element, name: str) -> bool:
    found = node.find(q(name))
    return found is not None and found.get(q("w:val")) not in ("0", "false", "off")


def _is_written(note: Element) -> bool:
    """Whether a note is one, and not the line that parts notes from the text."""
    return note.get(q("w:type")) in (None, "normal")


def _has_text(paragraph: Element) -> bool:
    """Whether anything is left of a paragraph that was deleted as a whole; deleted text is no w:t, moved text is."""
    return any(next(text.iterancestors(q("w:moveFrom")), None) is None for text in paragraph.iter(q("w:t")))


def _first_word(instruction: str) -> str:
    return (instruction.split() or [""])[0].upper()
