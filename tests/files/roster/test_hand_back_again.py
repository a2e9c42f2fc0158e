"""Rosters handed back: tables, workbooks fed again when they are mended, and what cannot be marked."""

import io
import random
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from made.handed_back import BATH, SHEET, an_office_workbook, handed_back, kept, messages, sheet_of
from made.package import parts_of, replaced, with_parts
from made.places import DATA, SAMPLES
from made.roster import ACTIONS, ADAIR, HEADINGS, read, row_of, table, workbook

from loc_builder.errors import InputError, Problem
from loc_builder.files.roster import hand_back

# ---- CSV --------------------------------------------------------------------------------------------------------


def test_a_csv_file_comes_back_as_a_workbook_of_texts(tmp_path: Path) -> None:
    odd = row_of((2, "=1+1"), (3, "no"), (4, "+49 170"), (5, "two\nlines"))
    lines = [",".join(f'"{cell}"' for cell in row) for row in (HEADINGS, odd)]
    back = handed_back(table(tmp_path, "Our list\n\n" + "\n".join(lines) + "\n", name="list.csv"))
    assert back.name == "list to mend.xlsx"
    sheet = sheet_of(back)
    assert [sheet.cell(4, column).value for column in range(1, 8)] == list(odd)
    assert {sheet.cell(4, column).data_type for column in range(1, 8)} == {"s"}
    assert {sheet.cell(4, column).number_format for column in range(1, 8)} == {"@"}
    assert list(messages(sheet)) == [3, 4]


def test_what_no_letter_can_hold_is_still_in_the_workbook(tmp_path: Path) -> None:
    text = ",".join(HEADINGS) + "\n" + ",".join(row_of((2, "Ann\x0bAsh"), (4, "B" * 20_001))) + "\n"
    sheet = sheet_of(handed_back(table(tmp_path, text)))
    assert sheet["C2"].value == "AnnAsh"
    assert sheet["E2"].value == "B" * 20_001
    assert messages(sheet)[2].count("•") == 2


# ---- feeding it again -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["workbook", "table"])
def test_a_mended_workbook_is_read_whatever_the_column_still_says(tmp_path: Path, kind: str) -> None:
    rows = (HEADINGS, ADAIR, (*BATH[:3], "no", *BATH[4:]))
    file = (
        workbook(tmp_path, *rows)
        if kind == "workbook"
        else table(tmp_path, "".join(",".join(row) + "\n" for row in rows))
    )
    again = kept(tmp_path, handed_back(file))
    book = openpyxl.load_workbook(again)
    book.worksheets[0]["D3"] = "ray@bath.example"
    book.worksheets[0]["H9"] = "• a message of a row that was taken out"
    book.save(again)
    assert read(again) == read(workbook(tmp_path, HEADINGS, ADAIR, BATH, name="right.xlsx"))


def test_handing_back_again_replaces_the_column_and_its_name(tmp_path: Path) -> None:
    first = kept(tmp_path, handed_back(an_office_workbook(tmp_path)))
    book = openpyxl.load_workbook(first)
    sheet = book.worksheets[0]
    sheet["D5"], sheet["G5"] = "ray@bath.example", "still no"
    sheet["H4"], sheet["J4"] = "Open it.", "a note of mine"
    book.save(first)
    second = handed_back(first)
    assert second.name == "roster to mend.xlsx"
    shown = sheet_of(second)
    assert messages(shown) == {
        3: "What to mend",
        5: "• Contact 1 Email: it is not an e-mail address. Write it as first.last@place.org.",
    }
    assert shown["J3"].value == "What to mend"
    rules = [rule.formula[0] for each in shown.conditional_formatting for rule in each.rules]
    assert len([formula for formula in rules if "FIND" in formula]) == 1
    assert shown.auto_filter.ref == "A3:J5"


def test_the_same_marks_twice_are_the_same_file(tmp_path: Path) -> None:
    file = an_office_workbook(tmp_path)
    first = kept(tmp_path, handed_back(file))
    assert parts_of(handed_back(first).content) == parts_of(first.read_bytes())


