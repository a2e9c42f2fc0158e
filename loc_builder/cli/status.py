"""`loc status`: every letter of a year and its state."""

from collections.abc import Iterator

import click

from loc_builder.cli import present, year_argument
from loc_builder.schoolyear import SchoolYear


@click.command("status")
@year_argument
@click.option("--outstanding", is_flag=True, help="Only the districts that still owe an answer.")
@click.pass_context
def command(ctx: click.Context, year: SchoolYear, outstanding: bool) -> None:  # noqa: FBT001 - click gives flags
    """Show who has answered and who has not."""
    from loc_builder.console import counted, letter_lines, letter_shape, none_made, state_counts

    call = present(ctx)
    books = call.reading()
    books.edition(year)
    letters = books.standing.of_year(year)
    shown = [each for each in letters if each.state.is_outstanding or not outstanding]
    covered = books.standing.covered_in(year)
    unmatched = [each for each in books.standing.returns.values() if each.is_unmatched]

    def lines() -> Iterator[str]:
        yield from letter_lines(shown)
        counts = ", ".join(f"{count} {state}" for state, count in state_counts(letters).items())
        yield f"{year}: {counted(len(letters), 'letter')}: {counts}." if letters else none_made(year)
        for each in covered.values():
            yield f"{each.issued.district} is covered by {each.letter_id}."
        if unmatched:
            yield f"{counted(len(unmatched), 'return')} without a letter; try: loc review"

    call.console.show(
        {
            "school_year": str(year),
            "counts": state_counts(letters),
            "letters": [letter_shape(each) for each in shown],
            "covered": [
                {
                    "district_number": each.issued.district_number,
                    "district": each.issued.district,
                    "letter_id": each.letter_id,
                }
                for each in covered.values()
            ],
            "unmatched_returns": [
                {"return_id": each.received.return_id, "name": each.received.name} for each in unmatched
            ],
        },
        lines(),
    )
