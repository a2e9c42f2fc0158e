"""`loc review`: what waits for a person, and why."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loc_builder.cli import FILE, YEAR, present
from loc_builder.errors import ExitCode
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.books import Books
    from loc_builder.model import Assessment, PartRef, ReturnId
    from loc_builder.steps.review import Waiting

    Open = dict[ReturnId, list[tuple[PartRef, Assessment]]]


@click.command("review")
@click.argument("year", type=YEAR, required=False)
@click.option("--sheet", type=FILE, metavar="FILE", help="Write them into this workbook, to decide there.")
@click.pass_context
def command(ctx: click.Context, year: SchoolYear | None, sheet: Path | None) -> int:
    """List what waits for a decision, and why.

    With --sheet a workbook has a row for each, with pictures of the signature and the date and empty columns for your
    decisions; loc accept --from FILE reads it back.
    """
    from loc_builder.console import letter_shape, return_shape
    from loc_builder.steps.review import waiting

    call = present(ctx)
    books = call.reading()
    what = waiting(books, year)
    open_parts = {
        each.received.return_id: [(part.ref, books.assessment(part)) for part in each.parts if not part.is_decided]
        for each in what.returns
    }
    if sheet:
        _write(books, what, sheet)
    shape = {
        "letters": [letter_shape(each) for each in what.letters],
        "returns": [
            return_shape(each.received.name, each.received.return_id, open_parts[each.received.return_id], "")
            for each in what.returns
        ],
        "sheet": str(sheet) if sheet else None,
    }
    call.console.show(shape, _sheet_lines(what, sheet) if sheet else _lines(books, what, open_parts))
    return ExitCode.PERSON_NEEDED if what.letters or what.returns else ExitCode.DONE


def _write(books: "Books", what: "Waiting", sheet: Path) -> None:
    from loc_builder.reading.worker import ReaderPool
    from loc_builder.steps.review import draw, refuse_undone, write_sheet

    refuse_undone(what, sheet)
    with ReaderPool() as workers:
        shown = draw(books, what, workers)
    write_sheet(books, what, shown, place=sheet, title="Letters to review")


def _sheet_lines(what: "Waiting", sheet: Path) -> Iterator[str]:
    yield _count(what)
    yield f"Decide in {sheet}, save it, and then: loc accept --from {sheet}"


def _lines(books: "Books", what: "Waiting", open_parts: "Open") -> Iterator[str]:
    from loc_builder.console import review_lines, unmatched_lines

    for letter in what.letters:
        parts = [
            (books.standing.returns[part.ref.return_id].received.name, books.assessment(part))
            for part in letter.undecided
        ]
        yield from (*review_lines(letter, parts), "")
    districts = {key: letter.issued.district for key, letter in books.standing.letters.items()}
    for returned in what.returns:
        own = [one for _, one in open_parts[returned.received.return_id]]
        yield from (*unmatched_lines(returned, own, districts), "")
    yield _count(what)


def _count(what: "Waiting") -> str:
    from loc_builder.console import counted

    return f"{counted(len(what.letters), 'letter')} and {counted(len(what.returns), 'unmatched return')} to decide."
