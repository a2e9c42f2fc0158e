"""Where a reader of a letter sees something else than its text, which alone is compared.

The letter's fixed text may be struck out or hidden by its looks, and something may stand beside it that is no text: a
picture, a drawing, a field, a comment. Each is told in words, `Wording.marks`, for the letter as issued too: an
agency's own letter may well show its logo. Where the district writes at length, its own looks and signs are its
business; pictures there are told, since nothing here reads them.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from loc_builder.files.word.building import oddly_built
from loc_builder.files.word.controls import tag_of
from loc_builder.files.word.drawings import code_picture, drawing_told, has_picture, is_floating, picture_as_a_code
from loc_builder.files.word.looks import Cell, Looks, looks_of
from loc_builder.files.word.package import NAMESPACES, Element, Package, q
from loc_builder.files.word.paper import paper_marks
from loc_builder.files.word.shown import shown
from loc_builder.files.word.styles import OFF, whole
from loc_builder.files.word.text import furniture_parts

MOST = 12  # that are told one by one
ENOUGH = 400  # characters of a text that is quoted
DEEPEST = 5  # controls around a control; ours stand alone, and Word's own a few deep

_ANSWER = "answers."
_SIGNATURE = re.compile(r"signature\.[a-z0-9_]+\.signature")
_LINES = ("w:hyperlink", "w:smartTag", "w:customXml", "w:ins", "w:moveTo", "w:sdtContent")
_THROUGH = {q(name) for name in (*_LINES, "w:body", "w:footnote", "w:endnote")}
_NOTHING = {
    q(f"w:{name}")
    for name in (
        "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "tblPrEx", "trPr", "tcPr", "sectPr", "smartTagPr",
        "customXmlPr", "proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd", "commentRangeStart",
        "commentRangeEnd", "commentReference", "annotationRef", "moveFromRangeStart", "moveFromRangeEnd",
        "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd",
        "customXmlDelRangeStart", "customXmlDelRangeEnd", "customXmlMoveFromRangeStart",
        "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "del", "moveFrom",
        "delText", "delInstrText", "lastRenderedPageBreak", "noBreakHyphen", "softHyphen", "tab", "ptab", "br", "cr",
        "separator", "continuationSeparator", "footnoteRef", "endnoteRef", "background",
    )
}  # fmt: skip
_NAMED = {
    "sym": "a sign", "ruby": "text above the line", "footnoteReference": "a footnote",
    "endnoteReference": "an endnote", "bdo": "text in another direction", "dir": "text in another direction",
    "altChunk": "another document", "subDoc": "another document",
}  # fmt: skip
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)(?:\s+\\\*\s+(?:MERGEFORMAT|Arabic))*\s*", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"\s*(?:[0-9]{1,4}|[ivxlc]{1,8})?\s*", re.IGNORECASE)
_FOR_TYPING = ("FORMTEXT", "FILLIN")  # what old formats have for our places to write: text that is compared as such
_KIND, _RECKONED = q("w:type"), ("calculated", "currentDate", "currentTime")
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing a reader sees; `spoils_answer` where it stands in an answer and only that cannot be read."""

    text: str
    spoils_answer: bool = False
    picture: bytes = b""  # that stands in a header or footer as a letter's code does, but is not called so


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the file the walk is: in which story, place to write, paragraph (`about` its `w:pPr`) and cell."""

    story: str
    zone: str = ""
    paragraph: Element | None = None
    about: Element | None = None
    cell: Cell = field(default_factory=Cell)

    @property
    def is_answer(self) -> bool:
        return self.zone.startswith(_ANSWER)

    @property
    def where(self) -> str:
        return f" in {shown(self.zone)}" if self.zone else f" in {self.story}" if self.story else ""


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    result: str | None = None
    is_typed: bool = True  # no program works out what it shows


@dataclass(slots=True)
class _Walk:
    """One pass over a story; `veiled` gathers a paragraph's words that one thing keeps from the reader."""

    looks: Looks
    media: Mapping[str, bytes]
    found: list[Mark] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    veiled: tuple[str, Element | None, str] = ("", None, "")

    def inside(self, node: Element, place: _Place) -> None:
        for child in node:
            if isinstance(child.tag, str):
                self._one(child, place)

    def flush(self) -> None:
        reason, _, text = self.veiled
        self.veiled = ("", None, "")
        if reason:
            self.found.append(Mark(f"{reason}: '{shown(text)}'"))

    def told(self, text: str, place: _Place, *, spoils_answer: bool = False, picture: bytes = b"") -> None:
        self.flush()
        self.found.append(Mark(text + place.where, spoils_answer, picture))

    def _one(self, node: Element, place: _Place) -> None:
        tag = str(node.tag)
        if not place.is_answer:
            odd = oddly_built(node)
            if odd:
                self.told(odd, place)
        if tag in _HANDLERS:
            _HANDLERS[tag](self, node, place)
        elif tag in _THROUGH:
            self.inside(node, place)
        elif tag not in _NOTHING:
            self._other(node, place)

    def _other(self, node: Element, place: _Place) -> None:
        name = etree.QName(node)
        is_known = name.namespace in (NAMESPACES["w"], NAMESPACES["m"])
        if place.is_answer and is_known and name.localname not in ("altChunk", "subDoc"):
            self.inside(node, place)
        elif name.namespace == NAMESPACES["m"]:
            self.told("a formula was added", place)
        else:
            what = _NAMED.get(name.localname, f"something that is no text ({name.localname[:40]})")
            self.told(f"{what} was added", place)

    def paragraph(self, node: Element, place: _Place) -> None:
        about = node.find(q("w:pPr"))
        if self.looks.is_framed(about):
            self.told("a frame was added", place)
        self.inside(node, replace(place, paragraph=node, about=about))

    def table(self, node: Element, place: _Place) -> None:
        about = node.find(q("w:tblPr"))
        if about is not None and about.find(q("w:tblpPr")) is not None and not place.is_answer:
            self.told("a floating table was added", place)
        self.inside(node, replace(place, cell=Cell(table=about, is_hidden=place.cell.is_hidden)))

    def row(self, node: Element, place: _Place) -> None:
        about = node.find(q("w:trPr"))
        hidden, height = (None if about is None else about.find(q(name)) for name in ("w:hidden", "w:trHeight"))
        is_hidden = hidden is not None and hidden.get(q("w:val")) not in OFF
        is_exact = height is not None and height.get(q("w:hRule")) == "exact"
        cell = replace(
            place.cell,
            is_hidden=place.cell.is_hidden or is_hidden,
            height=whole(height.get(q("w:val"))) if height is not None and is_exact else None,
        )
        self.inside(node, replace(place, cell=cell))

    def cell(self, node: Element, place: _Place) -> None:
        about = node.find(q("w:tcPr"))
        merged = () if about is None else about.findall(q("w:vMerge")) + about.findall(q("w:hMerge"))
        is_covered = any(one.get(q("w:val")) != "restart" for one in merged)
        cell = replace(place.cell, own=node if about is None else about, is_hidden=place.cell.is_hidden or is_covered)
        self.inside(node, replace(place, cell=cell))

    def control(self, node: Element, place: _Place) -> None:
        about = node.iterfind(f"{q('w:sdtPr')}/*")
        if any(etree.QName(one).localname == "dataBinding" for one in about):
            self.told("a control whose text comes from elsewhere", place)
        if sum(1 for _ in node.iterancestors(q("w:sdt"))) > DEEPEST:
            self.told("controls within controls", place)
            return
        self.inside(node, place if place.zone else replace(place, zone=tag_of(node)))

    def text(self, node: Element, place: _Place) -> None:
        text, run = node.text or "", node.getparent()
        self._in_field(text)
        if place.is_answer or run is None or not text.strip():
            return
        if not text.isascii() and any(
            letter in _TURNING or unicodedata.category(letter) in ("Co", "Cn") for letter in text
        ):
            self.told(f"signs that are no letters: '{shown(text.encode('ascii', 'backslashreplace').decode())}'", place)
        reason = self.looks.veil(run, place.about, place.cell)
        if (reason, place.paragraph) != self.veiled[:2]:
            self.flush()
        if reason:
            before = self.veiled[2]
            self.veiled = (reason, place.paragraph, before + text if len(before) < ENOUGH else before)

    def drawing(self, node: Element, place: _Place) -> None:
        if place.story and code_picture(node):
            return
        if _SIGNATURE.fullmatch(place.zone) and has_picture(node):
            return
        spoils = place.is_answer and has_picture(node) and not is_floating(node)
        picture = picture_as_a_code(node, self.media) if place.story else b""
        self.told(drawing_told(node, self.media), place, spoils_answer=spoils, picture=picture)

    def either(self, node: Element, place: _Place) -> None:
        """Word shows the first branch that it understands; where text stands in them, programs may differ."""
        drawn = next(node.iter(q("w:drawing"), q("w:pict"), q("w:object")), None)
        if drawn is not None:
            self.drawing(node, place)
        elif not place.is_answer:
            self.told("text that programs show differently", place)

    def simple_field(self, node: Element, place: _Place) -> None:
        self._field(node.get(q("w:instr"), ""), "".join(text.text or "" for text in node.iter(q("w:t"))), place)
        self.inside(node, place)

    def field_mark(self, node: Element, place: _Place) -> None:
        kind = node.get(q("w:fldCharType"))
        if kind == "begin":
            self.fields.append(_Field(is_typed=not any(one.get(q("w:val")) in _RECKONED for one in node.iter(_KIND))))
        elif kind == "separate" and self.fields:
            self.fields[-1].result = ""
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            self._field(ended.instruction, ended.result or "", place, is_typed=ended.is_typed)
            self._in_field(ended.result or "")

    def instruction(self, node: Element, _: _Place) -> None:
        if self.fields:
            self.fields[-1].instruction += node.text or ""

    def _in_field(self, text: str) -> None:
        """Add to what the innermost field shows; the start of it is enough to judge by."""
        if self.fields and self.fields[-1].result is not None and len(self.fields[-1].result) < ENOUGH:
            self.fields[-1].result += text

    def _field(self, instruction: str, result: str, place: _Place, *, is_typed: bool = True) -> None:
        name = (instruction.split() or [""])[0].upper()
        is_number = bool(_PAGE_FIELD.fullmatch(instruction) and _PAGE_NUMBER.fullmatch(result))
        is_plain = name == "HYPERLINK" or (name in _FOR_TYPING and is_typed)
        if is_plain or place.is_answer or (is_number and place.story):
            return
        self.told(f"a field was added ({shown(instruction.strip())}: '{shown(result)}')", place)


