"""The register of a program: every district there is or was, read from `templates/districts.csv` and checked.

One row per district: number (three digits, as text), name, aliases (`;` between them), coop, city, from, until,
successor (the number of the district it went into). Other columns are the office's own. What a spreadsheet does to
such a file (a byte order mark, Windows' characters, semicolons, lost zeros) is understood; what it may have changed
without a trace, such as dates in another writing, is refused.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loc_builder.errors import InputError, Problem
from loc_builder.letter_id import BLANK_NUMBER
from loc_builder.model import District, DistrictNumber
from loc_builder.spreadsheet import decoded, with_zeros

COLUMNS = ("number", "name", "aliases", "coop", "city", "from", "until", "successor")


@dataclass(frozen=True, slots=True)
class Register:
    districts: tuple[District, ...]

    def by_number(self, number: str) -> District | None:
        return next((district for district in self.districts if district.number == number), None)

    def current_on(self, day: date) -> tuple[District, ...]:
        """Give the districts that existed on a day."""
        return tuple(district for district in self.districts if district.existed_on(day))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the file by column; `line` counts as Excel does."""

    file: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def problem(self, code: str, message: str, *, column: str, hint: str = "") -> Problem:
        return Problem(code, message, file=self.file, row=self.line, column=column, hint=hint)


def read_register(path: Path) -> Register:
    """Read the register; raise InputError with all that is wrong in it at once."""
    lines = list(_records(_text(path)))
    columns = [cell.strip().casefold() for cell in lines[0]] if lines else []
    missing = [column for column in COLUMNS if column not in columns]
    if missing:
        _refuse(path, [_missing_column(path, column) for column in missing])
    rows = [
        _Row(path.name, line, {column: cell.strip() for column, cell in zip(columns, cells, strict=False)})
        for line, cells in enumerate(lines[1:], start=2)
        if any(cell.strip() for cell in cells)
    ]
    problems = [problem for row in rows for problem in _problems(row)] + list(_problems_between(rows))
    if problems:
        _refuse(path, sorted(problems, key=lambda problem: problem.row or 0))
    return Register(tuple(_district(row) for row in rows))


def _refuse(path: Path, problems: list[Problem]) -> None:
    raise InputError(
        f"the register {path.name} cannot be used: {len(problems)} problem{'s' if len(problems) > 1 else ''}",
        hint="Mend the places named and run the command again.",
        problems=tuple(problems),
    )


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        hint = "Look whether it is there and close it where it is open."
        raise InputError(f"the register {path.name} cannot be read", hint=hint) from error
    text = decoded(content)
    if text is None:
        raise InputError(f"the register {path.name} is not a text file", hint="Save it from Excel as 'CSV UTF-8'.")
    return text


def _records(text: str) -> Iterator[list[str]]:
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error as error:
        hint = "Look for a quotation mark without its partner."
        raise InputError(f"the register is not a table that can be read: {error}", hint=hint) from error


def _missing_column(path: Path, column: str) -> Problem:
    hint = f"The columns are: {', '.join(COLUMNS)}."
    return Problem("missing-column", f"there is no column '{column}'", file=path.name, column=column, hint=hint)


def _problems(row: _Row) -> Iterator[Problem]:
    """Find what is wrong with a row by itself."""
    if not row["name"]:
        yield row.problem("empty", "the district has no name", column="name")
    if not re.fullmatch(r"[0-9]{3}", with_zeros(row["number"])):
        message = f"'{row['number']}' is not a district's number"
        yield row.problem("bad-number", message, column="number", hint="Three digits, such as 001.")
    elif with_zeros(row["number"]) == BLANK_NUMBER:
        message = f"no district can have the number {BLANK_NUMBER}, which the blank form has"
        yield row.problem("bad-number", message, column="number", hint="Give it another number.")
    for column in ("from", "until"):
        if row[column] and _day(row[column]) is None:
            yield row.problem("bad-date", f"'{row[column]}' is not a date", column=column, hint="Write 2019-06-30.")
    since, until = _day(row["from"]), _day(row["until"])
    if since and until and until < since:
        yield row.problem("bad-date", "the last day is before the first", column="until")
    if row["successor"] and not row["until"]:
        yield row.problem("empty", "a district with a successor needs its last day", column="until")


def _problems_between(rows: list[_Row]) -> Iterator[Problem]:
    """Find where rows contradict each other."""
    first_row: dict[str, int] = {}
    for row in rows:
        number = with_zeros(row["number"])
        if number in first_row:
            message = f"the number {number} stands in row {first_row[number]} already"
            yield row.problem("duplicate-district", message, column="number")
        first_row.setdefault(number, row.line)
    for row in rows:
        successor = with_zeros(row["successor"])
        if successor and (successor not in first_row or successor == with_zeros(row["number"])):
            message = f"the successor {successor} is not another district of the register"
            yield row.problem("unknown-successor", message, column="successor")


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed) else None
    except ValueError:
        return None


def _district(row: _Row) -> District:
    return District(
        number=DistrictNumber(with_zeros(row["number"])),
        name=row["name"],
        aliases=tuple(alias.strip() for alias in row["aliases"].split(";") if alias.strip()),
        coop=row["coop"],
        until=_day(row["until"]),
        successor=DistrictNumber(with_zeros(row["successor"])) if row["successor"] else None,
        city=row["city"],
        since=_day(row["from"]),
    )
