"""`loc fill`: the batch of Word letters."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loc_builder.cli import FILE, Call, districts_option, present, year_argument
from loc_builder.errors import ExitCode, ToolError
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.books import Books
    from loc_builder.model import Edition, RosterRow
    from loc_builder.steps.fill import FillPlan, PlannedLetter
    from loc_builder.steps.preview import PreviewsMade


@click.command("fill")
@year_argument
@click.option("--roster", type=FILE, metavar="FILE", help="The roster, .xlsx or .csv.")
@click.option("--blank", is_flag=True, help="Make the blank form, for a district that is on no roster.")
@districts_option("--only", help="Only this district")
@click.option("--reissue", is_flag=True, help="Make a new revision of letters whose row or template changed.")
@click.option("--pdf", is_flag=True, help="Also make a PDF of each letter, to look at (with LibreOffice).")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    year: SchoolYear,
    roster: Path | None,
    blank: bool,  # noqa: FBT001 - click gives flags
    only: tuple[str, ...],
    reissue: bool,  # noqa: FBT001 - click gives flags
    pdf: bool,  # noqa: FBT001 - click gives flags
    dry_run: bool,  # noqa: FBT001 - click gives flags
) -> int:
    """Make a Word letter for each district.

    Each district of the roster gets its own prefilled letter. A letter made before is left as it is; what changed
    since is named, and made again with --reissue.
    """
    if blank and (roster or only or reissue or pdf):
        raise click.UsageError("--blank makes one form that is for no district; of the others it takes --dry-run only")
    if blank:
        return _blank(present(ctx), year, is_dry=dry_run)
    if roster is None:
        raise click.UsageError("give the roster, --roster FILE, or --blank")
    from loc_builder.console import hidden_lines
    from loc_builder.steps import fill

    call = present(ctx)
    with call.writing(is_dry=dry_run) as books:
        edition = books.edition(year)
        rows = _rows(books, edition, roster)
        numbers = [books.district_named(each).number for each in only]
        plan = fill.plan(books, edition, rows, roster=roster.name, only=numbers, reissue=reissue)
        books = books if dry_run else fill.carry_out(books, plan)
        previews = _previews(books, plan) if pdf and not dry_run else None
        folder = books.workspace.relative(books.workspace.letters_folder(year))
    lines = chain(_lines(plan, folder, dry_run=dry_run), hidden_lines(rows), _preview_lines(previews))
    hidden = {"hidden_rows": [row.row for row in rows if row.is_hidden]}
    call.console.show(_shape(plan, folder) | hidden | _preview_shape(previews), lines)
    return _tell(call, previews)


def _rows(books: "Books", edition: "Edition", roster: Path) -> "tuple[RosterRow, ...]":
    from loc_builder.files.roster import read_roster

    return read_roster(
        roster,
        register_districts=books.register.districts,
        questions=edition.questions,
        contacts=edition.contacts,
        on=edition.school_year.first_day,
    )


def _blank(call: Call, year: SchoolYear, *, is_dry: bool) -> ExitCode:
    from loc_builder.steps import fill

    with call.writing(is_dry=is_dry) as books:
        plan = fill.plan_blank(books, books.edition(year))
        if not is_dry:
            fill.carry_out_blank(books, plan)
        file = f"{books.workspace.relative(books.workspace.letters_folder(year))}/{plan.file}"
    made = "is unchanged" if not plan.is_new else "would be made" if is_dry else "is made"
    shape = {"letter_id": plan.letter.letter_id, "file": file, "revision": plan.letter.revision}
    call.console.show(
        {"school_year": str(year), "blank": shape | {"unchanged": not plan.is_new}}, [f"The blank form {made}: {file}"]
    )
    return ExitCode.DONE


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
    verb, where = ("would be made", f"They would lie in {folder}") if dry_run else ("made", f"They lie in {folder}")
    yield f"{counted(len(issued), 'letter')} {verb}, {len(unchanged)} unchanged. {where}"
    for each in plan.of(Fate.CHANGED):
        yield f"{each.letter.district.name} changed since its letter was made: {', '.join(each.columns)}"
    if plan.of(Fate.CHANGED):
        yield "To make new revisions of these: the same command with --reissue"
    for each in plan.of(Fate.SETTLED):
        yield f"{each.letter.district.name} changed, but its letter is accepted already: {', '.join(each.columns)}"
    for each in plan.of(Fate.COVERED):
        yield f"{each.letter.district.name} is not asked: {each.covered_by} still covers it"


# ---- previews ---------------------------------------------------------------------------------------------------


def _previews(books: "Books", plan: "FillPlan") -> "PreviewsMade":
    """Lay a PDF of each letter that says what its row says."""
    from loc_builder.files.convert import LibreOffice
    from loc_builder.steps import preview
    from loc_builder.steps.fill import Fate

    letters = [each.letter.letter_id for each in plan.letters if each.fate in (Fate.ISSUE, Fate.UNCHANGED)]
    return preview.carry_out(books, plan.edition, letters, LibreOffice())[1]


def _preview_shape(made: "PreviewsMade | None") -> dict[str, object]:
    from loc_builder.console import problem_shape

    if made is None:
        return {"previews": [], "problems": []}
    return {
        "previews": [
            {
                "letter_id": each.letter.letter_id,
                "file": f"{made.folder}/{each.file}",
                "revision": each.letter.issued.revision,
                "unchanged": each.is_unchanged,
            }
            for each in made.previews
        ],
        "problems": [problem_shape(each) for each in made.problems],
    }


def _preview_lines(made: "PreviewsMade | None") -> Iterator[str]:
    from loc_builder.console import counted

    if made is not None and made.previews:
        new = sum(not each.is_unchanged for each in made.previews)
        yield f"{counted(new, 'PDF')} to look at made, {len(made.previews) - new} unchanged, in {made.folder}"


def _tell(call: Call, made: "PreviewsMade | None") -> ExitCode:
    """Name what has no PDF after the letters; in JSON it stands among them."""
    if made is None or not made.problems:
        return ExitCode.DONE
    if not call.is_json:
        hint = "The letters are made; to try again, run the same command."
        call.console.show_error(ToolError("some letters have no PDF to look at", hint=hint, problems=made.problems))
    return ExitCode.TOOL
