"""`loc verify`: do the files and the ledger still agree."""

from pathlib import Path

import click

from loc_builder.cli import present
from loc_builder.errors import ExitCode
from loc_builder.schoolyear import SchoolYear


@click.command("verify")
@click.argument("what", required=False, metavar="[YEAR-or-FILE]")
@click.pass_context
def command(ctx: click.Context, what: str | None) -> int:
    """Check that files and ledger still agree.

    Of one year, of one file, or everything.
    """
    from loc_builder.console import counted, problem_line, problem_shape
    from loc_builder.steps.verify import verify, verify_file

    call = present(ctx)
    books = call.reading_unchecked()
    year = _year(what)
    problems = verify_file(books, Path(what)) if what and year is None else verify(books, year)
    if problems:
        lines = [problem_line(each) for each in problems]
    else:
        head = books.facts[-1].hash if books.facts else "none"
        lines = [f"Everything holds: {counted(len(books.facts), 'fact')}, head {head}."]
    call.console.show({"ok": not problems, "problems": [problem_shape(each) for each in problems]}, lines)
    return ExitCode.INTEGRITY if problems else ExitCode.DONE


def _year(what: str | None) -> SchoolYear | None:
    try:
        return SchoolYear.parse(what) if what else None
    except ValueError:
        return None
