"""`loc reject`: what came back cannot be used."""

from typing import TYPE_CHECKING

import click

from loc_builder.cli import because_option, present

if TYPE_CHECKING:
    from loc_builder.books import Books
    from loc_builder.model import LetterId
    from loc_builder.standing import ReturnStanding


@click.command("reject")
@click.argument("name", metavar="LETTER-or-RETURN")
@click.option("--letter", "letter_name", metavar="ID", help="The letter that an unreadable return was for.")
@click.option("--district", metavar="DISTRICT", help="The district that sent it, where the id is not known.")
@because_option
@click.pass_context
def command(ctx: click.Context, name: str, letter_name: str | None, district: str | None, because: str) -> None:
    """Send a letter back, or set a return aside.

    LETTER-or-RETURN is a letter id, the start of a return's id, or a file's name. A return that nobody can read is sent
    back for the letter or district that you name, and is set aside where you name none.
    """
    from loc_builder.console import decided_lines, letters_shape, set_aside_line
    from loc_builder.standing import ReturnStanding
    from loc_builder.steps import decide

    if letter_name and district:
        raise click.UsageError("--letter and --district both say whose it is; give one")
    call = present(ctx)
    with call.writing() as books:
        found = books.letter_or_return(name)
        if isinstance(found, ReturnStanding):
            given = books.letter(letter_name) if letter_name else None
            whose = decide.meant_for(books, district, found) if district else given
            books = decide.reject_return(books, found, because, whose=whose)
            touched = _letters_of(books, found)
        elif letter_name or district:
            raise click.UsageError("--letter and --district go with a return, not with a letter")
        else:
            books = decide.reject_letter(books, found, because)
            touched = [found.letter_id]
    letters = [books.standing.letters[each] for each in touched]
    lines = [line for letter in letters for line in decided_lines(letter)]
    if isinstance(found, ReturnStanding) and not letters:
        lines = [set_aside_line(found, because)]
    call.console.show(letters_shape(letters), lines)


def _letters_of(books: "Books", before: "ReturnStanding") -> "list[LetterId]":
    """The letters that were decided with a return which waited before."""
    waited = {part.ref for part in before.parts if not part.is_decided}
    parts = books.standing.returns[before.received.return_id].parts
    return sorted({part.letter_id for part in parts if part.ref in waited and part.letter_id})
