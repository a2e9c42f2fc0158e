"""`loc reject`: what came back cannot be used."""

import click

from loc_builder.cli import because_option, present


@click.command("reject")
@click.argument("name", metavar="LETTER-or-RETURN")
@because_option
@click.pass_context
def command(ctx: click.Context, name: str, because: str) -> None:
    """Send a letter back for correction, or set a return aside."""
    from loc_builder.console import decided_lines, letters_shape
    from loc_builder.standing import ReturnStanding
    from loc_builder.steps import decide

    call = present(ctx)
    with call.writing() as books:
        found = books.letter_or_return(name)
        if isinstance(found, ReturnStanding):
            decide.reject_return(books, found, because)
            call.console.show(letters_shape([]), [f"{found.received.name} is set aside: {because}"])
            return
        books = decide.reject_letter(books, found, because)
    after = books.standing.letters[found.letter_id]
    call.console.show(letters_shape([after]), decided_lines(after))
