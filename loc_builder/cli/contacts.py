"""`loc contacts`: whom the districts named instead of whom the roster named."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loc_builder.cli import FILE, present, year_argument
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.contacts import ContactChange
    from loc_builder.standing import LetterStanding

    Changes = Sequence[tuple[LetterStanding, ContactChange]]


@click.command("contacts")
@year_argument
@click.option("--roster", type=FILE, metavar="FILE", help="Write a roster workbook with the people as they are now.")
@click.pass_context
def command(ctx: click.Context, year: SchoolYear, roster: Path | None) -> None:
    """List the people that districts corrected.

    What an accepted letter says otherwise than the roster did: names, titles and e-mail addresses. With --roster a
    workbook lists all districts of the year with the people as they are now, for the next time.
    """
    from loc_builder.contacts import contact_changes
    from loc_builder.steps.contacts import write_roster

    call = present(ctx)
    books = call.reading()
    edition = books.edition(year)
    letters = books.standing.of_year(year)
    changes = [(letter, change) for letter in letters for change in contact_changes(books, letter)]
    if roster:
        write_roster(books, edition, roster)
    shape = {
        "school_year": str(year),
        "changes": [
            {
                "letter_id": letter.letter_id,
                "district_number": letter.issued.district_number,
                "district": letter.issued.district,
                "column": change.column,
                "before": change.before,
                "after": change.after,
            }
            for letter, change in changes
        ],
        "roster": str(roster) if roster else None,
    }
    call.console.show(shape, _lines(changes, roster))


def _lines(changes: "Changes", roster: Path | None) -> Iterator[str]:
    from loc_builder.console import counted

    for letter, change in changes:
        was, now = change.before or "(empty)", change.after or "(empty)"
        yield f"{letter.issued.district}, {change.column}: {was}; now {now}"
    yield f"{counted(len(changes), 'correction')}."
    if roster:
        yield f"The roster with the people as they are now: {roster}"
