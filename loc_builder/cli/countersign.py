"""`loc countersign`: the agency's approvals in bulk."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from loc_builder.cli import DAY, WORDS, districts_option, present, year_argument
from loc_builder.errors import ExitCode
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.books import Books
    from loc_builder.steps.countersign import ApprovalPlan


@click.command("countersign")
@year_argument
@click.option("--on", type=DAY, required=True, metavar="DATE", help="The day of the approval.")
@click.option("--signer", type=WORDS, required=True, metavar="NAME", help="Who approves for the agency.")
@districts_option("--only", help="Only this district")
@districts_option("--except", "excepted", help="All but this district")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    year: SchoolYear,
    on: date,
    signer: str,
    only: tuple[str, ...],
    excepted: tuple[str, ...],
    dry_run: bool,  # noqa: FBT001 - click gives flags
) -> int:
    """Approve the accepted letters of a year.

    Each letter is reported; one whose signature or arrival is later than the approval is refused.
    """
    from loc_builder.console import letters_shape
    from loc_builder.steps import countersign

    call = present(ctx)
    with call.writing(is_dry=dry_run) as books:
        plan = countersign.plan(
            books,
            books.edition(year),
            on=on,
            signer=signer,
            only=[books.district_named(each).number for each in only],
            excepted=[books.district_named(each).number for each in excepted],
        )
        if not dry_run:
            books = countersign.carry_out(books, plan)
    letters = [books.standing.letters[each.letter_id] for each in plan.approvals]
    refused = [{"letter_id": each.letter_id, "because": reason} for each, reason in plan.refused]
    done = "would be approved" if dry_run else "approved"
    call.console.show(letters_shape(letters) | {"refused": refused}, _lines(books, year, plan, done))
    return ExitCode.PERSON_NEEDED if plan.refused else ExitCode.DONE


def _lines(books: "Books", year: SchoolYear, plan: "ApprovalPlan", done: str) -> Iterator[str]:
    from loc_builder.console import counted, letter_lines, none_to_approve

    yield from letter_lines([books.standing.letters[each.letter_id] for each in plan.approvals])
    for letter, reason in plan.refused:
        yield f"{letter.letter_id} {letter.issued.district} is not approved: {reason}"
    if plan.approvals or plan.refused:
        yield f"{counted(len(plan.approvals), 'letter')} {done}."
    else:
        yield none_to_approve(year, books.standing.of_year(year))
