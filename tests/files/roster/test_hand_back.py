"""Rosters handed back with a column that says what to mend: the marks, and that all else stays."""

import io
from pathlib import Path

import openpyxl
import pytest
from made.handed_back import SHEET, an_office_workbook, handed_back, kept, messages, sheet_of
from made.package import parts_of, replaced, with_parts
from made.roster import ACTIONS, ADAIR, HEADINGS, row_of, workbook
from openpyxl.worksheet.table import Table
from openxml_audit import OpenXmlValidator

from loc_builder.errors import Problem
from loc_builder.files.roster import hand_back

# ---- the marks --------------------------------------------------------------------------------------------------


def test_each_row_says_what_to_mend_in_a_column_at_the_right(tmp_path: Path) -> None:
    file = workbook(tmp_path, HEADINGS, ADAIR, row_of((0, "025"), (1, "Bath County"), (3, "no"), (6, "no")))
    back = handed_back(file)
    assert back.name == "roster to mend.xlsx"
    sheet = sheet_of(back)
    assert sheet.max_column == len(HEADINGS) + 1
    assert messages(sheet) == {
        1: "What to mend",
        3: "• Superintendent Email: it is not an e-mail address. Write it as first.last@place.org.\n"
        "• Contact 1 Email: it is not an e-mail address. Write it as first.last@place.org.",
    }
    assert sheet.auto_filter.ref == "A1:H3"
    assert sheet.cell(3, 8).alignment.wrap_text
    assert sheet.row_dimensions[3].height >= 45


def test_the_cells_that_a_message_names_are_highlighted_as_long_as_it_stands_there(tmp_path: Path) -> None:
    sheet = sheet_of(handed_back(workbook(tmp_path, HEADINGS, row_of((3, "no")))))
    ((cells, (rule,)),) = ((str(each.sqref), each.rules) for each in sheet.conditional_formatting)
    assert cells == "A1:G2"
    heading = 'IF(A$1="",SUBSTITUTE(ADDRESS(1,COLUMN(A$1),4),"1",""),TRIM(SUBSTITUTE(A$1,CHAR(10)," ")))'
    assert rule.formula == [f'ISNUMBER(FIND("• "&{heading}&":",$H1))']
    assert rule.dxf.fill.bgColor.rgb == "FFFFD9B8"


def test_problems_of_the_columns_stand_on_top_and_in_view(tmp_path: Path) -> None:
    headings = (*HEADINGS[:3], "Phone", *HEADINGS[4:])
    sheet = sheet_of(handed_back(workbook(tmp_path, ("Title",), headings, ADAIR)))
    (text,) = messages(sheet).values()
    first, missing, unknown = text.split("\n")
    assert first == "What to mend"
    assert missing.startswith("• Superintendent Email: there is no column for the e-mail of the superintendent.")
    assert unknown.startswith("• Phone: the column 'Phone' is not one of the roster's.")
    assert sheet.sheet_view.topLeftCell == "F1"
    assert sheet.row_dimensions[2].height >= 60


@pytest.mark.parametrize(("state", "corner"), [("frozen", "H4"), ("split", "C4")])
def test_frozen_panes_stay_and_the_rest_moves_to_the_column(tmp_path: Path, state: str, corner: str) -> None:
    file = an_office_workbook(tmp_path)
    file.write_bytes(replaced(file.read_bytes(), 'state="frozen"', f'state="{state}"', part=SHEET))
    back = hand_back(file, [Problem("missing-column", "there is no column", row=3)], questions=ACTIONS)
    pane = sheet_of(back).sheet_view.pane
    assert pane is not None
    assert (pane.xSplit, pane.ySplit, pane.topLeftCell) == (2, 3, corner)


def test_a_sheet_without_headings_says_so_in_its_first_row(tmp_path: Path) -> None:
    file = workbook(tmp_path, (), ADAIR)
    sheet = sheet_of(handed_back(file))
    assert list(messages(sheet)) == [2]
    assert "there is no column for the name of the district" in messages(sheet)[2]


def test_a_sheet_that_begins_far_down_says_so_where_the_next_look_finds_it(tmp_path: Path) -> None:
    file = workbook(tmp_path, HEADINGS, ADAIR)
    book = openpyxl.load_workbook(file)
    book.worksheets[0].insert_rows(1, 40)
    book.save(file)
    first = kept(tmp_path, handed_back(file))
    assert list(messages(sheet_of(handed_back(first)))) == [20]


def test_a_sheet_without_districts_says_so_on_top(tmp_path: Path) -> None:
    assert "no district below" in messages(sheet_of(handed_back(workbook(tmp_path, HEADINGS))))[1]


def test_more_problems_than_a_cell_can_hold_are_counted(tmp_path: Path) -> None:
    file = workbook(tmp_path, HEADINGS, ADAIR)
    many = [Problem("empty", "x" * 100, row=2) for _ in range(1_000)]
    text = messages(sheet_of(hand_back(file, many, questions=ACTIONS)))[2]
    assert len(text) < 32_767
    written = text.count("x" * 100)
    assert text.endswith(f"\n• and {1_000 - written} more")


# ---- the rest stays ---------------------------------------------------------------------------------------------


def test_every_part_but_the_sheet_its_looks_and_the_names_stays_byte_for_byte(tmp_path: Path) -> None:
    file = an_office_workbook(tmp_path)
    macros = with_parts(file.read_bytes(), {"xl/vbaProject.bin": b"macros", "customXml/item1.xml": b"<a/>"})
    (tmp_path / "macros.xlsm").write_bytes(macros)
    back = handed_back(tmp_path / "macros.xlsm")
    before, after = parts_of(macros), parts_of(back.content)
    assert back.name == "macros to mend.xlsm"
    assert list(before) == list(after)
    assert {name for name in before if before[name] != after[name]} == {SHEET, "xl/styles.xml", "xl/workbook.xml"}


