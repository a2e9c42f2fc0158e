"""`loc stamp`: the effective dates on any signed PDF."""

from datetime import date
from pathlib import Path

import click

from loc_builder.cli import DAY, FILE, YEAR, present
from loc_builder.schoolyear import SchoolYear


@click.command("stamp")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--signed-on", type=DAY, required=True, metavar="DATE", help="The day beside the signature.")
@click.option("--edition", "year", type=YEAR, required=True, metavar="YEAR", help="The letter's school year.")
@click.option("--output", type=FILE, required=True, metavar="FILE", help="Where the stamped copy goes.")
@click.option("--page", type=click.IntRange(min=1), metavar="N", help="The page to stamp; else the signature page.")
@click.pass_context
def command(ctx: click.Context, file: Path, signed_on: date, year: SchoolYear, output: Path, page: int | None) -> None:
    """Stamp any signed PDF with its term.

    A copy is written; FILE stays as it is.
    """
    from loc_builder.console import term_lines, term_shape
    from loc_builder.edition import read_edition
    from loc_builder.steps.stamp import stamp_file

    call = present(ctx)
    edition = read_edition(call.workspace.edition_folder(year))
    stamped = stamp_file(file, output, edition, signed_on=signed_on, page=page)
    lines = [*term_lines(stamped.term), f"Page {stamped.page} is stamped: {output}"]
    call.console.show(term_shape(stamped.term) | {"file": str(output), "page": stamped.page}, lines)
