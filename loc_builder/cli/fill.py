"""`loc fill`: the batch of Word letters."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loc_builder.cli import FILE, districts_option, present, year_argument
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.steps.fill import FillPlan, PlannedLetter


@click.command("fill")
@year_argument
@click.option("--roster", type=FILE, required=True, metavar="FILE", help="The roster, .xlsx or .csv.")
@districts_option("--only", help="Only this district")
@click.option("--reissue", is_flag=True, help="Make a new revision of letters whose row or template changed.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    year: SchoolYear,
    roster: Path,
    only: tuple[str, ...],
    reissue: bool,  # noqa: FBT001
    dry_run: bool,  # noqa: FBT001
) -> None:
    """Make a Word letter for each district.

    Each district of the roster gets its own prefilled letter. A letter made before is left as it is; what changed
    since is named, and made again with --reissue.
    """
    from loc_builder.files.roster import read_roster
    from loc_builder.steps import fill

    call = present(ctx)
    with call.writing(is_dry=dry_run) as books:
        edition = books.edition(year)
        rows = read_roster(
            roster,
            register_districts=books.register.districts,
            questions=edition.questions,
            contacts=edition.contacts,
            on=year.first_day,
        )
        numbers = [books.district_named(each).number for each in only]
        plan = fill.plan(books, edition, rows, roster=roster.name, only=numbers, reissue=reissue)
        if not dry_run:
            fill.carry_out(books, plan)
        folder = books.workspace.relative(books.workspace.letters_folder(year))
    call.console.show(_shape(plan, folder), _lines(plan, folder, dry_run=dry_run))


def _shape(plan: "FillPlan", folder: str) -> dict[str, object]:
    from loc_builder.steps.fill import Fate

    return {
        "school_year": str(plan.edition.school_year),
        "issued": [_letter(each, folder) for each in plan.of(Fate.ISSUE)],
        "unchanged": [_letter(each, folder) for each in plan.of(Fate.UNCHANGED)],
        "changed": [
            _letter(each, folder) | {"columns": list(each.columns), "accepted": each.fate is Fate.SETTLED}
            for each in (*plan.of(Fate.CHANGED), *plan.of(Fate.SETTLED))
        ],
        "covered": [
            {
                "district_number": each.letter.district.number,
                "district": each.letter.district.name,
                "letter_id": each.covered_by,
            }
            for each in plan.of(Fate.COVERED)
        ],
    }


def _letter(planned: "PlannedLetter", folder: str) -> dict[str, object]:
    letter = planned.letter
    return {
        "letter_id": letter.letter_id,
        "district_number": letter.district.number,
        "district": letter.district.name,
        "file": f"{folder}/{planned.file}",
        "revision": letter.revision,
    }


def _lines(plan: "FillPlan", folder: str, *, dry_run: bool) -> Iterator[str]:
    from loc_builder.console import counted
    from loc_builder.steps.fill import Fate

    issued, unchanged = plan.of(Fate.ISSUE), plan.of(Fate.UNCHANGED)
    verb = "would be made" if dry_run else "made"
    yield f"{counted(len(issued), 'letter')} {verb}, {len(unchanged)} unchanged. They lie in {folder}"
    for each in plan.of(Fate.CHANGED):
        yield f"{each.letter.district.name} changed since its letter was made: {', '.join(each.columns)}"
    if plan.of(Fate.CHANGED):
        yield "To make new revisions of these: the same command with --reissue"
    for each in plan.of(Fate.SETTLED):
        yield f"{each.letter.district.name} changed, but its letter is accepted already: {', '.join(each.columns)}"
    for each in plan.of(Fate.COVERED):
        yield f"{each.letter.district.name} is not asked: {each.covered_by} still covers it"
