"""`loc members`: who is a member on a day."""

from datetime import date

import click

from loc_builder.cli import DAY, present


@click.command("members")
@click.option("--on", type=DAY, required=True, metavar="DATE", help="The day, as 2024-10-01.")
@click.pass_context
def command(ctx: click.Context, on: date) -> None:
    """List the members on a day, and why."""
    from loc_builder.console import member_lines, member_shape

    call = present(ctx)
    members = call.reading().standing.members_on(on)
    shape = {"on": on.isoformat(), "members": [member_shape(each) for each in members]}
    call.console.show(shape, member_lines(on, members))
