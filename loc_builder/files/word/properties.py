"""Custom properties of a Word file (`docProps/custom.xml`): what it says about itself that nobody sees on paper."""

from collections.abc import Mapping, MutableMapping

from lxml import etree

from loc_builder.errors import InputError
from loc_builder.files.word.package import (
    CONTENT_TYPES,
    NAMESPACES,
    OFFICE_RELATION,
    ROOT_RELATIONS,
    Element,
    Package,
    fresh_name,
    parse_xml,
    q,
    xml_bytes,
)

KIND = "custom-properties"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_EMPTY = f'<Properties xmlns="{NAMESPACES["cp"]}" xmlns:vt="{NAMESPACES["vt"]}"/>'.encode()
TEXT_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # fixed by the standard for properties users name


def read(package: Package) -> Mapping[str, str]:
    """Give a file's custom properties as text; none where they cannot be read."""
    name = package.related("", KIND)
    if name is None:
        return {}
    try:
        root = package.xml(name)
    except InputError:
        return {}
    return {node.get("name", ""): "".join(_texts(node)) for node in root.iterfind(q("cp:property"))}


def put(parts: MutableMapping[str, bytes], properties: Mapping[str, str], part: str | None) -> None:
    """Set custom properties, keeping those already there; `part` is the one that holds them, where there is one."""
    if not properties:
        return
    name = part or _add_part(parts)
    root = parse_xml(parts[name], name)
    for key, value in properties.items():
        _set(root, key, value)
    parts[name] = xml_bytes(root)


def _texts(node: Element) -> list[str]:
    return [text for text in node.itertext() if isinstance(text, str)]


def _set(root: Element, key: str, value: str) -> None:
    node = next((node for node in root if node.get("name") == key), None)
    if node is None:
        numbers = [int(one.get("pid", "1")) for one in root if one.get("pid", "").isdecimal()]
        node = etree.SubElement(root, q("cp:property"))
        node.attrib.update({"fmtid": TEXT_FORMAT, "pid": str(max(numbers, default=1) + 1), "name": key})
    for old in list(node):
        node.remove(old)
    text = etree.SubElement(node, q("vt:lpwstr"))
    text.text = value


def _add_part(parts: MutableMapping[str, bytes]) -> str:
    name = fresh_name(parts, "docProps/custom", ".xml")
    parts[name] = _EMPTY
    types = parse_xml(parts[CONTENT_TYPES], CONTENT_TYPES)
    stated = etree.SubElement(types, q("ct:Override"))
    stated.attrib.update({"PartName": f"/{name}", "ContentType": CONTENT_TYPE})
    parts[CONTENT_TYPES] = xml_bytes(types)
    relations = parse_xml(parts[ROOT_RELATIONS], ROOT_RELATIONS)
    new = fresh_name((node.get("Id", "") for node in relations), "rIdCustom", "")
    relation = etree.SubElement(relations, q("rel:Relationship"))
    relation.attrib.update({"Id": new, "Type": f"{OFFICE_RELATION}/{KIND}", "Target": name})
    parts[ROOT_RELATIONS] = xml_bytes(relations)
    return name
