"""`loc send`: an e-mail draft for each letter that has not gone out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from loc_builder.cli import districts_option, present, year_argument
from loc_builder.errors import ExitCode
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.steps.send import PlannedDraft, SendPlan


@click.command("send")
@year_argument
@districts_option("--only", help="Only this district")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.pass_context
def command(ctx: click.Context, year: SchoolYear, only: tuple[str, ...], dry_run: bool) -> int:  # noqa: FBT001 - click gives flags
    """Write an e-mail draft for each letter.

    Each letter that has not gone out yet gets a draft with the letter attached, to open and send in your mail program;
    a mailing workbook lists them all. Nothing is sent or noted here: that is said with loc sent.
    """
    from loc_builder.steps import send
    from loc_builder.steps.send import Fate
    from loc_builder.workspace import mailing_file_name

    call = present(ctx)
    with call.writing() as books:
        numbers = [books.district_named(each).number for each in only]
        plan = send.plan(books, books.edition(year), only=numbers)
        if not dry_run:
            send.carry_out(books, plan)
        folder = books.workspace.relative(books.workspace.drafts_folder(year))
    workbook = f"{folder}/{mailing_file_name(year)}" if plan.rows else None
    call.console.show(_shape(plan, folder) | {"workbook": workbook}, _lines(plan, folder, dry_run=dry_run))
    return ExitCode.PERSON_NEEDED if plan.of(Fate.SKIP) else ExitCode.DONE


def _shape(plan: "SendPlan", folder: str) -> dict[str, object]:
    from loc_builder.steps.send import Fate

    return {
        "school_year": str(plan.edition.school_year),
        "drafts": [_draft(each, folder) for each in plan.of(Fate.WRITE)],
        "unchanged": [_draft(each, folder) for each in plan.of(Fate.UNCHANGED)],
        "skipped": [
            {"letter_id": each.letter.letter_id, "district": each.letter.issued.district, "because": each.mail.because}
            for each in plan.of(Fate.SKIP)
        ],
        "gone_out": [
            {"letter_id": each.letter.letter_id, "file": f"{folder}/{each.file}" if each.is_there else None}
            for each in plan.of(Fate.GONE_OUT)
        ],
    }


def _draft(planned: "PlannedDraft", folder: str) -> dict[str, object]:
    return {
        "letter_id": planned.letter.letter_id,
        "district_number": planned.letter.issued.district_number,
        "district": planned.letter.issued.district,
        "file": f"{folder}/{planned.file}",
        "to": [each.email for each in planned.mail.draft.to],
        "cc": [each.email for each in planned.mail.draft.cc],
    }


def _lines(plan: "SendPlan", folder: str, *, dry_run: bool) -> Iterator[str]:
    from loc_builder.console import counted, none_made
    from loc_builder.steps.send import Fate

    if not plan.rows:
        yield none_made(plan.edition.school_year)
        return
    written, unchanged, gone_out = plan.of(Fate.WRITE), plan.of(Fate.UNCHANGED), plan.of(Fate.GONE_OUT)
    for each in plan.of(Fate.SKIP):
        yield f"{each.letter.issued.district} gets no draft: {each.mail.because}"
    if gone_out:
        yield f"{counted(len(gone_out), 'letter')} not drafted: noted as sent, or come back."
    left = [each for each in gone_out if each.is_there]
    if left:
        yield f"{counted(len(left), 'draft')} of these left in the folder from before; do not send them again."
    verb = "would be written" if dry_run else "written"
    yield f"{counted(len(written), 'draft')} {verb}, {len(unchanged)} unchanged, in {folder}"
    if written or unchanged:
        yield f"Nothing was sent. When they have gone out: loc sent {plan.edition.school_year} --on DATE"
