"""The headings of every workbook that we write are set in the face of its cells, whatever program opens it."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from loc_builder.files.roster import blank_roster, mailing_workbook, review_workbook
from loc_builder.model import ContactRule, District, DistrictNumber, Question, QuestionKind

COLOUR = Question("colour", "Colour", "Which colour?", kind=QuestionKind.CHOICE, options=("red", "blue"))
DISTRICTS = (District(DistrictNumber("001"), "Adair County"),)
WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "roster": lambda: blank_roster(questions=(COLOUR,), contacts=ContactRule(), districts=DISTRICTS),
    "mailing": lambda: mailing_workbook((), title="Mailing"),
    "review": lambda: review_workbook((), title="Review", codes=()),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_headings_have_the_face_and_size_of_the_cells(name: str) -> None:
    for sheet in openpyxl.load_workbook(io.BytesIO(WORKBOOKS[name]())).worksheets:
        below = sheet.cell(2, 1).font
        assert {(cell.font.name, cell.font.sz) for cell in sheet[1]} == {(below.name, below.sz)}, sheet.title
        assert all(cell.font.b for cell in sheet[1])