_HANDLERS: dict[str, Callable[[_Walk, Element, _Place], None]] = {
    q("w:p"): _Walk.paragraph,
    q("w:r"): _Walk.inside,
    q("w:t"): _Walk.text,
    q("w:tbl"): _Walk.table,
    q("w:tr"): _Walk.row,
    q("w:tc"): _Walk.cell,
    q("w:sdt"): _Walk.control,
    q("w:drawing"): _Walk.drawing,
    q("w:pict"): _Walk.drawing,
    q("w:object"): _Walk.drawing,
    q("mc:AlternateContent"): _Walk.either,
    q("w:fldSimple"): _Walk.simple_field,
    q("w:fldChar"): _Walk.field_mark,
    q("w:instrText"): _Walk.instruction,
}


def marks_of(package: Package) -> tuple[Mark, ...]:
    """Tell what a reader of the file sees beside or instead of its text, each thing once, in reading order."""
    root = package.xml(package.document)
    looks = looks_of(package, root)
    found = [mark for part, story in _stories(package) for mark in _seen(looks, package, part, story)]
    found += [Mark(text) for text in paper_marks(package, root)]
    unique = tuple(dict.fromkeys(found))
    if len(unique) <= MOST:
        return unique
    return (*unique[:MOST], Mark(f"and {len(unique) - MOST} more of the kind"))


def _seen(looks: Looks, package: Package, part: str, story: str) -> list[Mark]:
    links = [one for one in package.relations(part) if not one.is_external and one.target in package.parts]
    walk = _Walk(looks, {one.id: package.parts[one.target] for one in links if one.kind_name == "image"})
    walk.inside(package.xml(part), _Place(story))
    walk.flush()
    if walk.fields:
        walk.told("a field without an end", _Place(story))
    return walk.found


def _stories(package: Package) -> Iterator[tuple[str, str]]:
    """Give each part with text and what it is called; the body needs no name."""
    yield package.document, ""
    for kind in ("footnotes", "endnotes"):
        name = package.related(package.document, kind)
        if name:
            yield name, "a note"
    for part in furniture_parts(package):
        yield part, "a header or footer"
