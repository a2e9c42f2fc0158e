"""`loc term`: the term that a signature on a day commits to."""

from datetime import date

import click

from loc_builder.cli import DAY, YEAR, present
from loc_builder.schoolyear import SchoolYear


@click.command("term")
@click.argument("day", type=DAY, metavar="DATE")
@click.option("--edition", "year", type=YEAR, required=True, metavar="YEAR", help="The letter's school year.")
@click.pass_context
def command(ctx: click.Context, day: date, year: SchoolYear) -> None:
    """Say which years a signature commits to."""
    from loc_builder.console import term_lines, term_shape
    from loc_builder.edition import read_edition
    from loc_builder.errors import InputError
    from loc_builder.schoolyear import OutsideTerm

    call = present(ctx)
    edition = read_edition(call.workspace.edition_folder(year))
    reckoned = edition.rule.reckon(day, edition.school_year)
    if isinstance(reckoned, OutsideTerm) and reckoned.term is None:
        raise InputError(
            f"a signature of {day} gives no term: the school year {year} ended on {year.last_day}",
            hint="Check the date; a letter for one named year cannot be signed after it.",
        )
    call.console.show(term_shape(reckoned), term_lines(reckoned))
