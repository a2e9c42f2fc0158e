"""A Word file as a package: parts read under caps, XML parsed without entities, the same bytes written twice.

Nothing here trusts the archive: members are streamed and counted before anything is parsed, since the sizes a zip
states can be forged. What the XML means is left to the modules beside this one.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from lxml import etree

from loc_builder.errors import InputError
from loc_builder.files.word.packing import lay_together, pack

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml names the type of its elements so

LARGEST_FILE = 80_000_000  # bytes as they lie in the mail; more than any office's mail takes
LARGEST_PART = 100_000_000  # bytes unpacked: a photograph pasted as the signature
LARGEST_XML = 40_000_000  # bytes unpacked, all XML parts together
LARGEST_TOTAL = 200_000_000
MOST_MEMBERS = 2_000
HIGHEST_RATIO = 200  # unpacked to packed, where more than a few megabytes come out
FREE_BYTES = 5_000_000

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "cp": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xml": "http://www.w3.org/XML/1998/namespace",
}
OFFICE_RELATION = NAMESPACES["r"]
CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELATIONS = "_rels/.rels"

# Word can save "Strict Open XML": the same elements under other names. The longest names stand first.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", NAMESPACES["w"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", NAMESPACES["wp"].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", NAMESPACES["a"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/customProperties", NAMESPACES["cp"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes", NAMESPACES["vt"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", NAMESPACES["r"].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", NAMESPACES["m"].encode()),
)
_OLE_START = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,  # an encrypted member; also NotImplementedError, an unknown compression
    ValueError,
)


class WordPasswordNeededError(InputError):
    """The Word file cannot be opened without a password."""


@cache
def q(name: str) -> str:
    """Write `w:tag` the way lxml names it, `{namespace}tag`."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def xpath(path: str) -> Callable[..., Any]:
    """Compile an XPath over Word's names; what it gives, elements or a number, follows from the path."""
    return etree.XPath(path, namespaces=NAMESPACES)


@dataclass(frozen=True, slots=True)
class Relation:
    """A part's link to another part or to something outside; `target` is a part's name unless `is_external`."""

    id: str
    kind: str
    target: str
    is_external: bool

    @property
    def kind_name(self) -> str:
        """The last word of the relation's type: `header`, `image`, `oleObject`."""
        return self.kind.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file by name (`word/document.xml`), in the file's order."""

    parts: Mapping[str, bytes]

    @property
    def document(self) -> str:
        """The name of the part that holds the text."""
        for relation in self.relations(""):
            if relation.kind_name == "officeDocument" and relation.target in self.parts:
                return relation.target
        if "word/document.xml" in self.parts:
            return "word/document.xml"
        raise InputError("the file is not a Word document: it has no text part", hint="Save it in Word as .docx.")

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Give what a part links to; the package itself is the part ''."""
        name = relations_of(part)
        if name not in self.parts:
            return ()
        nodes = self.xml(name).iterfind(q("rel:Relationship"))
        return tuple(_relation(node, posixpath.dirname(part)) for node in nodes)

    def related(self, part: str, kind_name: str) -> str | None:
        """Give the name of the first part that `part` links to by this kind, None where there is none."""
        found = (one.target for one in self.relations(part) if one.kind_name == kind_name and not one.is_external)
        return next((target for target in found if target in self.parts), None)

    def xml(self, part: str) -> Element:
        """Parse a part."""
        return parse_xml(self.parts[part], part)

    def content_types(self) -> Mapping[str, str]:
        """Give each part's content type, as far as the package states it."""
        if CONTENT_TYPES not in self.parts:
            return {}
        root = self.xml(CONTENT_TYPES)
        stated = {node.get("PartName", "").lstrip("/"): node.get("ContentType", "") for node in root}
        by_extension = {node.get("Extension", "").lower(): node.get("ContentType", "") for node in root}
        return {name: stated.get(name) or by_extension.get(name.rpartition(".")[2].lower(), "") for name in self.parts}


