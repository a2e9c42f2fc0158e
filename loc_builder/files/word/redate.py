"""A template's own words moved to another school year: what somebody typed, wherever it stands; fields are left.

A date may lie in several runs (Word splits text where it was edited), so a paragraph is read as one text and each
letter written back where it was. What a text box says twice, for newer and older readers, is changed in both and told
once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from loc_builder.files.word.package import Element, Package, q, read_package, write_package, xml_bytes
from loc_builder.moving import Literal, Move, People, Redated, Seen, edited, literals, seen_in, small_words
from loc_builder.moving.addresses import EMAIL, WEB

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_STORIES = {
    f"{_WORD_TYPE}document.main+xml": "",
    f"{_WORD_TYPE}template.main+xml": "",
    f"{_WORD_TYPE}header+xml": "header",
    f"{_WORD_TYPE}footer+xml": "footer",
    f"{_WORD_TYPE}footnotes+xml": "footnotes",
    f"{_WORD_TYPE}endnotes+xml": "endnotes",
    f"{_WORD_TYPE}comments+xml": "comments",
}
_PROPERTIES_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_WRITTEN_PROPERTIES = ("title", "subject", "creator", "keywords", "description", "category", "lastModifiedBy")
_SIGNS = {q("w:tab"): "\t", q("w:br"): "\n", q("w:cr"): "\n", q("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}"}
_APART = {q(f"w:{name}") for name in ("pPr", "rPr", "sdtPr", "del", "moveFrom", "p")}
_UNSEEN_WORDS = (
    (q("wp:docPr"), "descr", "the description of a picture"),
    (q("wp:docPr"), "title", "the title of a picture"),
    (q("w:alias"), q("w:val"), "the name of a control"),
    (q("w:listItem"), q("w:displayText"), "a choice of a control"),
    (q("w:listItem"), q("w:value"), ""),
)
"""Element, attribute, and where that is; what repeats the words beside it is changed and not told."""


@dataclass(slots=True)
class _Paragraph:
    """A paragraph's letters and where each may be written: a text node and the place in it, None for a sign."""

    node: Element
    number: int
    letters: list[str] = field(default_factory=list)
    places: list[tuple[Element, int] | None] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.letters)

    def read(self) -> "_Paragraph":
        self._read(self.node)
        return self

    def write(self, found: tuple[Literal, ...]) -> None:
        new: dict[Element, list[str]] = {}
        for index, letter in (each for one in found for edit in one.edits for each in edit.spread()):
            place = self.places[index]
            if place is not None:
                node, position = place
                new.setdefault(node, list(node.text or ""))[position] = letter
        for node, letters in new.items():
            node.text = "".join(letters)

    def _read(self, node: Element) -> None:
        for child in node:
            if child.tag == q("w:t"):
                self.letters += child.text or ""
                self.places += [(child, position) for position in range(len(child.text or ""))]
            elif child.tag in _SIGNS:
                self.letters.append(_SIGNS[child.tag])
                self.places.append(None)
            elif child.tag not in _APART:
                self._read(child)


@dataclass(slots=True)
class _Redating:
    """One template on its way; `seen` gathers what is told."""

    package: Package
    move: Move
    known: People
    seen: list[Seen] = field(default_factory=list)
    changed: dict[str, bytes] = field(default_factory=dict)

    def story(self, part: str, kind: str) -> None:
        root = self.package.xml(part)
        targets = {one.id: one.target for one in self.package.relations(part) if one.is_external}
        where = f"{_spoken(part, kind)}, " if kind else ""
        before = xml_bytes(root)
        for paragraph in _paragraphs(root):
            place = f"{where}paragraph {paragraph.number}"
            seen = self._paragraph(paragraph, place)
            if not _is_repeated(paragraph.node):
                self.seen += [*seen, *_links(paragraph, targets, place)]
        for tag, attribute, place in _UNSEEN_WORDS:
            for node in root.iter(tag):
                self._attribute(node, attribute, f"{where}{place}" if place and not _is_repeated(node) else "")
        self._keep(part, before, root)

    def properties(self, part: str) -> None:
        root = self.package.xml(part)
        before = xml_bytes(root)
        for node in root:
            name = etree.QName(node).localname
            if name in _WRITTEN_PROPERTIES and node.text:
                found = literals(node.text, self.move, self.known)
                self.seen += seen_in(node.text, found, f"the file's properties, {name}")
                node.text = edited(node.text, found)
        self._keep(part, before, root)

    def _paragraph(self, paragraph: _Paragraph, place: str) -> tuple[Seen, ...]:
        text = paragraph.text
        found = literals(text, self.move, self.known)
        paragraph.write(found)
        return seen_in(text, found, place)

    def _attribute(self, node: Element, attribute: str, place: str) -> None:
        text = node.get(attribute, "")
        found = literals(text, self.move, self.known)
        if found:
            node.set(attribute, edited(text, found))
            self.seen += seen_in(text, found, place) if place else ()

    def _keep(self, part: str, before: bytes, root: Element) -> None:
        after = xml_bytes(root)
        if after != before:
            self.changed[part] = after


def redate(data: bytes, move: Move, names: tuple[str, ...] = ()) -> Redated:
    """Move a template's school years and dates, and tell every literal in it with its place.

    `names` are people's names known from the settings. A template in which nothing moves is given back as it came;
    the same bytes give the same bytes. Raises InputError.
    """
    package = read_package(data)
    types = package.content_types()
    stories = {name: _STORIES[types[name]] for name in _in_reading_order(package) if types.get(name) in _STORIES}
    texts = [each.text for name in stories for each in _paragraphs(package.xml(name))]
    redating = _Redating(package, move, People(names, small_words(texts)))
    for part, kind in stories.items():
        redating.story(part, kind)
    for part in package.parts:
        if types.get(part) == _PROPERTIES_TYPE:
            redating.properties(part)
    content = write_package({**package.parts, **redating.changed}) if redating.changed else data
    return Redated(content, tuple(redating.seen))


def _in_reading_order(package: Package) -> list[str]:
    return sorted(package.parts, key=lambda name: (name != package.document, name))


def _spoken(part: str, kind: str) -> str:
    """Name a story: `header 1` for `word/header1.xml`."""
    number = "".join(letter for letter in part.rpartition("/")[2] if letter.isdecimal())
    return f"{kind} {number}".strip()


def _paragraphs(root: Element) -> Iterator[_Paragraph]:
    """Read all paragraphs; those of a fallback have the number of the one before them, since they repeat it."""
    number = 0
    for node in root.iter(q("w:p")):
        number += not _is_repeated(node)
        yield _Paragraph(node, number).read()


def _is_repeated(node: Element) -> bool:
    return next(node.iterancestors(q("mc:Fallback")), None) is not None


def _links(paragraph: _Paragraph, targets: Mapping[str, str], place: str) -> Iterator[Seen]:
    """Tell the addresses that a paragraph's links lead to, where its text does not show them."""
    hidden = [targets.get(link.get(q("r:id"), ""), "") for link in paragraph.node.iter(q("w:hyperlink"))]
    hidden += [code.text or "" for code in paragraph.node.iter(q("w:instrText"))]
    text = paragraph.text
    for target in hidden:
        for pattern, what in ((EMAIL, "an e-mail address"), (WEB, "a web address")):
            for found in pattern.finditer(target):
                if found[0] not in text and "{{" not in target:
                    yield Seen(f"{place}, a link", found[0], found[0], f"{what}, left as it is")
