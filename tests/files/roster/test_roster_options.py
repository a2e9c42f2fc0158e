"""Rosters that prefill a choice: only the edition's own options, and a blank roster that offers them."""

import io
from pathlib import Path

import openpyxl
import pytest
from made.roster import ADAIR, HEADINGS, problems_of, read, workbook

from loc_builder.files.roster import blank_roster
from loc_builder.model import ContactRule, Question, QuestionKind

SIZE = Question("size", "District size", "How large is it?", QuestionKind.CHOICE, options=("Small", "Middle", "Large"))
FOCUS = Question(
    "focus", "Focus area", "Up to two.", QuestionKind.CHOICES, 1, 2, options=("Assessment", "Portraits", "Funding")
)
ASKED = (SIZE, FOCUS)


def test_an_option_is_understood_in_any_capitals_and_kept_as_the_edition_writes_it(tmp_path: Path) -> None:
    file = workbook(tmp_path, (*HEADINGS, "District size", "Focus area"), (*ADAIR, " small ", "funding; ASSESSMENT"))
    (row,) = read(file, ASKED)
    assert row.answers == {"size": ("Small",), "focus": ("Assessment", "Funding")}


def test_several_options_may_stand_in_columns_of_their_own(tmp_path: Path) -> None:
    file = workbook(tmp_path, (*HEADINGS, "Focus area 1", "Focus area 2"), (*ADAIR, "Portraits", "Assessment"))
    (row,) = read(file, ASKED)
    assert row.answers == {"focus": ("Assessment", "Portraits")}


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("Smal", "Did you mean 'Small'?"), ("Tiny hamlet", "The options are: Small; Middle; Large.")],
)
def test_what_is_none_of_the_options_is_named_with_a_hint(tmp_path: Path, typed: str, hint: str) -> None:
    (problem,) = problems_of(workbook(tmp_path, (*HEADINGS, "District size"), (*ADAIR, typed)), ASKED)
    assert (problem.code, problem.row, problem.column) == ("unknown-option", 2, "District size")
    assert problem.message == f"District size: '{typed}' is none of the options"
    assert problem.hint == hint


def test_more_options_than_the_letter_takes_are_refused(tmp_path: Path) -> None:
    file = workbook(tmp_path, (*HEADINGS, "Focus area"), (*ADAIR, "Assessment\nPortraits\nFunding"))
    (problem,) = problems_of(file, ASKED)
    assert problem.message == "Focus area: 3 items, and the letter has room for 2"


def test_the_blank_roster_offers_the_options_and_is_read_back(tmp_path: Path) -> None:
    blank = tmp_path / "blank.xlsx"
    blank.write_bytes(blank_roster(questions=ASKED, contacts=ContactRule(), districts=()))
    book = openpyxl.load_workbook(blank)
    headings = [cell.value for cell in book["Roster"][1]]
    offered = {
        headings[area.min_col - 1]: check.formula1
        for check in book["Roster"].data_validations.dataValidation
        for area in check.sqref.ranges
        if check.type == "list"
    }
    assert offered["District size"] == "Options!$A$2:$A$4"
    assert offered["Focus area 1"] == offered["Focus area 2"] == "Options!$B$2:$B$4"
    assert [cell.value for cell in book["Options"]["B"]] == ["Focus area", "Assessment", "Portraits", "Funding"]
    note = book["Roster"].cell(1, headings.index("District size") + 1).comment
    assert note is not None
    assert "Choose from the list" in note.text
    for place, text in enumerate((*ADAIR, None, None, None, "Large", "Portraits"), start=1):
        book["Roster"].cell(2, place, text)
    filled = io.BytesIO()
    book.save(filled)
    blank.write_bytes(filled.getvalue())
    (row,) = read(blank, ASKED)
    assert row.answers == {"size": ("Large",), "focus": ("Portraits",)}
