"""`loc verify`: do the files and the ledger still agree, and does a bag hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loc_builder.cli import Call, present
from loc_builder.errors import ExitCode, WorkspaceError
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.books import Books


@click.command("verify")
@click.argument("what", required=False, metavar="[YEAR-or-BAG-or-FILE]")
@click.pass_context
def command(ctx: click.Context, what: str | None) -> int:
    """Check that files, ledger and bags hold.

    Of one year, of one bag's folder, of one file, or everything. A bag needs no workspace: it is checked wherever it
    lies; in a workspace it is compared with the ledger too.
    """
    from loc_builder.console import problem_line, problem_shape
    from loc_builder.steps.verify import verify, verify_path

    call = present(ctx)
    year = _year(what)
    if what and year is None:
        verified = verify_path(_books_if_any(call), Path(what))
    else:
        books = call.reading_unchecked()
        _refuse_unknown(books, year)
        verified = verify(books, year)
    problems = verified.problems
    lines = [problem_line(each) for each in problems] or [*verified.told, *_looked_at(year)]
    said = {"ok": not problems, "problems": [problem_shape(each) for each in problems]}
    call.console.show(said, lines)
    return ExitCode.INTEGRITY if problems else ExitCode.DONE


def _refuse_unknown(books: "Books", year: SchoolYear | None) -> None:
    """Refuse a year of which there is neither an edition nor a letter: nothing of it could be checked."""
    from loc_builder.facts import Issued

    known = {fact.said.school_year for fact in books.facts if isinstance(fact.said, Issued)}
    if year and year not in known and year not in books.workspace.school_years():
        books.edition(year)


def _looked_at(year: SchoolYear | None) -> Iterator[str]:
    """What of the workspace was checked where a year was named; without one it is everything."""
    if year:
        shown = "letters, returns, records, archives and bags"
        yield f"Checked: the whole ledger, every kept file, and the {shown} of {year}."


def _books_if_any(call: Call) -> "Books | None":
    """The workspace's books; None where the command runs in no workspace and names none."""
    try:
        return call.reading_unchecked()
    except WorkspaceError:
        if call.folder != Path():
            raise
        return None


def _year(what: str | None) -> SchoolYear | None:
    try:
        return SchoolYear.parse(what) if what else None
    except ValueError:
        return None