def relations_of(part: str) -> str:
    """Name the part that holds a part's relations."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def parse_xml(data: bytes, part: str, *, keep_blanks: bool = True) -> Element:
    """Parse XML that may be hostile: no document type, no entities, no network, libxml2's own limits.

    Raises InputError. Comments and processing instructions are dropped, and the white space between elements where it
    is not to be kept.
    """
    if len(data) > LARGEST_XML:
        raise InputError(f"{part} is larger than a letter's text can be; it was not opened")
    if b"purl.oclc.org/ooxml" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    try:
        root = etree.fromstring(data, _parser(keep_blanks=keep_blanks)) if b"<!DOCTYPE" not in data else None
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"the Word file is damaged in {part}", hint="Open it in Word and save it again.") from error
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise InputError(f"the Word file declares its own document type in {part}, which Word never does")
    return root


@cache
def _parser(*, keep_blanks: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=not keep_blanks,
        collect_ids=False,  # nothing asks for elements by XML id; collecting these takes a quarter of the time
    )


def xml_bytes(root: Element) -> bytes:
    """Serialise a part."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def read_package(data: bytes) -> Package:
    """Unpack a Word file under caps; raise InputError where it is none, or is built to harm."""
    if data.startswith(_OLE_START):
        raise _old_or_locked(data)
    if len(data) > LARGEST_FILE:
        raise InputError(f"the file is larger than {LARGEST_FILE // 1_000_000} megabytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = Package(dict(_members(archive, len(data))))
    except _ZIP_FAULTS as error:
        raise InputError("the file is no Word document, or is damaged", hint="Save it in Word as .docx.") from error
    _ = package.document
    return package


def write_package(parts: Mapping[str, bytes]) -> bytes:
    """Pack parts so that the same parts give the same bytes: fixed times, the content types first."""
    names = sorted(parts, key=lambda name: name != CONTENT_TYPES)
    return lay_together(pack(name, parts[name]) for name in names)


def _relation(node: Element, folder: str) -> Relation:
    target, is_external = node.get("Target", ""), node.get("TargetMode") == "External"
    if not is_external:
        target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
    return Relation(node.get("Id", ""), node.get("Type", ""), target, is_external)


def _old_or_locked(data: bytes) -> InputError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return WordPasswordNeededError("the Word file needs a password", hint="Ask for it without one.")
    return InputError("the file is in Word's format from before 2007", hint="Open it in Word and save it as .docx.")


def _members(archive: zipfile.ZipFile, packed: int) -> Iterator[tuple[str, bytes]]:
    members = [member for member in archive.infolist() if not member.is_dir()]
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or len(names) < len(members):
        raise InputError("the file holds too many parts, or two of one name; Word does not write such files")
    total = xml = 0
    for member in members:
        is_xml = member.filename.endswith((".xml", ".rels"))
        allowed = min(LARGEST_PART, LARGEST_TOTAL - total, LARGEST_XML - xml if is_xml else LARGEST_PART)
        content = _content(archive, member, min(allowed, _by_ratio(packed) - total))
        total += len(content)
        xml += len(content) if is_xml else 0
        yield member.filename, content


def _by_ratio(packed: int) -> int:
    return max(FREE_BYTES, packed * HIGHEST_RATIO)


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowed: int) -> bytes:
    with archive.open(member) as stream:
        content = stream.read(max(allowed, 0) + 1)
    if len(content) > allowed:
        raise InputError("the file unpacks to far more than a letter holds; it was not opened")
    return content


def fresh_name(taken: Iterable[str], stem: str, ending: str) -> str:
    """Give `stem` + `ending`, or the first of `stem`2, `stem`3 ... that is not taken."""
    names = set(taken)
    if stem + ending not in names:
        return stem + ending
    return next(f"{stem}{n}{ending}" for n in range(2, len(names) + 3) if f"{stem}{n}{ending}" not in names)
