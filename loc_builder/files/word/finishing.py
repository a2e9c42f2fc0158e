"""What a filled letter needs before Word may open it: placeholder text, numbers that are unique."""

from collections.abc import Iterable, MutableMapping
from copy import copy

from lxml import etree

from loc_builder.agreement import CHOICE_INVITATION, DATE_INVITATION, WRITING_INVITATION
from loc_builder.files.word.package import NAMESPACES, Element, Package, q, xml_bytes, xpath

PLACEHOLDER_STYLE = "PlaceholderText"
PLACEHOLDER_GREY = "595959"  # 7 : 1 on white; 4.5 : 1 is asked for

_TEXT = q("w:t")
_SHOWN = tuple(q(f"w:{name}") for name in ("t", "drawing", "pict", "object", "sym"))
_BEFORE_SHOWING = {q(f"w:{name}") for name in ("rPr", "alias", "tag", "id", "lock", "placeholder", "temporary")}


_control_ids = xpath("//w:sdtPr/w:id")


def element(name: str, text: str | None = None, **attributes: str) -> Element:
    """Make a `w:` element whose attributes are of the same namespace."""
    node = etree.Element(q(name), nsmap={"w": NAMESPACES["w"]})
    for key, value in attributes.items():
        node.set(q(f"w:{key}"), value)
    node.text = text
    return node


def _placeholder() -> Element:
    """Make the run that invites to write, without its words; copying it is quicker than making it."""
    run, look = element("w:r"), element("w:rPr")
    look.append(element("w:rStyle", val=PLACEHOLDER_STYLE))
    run.extend((look, element("w:t")))
    return run


_PLACEHOLDER = _placeholder()
_SHOWING_PLACEHOLDER = element("w:showingPlcHdr")


def child(node: Element, name: str) -> Element | None:
    """Give an element's first child of this name; lxml's `find` takes three times as long for it."""
    return next(node.iterchildren(q(name)), None)


def invite_to_write(tree: Element) -> None:
    """Give each empty control placeholder text that says what belongs there."""
    for control in tree.iter(q("w:sdt")):
        about, content = child(control, "w:sdtPr"), child(control, "w:sdtContent")
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
    _renumber([node for tree in trees for node in _control_ids(tree)], q("w:val"))
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


def _is_blank(content: Element) -> bool:
    return all(node.tag == _TEXT and not (node.text or "").strip() for node in content.iter(*_SHOWN))


def _allow_lines(about: Element, content: Element) -> None:
    """Let a plain-text control hold the line breaks of its value, which Word forbids unless told."""
    plain = child(about, "w:text")
    if plain is not None and _first(content, "w:br") is not None:
        plain.set(q("w:multiLine"), "1")


def invitation_of(about: Element) -> str:
    """Say what a control asks for while it is empty."""
    if child(about, "w:date") is not None:
        return DATE_INVITATION
    named = child(about, "w:alias")
    is_choice = any(child(about, kind) is not None for kind in ("w:dropDownList", "w:comboBox"))
    invitation = CHOICE_INVITATION if is_choice else WRITING_INVITATION
    return f"{invitation} {named.get(q('w:val'), '') if named is not None else ''}".rstrip()


def _put_text(content: Element, text: str) -> bool:
    """Make `text` the control's only run; False for a control around table cells, which has no place for one."""
    paragraph = _first(content, "w:p")
    place = content if paragraph is None else paragraph
    if _first(content, "w:sdt") is not None:
        return False
    for node in [node for node in place if node.tag != q("w:pPr")]:
        place.remove(node)
    run = copy(_PLACEHOLDER)
    run[-1].text = text
    place.append(run)
    return True


def _first(content: Element, name: str) -> Element | None:
    return next(content.iterdescendants(q(name)), None)


def _show_as_placeholder(about: Element) -> None:
    if child(about, "w:showingPlcHdr") is not None:
        return
    place = sum(1 for node in about if node.tag in _BEFORE_SHOWING)
    about.insert(place, copy(_SHOWING_PLACEHOLDER))


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
