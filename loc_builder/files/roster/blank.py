"""A blank roster: the workbook in which an office types whom it asks, made from what an edition's letter needs.

Its headings are those that `read_roster` understands, so what is typed there is read back without a question. Every
cell is text, because Excel would make 1 of 001 and a date of 3/4; addresses and names are checked while they are
typed; each heading carries a note. The same edition and register give the same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from loc_builder.files.roster.headings import (
    DISTRICT_NAME,
    DISTRICT_NUMBER,
    SUPERINTENDENT_EMAIL,
    SUPERINTENDENT_NAME,
    Heading,
    Holder,
    Trait,
    understand,
)
from loc_builder.files.roster.looks import HEADING, PLAIN_HEADING
from loc_builder.files.roster.written import AUTHOR, workbook_bytes
from loc_builder.model import ContactRule, District, Question, RosterRow

LAST_ROW = 1_000
"""Rows that are formatted and checked; more districts may follow."""

_TEXT_FORMAT = "@"
_WIDTHS = {Trait.NUMBER: 16, Trait.NAME: 30, Trait.TITLE: 28, Trait.EMAIL: 36, Trait.ANSWER: 60}
_HEADER = PatternFill("solid", start_color="1F3864")
_EDGE = Border(bottom=Side("thin", color="808080"))
_SPARE = "May stay empty."


@dataclass(frozen=True, slots=True)
class _Column:
    heading: Heading
    label: str
    note: str


def blank_roster(*, questions: Sequence[Question], contacts: ContactRule, districts: Sequence[District]) -> bytes:
    """Make the workbook for an edition's questions and contacts; `districts` are those that may be asked."""
    return roster_workbook((), questions=questions, contacts=contacts, districts=districts)


def roster_workbook(
    rows: Sequence[RosterRow], *, questions: Sequence[Question], contacts: ContactRule, districts: Sequence[District]
) -> bytes:
    """Make the same workbook with districts and people filled in; answers are left empty."""
    most = max((len(row.points_of_contact) for row in rows), default=0)
    contacts = replace(contacts, spare=max(contacts.spare, most - contacts.at_least))
    book = openpyxl.Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = "Roster"
    columns = tuple(_columns(questions, contacts))
    for place, column in enumerate(columns, start=1):
        _write_column(sheet, place, column)
    for number, row in enumerate(rows, start=2):
        _write_row(sheet, number, row, columns)
    _lay_out(sheet)
    _list_districts(book.create_sheet("Districts"), districts)
    _check_while_typing(sheet, columns, last_district=len(districts) + 1)
    choices = [question for question in questions if question.options]
    if choices:
        _list_options(book.create_sheet("Options"), choices)
        _check_options(sheet, columns, choices)
    return workbook_bytes(book, title="Roster")


def _write_row(sheet: Worksheet, number: int, row: RosterRow, columns: Sequence[_Column]) -> None:
    for place, column in enumerate(columns, start=1):
        text = _held(row, column.heading)
        if text:
            _text(sheet.cell(number, place), text)


def _held(row: RosterRow, heading: Heading) -> str:
    """What a row holds under a heading."""
    match heading.holder:
        case Holder.DISTRICT:
            return row.district.number if heading.trait is Trait.NUMBER else row.district.name
        case Holder.SUPERINTENDENT:
            return str(getattr(row.superintendent, heading.trait.value))
        case Holder.CONTACT if heading.place <= len(row.points_of_contact):
            return str(getattr(row.points_of_contact[heading.place - 1], heading.trait.value))
        case _:
            return ""


def _columns(questions: Sequence[Question], contacts: ContactRule) -> Iterator[_Column]:
    yield _of(DISTRICT_NUMBER, "The district's number, three digits such as 001. May stay empty: the name is enough.")
    yield _of(DISTRICT_NAME, "Needed. The district's name; choose it from the list, which is the sheet 'Districts'.")
    yield _of(SUPERINTENDENT_NAME, "Needed. First and last name, as the letter shall print it.")
    yield _of(SUPERINTENDENT_EMAIL, "Needed. One e-mail address, such as first.last@place.org.")
    for place in range(1, contacts.at_least + contacts.spare + 1):
        yield from _of_contact(place, contacts)
    for question in questions:
        yield from _of_question(question, questions)


def _of(heading: Heading, note: str) -> _Column:
    return _Column(heading, heading.label, note)


def _of_contact(place: int, contacts: ContactRule) -> Iterator[_Column]:
    if place <= contacts.at_least:
        who, needed = "Needed.", "Needed."
    else:
        who = "May stay empty: the letter leaves room for the district to name somebody."
        needed = "Needed where a name is given."
    more = (
        f"For more people add columns: Contact {place + 1} Name, Contact {place + 1} Title, Contact {place + 1} Email."
    )
    last = more if place == contacts.at_least + contacts.spare else ""
    yield _of(Heading(Holder.CONTACT, Trait.NAME, place), f"{who} Point of contact {place}: the name. {last}".strip())
    yield _of(Heading(Holder.CONTACT, Trait.TITLE, place), f"{_SPARE} The person's title at the district.")
    yield _of(Heading(Holder.CONTACT, Trait.EMAIL, place), f"{needed} The person's e-mail address.")


