"""`loc reopen`: undo a decision."""

import click

from loc_builder.cli import because_option, present


@click.command("reopen")
@click.argument("name", metavar="LETTER-or-RETURN")
@because_option
@click.pass_context
def command(ctx: click.Context, name: str, because: str) -> None:
    """Undo the decision on a letter, or bring back a return.

    A letter is then decided again from what came back; a return that was set aside waits again. LETTER-or-RETURN is a
    letter id, the start of a return's id, or a file's name.
    """
    from loc_builder.console import decided_lines, letters_shape
    from loc_builder.standing import ReturnStanding
    from loc_builder.steps import decide

    call = present(ctx)
    with call.writing() as books:
        found = books.letter_or_return(name)
        if isinstance(found, ReturnStanding):
            books = decide.bring_back(books, found, because)
            touched = sorted({part.letter_id for part in found.parts if part.letter_id})
        else:
            books = decide.reopen(books, found, because)
            touched = [found.letter_id]
    letters = [books.standing.letters[each] for each in touched]
    lines = [line for letter in letters for line in decided_lines(letter)]
    if isinstance(found, ReturnStanding):
        lines.insert(0, f"{found.received.name} waits again; try: loc review")
    call.console.show(letters_shape(letters), lines)
