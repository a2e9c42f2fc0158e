"""Whether two Word files filled from one template hold the same: part by part, up to how XML is written down."""

import html
from collections.abc import Mapping

from lxml import etree

from loc_builder.files.word.finishing import PLACEHOLDER_STYLE
from loc_builder.files.word.package import CONTENT_TYPES, ROOT_RELATIONS, Element, Package, q, read_package

CORE_PROPERTIES = "docProps/core.xml"


def unequal_parts(ours: bytes, docxtpls: bytes) -> tuple[str, ...]:
    """Name the parts that differ between a letter of ours and docxtpl's own.

    python-docx leaves out parts that nothing links to, and adds properties to a file that has none; both are passed
    over, and so is the style that ours gets where it has controls. docxtpl escapes a value in the properties twice; it
    is taken as it was meant.
    """
    mine, theirs = read_package(ours), read_package(docxtpls)
    linked = _linked(mine)
    only_mine = [name for name in mine.parts if name not in theirs.parts and name in linked]
    only_theirs = [name for name in theirs.parts if name not in mine.parts and name != CORE_PROPERTIES]
    unlike = [name for name in theirs.parts if name in mine.parts and not _is_alike(name, mine, theirs)]
    return (*only_mine, *only_theirs, *unlike)


def _is_alike(name: str, mine: Package, theirs: Package) -> bool:
    if name == CONTENT_TYPES:
        return _types(mine) == _types(theirs)
    if name.endswith(".rels"):
        return _relations(mine, name) == _relations(theirs, name)
    if not name.endswith(".xml"):
        return mine.parts[name] == theirs.parts[name]
    roots = _root(mine.parts[name]), _root(theirs.parts[name])
    if name == CORE_PROPERTIES:
        for title in roots[1]:
            title.text = html.unescape(title.text or "")
    ours, docxtpls = (etree.tostring(root, method="c14n", exclusive=True) for root in roots)
    return ours == docxtpls or _prefixes_made_alike(ours) == _prefixes_made_alike(docxtpls)


def _root(content: bytes) -> Element:
    root = etree.fromstring(content, etree.XMLParser(remove_blank_text=True, remove_comments=True))
    for style in root.findall(f"{q('w:style')}[@{q('w:styleId')}='{PLACEHOLDER_STYLE}']"):
        root.remove(style)
    return root


def _prefixes_made_alike(content: bytes) -> str:
    """Write XML as if each namespace had one prefix only; some programs give one two."""
    return str(etree.canonicalize(content.decode(), rewrite_prefixes=True))


def _relations(package: Package, name: str) -> list[tuple[str, str, str, bool]]:
    owner = "" if name == ROOT_RELATIONS else name.replace("_rels/", "").removesuffix(".rels")
    return sorted((one.id, one.kind, one.target, one.is_external) for one in package.relations(owner))


def _types(package: Package) -> Mapping[str, str]:
    linked = _linked(package)
    return {name: kind for name, kind in package.content_types().items() if name in linked}


def _linked(package: Package) -> set[str]:
    """Name the parts that can be reached from the package's own relations."""
    found: set[str] = set()
    waiting = [""]
    while waiting:
        targets = (one.target for one in package.relations(waiting.pop()) if not one.is_external)
        new = [target for target in targets if target in package.parts and target not in found]
        found.update(new)
        waiting += new
    return found
