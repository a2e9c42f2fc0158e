"""`loc amend`: the parties agreed on something else."""

from datetime import date
from pathlib import Path

import click

from loc_builder.cli import DAY, FILE, because_option, present


@click.command("amend")
@click.argument("name", metavar="DISTRICT-or-LETTER")
@click.option("--on", type=DAY, required=True, metavar="DATE", help="The day from which it counts.")
@click.option("--file", type=FILE, required=True, metavar="FILE", help="The amendment; it is kept.")
@because_option
@click.pass_context
def command(ctx: click.Context, name: str, on: date, file: Path, because: str) -> None:
    """Note an amendment by the parties.

    The amendment is kept, is named on the certificate and goes into the next archive. The term stays as it is.
    """
    from loc_builder.console import decided_lines, letters_shape
    from loc_builder.steps import afterwards

    call = present(ctx)
    with call.writing() as books:
        commitment = afterwards.commitment_named(books, name, on)
        books = afterwards.amend(books, commitment, on=on, file=file, because=because)
    letter = books.standing.letters[commitment.letter_id]
    call.console.show(letters_shape([letter]), decided_lines(letter))
