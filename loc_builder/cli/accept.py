"""`loc accept`: a person accepts what came back."""

from datetime import date

import click

from loc_builder.cli import DAY, WORDS, despite_option, present


@click.command("accept")
@click.argument("name", metavar="LETTER-or-RETURN")
@click.option("--signed-on", type=DAY, required=True, metavar="DATE", help="The day beside the signature.")
@click.option("--signer", type=WORDS, metavar="NAME", help="Who signed, as far as it can be read.")
@click.option("--party", metavar="PARTY", help="Who the signature is for; else the party whose date counts.")
@click.option("--letter", "letter_name", metavar="ID", help="The letter that the return belongs to.")
@click.option("--district", metavar="DISTRICT", help="The district whose letter it is, where the id is not known.")
@despite_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str,
    signed_on: date,
    signer: str | None,
    party: str | None,
    letter_name: str | None,
    district: str | None,
    despite: tuple[str, ...],
) -> None:
    """Accept a letter, with the date on it.

    LETTER-or-RETURN is a letter id, the start of a return's id, or a file's name.
    """
    from loc_builder.console import decided_lines, letters_shape
    from loc_builder.judging import ReadByPerson
    from loc_builder.standing import ReturnStanding
    from loc_builder.steps import decide

    call = present(ctx)
    read = ReadByPerson(signed_on, signer or "", party, despite)
    with call.writing() as books:
        found = books.letter_or_return(name)
        if isinstance(found, ReturnStanding):
            letter = books.letter(letter_name) if letter_name else None
            letter = decide.letter_of_district(books, district) if district else letter
            books = decide.accept_return(books, found, letter, read)
            touched = [part.letter_id for part in books.standing.returns[found.received.return_id].parts]
        elif letter_name or district:
            raise click.UsageError("--letter and --district go with a return, not with a letter")
        else:
            books = decide.accept_letter(books, found, read)
            touched = [found.letter_id]
    letters = [books.standing.letters[each] for each in dict.fromkeys(touched) if each]
    lines = [line for letter in letters for line in decided_lines(letter)]
    call.console.show(letters_shape(letters), lines)
