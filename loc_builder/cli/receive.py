"""`loc receive`: take in what came back."""

from datetime import date
from pathlib import Path

import click

from loc_builder.cli import DAY, FILE, present
from loc_builder.errors import ExitCode


@click.command("receive")
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="PATH...")
@click.option("--arrived-on", type=DAY, metavar="DATE", help="The day it came; else today.")
@click.option(
    "--by-way", type=click.Choice(["mail", "post", "hand"]), default="mail", show_default=True, help="How it came."
)
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], arrived_on: date | None, by_way: str) -> int:
    """Take in what came back.

    PATH is a file or a folder. Whose is it, what does it say, is it signed: what is certain is accepted; the rest
    waits for `loc review`.
    """
    from loc_builder.console import counted, decision_shape, letter_lines, return_shape, taken_lines
    from loc_builder.model import LetterId, Matched
    from loc_builder.reading.worker import ReaderPool
    from loc_builder.steps.receive import Arrival, files_named, receive

    call = present(ctx)
    files = files_named(paths)
    taken = []
    with call.writing() as books, ReaderPool() as readers:
        before = len(books.facts)
        for number, (books_now, one) in enumerate(receive(books, files, readers, Arrival(arrived_on, by_way)), 1):
            books = books_now
            taken.append(one)
            if call.shows_progress:
                click.echo(f"{number}/{len(files)} {one.name}", err=True)
    touched = {
        LetterId(one.match.found): None for each in taken for _, one in each.parts if isinstance(one.match, Matched)
    }
    letters = [books.standing.letters[each] for each in touched]
    unmatched = sum(books.standing.returns[each.return_id].is_unmatched for each in taken if not each.same_as)
    waiting = sum(bool(each.undecided) for each in letters) + unmatched

    lines = [line for each in taken for line in taken_lines(each.name, each.parts, each.same_as)]
    lines += ["", *letter_lines(letters)] if letters else []
    lines.append(f"{counted(len(taken), 'file')} taken in, {len(books.facts) - before} facts noted.")
    if waiting:
        lines.append(f"{waiting} to decide; try: loc review")
    call.console.show(
        {
            "returns": [return_shape(each.name, each.return_id, each.parts, each.same_as) for each in taken],
            "letters": [decision_shape(each) for each in letters],
        },
        lines,
    )
    return ExitCode.PERSON_NEEDED if waiting else ExitCode.DONE
