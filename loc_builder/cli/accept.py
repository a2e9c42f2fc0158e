"""`loc accept`: a person accepts what came back."""

from datetime import date

import click

from loc_builder.cli import DAY, present


@click.command("accept")
@click.argument("name", metavar="LETTER-or-RETURN")
@click.option("--signed-on", type=DAY, required=True, metavar="DATE", help="The day beside the signature.")
@click.option("--signer", default="", metavar="NAME", help="Who signed, as far as it can be read.")
@click.option("--party", metavar="PARTY", help="Who the signature is for; else the party whose date counts.")
@click.option("--letter", "letter_name", metavar="ID", help="The letter that the return belongs to.")
@click.option("--district", metavar="DISTRICT", help="The district whose letter it is, where the id is not known.")
@click.option("--despite", multiple=True, metavar="CODE", help="A finding that is accepted all the same.")
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    signed_on: date,
    signer: str,
    party: str | None,
    letter_name: str | None,
    district: str | None,
    despite: tuple[str, ...],
) -> None:
    """Accept a letter, with the date on it.

    LETTER-or-RETURN is a letter id, the start of a return's id, or a file's name.
    """
    from loc_builder.console import decided_lines, letters_shape
    from loc_builder.standing import ReturnStanding
    from loc_builder.steps import decide

    call = present(ctx)
    with call.writing() as books:
        found = books.letter_or_return(name)
        if isinstance(found, ReturnStanding):
            if letter_name or district:
                letter = books.letter(letter_name) if letter_name else decide.letter_of_district(books, district or "")
                books = decide.match_return(books, found, letter)
            else:
                letter = decide.letter_of(books, found)
            found = books.standing.letters[letter.letter_id]
        read = decide.SignatureRead(signed_on, signer, party, despite)
        books = decide.accept_letter(books, found, read)
    after = books.standing.letters[found.letter_id]
    call.console.show(letters_shape([after]), decided_lines(after))
