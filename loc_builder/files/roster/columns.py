"""Which row holds the headings, which column holds what, and what is wrong with them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from loc_builder.errors import Problem
from loc_builder.files.roster.headings import (
    DISTRICT_NAME,
    SUPERINTENDENT_EMAIL,
    SUPERINTENDENT_NAME,
    Heading,
    Holder,
    Trait,
    known_headings,
    nearest,
    understand,
)
from loc_builder.files.roster.sheet import MOST_COLUMNS, Cell, Sheet, SheetRow
from loc_builder.model import ContactRule, Question

HEADINGS_WITHIN = 20  # rows from the top
_FEWEST_UNDERSTOOD = 2  # one word such as "District" may stand in a title


@dataclass(frozen=True, slots=True)
class Column:
    """A column's place from 0 and its heading as typed."""

    index: int
    typed: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns understood, the row their headings are in, and the problems of the headings."""

    row: int
    by_heading: Mapping[Heading, Column]
    problems: tuple[Problem, ...]

    @property
    def contacts(self) -> tuple[int, ...]:
        """The numbers of the points of contact that have a column, in order."""
        return tuple(sorted({heading.place for heading in self.by_heading if heading.holder is Holder.CONTACT}))

    def of_question(self, question: str) -> tuple[Heading, ...]:
        """The columns a question's answer stands in, in the order of its items."""
        found = (heading for heading in self.by_heading if heading.question == question)
        return tuple(sorted(found, key=lambda heading: heading.place))

    def typed(self, heading: Heading) -> str:
        """The heading as typed, or as we would write it where the column is missing."""
        column = self.by_heading.get(heading)
        return column.typed if column else heading.label

    def cell(self, row: SheetRow, heading: Heading) -> Cell:
        column = self.by_heading.get(heading)
        return row.cell(column.index) if column else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the edition wants of a roster."""

    questions: Sequence[Question]
    contacts: ContactRule


def heading_row(sheet: Sheet, questions: Sequence[Question]) -> tuple[SheetRow | None, int]:
    """Find the row near the top with the most headings understood, and how many; None where no row has enough."""
    near_top = [row for row in sheet.rows if row.number <= HEADINGS_WITHIN]
    counts = [(sum(understand(cell, questions) is not None for cell in _texts(row)), row) for row in near_top]
    count, row = max(counts, key=lambda pair: (pair[0], -pair[1].number), default=(0, None))
    return (row, count) if count >= _FEWEST_UNDERSTOOD else (None, count)


def read_columns(sheet: Sheet, headings: SheetRow, *, asked: Asked, file: str) -> Columns:
    """Understand the headings of a sheet and check that the columns needed are there."""
    understood: dict[Heading, Column] = {}
    problems: list[Problem] = []
    unknown: list[str] = []
    for index, cell in enumerate(headings.cells):
        typed = " ".join(cell.split()) if isinstance(cell, str) else ""
        heading = understand(typed, asked.questions) if typed else None
        if heading and heading not in understood:
            understood[heading] = Column(index, typed)
        elif heading:
            problems.append(_twice(Column(index, typed), understood[heading], _At(file, headings.number)))
        elif typed:
            unknown.append(typed)
    at = _At(file, headings.number)
    missing = tuple(_missing(understood, asked, unknown=unknown, at=at))
    unknowns = tuple(_unknown(typed, understood, asked, at=at) for typed in unknown)
    nameless = tuple(_nameless(sheet, headings, at))
    return Columns(headings.number, understood, (*missing, *unknowns, *nameless, *problems))


def no_headings(asked: Asked, file: str) -> tuple[Problem, ...]:
    """Name the columns needed, for a sheet in which no row looks like headings."""
    hint = f"The headings must stand in the first {HEADINGS_WITHIN} rows."
    return tuple(
        Problem("missing-column", f"there is no column for {_spoken(need)}", file=file, column=need.label, hint=hint)
        for need in _needed(asked.contacts)
    )


@dataclass(frozen=True, slots=True)
class _At:
    file: str
    row: int

    def problem(self, code: str, message: str, *, column: str, hint: str = "") -> Problem:
        return Problem(code, message, file=self.file, row=self.row, column=column, hint=hint)


def _texts(row: SheetRow) -> Iterator[str]:
    return (cell for cell in row.cells if isinstance(cell, str) and cell)


def _needed(contacts: ContactRule) -> tuple[Heading, ...]:
    first = Heading(Holder.CONTACT, Trait.NAME, 1), Heading(Holder.CONTACT, Trait.EMAIL, 1)
    return (
        DISTRICT_NAME,
        SUPERINTENDENT_NAME,
        SUPERINTENDENT_EMAIL,
        *(first if contacts.at_least else ()),
    )


def _missing(
    understood: Mapping[Heading, Column], asked: Asked, *, unknown: Sequence[str], at: _At
) -> Iterator[Problem]:
    named = {heading.place for heading in understood if heading.holder is Holder.CONTACT} - {0}
    pairs = (Heading(Holder.CONTACT, trait, place) for place in sorted(named) for trait in (Trait.NAME, Trait.EMAIL))
    for need in dict.fromkeys((*_needed(asked.contacts), *pairs)):
        if need not in understood:
            close = nearest(need.label, unknown)
            hint = f"Is it the column '{close}'?" if close else f"Give one column the heading '{need.label}'."
            yield at.problem("missing-column", f"there is no column for {_spoken(need)}", column=need.label, hint=hint)


def _unknown(typed: str, understood: Mapping[Heading, Column], asked: Asked, *, at: _At) -> Problem:
    contacts = max((heading.place for heading in understood if heading.holder is Holder.CONTACT), default=1)
    close = nearest(typed, known_headings(asked.questions, contacts=contacts + 1))
    hint = f"Did you mean '{close}'?" if close else "Take the column out, or give it a heading of the roster."
    return at.problem("unknown-column", f"the column '{typed}' is not one of the roster's", column=typed, hint=hint)


def _twice(column: Column, before: Column, at: _At) -> Problem:
    hint = "Number them (Contact 1 Name, Contact 2 Name), or take one out."
    first, second = (f"{_letters(each.index)} '{each.typed}'" for each in (before, column))
    message = f"the columns {first} and {second} mean the same"
    return at.problem("duplicate-column", message, column=column.typed, hint=hint)


def _nameless(sheet: Sheet, headings: SheetRow, at: _At) -> Iterator[Problem]:
    """Name columns that have values below but no heading."""
    below = [row for row in sheet.rows if row.number > headings.number]
    used = Counter(index for row in below for index, cell in enumerate(row.cells) if cell)
    for index in sorted(used):
        if not headings.cell(index) or not isinstance(headings.cell(index), str):
            message = f"column {_letters(index)} has values but no heading"
            hint = "Give it a heading or take it out." if index < MOST_COLUMNS else "The sheet is too wide."
            yield at.problem("unknown-column", message, column=_letters(index), hint=hint)


def _spoken(heading: Heading) -> str:
    trait = {Trait.EMAIL: "e-mail"}.get(heading.trait, str(heading.trait))
    return f"the {trait} of {'contact ' + str(heading.place) if heading.place else 'the ' + heading.holder}"


def _letters(index: int) -> str:
    """Name a column as Excel does: 0 is A, 26 is AA."""
    high, low = divmod(index, 26)
    return (_letters(high - 1) if high else "") + chr(ord("A") + low)