def rounds(file: Path) -> Iterator[set[str]]:
    """The codes of each look at a roster of which only what was named is mended, here by taking the rows out."""
    while True:
        try:
            read(file)
        except InputError as error:
            yield {problem.code for problem in error.problems}
            back = hand_back(file, error.problems, questions=ACTIONS)
            book = openpyxl.load_workbook(io.BytesIO(back.content))
            for row in sorted({problem.row or 0 for problem in error.problems}, reverse=True):
                book.worksheets[0].delete_rows(row)
            file = file.with_suffix(".xlsx")
            book.save(file)
        else:
            return


def test_looks_go_from_the_most_basic_class_of_problem_to_the_finest(tmp_path: Path) -> None:
    file = tmp_path / "roster.csv"
    file.write_bytes((DATA / "rosters" / "everything-wrong.csv").read_bytes())
    assert list(rounds(file)) == [
        {"number-name-conflict", "unknown-district", "former-district", "ambiguous-district"},
        {"duplicate-district"},
        {"empty"},
        {"bad-email", "too-many-people"},
    ]


def test_the_sample_roster_comes_back_whole() -> None:
    file = SAMPLES / "roster-2024-2025.xlsx"
    back = hand_back(file, [Problem("empty", "it is empty", row=7, column="District Name")], questions=())
    before, after = parts_of(file.read_bytes()), parts_of(back.content)
    assert {name for name in before if before[name] != after[name]} <= {SHEET, "xl/styles.xml", "xl/workbook.xml"}
    assert "• District Name: it is empty." in messages(sheet_of(back))[7]


# ---- what cannot be marked --------------------------------------------------------------------------------------


def test_a_file_that_is_no_roster_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "roster.xlsx").write_bytes(b"PK\x03\x04 and nothing")
    with pytest.raises(InputError, match="no Excel workbook"):
        hand_back(tmp_path / "roster.xlsx", (), questions=())


def test_a_workbook_without_styles_gets_plain_messages(tmp_path: Path) -> None:
    file = workbook(tmp_path, HEADINGS, row_of((3, "no")))
    parts = parts_of(file.read_bytes())
    links = parts["xl/_rels/workbook.xml.rels"].replace(b"/styles", b"/other")
    file.write_bytes(with_parts(file.read_bytes(), {"xl/_rels/workbook.xml.rels": links}))
    assert b"What to mend" in parts_of(handed_back(file).content)[SHEET]


def test_a_workbook_whose_styles_are_empty_is_marked_all_the_same(tmp_path: Path) -> None:
    file = workbook(tmp_path, HEADINGS, row_of((3, "no")))
    empty = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    file.write_bytes(with_parts(file.read_bytes(), {"xl/styles.xml": empty}))
    back = handed_back(file)
    assert b"What to mend" in parts_of(back.content)[SHEET]
    assert parts_of(back.content)["xl/styles.xml"].count(b"<dxf>") == 1


def test_a_workbook_that_excel_would_not_write_is_refused_in_words(tmp_path: Path) -> None:
    file = workbook(tmp_path, HEADINGS, row_of((3, "no"), (6, "no")))
    file.write_bytes(replaced(file.read_bytes(), '<row r="2"', '<row r="2" ht="tall"', part=SHEET))
    with pytest.raises(InputError, match="cannot be handed back with marks") as refused:
        handed_back(file)
    assert "save it again" in refused.value.hint


def test_damaged_workbooks_are_marked_or_refused_and_never_a_traceback(tmp_path: Path) -> None:
    chance = random.Random(11)  # noqa: S311 - a seed, not a secret
    sound = an_office_workbook(tmp_path).read_bytes()
    parts = parts_of(sound)
    problem = Problem("empty", "it is empty", row=5, column="District")
    marked = 0
    for _ in range(120):
        name = chance.choice([SHEET, "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"])
        part = bytearray(parts[name])
        for _ in range(chance.randint(1, 3)):
            part[chance.randrange(len(part))] = chance.choice(b'x0"<> 9/')
        (tmp_path / "damaged.xlsx").write_bytes(with_parts(sound, {name: bytes(part)}))
        try:
            marked += b"it is empty" in b"".join(
                parts_of(hand_back(tmp_path / "damaged.xlsx", [problem], questions=ACTIONS).content).values()
            )
        except InputError as error:
            assert error.hint  # noqa: PT017 - both ends are allowed
    assert marked > 0
