"""Pictures put where a template holds a placeholder, each with a media part of its own."""

import posixpath
from collections.abc import Mapping, MutableMapping

from lxml import etree

from loc_builder.files.word.package import (
    CONTENT_TYPES,
    NAMESPACES,
    OFFICE_RELATION,
    Element,
    Package,
    fresh_name,
    parse_xml,
    q,
    relations_of,
    xml_bytes,
)

_NO_RELATIONS = f'<Relationships xmlns="{NAMESPACES["rel"]}"/>'.encode()


def place(parts: MutableMapping[str, bytes], trees: Mapping[str, Element], pictures: Mapping[str, bytes]) -> list[str]:
    """Put PNGs in place of the pictures that carry their names; return the names that no picture carries.

    `trees` are the filled parts; `parts` gets the media, the relations and the content type.
    """
    package = Package(dict(parts))
    uses = _uses(package, trees)
    found = set()
    for part, tree in trees.items():
        for blip, name in _named_pictures(tree):
            if name in pictures:
                found.add(name)
                _put(parts, part, blip, uses, pictures[name], name)
    if found:
        _declare_png(parts)
    return sorted(set(pictures) - found)


def _named_pictures(tree: Element) -> list[tuple[Element, str]]:
    """Find each picture's reference to its media and the name people gave it."""
    named = []
    for about in tree.iter(q("wp:docPr")):
        holder = about.getparent()
        blip = None if holder is None else holder.find(f".//{q('a:blip')}")
        if blip is not None:
            named.append((blip, about.get("name", "")))
    return named


def _uses(package: Package, trees: Mapping[str, Element]) -> dict[str, int]:
    """Count how many places show each media part: a part shown twice must not be overwritten for one of them."""
    counts: dict[str, int] = {}
    for name in package.parts:
        if name.endswith(".rels"):
            continue
        for relation in package.relations(name):
            if relation.kind_name == "image" and not relation.is_external:
                tree = trees.get(name)
                shown = 2 if tree is None else _shown(tree, relation.id)
                counts[relation.target] = counts.get(relation.target, 0) + shown
    return counts


def _shown(tree: Element, relation: str) -> int:
    return sum(1 for node in tree.iter() if relation in node.attrib.values())


def _put(
    parts: MutableMapping[str, bytes], part: str, blip: Element, uses: Mapping[str, int], png: bytes, name: str
) -> None:
    embedded = blip.get(q("r:embed"), "")
    targets = [one.target for one in Package(dict(parts)).relations(part) if one.id == embedded and not one.is_external]
    if targets and uses.get(targets[0]) == 1 and targets[0].lower().endswith(".png"):
        parts[targets[0]] = png
        return
    folder = posixpath.dirname(part)
    stem = "".join(letter if letter.isalnum() or letter == "-" else "-" for letter in name)
    media = fresh_name(parts, f"{folder}/media/{stem}", ".png")
    parts[media] = png
    blip.set(q("r:embed"), _relate(parts, part, posixpath.relpath(media, folder)))


def _relate(parts: MutableMapping[str, bytes], part: str, target: str) -> str:
    name = relations_of(part)
    root = parse_xml(parts.get(name, _NO_RELATIONS), name)
    new = fresh_name((node.get("Id", "") for node in root), "rIdPicture", "")
    relation = etree.SubElement(root, q("rel:Relationship"))
    relation.attrib.update({"Id": new, "Type": f"{OFFICE_RELATION}/image", "Target": target})
    parts[name] = xml_bytes(root)
    return new


def _declare_png(parts: MutableMapping[str, bytes]) -> None:
    root = parse_xml(parts[CONTENT_TYPES], CONTENT_TYPES)
    if any(node.get("Extension", "").lower() == "png" for node in root):
        return
    declared = etree.Element(q("ct:Default"))
    declared.attrib.update({"Extension": "png", "ContentType": "image/png"})
    root.insert(0, declared)
    parts[CONTENT_TYPES] = xml_bytes(root)
