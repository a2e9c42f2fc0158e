"""Rosters of one district or a few, as workbooks and as CSV, and what reading them gives."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from loc_builder.errors import InputError, Problem
from loc_builder.files.roster import read_roster
from loc_builder.model import ContactRule, Question, QuestionKind, RosterRow
from loc_builder.register import read_register
from made.places import TEMPLATES

DISTRICTS = read_register(TEMPLATES / "districts.csv").districts
ACTIONS = (Question("points_of_action", "Points of action", "", QuestionKind.LIST, 2, 3),)
HEADINGS = (
    *("District Number", "District", "Superintendent Name", "Superintendent Email"),
    *("Contact 1 Name", "Contact 1 Title", "Contact 1 Email"),
)
ADAIR = ("001", "Adair County", "Ann Ash", "ann.ash@adair.example", "Bea Birch", "Coach", "bea.birch@adair.example")


def read(
    file: Path, questions: tuple[Question, ...] = ACTIONS, *, at_least: int = 1, on: date = date(2024, 8, 1)
) -> tuple[RosterRow, ...]:
    return read_roster(
        file, register_districts=DISTRICTS, questions=questions, contacts=ContactRule(at_least=at_least), on=on
    )


def problems_of(file: Path, questions: tuple[Question, ...] = ACTIONS, *, at_least: int = 1) -> list[Problem]:
    """What is wrong with a roster: it is refused, with advice, and every problem names the file."""
    with pytest.raises(InputError) as refused:
        read(file, questions, at_least=at_least)
    assert refused.value.hint
    assert all(problem.file == file.name for problem in refused.value.problems)
    return list(refused.value.problems)


def workbook(folder: Path, *rows: tuple[Any, ...], name: str = "roster.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / name)
    return folder / name


def table(folder: Path, text: str, encoding: str = "utf-8", name: str = "roster.csv") -> Path:
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def row_of(*changed: tuple[int, Any]) -> tuple[Any, ...]:
    """Adair's row with some cells changed, by place from 0."""
    cells: list[Any] = list(ADAIR)
    for place, value in changed:
        cells[place] = value
    return tuple(cells)