def _of_question(question: Question, questions: Sequence[Question]) -> Iterator[_Column]:
    """A column for an answer that is known already, or one for each item of a list."""
    filled_in = f"{_SPARE} What is typed here is printed in the letter, and the district may change it."
    if question.options:
        filled_in = f"{filled_in} Choose from the list, which is the sheet 'Options'."
    places = range(1, question.at_most + 1) if question.has_several else (0,)
    for place in places:
        heading = Heading(Holder.QUESTION, Trait.ANSWER, place, question.id)
        item = f" Item {place} of at most {question.at_most}." if place else ""
        yield _Column(heading, _label(heading, question, questions), f"{filled_in}{item}\n{question.prompt}")


def _label(heading: Heading, question: Question, questions: Sequence[Question]) -> str:
    """Write a question's heading so that it is understood again: its label, or its id where labels are alike."""
    number = f" {heading.place}" if heading.place else ""
    labels = (f"{text}{number}" for text in (question.label, question.id))
    return next((label for label in labels if understand(label, questions) == heading), f"{question.id}{number}")


def _write_column(sheet: Worksheet, place: int, column: _Column) -> None:
    cell = _text(sheet.cell(1, place), column.label)
    cell.font = HEADING
    cell.fill = _HEADER
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    note = Comment(_writable(column.note), AUTHOR)
    note.width, note.height = 320, 40 + 18 * (len(column.note) // 42 + 1)
    cell.comment = note
    letter = get_column_letter(place)
    sheet.column_dimensions[letter].width = _WIDTHS[column.heading.trait]
    sheet.column_dimensions[letter].number_format = _TEXT_FORMAT
    is_long = column.heading.trait is Trait.ANSWER
    for row in range(2, LAST_ROW + 1):
        below = sheet.cell(row, place)
        below.number_format = _TEXT_FORMAT
        below.alignment = Alignment(wrap_text=is_long, vertical="top")


def _lay_out(sheet: Worksheet) -> None:
    sheet.freeze_panes = "C2"
    sheet.row_dimensions[1].height = 32
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _list_districts(sheet: Worksheet, districts: Sequence[District]) -> None:
    """The register's districts, for the list of names and to look numbers up."""
    for place, (label, width) in enumerate((("Number", 12), ("District", 40)), start=1):
        cell = _text(sheet.cell(1, place), label)
        cell.font, cell.border = PLAIN_HEADING, _EDGE
        sheet.column_dimensions[get_column_letter(place)].width = width
    for row, district in enumerate(sorted(districts, key=lambda district: district.number), start=2):
        for place, text in enumerate((district.number, district.name), start=1):
            _text(sheet.cell(row, place), text).number_format = _TEXT_FORMAT
    sheet.freeze_panes = "A2"


def _check_while_typing(sheet: Worksheet, columns: Sequence[_Column], *, last_district: int) -> None:
    names = DataValidation(
        type="list",
        formula1=f"Districts!$B$2:$B${max(last_district, 2)}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="District",
        error="Choose the district from the list. A district that is not in it belongs into templates\\districts.csv.",
    )
    sheet.add_data_validation(names)
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        if column.heading == DISTRICT_NAME:
            names.add(f"{letter}2:{letter}{LAST_ROW}")
        elif column.heading.trait is Trait.EMAIL:
            sheet.add_data_validation(_looks_like_email(letter))


def _list_options(sheet: Worksheet, choices: Sequence[Question]) -> None:
    """The options of each question in a column of its own, for the lists to choose from."""
    for place, question in enumerate(choices, start=1):
        cell = _text(sheet.cell(1, place), question.label)
        cell.font, cell.border = PLAIN_HEADING, _EDGE
        sheet.column_dimensions[get_column_letter(place)].width = 40
        for row, option in enumerate(question.options, start=2):
            _text(sheet.cell(row, place), option).number_format = _TEXT_FORMAT
    sheet.freeze_panes = "A2"


def _check_options(sheet: Worksheet, columns: Sequence[_Column], choices: Sequence[Question]) -> None:
    for listed, question in enumerate(choices, start=1):
        letter = get_column_letter(listed)
        check = DataValidation(
            type="list",
            formula1=f"Options!${letter}$2:${letter}${len(question.options) + 1}",
            allow_blank=True,
            showErrorMessage=True,
            errorTitle="Options",
            error="Choose from the list. Other options belong into edition.toml, before the letters are made.",
        )
        sheet.add_data_validation(check)
        for place, column in enumerate(columns, start=1):
            if column.heading.question == question.id:
                check.add(f"{get_column_letter(place)}2:{get_column_letter(place)}{LAST_ROW}")


def _looks_like_email(letter: str) -> DataValidation:
    """Ask back where there is no @ with a point behind it, or a blank; two addresses in one cell may be meant."""
    cell = f"{letter}2"
    check = DataValidation(
        type="custom",
        formula1=(
            f'AND(ISNUMBER(FIND(".",{cell},FIND("@",{cell},2)+2)),RIGHT({cell},1)<>".",ISERROR(FIND(" ",TRIM({cell}))))'
        ),
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle="E-mail address",
        error="This does not look like an e-mail address such as first.last@place.org.",
    )
    check.add(f"{letter}2:{letter}{LAST_ROW}")
    return check


def _text(cell: Cell | MergedCell, text: str) -> Cell | MergedCell:
    cell.value = _writable(text)
    cell.data_type = "s"  # a text that begins with = is no formula
    return cell


def _writable(text: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", text)
