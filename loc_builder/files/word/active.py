"""What in a Word file could run or fetch when it is opened, and whether its changes are tracked.

Such a file is kept and reported, never rendered: LibreOffice fetches pictures that a file names.
"""

import re
from collections.abc import Iterator

from loc_builder.errors import InputError
from loc_builder.files.word.package import Element, Package, Relation, q

_TRACKED = tuple(q(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"))
_EMBEDDED = {
    "oleObject": "an embedded object",
    "package": "an embedded file",
    "control": "an ActiveX control",
    "activeXControlBinary": "an ActiveX control",
    "aFChunk": "another document inside",
    "subDocument": "a linked document",
    "vbaProject": "macros",
    "wordVbaData": "macros",
    "attachedToolbars": "macros",
    "keyMapCustomizations": "macros",
}
_FETCHING_FIELDS = {
    "DATABASE", "DDE", "DDEAUTO", "EMBED", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK",
    "MACROBUTTON", "RD",
}  # fmt: skip
_ON_THIS_COMPUTER = re.compile(r"(?:file:///?)?[A-Za-z]:[\\/]|[^:\\/]+$|file:///(?!/)", re.IGNORECASE)


def active_content_of(package: Package) -> tuple[str, ...]:
    """Say what in the file could run or fetch, each thing once; links that wait for a click are none of it."""
    found = [*_by_type(package), *_by_relation(package), *_by_field(package)]
    return tuple(dict.fromkeys(found))


def has_tracked_changes(package: Package) -> bool:
    """Whether text was inserted, deleted or moved with changes tracked, in the body, a header, a footer or a note."""
    return any(next(root.iter(*_TRACKED), None) is not None for _, root in _stories(package))


def _stories(package: Package) -> Iterator[tuple[str, Element]]:
    kinds = {"header", "footer", "footnotes", "endnotes", "comments"}
    used = package.relations(package.document)
    names = [one.target for one in used if one.kind_name in kinds and not one.is_external]
    for name in dict.fromkeys([package.document, *names]):
        if name in package.parts:
            yield name, package.xml(name)


def _by_type(package: Package) -> Iterator[str]:
    for name, kind in package.content_types().items():
        if name.lower().endswith("vbaproject.bin") or "vbaProject" in kind or "macroEnabled" in kind:
            yield "macros"
        if "/activex/" in f"/{name.lower()}":
            yield "an ActiveX control"
        if "oleObject" in kind or "/embeddings/" in f"/{name.lower()}":
            yield "an embedded object"


def _by_relation(package: Package) -> Iterator[str]:
    for name in package.parts:
        if not name.endswith(".rels"):
            continue
        folder, _, own = name.rpartition("_rels/")
        try:
            relations = package.relations(folder + own.removesuffix(".rels"))
        except InputError:
            yield f"links that cannot be read ({name})"
            continue
        yield from filter(None, map(_danger, relations))


def _danger(relation: Relation) -> str:
    if relation.kind_name in _EMBEDDED:
        return _EMBEDDED[relation.kind_name]
    if not relation.is_external or relation.kind_name == "hyperlink":
        return ""
    if relation.kind_name == "attachedTemplate" and _ON_THIS_COMPUTER.match(relation.target):
        return ""  # Word names the sender's own template in every file made from it
    return f"a link that fetches ({relation.kind_name}): {relation.target[:200]}"


def _by_field(package: Package) -> Iterator[str]:
    for _, root in _stories(package):
        if next(root.iter(q("w:altChunk")), None) is not None:
            yield "another document inside"
        for instruction in _instructions(root):
            name = (instruction.split() or [""])[0].upper()
            if name in _FETCHING_FIELDS or name.startswith("{"):
                yield f"a field that fetches or runs ({instruction.strip()[:80]})"


def _instructions(root: Element) -> Iterator[str]:
    """Give each field's instruction; a field that another field writes is shown as `{`."""
    for node in root.iter(q("w:fldSimple")):
        yield node.get(q("w:instr"), "")
    begun: list[list[str]] = []
    for node in root.iter(q("w:fldChar"), q("w:instrText"), q("w:delInstrText")):
        kind = node.get(q("w:fldCharType")) if node.tag == q("w:fldChar") else None
        if node.tag != q("w:fldChar"):
            if begun:
                begun[-1].append(node.text or "")
        elif kind == "begin":
            if begun:
                begun[-1].append("{")
            begun.append([])
        elif kind == "end" and begun:
            yield "".join(begun.pop())
    yield from ("".join(pieces) for pieces in begun)
