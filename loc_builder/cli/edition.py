"""`loc edition new`: another school year's edition from an old one."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import click

from loc_builder.cli import YEAR, present, year_argument
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.moving import Seen
    from loc_builder.steps.next_year import LaidRoster, NextYearPlan

WIDEST = 56  # characters of a table's cell


@click.group("edition")
def command() -> None:
    """Make another school year's edition."""


@command.command("new")
@year_argument
@click.option("--from", "source", type=YEAR, required=True, metavar="YEAR", help="The edition to begin with.")
@click.pass_context
def new(ctx: click.Context, year: SchoolYear, source: SchoolYear) -> None:
    """Make another year's edition from an old one.

    Settings, template and mails are copied; school years and dates in them are moved. What a person must look at
    (dates, years, names, addresses) is listed with its place. A roster to be filled in is made too.
    """
    from loc_builder.steps import next_year

    call = present(ctx)
    with call.writing() as books:
        plan = next_year.plan(books.workspace, source, year)
        roster = next_year.carry_out(books, plan)
        folder, file = books.workspace.relative(plan.folder), books.workspace.relative(roster.file)
    shape = _shape(plan, folder) | {
        "roster": {"file": file, "districts": roster.districts, "unchanged": not roster.is_new}
    }
    call.console.show(shape, _lines(plan, folder, roster, file))


def _shape(plan: "NextYearPlan", folder: str) -> dict[str, object]:
    return {
        "school_year": str(plan.move.target),
        "files": [f"{folder}/{file.name}" for file in plan.files],
        "moved": [
            {"file": file, "place": seen.place, "before": seen.before, "after": seen.after}
            for file, seen in plan.moved()
        ],
        "look_at": [
            {"file": file, "place": seen.place, "text": seen.after, "why": seen.why} for file, seen in plan.to_look_at()
        ],
    }


def _lines(plan: "NextYearPlan", folder: str, roster: "LaidRoster", file: str) -> Iterator[str]:
    from loc_builder.console import counted

    year, source = plan.move.target, plan.move.source
    moved, look_at = list(plan.moved()), list(plan.to_look_at())
    yield f"The edition {year} is made from {source}. It lies in {folder}"
    yield f"{counted(len(moved), 'school year or date was', 'school years and dates were')} moved:"
    yield from _by_file(moved, lambda seen: (_place(seen), f"{seen.before} -> {seen.after or '(empty)'}"))
    if look_at:
        yield f"Please look at {counted(len(look_at), 'place')} before the first letter is made:"
        yield from _by_file(look_at, lambda seen: (_place(seen), _words(seen), seen.why))
    yield from _roster_lines(roster, file, source)
    yield f"Then try one letter: loc fill {year} --roster {file} --only DISTRICT --dry-run"


def _roster_lines(roster: "LaidRoster", file: str, source: SchoolYear) -> Iterator[str]:
    from loc_builder.console import counted

    if not roster.is_new:
        yield f"{file} is there already and was left as it is."
        yield f"Those asked in {source}, with their people as they are now: loc contacts {source} --roster NEW-FILE"
    elif roster.districts:
        asked = f"the {counted(roster.districts, 'district')} asked in {source}"
        yield f"The roster {file} has {asked}, with their people as they are now; look it through."
    else:
        yield f"Fill in the roster: {file}"


def _place(seen: "Seen") -> str:
    return seen.place.partition(', "')[0]


def _words(seen: "Seen") -> str:
    """What to look for: the words about the place where it names some, else the value."""
    _, quoted, words = seen.place.partition(', "')
    text = words.removesuffix('"') if quoted else seen.after
    return text if len(text) <= WIDEST else f"{text[: WIDEST - 3]}..."


def _by_file(found: Iterable[tuple[str, "Seen"]], cells: Callable[["Seen"], tuple[str, ...]]) -> Iterator[str]:
    """A small table for each file."""
    from loc_builder.console import table

    for file, rows in groupby(found, key=itemgetter(0)):
        yield f"  {file}"
        yield from (f"    {line}" for line in table([cells(seen) for _, seen in rows]))
