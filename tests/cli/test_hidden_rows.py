"""Rows of a roster that Excel hides are read as the others are, and that is said."""

from pathlib import Path

import openpyxl
import pytest
from made.office import ADAIR, ALLEN, Office

BARREN = "021,Barren County,Bo Low,bo@barren.example,Al May,Coach,al@barren.example,"
BATH = "025,Bath County,Ray Red,ray@bath.example,Bo Beech,Coach,bo@bath.example,"
BELL = "031,Bell County,Sue Sun,sue@bell.example,Kit Kay,Coach,kit@bell.example,"


def roster(
    office: Office, *, hidden: tuple[int, ...], rows: tuple[str, ...] = (ADAIR, ALLEN, BARREN, BATH, BELL)
) -> str:
    """The rows 2 to 6 of a workbook, some of them hidden."""
    office.loc("edition", "new", "2026-2027", "--from", "2024-2025")  # for its blank roster's headings
    place = office.folder / "roster-2026-2027.xlsx"
    book = openpyxl.load_workbook(place)
    for number, row in enumerate(rows, start=2):
        for column, text in enumerate(row.split(",")[:7], start=1):
            book["Roster"].cell(number, column, text)
    for number in hidden:
        book["Roster"].row_dimensions[number].hidden = True
    book.save(place)
    return str(place)


@pytest.mark.parametrize(
    ("hidden", "told"),
    [
        ((3, 4, 5), "3 hidden rows were read (rows 3-5); delete those that are not to be asked."),
        ((3, 5, 6), "3 hidden rows were read (rows 3, 5-6); delete those that are not to be asked."),
        ((2,), "1 hidden row was read (row 2); delete those that are not to be asked."),
    ],
)
def test_check_and_fill_say_which_hidden_rows_were_read(office: Office, hidden: tuple[int, ...], told: str) -> None:
    file = roster(office, hidden=hidden)
    checked = office.loc("check", "2026-2027", "--roster", file, as_json=False, now="2026-08-01T12:00:00-04:00")
    assert f"{Path(file).name}: {told}" in checked.out
    filled = office.loc("fill", "2026-2027", "--roster", file, "--dry-run", now="2026-08-01T12:00:00-04:00")
    assert filled.json["hidden_rows"] == list(hidden)
    assert len(filled.json["issued"]) == 5


def test_empty_hidden_rows_are_no_matter(office: Office) -> None:
    file = roster(office, hidden=(40, 41))
    checked = office.loc("check", "2026-2027", "--roster", file, as_json=False, now="2026-08-01T12:00:00-04:00")
    assert "hidden" not in checked.out
