"""`loc init`: a new workspace."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loc_builder.cli import COMMANDS, FILE, present

if TYPE_CHECKING:
    from loc_builder.steps.begin import Begun


@click.command("init")
@click.argument("folder", type=FILE, metavar="DIR")
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """Make a new workspace.

    DIR, a new or empty folder, gets the starter templates, the register, a blank roster workbook and a guide of one
    page.
    """
    from loc_builder.steps.begin import begin

    begun = begin(folder, commands=COMMANDS)
    shape = {"workspace": str(begun.folder), "school_year": str(begun.school_year), "files": list(begun.files)}
    present(ctx).console.show(shape, _lines(begun))


def _lines(begun: "Begun") -> Iterator[str]:
    from loc_builder.console import table
    from loc_builder.steps.begin import GUIDE

    made = (
        (GUIDE, "what is where, and the commands of the year; begin here"),
        (begun.roster, f"the roster of {begun.school_year}, to be filled in Excel"),
        ("templates", "the letters, their settings, and the register of districts"),
    )
    yield f"A workspace is made in {begun.folder}"
    yield from (f"  {line}" for line in table(made))
    yield "Go into that folder before you give the next command."
