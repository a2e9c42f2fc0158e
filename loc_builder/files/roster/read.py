"""The roster from file to rows: open, find the headings, read every row, report what is wrong."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from loc_builder.errors import Problem
from loc_builder.files.roster.columns import Asked, heading_row, no_headings, read_columns
from loc_builder.files.roster.headings import DISTRICT_NAME
from loc_builder.files.roster.identity import Known
from loc_builder.files.roster.opening import open_roster
from loc_builder.files.roster.refusing import refused
from loc_builder.files.roster.rows import RowRead, Source, read_row
from loc_builder.files.roster.sheet import MOST_ROWS, Sheet
from loc_builder.model import ContactRule, District, Question, RosterRow


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
    to prefill, by question id: one text, or a list's items. Raise InputError with all problems of the most basic
    class that has any (see `refusing.CLASSES`).
    """
    asked = Asked(questions, contacts)
    sheet = open_roster(path, questions).sheet
    headings, _ = heading_row(sheet, questions)
    if headings is None:
        raise refused(path.name, no_headings(asked, path.name) if sheet.rows else (_no_rows(path),), on)
    columns = read_columns(sheet, headings, asked=asked, file=path.name)
    known = Known(register_districts, {district.number: district for district in register_districts}, on)
    source = Source(path.name, columns, known, asked)
    rows, problems = _rows(sheet, source)
    problems = (*columns.problems, *problems)
    if problems:
        raise refused(path.name, problems, on)
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


def _no_rows(path: Path) -> Problem:
    return Problem("no-rows", "the sheet is empty", file=path.name)
