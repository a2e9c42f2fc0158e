"""The filter of a sheet, made to hold one more column, or laid over the districts where there is none."""

from lxml import etree
from openpyxl.utils import get_column_letter, quote_sheetname, range_boundaries

from loc_builder.files.roster.marking import Marks
from loc_builder.files.roster.parts import Element, tag

_NAME = "_xlnm._FilterDatabase"
_AFTER_ROWS = ("scenarios", "protectedRanges", "sheetProtection", "sheetCalcPr", "sheetData")
_AFTER_SHEETS = ("externalReferences", "functionGroups", "sheets")


def extend_filter(workbook: Element, root: Element, marks: Marks, *, place: int) -> None:
    """Let the filter reach to the column of marks; a protected sheet and a filter elsewhere are left alone.

    `place` is the sheet's place in the workbook from 0. The hidden name under which Excel keeps a filter's cells is
    written with it.
    """
    found = root.find(tag(root, "autoFilter"))
    if found is None:
        if root.find(tag(root, "sheetProtection")) is not None or marks.last == marks.top:
            return
        found = etree.Element(tag(root, "autoFilter"), {"ref": f"A{marks.top}:{marks.letter}{marks.last}"})
        next(each for name in _AFTER_ROWS if (each := root.find(tag(root, name))) is not None).addnext(found)
    left, top, right, bottom = range_boundaries(found.get("ref", ""))
    if None in (left, right, bottom) or top != marks.top:
        return
    first, last = get_column_letter(left or 1), get_column_letter(max(right or 1, marks.column))
    found.set("ref", f"{first}{top}:{last}{bottom}")
    sheet = workbook.findall(f"{tag(workbook, 'sheets')}/{tag(workbook, 'sheet')}")[place]
    cells = f"{quote_sheetname(sheet.get('name', ''))}!${first}${top}:${last}${bottom}"
    _name(workbook, place).text = cells


def _name(workbook: Element, place: int) -> Element:
    names = workbook.find(tag(workbook, "definedNames"))
    if names is None:
        names = etree.Element(tag(workbook, "definedNames"))
        before = (workbook.find(tag(workbook, name)) for name in _AFTER_SHEETS)
        next(each for each in before if each is not None).addnext(names)
    for each in names:
        if each.get("name") == _NAME and each.get("localSheetId") == str(place):
            return each
    attributes = {"name": _NAME, "localSheetId": str(place), "hidden": "1"}
    return etree.SubElement(names, tag(workbook, "definedName"), attributes)
