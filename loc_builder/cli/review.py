"""`loc review`: what waits for a person, and why."""

import click

from loc_builder.cli import YEAR, present
from loc_builder.errors import ExitCode
from loc_builder.schoolyear import SchoolYear


@click.command("review")
@click.argument("year", type=YEAR, required=False)
@click.pass_context
def command(ctx: click.Context, year: SchoolYear | None) -> int:
    """List what waits for a decision, and why."""
    from loc_builder.console import counted, letter_shape, return_shape, review_lines, unmatched_lines

    call = present(ctx)
    books = call.reading()
    letters = [
        each
        for each in books.standing.letters.values()
        if each.undecided and (year is None or each.issued.school_year == year)
    ]
    returns = [each for each in books.standing.returns.values() if each.is_unmatched]
    lines = []
    for letter in letters:
        parts = [
            (books.standing.returns[part.ref.return_id].received.name, books.assessment(part))
            for part in letter.undecided
        ]
        lines += [*review_lines(letter, parts), ""]
    open_parts = {
        each.received.return_id: [(part.ref, books.assessment(part)) for part in each.parts if not part.is_decided]
        for each in returns
    }
    for returned in returns:
        parts_open = open_parts[returned.received.return_id]
        lines += [*unmatched_lines(returned, [one for _, one in parts_open]), ""]
    waiting = len(letters) + len(returns)
    lines.append(f"{counted(len(letters), 'letter')} and {counted(len(returns), 'unmatched return')} to decide.")
    call.console.show(
        {
            "letters": [letter_shape(each) for each in letters],
            "returns": [
                return_shape(each.received.name, each.received.return_id, open_parts[each.received.return_id], "")
                for each in returns
            ],
        },
        lines,
    )
    return ExitCode.PERSON_NEEDED if waiting else ExitCode.DONE
