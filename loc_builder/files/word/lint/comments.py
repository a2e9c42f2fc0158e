"""A copy of a template with each fault as a Word comment at its paragraph."""

from collections.abc import MutableMapping, Sequence
from datetime import datetime

from lxml import etree

from loc_builder.files.word.finishing import element
from loc_builder.files.word.lint.faults import Fault
from loc_builder.files.word.package import (
    CONTENT_TYPES,
    NAMESPACES,
    OFFICE_RELATION,
    Element,
    fresh_name,
    parse_xml,
    q,
    read_package,
    relations_of,
    write_package,
    xml_bytes,
)

AUTHOR, INITIALS = "LoC Builder", "LoC"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_EMPTY = f'<w:comments xmlns:w="{NAMESPACES["w"]}"/>'.encode()
_NO_RELATIONS = f'<Relationships xmlns="{NAMESPACES["rel"]}"/>'.encode()
_NUMBERED = ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference")


def annotated(data: bytes, faults: Sequence[Fault], *, at: datetime) -> bytes:
    """Put each fault into a copy as a comment; `at` is the moment that the comments show.

    Word takes no comments in headers, footers, notes and text boxes: what is wrong there, and with the whole, is told
    at the paragraph around, or at the first. Raises InputError where the file cannot be read.
    """
    package = read_package(data)
    parts = dict(package.parts)
    document = package.xml(package.document)
    paragraphs = list(document.iter(q("w:p")))
    name = package.related(package.document, "comments") or _add_part(parts, package.document)
    comments = parse_xml(parts[name], name)
    first = _first_free(document, comments)
    for number, fault in enumerate(faults, start=first):
        if paragraphs:
            anchor = _anchor(fault, paragraphs, package.document)
            comments.append(_comment(number, fault, at, is_elsewhere=anchor is None))
            _refer(paragraphs[0] if anchor is None else anchor, number)
    parts |= {package.document: xml_bytes(document), name: xml_bytes(comments)}
    return write_package(parts)


def _anchor(fault: Fault, paragraphs: Sequence[Element], document: str) -> Element | None:
    """Find the paragraph of the body that a fault is about, the outermost where text boxes stand in one."""
    at = fault.spot.paragraph
    if fault.spot.part != document or at is None or at >= len(paragraphs):
        return None
    *_, outermost = (paragraphs[at], *paragraphs[at].iterancestors(q("w:p")))
    return outermost


def _comment(number: int, fault: Fault, at: datetime, *, is_elsewhere: bool) -> Element:
    comment = element(
        "w:comment", id=str(number), author=AUTHOR, initials=INITIALS, date=at.strftime("%Y-%m-%dT%H:%M:%SZ")
    )
    place = f"{fault.spot.said or 'The whole letter'}: " if is_elsewhere else ""
    said = f"{place}{fault.message}."
    for text in (f"{'Advice: ' if fault.is_advice else ''}{said[:1].upper()}{said[1:]}", fault.hint):
        if text:
            paragraph, run = element("w:p"), element("w:r")
            run.append(element("w:t", text))
            paragraph.append(run)
            comment.append(paragraph)
    return comment


def _refer(paragraph: Element, number: int) -> None:
    """Let a comment span a paragraph."""
    begin, end = element("w:commentRangeStart", id=str(number)), element("w:commentRangeEnd", id=str(number))
    run = element("w:r")
    run.append(element("w:commentReference", id=str(number)))
    about = paragraph.find(q("w:pPr"))
    if about is None:
        paragraph.insert(0, begin)
    else:
        about.addnext(begin)
    paragraph.extend([end, run])


def _first_free(document: Element, comments: Element) -> int:
    taken = [node.get(q("w:id"), "") for name in _NUMBERED for node in document.iter(q(name))]
    taken += [node.get(q("w:id"), "") for node in comments.iter(q("w:comment"))]
    return max((int(number) for number in taken if number.isascii() and number.isdecimal()), default=-1) + 1


def _add_part(parts: MutableMapping[str, bytes], document: str) -> str:
    name = fresh_name(parts, f"{document.rpartition('/')[0]}/comments", ".xml")
    parts[name] = _EMPTY
    types = parse_xml(parts[CONTENT_TYPES], CONTENT_TYPES)
    etree.SubElement(types, q("ct:Override")).attrib.update({"PartName": f"/{name}", "ContentType": _TYPE})
    parts[CONTENT_TYPES] = xml_bytes(types)
    links = relations_of(document)
    relations = parse_xml(parts.get(links, _NO_RELATIONS), links)
    new = fresh_name((node.get("Id", "") for node in relations), "rIdComments", "")
    relation = etree.SubElement(relations, q("rel:Relationship"))
    relation.attrib.update({"Id": new, "Type": f"{OFFICE_RELATION}/comments", "Target": f"/{name}"})
    parts[links] = xml_bytes(relations)
    return name
