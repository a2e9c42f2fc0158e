"""How Word builds its text: what stands in what, and what stands there once.

Where a file is built otherwise, one program shows what another leaves out.
"""

from lxml import etree

from loc_builder.files.word.package import Element, q

_STANDS_IN = {
    q("w:t"): ("r",),
    q("w:r"): ("p", "hyperlink", "smartTag", "customXml", "sdtContent", "fldSimple", "ins", "moveTo", "rt", "rubyBase"),
    q("w:p"): ("body", "tc", "hdr", "ftr", "footnote", "endnote", "sdtContent", "customXml", "ins", "moveTo"),
    q("w:tbl"): ("body", "tc", "hdr", "ftr", "footnote", "endnote", "sdtContent", "customXml"),
    q("w:tr"): ("tbl", "sdtContent", "customXml"),
    q("w:tc"): ("tr", "sdtContent", "customXml"),
    q("w:sdtContent"): ("sdt",),
}
_ONCE = {q(f"w:{name}") for name in ("rPr", "pPr", "sdtPr", "sdtContent", "tblPr", "trPr", "tcPr")}


def oddly_built(node: Element) -> str:
    """Say what is odd about where an element stands, or about what it holds; empty where nothing is."""
    parent, allowed = node.getparent(), _STANDS_IN.get(str(node.tag))
    if allowed and parent is not None and etree.QName(parent).localname not in allowed:
        return "text that is not built as Word builds it"
    held = [child.tag for child in node if child.tag in _ONCE]
    return "text whose looks are given twice" if len(held) > len(set(held)) else ""
