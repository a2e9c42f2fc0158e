"""`loc review`: what waits for a person, and why."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loc_builder.cli import FILE, YEAR, present
from loc_builder.errors import ExitCode
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.books import Books
    from loc_builder.console import CameBack
    from loc_builder.model import Assessment, PartRef
    from loc_builder.standing import PartStanding, ReturnStanding
    from loc_builder.steps.review import Waiting


@click.command("review")
@click.argument("year", type=YEAR, required=False)
@click.option("--sheet", type=FILE, metavar="FILE", help="Write them into this workbook, to decide there.")
@click.pass_context
def command(ctx: click.Context, year: SchoolYear | None, sheet: Path | None) -> int:
    """List what waits for a decision, and why.

    With --sheet a workbook has a row for each, with pictures of the signature and the date and empty columns for your
    decisions; loc accept --from FILE reads it back.
    """
    from loc_builder.console import came_back_shape, letter_shape, return_shape
    from loc_builder.steps.review import waiting

    call = present(ctx)
    books = call.reading()
    what = waiting(books, year)
    if sheet:
        _write(books, what, sheet)
    shape = {
        "letters": [
            letter_shape(each) | {"came_back": [came_back_shape(one) for one in _came_back(books, each.undecided)]}
            for each in what.letters
        ],
        "returns": [
            return_shape(each.received.name, each.received.return_id, _open(books, each), "")
            | {"copies": [one.file for one in _came_back(books, _undecided(each))]}
            for each in what.returns
        ],
        "on_paper": [letter_shape(each) for each in what.on_paper],
        "sheet": str(sheet) if sheet else None,
    }
    call.console.show(shape, _sheet_lines(books, what, sheet) if sheet else _lines(books, what))
    return ExitCode.PERSON_NEEDED if what.letters or what.returns or what.on_paper else ExitCode.DONE


def _write(books: "Books", what: "Waiting", sheet: Path) -> None:
    from loc_builder.reading.worker import ReaderPool
    from loc_builder.steps.review import draw, refuse_undone, write_sheet

    refuse_undone(what, sheet)
    with ReaderPool() as workers:
        shown = draw(books, what, workers)
    write_sheet(books, what, shown, place=sheet, title="Letters to review")


def _undecided(returned: "ReturnStanding") -> "list[PartStanding]":
    return [part for part in returned.parts if not part.is_decided]


def _open(books: "Books", returned: "ReturnStanding") -> "list[tuple[PartRef, Assessment]]":
    return [(part.ref, books.assessment(part)) for part in _undecided(returned)]


def _came_back(books: "Books", parts: "Sequence[PartStanding]") -> "list[CameBack]":
    from loc_builder.casework import readable_copy
    from loc_builder.console import CameBack

    returns = books.standing.returns
    return [CameBack(returns[part.ref.return_id], books.assessment(part), readable_copy(books, part)) for part in parts]


def _sheet_lines(books: "Books", what: "Waiting", sheet: Path) -> Iterator[str]:
    yield from _paper_lines(books, what)
    yield _count(what)
    yield f"Decide in {sheet}, save it, and then: loc accept --from {sheet}"


def _lines(books: "Books", what: "Waiting") -> Iterator[str]:
    from loc_builder.console import recognition_lines, review_lines, unmatched_lines

    for letter in what.letters:
        yield from review_lines(letter, _came_back(books, letter.undecided), books.edition_of(letter))
        yield ""
    districts = {key: letter.issued.district for key, letter in books.standing.letters.items()}
    for returned in what.returns:
        yield from unmatched_lines(returned, _came_back(books, _undecided(returned)), districts)
        yield ""
    yield from _paper_lines(books, what)
    yield from recognition_lines(books.assessment(part) for part in what.parts)
    yield _count(what)


def _paper_lines(books: "Books", what: "Waiting") -> Iterator[str]:
    from loc_builder.console import paper_line
    from loc_builder.steps.review import paper_of

    if what.on_paper:
        yield "On paper, not scanned yet; when a scan is there: loc receive FILE"
        yield from (paper_line(each, paper_of(books, each)) for each in what.on_paper)
        yield ""


def _count(what: "Waiting") -> str:
    from loc_builder.console import counted

    told = f"{counted(len(what.letters), 'letter')} and {counted(len(what.returns), 'unmatched return')} to decide"
    return f"{told}, {len(what.on_paper)} on paper to scan." if what.on_paper else f"{told}."
