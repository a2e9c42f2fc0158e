"""The parts of a workbook's package: found by their relationships, and exchanged while all others stay as they are."""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml names the type of its elements so

LARGEST_PART = 64 * 1024 * 1024  # bytes of a part that is taken apart; ten times a sheet of 5,000 districts

_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True, remove_pis=True
)


def tag(root: Element, name: str) -> str:
    """Name an element in the namespace of its part, the transitional or the strict one."""
    return f"{{{etree.QName(root).namespace}}}{name}"


class Parts:
    """The parts of a package, parsed when asked for; `packed` writes back those that were."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._parsed: dict[str, Element] = {}
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            self._bytes: Mapping[str, bytes] = {name: package.read(name) for name in package.namelist()}

    def xml(self, part: str) -> Element:
        """Parse a part; raise ValueError for one that is too large to be a roster's."""
        if len(self._bytes[part]) > LARGEST_PART:
            raise ValueError("a part that is too large")
        if part not in self._parsed:
            self._parsed[part] = etree.fromstring(self._bytes[part], _PARSER)
        return self._parsed[part]

    def related(self, part: str, kind: str) -> dict[str, str]:
        """The parts that one refers to as `worksheet`, `styles` and so on, by the relationship's id."""
        folder, name = posixpath.split(part)
        links = posixpath.join(folder, "_rels", f"{name}.rels")
        if links not in self._bytes:
            return {}
        return {
            each.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            for each in etree.fromstring(self._bytes[links], _PARSER).iterfind("{*}Relationship")
            if each.get("Type", "").endswith(f"/{kind}") and each.get("TargetMode") != "External"
        }

    def packed(self) -> bytes:
        """Pack the members again, in their order and with their times."""
        file = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(self._content)) as old, zipfile.ZipFile(file, "w") as new:
            for member in old.infolist():
                root = self._parsed.get(member.filename)
                new.writestr(member, self._bytes[member.filename] if root is None else _xml(root))
        return file.getvalue()


def _xml(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
