"""Pictures put where a template holds a placeholder, each with a media part of its own."""

import posixpath
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass

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
    xpath,
)

_naming = xpath("count(//@*[. = $relation])")

_NO_RELATIONS = f'<Relationships xmlns="{NAMESPACES["rel"]}"/>'.encode()


@dataclass(frozen=True, slots=True)
class Places:
    """Which media part each relation of each part shows; all letters of a template have these in common.

    `once` are the relations that a part without blocks names once, and so every letter's.
    """

    shown: Mapping[tuple[str, str], str]
    once: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, package: Package) -> "Places":
        parts = [name for name in package.parts if not name.endswith(".rels")]
        images = ((name, one) for name in parts for one in package.relations(name) if one.kind_name == "image")
        shown = {(name, one.id): one.target for name, one in images if not one.is_external}
        return cls(shown, frozenset(place for place in shown if _is_named_once(package.parts[place[0]], place[1])))

    def fill(
        self, parts: MutableMapping[str, bytes], trees: Mapping[str, Element], pictures: Mapping[str, bytes]
    ) -> list[str]:
        """Put PNGs in place of the pictures that carry their names; return the names that no picture carries.

        `trees` are the filled parts; `parts` gets the media and, where one was shown twice, relations and content type.
        """
        found = set()
        for part, tree in trees.items():
            for blip, name in _named_pictures(tree):
                if name in pictures:
                    found.add(name)
                    self._put(parts, trees, Spot(part, blip, name), pictures[name])
        return sorted(set(pictures) - found)

    def _put(self, parts: MutableMapping[str, bytes], trees: Mapping[str, Element], spot: "Spot", png: bytes) -> None:
        media = self.shown.get((spot.part, spot.blip.get(q("r:embed"), "")), "")
        if media.lower().endswith(".png") and self._uses(media, trees) == 1:
            parts[media] = png
            return
        folder = posixpath.dirname(spot.part)
        stem = "".join(letter if letter.isalnum() or letter == "-" else "-" for letter in spot.name)
        media = fresh_name(parts, f"{folder}/media/{stem}", ".png")
        parts[media] = png
        spot.blip.set(q("r:embed"), _relate(parts, spot.part, posixpath.relpath(media, folder)))
        _declare_png(parts)

    def _uses(self, media: str, trees: Mapping[str, Element]) -> int:
        """Count how many places show a media part: one shown twice must not be overwritten for one of them."""
        at = [place for place, target in self.shown.items() if target == media]
        if len(at) == 1 and at[0] in self.once:
            return 1
        return sum(_times(trees[part], relation) if part in trees else 2 for part, relation in at)


@dataclass(frozen=True, slots=True)
class Spot:
    """A picture in a part: its reference to its media, and the name people gave it."""

    part: str
    blip: Element
    name: str


def _named_pictures(tree: Element) -> list[tuple[Element, str]]:
    """Find each picture's reference to its media and the name people gave it."""
    named = []
    for about in tree.iter(q("wp:docPr")):
        holder = about.getparent()
        blip = None if holder is None else next(holder.iterdescendants(q("a:blip")), None)
        if blip is not None:
            named.append((blip, about.get("name", "")))
    return named


def _is_named_once(content: bytes, relation: str) -> bool:
    return b"{%" not in content and content.count(f'"{relation}"'.encode()) == 1


def _times(tree: Element, relation: str) -> int:
    return int(_naming(tree, relation=relation))


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
