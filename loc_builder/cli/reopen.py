"""`loc reopen`: undo a decision."""

import click

from loc_builder.cli import because_option, present


@click.command("reopen")
@click.argument("name", metavar="LETTER")
@because_option
@click.pass_context
def command(ctx: click.Context, name: str, because: str) -> None:
    """Undo the decision on a letter.

    It is then decided again from what came back.
    """
    from loc_builder.console import decided_lines, letters_shape
    from loc_builder.steps import decide

    call = present(ctx)
    with call.writing() as books:
        letter = books.letter(name)
        books = decide.reopen(books, letter, because)
    after = books.standing.letters[letter.letter_id]
    call.console.show(letters_shape([after]), decided_lines(after))
