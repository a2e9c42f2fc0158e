"""Check what a batch is made of before it is made: settings, template, register and roster.

Everything wrong with any of them is told at once, but for the roster, which is told one class of problem at a time.
Nothing is written but reports: a copy of the template with comments, and the roster with a column that says what to
mend.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from loc_builder import contract
from loc_builder.books import Books
from loc_builder.edition import contradictions
from loc_builder.errors import InputError, Problem
from loc_builder.fields import field_values, other_years_named
from loc_builder.files.roster import hand_back, read_roster
from loc_builder.files.word.lint import Fault, annotated, read_faults
from loc_builder.model import Edition, RosterRow
from loc_builder.schoolyear import SchoolYear
from loc_builder.workspace import put, read_input

TEMPLATE, SETTINGS = "letter.docx", "edition.toml"
ANNOTATED = "letter - checked.docx"

Rehearsal = Callable[[Edition, Sequence[RosterRow]], int]
"""Makes every letter of a roster, writes nothing and gives their number; raises InputError."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found: what stops or spoils a batch, by where it is mended, and advice, which stops nothing.

    `letters` would be made of the roster, whose rows are given where all can be read. `edition` is None where its
    settings could not be read; then nothing else was looked at.
    """

    school_year: SchoolYear
    edition: Edition | None = None
    settings: tuple[Problem, ...] = ()
    template: tuple[Problem, ...] = ()
    roster: tuple[Problem, ...] = ()
    advice: tuple[Problem, ...] = ()
    faults: tuple[Fault, ...] = ()
    letters: int = 0
    rows: tuple[RosterRow, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (*self.template, *self.settings, *self.roster)

    @property
    def is_ready(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class Reports:
    """Where the reports lie, as people see it; empty where there was nothing to report."""

    annotated: str = ""
    handed_back: str = ""


def examine(books: Books, year: SchoolYear, roster: Path | None, rehearse: Rehearsal) -> Checked:
    """Look at an edition and, where there is one, at a roster; raise WorkspaceError where there is no edition."""
    try:
        edition = books.edition(year)
    except InputError as error:
        return Checked(year, settings=_problems(error, f"{year}/{SETTINGS}"))
    checked = _with_template(books, Checked(year, edition, settings=tuple(_settings(books, edition))), edition)
    if roster is None:
        return checked
    try:
        checked = replace(checked, rows=_rows(books, edition, roster))
        letters = 0 if checked.template else rehearse(edition, checked.rows)
    except InputError as error:
        return replace(checked, roster=_problems(error, roster.name))
    return replace(checked, letters=letters)


def report(books: Books, checked: Checked, roster: Path | None) -> Reports:
    """Write the reports on what was found; nothing is written where there is nothing to mend."""
    folder = books.workspace.reports_folder(checked.school_year)
    marked = handed_back = ""
    if checked.faults:
        template = books.workspace.edition_folder(checked.school_year) / TEMPLATE
        put(folder / ANNOTATED, annotated(read_input(template), checked.faults, at=books.now))
        marked = books.workspace.relative(folder / ANNOTATED)
    if roster is not None and checked.edition is not None and _can_be_marked(checked.roster):
        back = hand_back(roster, checked.roster, questions=checked.edition.questions)
        put(folder / back.name, back.content)
        handed_back = books.workspace.relative(folder / back.name)
    return Reports(marked, handed_back)


def _with_template(books: Books, checked: Checked, edition: Edition) -> Checked:
    name = f"{edition.school_year}/{TEMPLATE}"
    path = books.workspace.edition_folder(edition.school_year) / TEMPLATE
    try:
        faults = read_faults(path, edition, asked_before=books.asked_before(edition))
    except InputError as error:
        return replace(checked, template=_problems(error, name))
    return replace(
        checked,
        faults=faults,
        template=tuple(fault.problem(name) for fault in faults if not fault.is_advice),
        advice=tuple(fault.problem(name) for fault in faults if fault.is_advice),
    )


def _settings(books: Books, edition: Edition) -> Iterator[Problem]:
    """Name what contradicts itself in the settings or names another year, and what is wrong with the register."""
    yield from contradictions(edition, others=books.other_editions(edition))
    yield from _years_in_values(edition)
    try:
        _ = books.register
    except InputError as error:
        yield from _problems(error, books.workspace.register_file.name)


def _years_in_values(edition: Edition) -> Iterator[Problem]:
    values = field_values(contract.specimen(edition), edition)
    for key, text in _texts(values):
        for year in other_years_named(text, edition):
            hint = f'If it is meant, add "{year}" to other_years_meant.'
            message = f"it names the school year {year}"
            yield Problem("other-year-named", message, f"{edition.school_year}/{SETTINGS}", column=key, hint=hint)


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Give every text of some values with its key, `values.next_convening`."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts(each, f"{key}.{name}".removeprefix("."))
    elif isinstance(value, Sequence):
        for each in value:
            yield from _texts(each, key)


def _rows(books: Books, edition: Edition, roster: Path) -> tuple[RosterRow, ...]:
    return read_roster(
        roster,
        register_districts=books.register.districts,
        questions=edition.questions,
        contacts=edition.contacts,
        on=edition.school_year.first_day,
    )


def _problems(error: InputError, file: str) -> tuple[Problem, ...]:
    """Give what an error lists; where it lists nothing, the error itself is the problem."""
    return error.problems or (Problem("unreadable-file", error.message, file, hint=error.hint),)


def _can_be_marked(problems: Sequence[Problem]) -> bool:
    return bool(problems) and not any(problem.code == "unreadable-file" for problem in problems)