def test_what_the_office_made_of_its_sheet_is_still_there(tmp_path: Path) -> None:
    file = an_office_workbook(tmp_path)
    before, after = openpyxl.load_workbook(file).worksheets[0], sheet_of(handed_back(file))
    for row in before.iter_rows():
        for cell in row:
            same = after[cell.coordinate]
            assert (same.value, same.number_format) == (cell.value, cell.number_format)
            assert repr((same.font, same.fill, same.alignment)) == repr((cell.font, cell.fill, cell.alignment))
    assert after["H4"].value == '="Open"&" it."'
    assert after["A3"].comment.text == "The number"
    assert after.freeze_panes == "C4"
    assert after.row_dimensions[3].height == 32
    assert after.column_dimensions["B"].width == 33
    assert after.column_dimensions["C"].hidden
    assert str(after.merged_cells) == str(before.merged_cells)
    assert [str(each.sqref) for each in after.data_validations.dataValidation] == ["F4:F99"]
    assert "A4:A9" in [str(each.sqref) for each in after.conditional_formatting]
    names = openpyxl.load_workbook(io.BytesIO(handed_back(file).content)).defined_names
    assert names["Numbers"].attr_text == "'O''Brien''s list'!$A$4:$A$5"


def test_the_column_stands_beside_all_that_is_written_and_looks_like_the_headings(tmp_path: Path) -> None:
    sheet = sheet_of(handed_back(an_office_workbook(tmp_path)))
    assert sheet["J3"].value == "What to mend"
    assert (sheet["J3"].font.color.rgb, sheet["J3"].fill.start_color.rgb) == ("00FFFFFF", "001F3864")
    assert "it is not an e-mail address" in sheet["J5"].value
    assert sheet.column_dimensions["J"].width == 70
    assert sheet.auto_filter.ref == "A3:J5"


def test_cells_merged_where_the_column_would_stand_are_passed_over(tmp_path: Path) -> None:
    file = workbook(tmp_path, HEADINGS, row_of((3, "no")))
    book = openpyxl.load_workbook(file)
    book.worksheets[0].merge_cells("G2:I2")
    book.save(file)
    assert sheet_of(handed_back(file))["J1"].value == "What to mend"


def test_a_protected_sheet_stays_protected_and_gets_no_filter(tmp_path: Path) -> None:
    file = workbook(tmp_path, HEADINGS, row_of((3, "no")))
    book = openpyxl.load_workbook(file)
    book.worksheets[0].protection.set_password("secret")
    book.worksheets[0].protection.enable()
    book.save(file)
    sheet = sheet_of(handed_back(file))
    assert sheet.protection.sheet
    assert sheet.auto_filter.ref is None
    assert "e-mail" in messages(sheet)[2]


def test_an_excel_table_is_left_as_it_is_beside_the_column(tmp_path: Path) -> None:
    file = workbook(tmp_path, HEADINGS, row_of((3, "no")))
    book = openpyxl.load_workbook(file)
    book.worksheets[0].add_table(Table(displayName="Districts", ref="A1:G2"))
    book.save(file)
    sheet = sheet_of(handed_back(file))
    assert sheet.tables["Districts"].ref == "A1:G2"
    assert sheet.auto_filter.ref is None
    assert sheet["H1"].value == "What to mend"


def test_a_table_that_was_drawn_over_the_column_keeps_its_heading(tmp_path: Path) -> None:
    file = workbook(tmp_path, (*HEADINGS, "Phone", "What to mend"), (*ADAIR, None, "• an old message"))
    book = openpyxl.load_workbook(file)
    book.worksheets[0].add_table(Table(displayName="Districts", ref="A1:I2"))
    book.save(file)
    sheet = sheet_of(handed_back(file))
    assert sheet["I1"].value == "What to mend"
    assert sheet["I2"].value.startswith("• Phone: the column 'Phone' is not one of the roster's.")


def test_rows_far_down_and_numbers_as_numbers_are_marked_in_their_own_row(tmp_path: Path) -> None:
    file = workbook(tmp_path, HEADINGS, ADAIR)
    book = openpyxl.load_workbook(file)
    for column, value in enumerate((25, *row_of((1, "Bath"), (3, "no"))[1:]), start=1):
        book.worksheets[0].cell(12_000, column).value = value
    book.save(file)
    sheet = sheet_of(handed_back(file))
    assert list(messages(sheet)) == [1, 12_000]
    assert sheet["A12000"].value == 25


def test_the_sheet_behind_a_cover_sheet_is_the_one_that_is_marked(tmp_path: Path) -> None:
    file = workbook(tmp_path, ("How to use this workbook",))
    book = openpyxl.load_workbook(file)
    for row in (HEADINGS, row_of((3, "no"))):
        book.create_sheet("Roster") if "Roster" not in book.sheetnames else None
        book["Roster"].append(row)
    book.save(file)
    back = handed_back(file)
    assert messages(sheet_of(back, "Roster")).keys() == {1, 2}
    assert [str(each) for each in parts_of(back.content)] == list(parts_of(file.read_bytes()))
    assert parts_of(back.content)[SHEET] == parts_of(file.read_bytes())[SHEET]


def test_no_rule_of_the_published_schemas_is_broken(tmp_path: Path) -> None:
    file = an_office_workbook(tmp_path)
    assert broken_rules(kept(tmp_path, handed_back(file))) <= broken_rules(file)


def broken_rules(file: Path) -> set[str]:
    """What the schemas say of a workbook; that texts lie in their cells is how openpyxl writes them too."""
    found = (str(error) for error in OpenXmlValidator().validate(file).errors)
    return {error for error in found if "inlineStr" not in error}
