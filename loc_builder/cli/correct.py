"""`loc correct`: a date or a signer was noted wrongly."""

from datetime import date

import click

from loc_builder.cli import DAY, WORDS, because_option, despite_option, present


@click.command("correct")
@click.argument("name", metavar="LETTER")
@click.option("--signed-on", type=DAY, required=True, metavar="DATE", help="The right day.")
@click.option("--signer", type=WORDS, metavar="NAME", help="The right signer, if that was wrong.")
@click.option("--party", metavar="PARTY", help="Whose signature; else the party whose date counts.")
@despite_option
@because_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    signed_on: date,
    signer: str | None,
    party: str | None,
    despite: tuple[str, ...],
    because: str,
) -> None:
    """Correct a signature's day or signer.

    The wrong fact stays readable; a new one supersedes it.
    """
    from loc_builder.console import decided_lines, letters_shape
    from loc_builder.judging import ReadByPerson
    from loc_builder.steps.correct import correct

    call = present(ctx)
    with call.writing() as books:
        letter = books.letter(name)
        read = ReadByPerson(signed_on, signer or "", party, despite)
        books = correct(books, letter, read, because=because)
    after = books.standing.letters[letter.letter_id]
    call.console.show(letters_shape([after]), decided_lines(after))
