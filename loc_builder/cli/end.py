"""`loc end`: a commitment ends before its term is over."""

from datetime import date
from pathlib import Path

import click

from loc_builder.cli import DAY, FILE, because_option, present


@click.command("end")
@click.argument("name", metavar="DISTRICT-or-LETTER")
@click.option("--on", type=DAY, required=True, metavar="DATE", help="The last day of the commitment.")
@click.option("--notice", type=FILE, required=True, metavar="FILE", help="The notice of termination; it is kept.")
@because_option
@click.pass_context
def command(ctx: click.Context, name: str, on: date, notice: Path, because: str) -> None:
    """Note a notice of termination.

    The notice is kept and goes into the next archive; membership ends with the day.
    """
    from loc_builder.console import decided_lines, letters_shape
    from loc_builder.steps import afterwards

    call = present(ctx)
    with call.writing() as books:
        commitment = afterwards.commitment_named(books, name, on)
        books = afterwards.end(books, commitment, on=on, notice=notice, because=because)
    letter = books.standing.letters[commitment.letter_id]
    call.console.show(letters_shape([letter]), decided_lines(letter))
