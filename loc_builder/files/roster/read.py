"""The roster from file to rows: open, find the headings, read every row, report all that is wrong at once."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from loc_builder.errors import InputError, Problem
from loc_builder.files.roster.columns import Asked, heading_row, no_headings, read_columns
from loc_builder.files.roster.headings import DISTRICT_NAME
from loc_builder.files.roster.identity import Known
from loc_builder.files.roster.refusing import unreadable
from loc_builder.files.roster.rows import RowRead, Source, read_row
from loc_builder.files.roster.sheet import MOST_ROWS, Sheet
from loc_builder.files.roster.table import read_table
from loc_builder.files.roster.workbook import read_workbook
from loc_builder.model import ContactRule, District, Question, RosterRow

LARGEST_FILE = 50 * 1024 * 1024  # bytes

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_TABLES = (".csv", ".tsv", ".txt")
_SAVE_AS = "Save it in Excel as an Excel workbook (.xlsx) or as 'CSV UTF-8' (.csv)."


def read_roster(
    path: Path,
    *,
    register_districts: Sequence[District],
    questions: Sequence[Question],
    contacts: ContactRule,
    on: date,
) -> tuple[RosterRow, ...]:
    """Read the districts asked, one per row, in the sheet's order.

    `on` is the day by which a district is current or former. `answers` of a row hold the questions with something
    to prefill, by question id: one text, or a list's items. Raise InputError with all problems, those of the
    columns first.
    """
    asked = Asked(questions, contacts)
    sheet = _sheet_of_districts(_sheets(path), asked)
    if sheet.trouble:
        raise unreadable(path.name, sheet.trouble, "Look for a quotation mark without its partner, or save as .xlsx.")
    headings, _ = heading_row(sheet, questions)
    if headings is None:
        raise _refused(path, no_headings(asked, path.name) if sheet.rows else (_no_rows(path),))
    columns = read_columns(sheet, headings, asked=asked, file=path.name)
    known = Known(register_districts, {district.number: district for district in register_districts}, on)
    source = Source(path.name, columns, known, asked)
    rows, problems = _rows(sheet, source)
    problems = (*columns.problems, *problems)
    if problems:
        raise _refused(path, problems)
    return rows


def _rows(sheet: Sheet, source: Source) -> tuple[tuple[RosterRow, ...], tuple[Problem, ...]]:
    below = [row for row in sheet.rows if row.number > source.columns.row]
    if not below:
        return (), (Problem("no-rows", "there is no district below the headings", file=source.file),)
    if len(below) > MOST_ROWS:
        return (), (Problem("unreadable-file", f"there are more than {MOST_ROWS:,} rows", file=source.file),)
    read = [read_row(row, source) for row in below]
    problems = [problem for each in read for problem in each.problems]
    problems += _duplicates(read, source)
    rows = tuple(each.asked for each in read if each.asked)
    return rows, tuple(sorted(problems, key=lambda problem: problem.row or 0))


def _duplicates(read: Sequence[RowRead], source: Source) -> Iterator[Problem]:
    """Name districts that stand in two rows, whatever else is wrong with the rows."""
    first: dict[str, int] = {}
    column = source.columns.typed(DISTRICT_NAME)
    for each in read:
        if each.district:
            earlier = first.setdefault(each.district.number, each.row)
            if earlier != each.row:
                message = f"{each.district.name} stands in row {earlier} already"
                hint = "Keep one row for each district."
                yield Problem("duplicate-district", message, source.file, each.row, column, hint)


def _sheet_of_districts(sheets: Sequence[Sheet], asked: Asked) -> Sheet:
    """Choose the sheet, or the separator of a CSV file, under which the most headings are understood."""
    return max(sheets, key=lambda sheet: heading_row(sheet, asked.questions)[1], default=Sheet(()))


def _sheets(path: Path) -> tuple[Sheet, ...]:
    content, kind = _content(path), path.suffix.casefold()
    if content.startswith(_OLD_OFFICE):
        why = "it is an old Excel workbook (.xls), or one with a password"
        raise unreadable(path.name, why, f"Take the password off. {_SAVE_AS}")
    if kind == ".xlsx":
        return read_workbook(content, path.name)
    if kind not in _TABLES:
        raise unreadable(path.name, "a roster is an Excel workbook (.xlsx) or a CSV file (.csv)", _SAVE_AS)
    if content.startswith(_ZIP):
        raise unreadable(path.name, "it is no CSV file but a workbook under another name", "Give it the ending .xlsx.")
    return read_table(content, path.name)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise unreadable(path.name, "it is too large for a roster", "Take pictures and other sheets out.")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise unreadable(path.name, "there is no such file", "Look at its name and folder.") from error
    except (OSError, ValueError) as error:
        hint = "Close it where it is open, see that it is a file you may read, and run the command again."
        raise unreadable(path.name, "it cannot be read", hint) from error


def _no_rows(path: Path) -> Problem:
    return Problem("no-rows", "the sheet is empty", file=path.name)


def _refused(path: Path, problems: Sequence[Problem]) -> InputError:
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    hint = "Correct the places named and run the command again."
    return InputError(f"the roster {path.name} cannot be used: {count}", hint=hint, problems=tuple(problems))
