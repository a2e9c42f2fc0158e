"""`loc reject`: what came back cannot be used."""

import click

from loc_builder.cli import because_option, present


@click.command("reject")
@click.argument("name", metavar="LETTER-or-RETURN")
@because_option
@click.pass_context
def command(ctx: click.Context, name: str, because: str) -> None:
    """Send a letter back, or set a return aside.

    LETTER-or-RETURN is a letter id, the start of a return's id, or a file's name.
    """
    from loc_builder.console import decided_lines, letters_shape
    from loc_builder.standing import ReturnStanding
    from loc_builder.steps import decide

    call = present(ctx)
    with call.writing() as books:
        found = books.letter_or_return(name)
        if isinstance(found, ReturnStanding):
            books = decide.reject_return(books, found, because)
            touched = {part.letter_id for part in found.parts if part.letter_id and not part.is_decided}
        else:
            books = decide.reject_letter(books, found, because)
            touched = {found.letter_id}
    letters = [books.standing.letters[each] for each in sorted(touched)]
    lines = [line for letter in letters for line in decided_lines(letter)] or [f"{name} is set aside: {because}"]
    call.console.show(letters_shape(letters), lines)
