"""Breaks inside values: line feeds, tabs, ends of paragraphs and of pages, as docxtpl turns them into Word's own.

A value's text lies in one `w:t`. Where a break stands in it, what follows goes on in a new `w:t` of the same look.
"""

import copy
import re
from collections.abc import Callable
from typing import Final

from lxml import etree

from loc_builder.files.word.finishing import element
from loc_builder.files.word.package import Element, q, xpath

_BREAK = re.compile("([\n\t\a\f])")
_ENDS = {"\a": q("w:paragraphEnd"), "\f": q("w:pageEnd")}
"""What XML cannot hold stands as an element inside `w:t` until its text is split."""

_broken = xpath("//w:t[* or contains(., '\n') or contains(., '\t')]")

_END_OF = {tag: character for character, tag in _ENDS.items()}


def has_breaks(text: str) -> bool:
    """Tell whether XML just rendered holds a break."""
    return "\n" in text or "\t" in text or "\a" in text or "\f" in text


def readable(text: str) -> str:
    """Write the breaks that XML cannot hold as elements, so that `text` can be parsed."""
    for character, tag in _ENDS.items():
        text = text.replace(character, f"<w:{etree.QName(tag).localname}/>")
    return text


def split_texts(tree: Element) -> None:
    """Turn breaks inside text into Word's own.

    A line feed becomes a line break; a form feed a paragraph that holds a page break. Where a run does not stand in
    a paragraph directly (in a control or a link inside a line) no paragraph can end, and there is a line break.
    """
    for node in _broken(tree):
        _split(node)


def _split(node: Element) -> None:
    first, *others = _BREAK.split(_as_typed(node))
    for child in list(node):
        node.remove(child)
    node.text = first
    run = node.getparent()
    if run is None or run.tag != q("w:r"):
        node.text = " ".join((first, *others[1::2]))
        return
    for character, text in zip(others[::2], others[1::2], strict=True):
        node = _AFTER[character](node)
        node.text = text


def _as_typed(node: Element) -> str:
    ends = ((_END_OF.get(str(child.tag), ""), child.tail or "") for child in node)
    return (node.text or "") + "".join(character + tail for character, tail in ends)


def _after_line(node: Element) -> Element:
    br, text = element("w:br"), _empty_text()
    node.addnext(br)
    br.addnext(text)
    return text


def _after_tab(node: Element) -> Element:
    run, text = _run_of(node), _empty_text()
    between, following = _like(run, "w:rPr"), _like(run, "w:rPr")
    between.append(element("w:tab"))
    following.extend([text, *node.itersiblings()])
    run.addnext(between)
    between.addnext(following)
    return text


def _after_paragraph(node: Element) -> Element:
    run = _run_of(node)
    paragraph = run.getparent()
    if paragraph is None or paragraph.tag != q("w:p"):
        return _after_line(node)
    new_paragraph, new_run, text = _like(paragraph, "w:pPr"), _like(run, "w:rPr"), _empty_text()
    new_run.extend([text, *node.itersiblings()])
    new_paragraph.extend([new_run, *run.itersiblings()])
    paragraph.addnext(new_paragraph)
    return text


def _after_page(node: Element) -> Element:
    paragraph = _run_of(node).getparent()
    text = _after_paragraph(node)
    if paragraph is not None and paragraph.tag == q("w:p"):
        page, run = element("w:p"), element("w:r")
        run.append(element("w:br", type="page"))
        page.append(run)
        paragraph.addnext(page)
    return text


_AFTER: Final[dict[str, Callable[[Element], Element]]] = {
    "\n": _after_line,
    "\t": _after_tab,
    "\a": _after_paragraph,
    "\f": _after_page,
}


def _run_of(text: Element) -> Element:
    run = text.getparent()
    if run is None:
        raise ValueError("a text outside of a run")
    return run


def _empty_text() -> Element:
    text = element("w:t")
    text.set(q("xml:space"), "preserve")
    return text


def _like(node: Element, properties: str) -> Element:
    """Make an element of the same kind and look, without what it holds."""
    new = element("w:" + etree.QName(node).localname)
    look = node.find(q(properties))
    if look is not None and len(look):
        new.append(copy.deepcopy(look))
    return new
