"""`loc check`: everything that would stop or spoil a batch, before anything is written."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loc_builder.cli import FILE, present, year_argument
from loc_builder.errors import ExitCode, Problem
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.model import Edition, RosterRow
    from loc_builder.steps.check import Checked, Reports


@click.command("check")
@year_argument
@click.option("--roster", type=FILE, metavar="FILE", help="The roster, .xlsx or .csv.")
@click.pass_context
def command(ctx: click.Context, year: SchoolYear, roster: Path | None) -> int:
    """Check template, settings and roster before a batch.

    Tells everything that would stop or spoil a batch of letters, and advice for readers with disabilities, which stops
    nothing. A copy of the template has each of these as a comment; the roster comes back with a column that says what
    to mend. No letter is made.
    """
    from loc_builder.steps import check, fill

    call = present(ctx)
    books = call.reading()
    name = roster.name if roster else ""

    def rehearse(edition: "Edition", rows: "Sequence[RosterRow]") -> int:
        plan = fill.plan(books, edition, rows, roster=name, reissue=True)
        fill.rehearse(plan)
        return len(plan.letters) - len(plan.of(fill.Fate.COVERED))

    checked = check.examine(books, year, roster, rehearse)
    reports = check.report(books, checked, roster)
    call.console.show(_shape(checked, reports), _lines(checked, reports, name))
    return ExitCode.DONE if checked.is_ready else ExitCode.INPUT


def _shape(checked: "Checked", reports: "Reports") -> dict[str, object]:
    from loc_builder.console import problem_shape

    return {
        "ok": checked.is_ready,
        "problems": [problem_shape(each) for each in checked.problems],
        "advice": [problem_shape(each) for each in checked.advice],
        "letters": checked.letters,
        "hidden_rows": [row.row for row in checked.rows if row.is_hidden],
        "annotated": reports.annotated or None,
        "handed_back": reports.handed_back or None,
    }


def _lines(checked: "Checked", reports: "Reports", roster: str) -> Iterator[str]:
    from loc_builder.console import counted, hidden_lines

    year = checked.school_year
    yield from _group("The template", f"{year}/letter.docx", checked.template)
    yield from _group("The settings", f"{year}/edition.toml", checked.settings)
    if checked.edition is None:
        yield "Template and roster are looked at when the settings can be read."
    yield from _group("The roster", roster, checked.roster)
    yield from (f"{roster}: {line}" for line in hidden_lines(checked.rows))
    if checked.advice:
        yield f"Advice on {year}/letter.docx, which stops no batch:"
        yield from _places(checked.advice, f"{year}/letter.docx")
    if reports.annotated:
        yield f"The template with each of these as a comment: {reports.annotated}"
    if reports.handed_back:
        yield f"The roster with a column that says what to mend: {reports.handed_back}"
    if checked.is_ready and roster:
        yield f"letter.docx, edition.toml and {roster} are ready: {counted(checked.letters, 'letter')}"
    elif checked.is_ready:
        yield "letter.docx and edition.toml are ready. To check a roster too: --roster FILE"


def _group(called: str, file: str, problems: Sequence[Problem]) -> Iterator[str]:
    from loc_builder.console import counted

    if problems:
        yield f"{called}, {file}: {counted(len(problems), 'problem')}"
        yield from _places(problems, file)


def _places(problems: Sequence[Problem], file: str) -> Iterator[str]:
    """One line for each problem; the file is named where it is not the group's."""
    from loc_builder.console import problem_line

    for each in problems:
        yield f"  {problem_line(replace(each, file='') if each.file == file else each)}"
