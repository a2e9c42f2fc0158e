"""Rosters handed back, what stands in them, and a workbook as offices have them."""

import io
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from loc_builder.files.roster import HandedBack, hand_back
from made.package import replaced
from made.roster import ACTIONS, ADAIR, HEADINGS, problems_of, row_of

BATH = ("025", "Bath County", "Ray Redbud", "ray@bath.example", "Bo Beech", "Coach", "bo@bath.example")
SHEET = "xl/worksheets/sheet1.xml"


def handed_back(file: Path) -> HandedBack:
    return hand_back(file, problems_of(file), questions=ACTIONS)


def kept(folder: Path, back: HandedBack) -> Path:
    (folder / back.name).write_bytes(back.content)
    return folder / back.name


def sheet_of(back: HandedBack, name: str = "") -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(back.content))
    return book[name] if name else book.worksheets[0]


def messages(sheet: Worksheet) -> dict[int, str]:
    """What stands in the last column, by row."""
    column = sheet.max_column
    return {row: str(text) for row in range(1, sheet.max_row + 1) if (text := sheet.cell(row, column).value)}


def an_office_workbook(folder: Path) -> Path:
    """A workbook as offices have them, with one e-mail address to mend in row 5."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "O'Brien's list"
    sheet["A1"] = "Our network"
    sheet.merge_cells("A1:G1")
    headings = (*HEADINGS, "Points of action 1", "Points of action 2")
    for row in (
        (),
        headings,
        (*ADAIR, '="Open"&" it."', date(2024, 9, 1)),
        row_of((0, 25), (1, "Bath County"), (3, "no")),
    ):
        sheet.append(row)
    for cell in sheet[3]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", start_color="1F3864")
    sheet["I4"].number_format = "d. mmmm yyyy"
    sheet["A3"].comment = Comment("The number", "Office")
    sheet.freeze_panes = "C4"
    sheet.column_dimensions["B"].width = 33
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions.group("H", "Z", hidden=False)
    sheet.row_dimensions[3].height = 32
    check = DataValidation(type="list", formula1='"Coach,Principal"')
    check.add("F4:F99")
    sheet.add_data_validation(check)
    rule = Rule(type="cellIs", operator="lessThan", formula=["0"], dxf=DifferentialStyle(font=Font(bold=True)))
    sheet.conditional_formatting.add("A4:A9", rule)
    sheet.auto_filter.ref = "A3:I5"
    hidden = book.create_sheet("Old")
    hidden.sheet_state = "veryHidden"
    hidden["A1"] = "=1+1"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=4, max_row=5))
    book.create_sheet("Chart").add_chart(chart)
    book.defined_names["Numbers"] = DefinedName("Numbers", attr_text="'O''Brien''s list'!$A$4:$A$5")
    file = folder / "roster.xlsx"
    book.save(file)
    formula = '<c r="H4"><f>"Open"&amp;" it."</f><v></v></c>'
    reckoned = '<c r="H4" t="str"><f>"Open"&amp;" it."</f><v>Open it.</v></c>'
    file.write_bytes(replaced(file.read_bytes(), formula, reckoned, part=SHEET))
    return file
