"""What a filled letter needs before Word may open it: breaks in lines, placeholder text, numbers that are unique."""

import copy
import re
from collections.abc import Iterable, Iterator, MutableMapping

from lxml import etree

from loc_builder.agreement import DATE_INVITATION, WRITING_INVITATION
from loc_builder.files.word.package import NAMESPACES, Element, Package, q, xml_bytes

PLACEHOLDER_STYLE = "PlaceholderText"
PLACEHOLDER_GREY = "595959"  # 7 : 1 on white; 4.5 : 1 is asked for

PARAGRAPH_END = q("w:paragraphEnd")
"""An element that exists between rendering and finishing only; docxtpl writes it as the character `\\a`."""

_BREAK = re.compile("([\n\t])")
_BREAKS = {"\n": "w:br", "\t": "w:tab"}
_FROM_THE_CONTENT = {q(f"w:{name}") for name in ("drawing", "pict", "object", "t", "sym", "br", "tab", "cr")}
_BEFORE_SHOWING = {q(f"w:{name}") for name in ("rPr", "alias", "tag", "id", "lock", "placeholder", "temporary")}


def element(name: str, text: str | None = None, **attributes: str) -> Element:
    """Make a `w:` element whose attributes are of the same namespace."""
    node = etree.Element(q(name), nsmap={"w": NAMESPACES["w"]})
    for key, value in attributes.items():
        node.set(q(f"w:{key}"), value)
    node.text = text
    return node


def break_lines(tree: Element) -> None:
    """Turn breaks and tabs inside text into Word's own, and keep the spaces at a text's ends.

    A line feed becomes a line break. A `PARAGRAPH_END` element ends the paragraph, where the run stands in one
    directly; elsewhere (in a control inside a line) it becomes a line break too.
    """
    for node in list(tree.iter(q("w:t"))):
        if len(node) or _BREAK.search(node.text or ""):
            _split(node)
        elif node.text != (node.text or "").strip():
            node.set(q("xml:space"), "preserve")


def invite_to_write(tree: Element) -> None:
    """Give each empty control placeholder text that says what belongs there."""
    for control in tree.iter(q("w:sdt")):
        about, content = control.find(q("w:sdtPr")), control.find(q("w:sdtContent"))
        if about is None or content is None:
            continue
        if not _is_blank(content):
            _allow_lines(about, content)
        elif _put_text(content, invitation_of(about)):
            _show_as_placeholder(about)


def number_apart(trees: Iterable[Element]) -> None:
    """Make the ids of controls unique over all parts, and likewise those of pictures and drawings.

    A loop in a template repeats them; the first keeps its number.
    """
    trees = tuple(trees)
    controls = [node for tree in trees for node in tree.iterfind(f".//{q('w:sdtPr')}/{q('w:id')}")]
    _renumber(controls, q("w:val"))
    _renumber([node for tree in trees for node in tree.iter(q("wp:docPr"))], "id")


def add_placeholder_style(parts: MutableMapping[str, bytes], package: Package) -> None:
    """Add the character style of placeholder text where the template has none."""
    name = package.related(package.document, "styles")
    if name is None:
        return
    root = package.xml(name)
    if any(style.get(q("w:styleId")) == PLACEHOLDER_STYLE for style in root.iter(q("w:style"))):
        return
    style = element("w:style", type="character", styleId=PLACEHOLDER_STYLE)
    style.append(element("w:name", val="Placeholder Text"))
    style.append(element("w:uiPriority", val="99"))
    look = element("w:rPr")
    look.append(element("w:color", val=PLACEHOLDER_GREY))
    style.append(look)
    root.append(style)
    parts[name] = xml_bytes(root)


def _split(node: Element) -> None:
    for piece in list(_pieces(node)):
        if piece.tag == PARAGRAPH_END:
            _end_paragraph(node)
        else:
            node.addprevious(piece)
    run = node.getparent()
    if run is not None:
        run.remove(node)


def _pieces(node: Element) -> Iterator[Element]:
    """Give a text as runs hold it: text, line breaks and tabs; and ends of paragraphs."""
    yield from _plain_pieces(node.text or "")
    for child in node:
        yield element("w:paragraphEnd")
        yield from _plain_pieces(child.tail or "")


def _plain_pieces(text: str) -> Iterator[Element]:
    for piece in filter(None, _BREAK.split(text)):
        if piece in _BREAKS:
            yield element(_BREAKS[piece])
        else:
            new = element("w:t", piece)
            new.set(q("xml:space"), "preserve")
            yield new


def _end_paragraph(node: Element) -> None:
    """Move a text, and all that follows it in its paragraph, to a new paragraph of the same look."""
    run = node.getparent()
    paragraph = None if run is None else run.getparent()
    if run is None or paragraph is None or paragraph.tag != q("w:p"):
        node.addprevious(element("w:br"))
        return
    new_paragraph, new_run = _like(paragraph, q("w:pPr")), _like(run, q("w:rPr"))
    new_run.extend([node, *node.itersiblings()])
    new_paragraph.extend([new_run, *run.itersiblings()])
    paragraph.addnext(new_paragraph)


def _like(node: Element, properties: str) -> Element:
    new = element("w:" + etree.QName(node).localname)
    new.extend(copy.deepcopy(node.findall(properties)))
    return new


def _is_blank(content: Element) -> bool:
    for node in content.iter(*_FROM_THE_CONTENT):
        if node.tag in (q("w:drawing"), q("w:pict"), q("w:object"), q("w:sym")) or (node.text or "").strip():
            return False
    return True


def _allow_lines(about: Element, content: Element) -> None:
    """Let a plain-text control hold the line breaks of its value, which Word forbids unless told."""
    plain = about.find(q("w:text"))
    if plain is not None and content.find(f".//{q('w:br')}") is not None:
        plain.set(q("w:multiLine"), "1")


def invitation_of(about: Element) -> str:
    """Say what a control asks for while it is empty."""
    if about.find(q("w:date")) is not None:
        return DATE_INVITATION
    named = about.find(q("w:alias"))
    return f"{WRITING_INVITATION} {named.get(q('w:val'), '') if named is not None else ''}".rstrip()


def _put_text(content: Element, text: str) -> bool:
    """Make `text` the control's only run; False for a control around table cells, which has no place for one."""
    run, look = element("w:r"), element("w:rPr")
    look.append(element("w:rStyle", val=PLACEHOLDER_STYLE))
    run.append(look)
    run.append(element("w:t", text))
    paragraph = content.find(f".//{q('w:p')}")
    place = content if paragraph is None else paragraph
    if content.find(f".//{q('w:sdt')}") is not None:
        return False
    for node in [node for node in place if node.tag != q("w:pPr")]:
        place.remove(node)
    place.append(run)
    return True


def _show_as_placeholder(about: Element) -> None:
    if about.find(q("w:showingPlcHdr")) is not None:
        return
    place = sum(1 for node in about if node.tag in _BEFORE_SHOWING)
    about.insert(place, element("w:showingPlcHdr"))


def _renumber(nodes: list[Element], attribute: str) -> None:
    stated = [node.get(attribute, "") for node in nodes]
    taken, used = set(stated), set[str]()
    following = 1
    for node, number in zip(nodes, stated, strict=True):
        if number and number not in used:
            used.add(number)
            continue
        while str(following) in taken:
            following += 1
        taken.add(str(following))
        node.set(attribute, str(following))
