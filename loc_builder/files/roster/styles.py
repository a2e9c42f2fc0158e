"""Looks added to a workbook's styles: none that is there is changed, and the same one is not added twice."""

import copy

from lxml import etree

from loc_builder.files.roster.parts import Element, tag

_BEFORE_HIGHLIGHTS = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles")
_HIGHLIGHT = (
    '<dxf xmlns="{space}"><font><color rgb="FF7F2A00"/></font>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFD9B8"/><bgColor rgb="FFFFD9B8"/></patternFill></fill>'
    "</dxf>"
)


def wrapped(styles: Element, look: int) -> int:
    """The number of the cell format that is `look` with its lines wrapped, begun at the top where it does not say."""
    formats = styles.find(tag(styles, "cellXfs"))
    if formats is None or look >= len(formats):
        return look
    made = copy.deepcopy(formats[look])
    alignment = made.find(tag(styles, "alignment"))
    if alignment is None:
        alignment = etree.Element(tag(styles, "alignment"))
        made.insert(0, alignment)
    alignment.set("wrapText", "1")
    if alignment.get("vertical") is None:
        alignment.set("vertical", "top")
    made.set("applyAlignment", "1")
    return _place_of(made, formats)


def highlight(styles: Element) -> int:
    """The number of the conditional format of a cell to mend: dark orange on a light one, read also in grey."""
    found = styles.find(tag(styles, "dxfs"))
    if found is None:
        found = etree.Element(tag(styles, "dxfs"))
        before = [each for each in styles if each.tag in {tag(styles, name) for name in _BEFORE_HIGHLIGHTS}]
        styles.insert(styles.index(before[-1]) + 1 if before else 0, found)
    return _place_of(etree.fromstring(_HIGHLIGHT.format(space=etree.QName(styles).namespace)), found)


def _place_of(made: Element, among: Element) -> int:
    written = [_written(each) for each in among]
    if _written(made) not in written:
        among.append(made)
        among.set("count", str(len(among)))
        return len(among) - 1
    return written.index(_written(made))


def _written(element: Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
