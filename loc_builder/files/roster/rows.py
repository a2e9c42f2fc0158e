"""One row of the sheet to a district with its contacts and prefilled answers, or to the problems in it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from loc_builder.errors import Problem
from loc_builder.files.roster.columns import Asked, Columns
from loc_builder.files.roster.headings import (
    DISTRICT_NAME,
    DISTRICT_NUMBER,
    SUPERINTENDENT_EMAIL,
    SUPERINTENDENT_NAME,
    Heading,
    Holder,
    Trait,
)
from loc_builder.files.roster.identity import Known, identify
from loc_builder.files.roster.people import Doubt, Typed, one_line, people, split_items
from loc_builder.files.roster.sheet import SheetRow, Unreadable
from loc_builder.model import Contact, District, Question, RosterRow


@dataclass(frozen=True, slots=True)
class Source:
    """What a row is read with: the columns of its sheet, the register, and what the edition asks."""

    file: str
    columns: Columns
    known: Known
    asked: Asked


@dataclass(frozen=True, slots=True)
class RowRead:
    """What became of a row: `asked` only where nothing is wrong, `district` wherever it could be told."""

    row: int
    district: District | None
    asked: RosterRow | None
    problems: tuple[Problem, ...]


def read_row(row: SheetRow, source: Source) -> RowRead:
    """Read a row, or give all that is wrong with it in the order of reading: district, people, answers."""
    reading = _Reading(row, source)
    district = reading.district()
    superintendent = reading.superintendent()
    contacts = reading.points_of_contact()
    answers = {question.id: items for question in source.asked.questions if (items := reading.answer(question))}
    asked = None
    if district and superintendent and not reading.problems:
        asked = RosterRow(row.number, district, superintendent, contacts, answers, row.is_hidden)
    return RowRead(row.number, district, asked, tuple(reading.problems))


class _Reading:
    """A row being read; `problems` gathers what is wrong."""

    def __init__(self, row: SheetRow, source: Source) -> None:
        self.problems: list[Problem] = []
        self._row = row
        self._source = source
        self._columns = source.columns

    def district(self) -> District | None:
        number, name = self._text(DISTRICT_NUMBER), self._text(DISTRICT_NAME)
        if number is None or name is None or not self._has(DISTRICT_NAME):
            return None
        found = identify(one_line(number), one_line(name), self._source.known)
        if isinstance(found, Doubt):
            self._doubt(found, Holder.DISTRICT)
            return None
        return found

    def superintendent(self) -> Contact | None:
        """Read the one superintendent; None where there is none to be had."""
        before = len(self.problems)
        found = self._people(Holder.SUPERINTENDENT)
        has_columns = self._has(SUPERINTENDENT_NAME) and self._has(SUPERINTENDENT_EMAIL)
        if not found and has_columns and len(self.problems) == before:
            for cell in ("name", "email"):
                missing = f"the superintendent's {'e-mail' if cell == 'email' else cell} is missing"
                self._doubt(Doubt("empty", cell, missing), Holder.SUPERINTENDENT)
        if len(found) > 1:
            message = "a district has one superintendent; there are two in the cell"
            self._doubt(Doubt("too-many-people", "name", message), Holder.SUPERINTENDENT)
        return found[0] if found else None

    def points_of_contact(self) -> tuple[Contact, ...]:
        before = len(self.problems)
        found = tuple(
            person for place in self._columns.contacts for person in self._people(Holder.CONTACT, place=place)
        )
        needed = self._source.asked.contacts.at_least
        if len(found) < needed and len(self.problems) == before and self._columns.contacts:
            place = next((place for place in self._columns.contacts if place > len(found)), 1)
            counted = (
                "no point of contact is named" if not found else f"only {len(found)} of {needed} points of contact"
            )
            self._doubt(Doubt("empty", "name", counted), Holder.CONTACT, place=place)
        return found

    def answer(self, question: Question) -> tuple[str, ...]:
        """Read what is to be prefilled: a text as typed, a list's items, or options; empty where nothing is."""
        headings = self._columns.of_question(question.id)
        texts = {heading: text for heading in headings if (text := self._text(heading))}
        if question.options:
            return self._options(question, texts)
        if not question.has_several:
            return tuple(texts.values())
        items = tuple(item for heading, text in texts.items() for item in _items(text, heading))
        self._count(question, items, headings)
        return items

    def _options(self, question: Question, texts: Mapping[Heading, str]) -> tuple[str, ...]:
        """Read the options typed, each once, in their own order."""
        chosen: set[str] = set()
        for heading, text in texts.items():
            for typed in re.split(r"[;\n]", text) if question.has_several else (text,):
                option = question.option(typed)
                if typed.strip() and not option:
                    self._no_option(question, one_line(typed), self._columns.typed(heading))
                chosen |= {option} - {""}
        items = tuple(option for option in question.options if option in chosen)
        self._count(question, items, tuple(texts))
        return items

    def _no_option(self, question: Question, typed: str, column: str) -> None:
        close = get_close_matches(typed.casefold(), [each.casefold() for each in question.options], n=1)
        near = question.option(close[0]) if close else ""
        hint = f"Did you mean '{near}'?" if near else f"The options are: {'; '.join(question.options)}."
        message = f"{question.label}: '{typed}' is none of the options"
        self._problem("unknown-option", message, column=column, hint=hint)

    def _count(self, question: Question, items: Sequence[str], headings: Sequence[Heading]) -> None:
        if len(items) > question.at_most:
            message = f"{question.label}: {len(items)} items, and the letter has room for {question.at_most}"
            self._problem("too-many-answers", message, column=self._columns.typed(headings[-1]))

    def _people(self, holder: Holder, *, place: int = 0) -> tuple[Contact, ...]:
        headings = [Heading(holder, trait, place) for trait in (Trait.NAME, Trait.TITLE, Trait.EMAIL)]
        cells = [self._text(heading) for heading in headings]
        texts = [cell for cell in cells if cell is not None]
        has_columns = self._has(headings[0]) and self._has(headings[2])
        if len(texts) < len(cells) or not has_columns:
            return ()
        found = people(Typed(*texts))
        if isinstance(found, Doubt):
            self._doubt(found, holder, place=place)
            return ()
        return found

    def _has(self, heading: Heading) -> bool:
        return heading in self._columns.by_heading

    def _text(self, heading: Heading) -> str | None:
        """Give a cell's text; None, and a problem noted, where it cannot be read."""
        cell = self._columns.cell(self._row, heading)
        if isinstance(cell, Unreadable):
            self._problem("unreadable-value", cell.why, column=self._columns.typed(heading))
            return None
        return cell

    def _doubt(self, doubt: Doubt, holder: Holder, *, place: int = 0) -> None:
        column = self._columns.typed(Heading(holder, Trait(doubt.cell), place))
        self._problem(doubt.code, doubt.message, column=column, hint=doubt.hint)

    def _problem(self, code: str, message: str, *, column: str, hint: str = "") -> None:
        problem = Problem(code, message, file=self._source.file, row=self._row.number, column=column, hint=hint)
        self.problems.append(problem)


def _items(text: str, heading: Heading) -> Iterator[str]:
    """A numbered column holds one item as typed; the one column of a list holds one to a line."""
    return iter((text,)) if heading.place else iter(split_items(text.split("\n")))
