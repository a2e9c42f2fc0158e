"""`loc archive`: records and the final PDF."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from loc_builder.cli import present, year_argument
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.steps.archive import ArchiveMade


@click.command("archive")
@year_argument
@click.pass_context
def command(ctx: click.Context, year: SchoolYear) -> None:
    """Bind a year's records into one PDF.

    Every accepted letter gets a record: its pages, stamped, and a certificate.
    """
    from loc_builder.console import counted
    from loc_builder.files.convert import LibreOffice
    from loc_builder.steps import archive

    call = present(ctx)
    with call.writing() as books:
        edition = books.edition(year)
        _, made = archive.carry_out(books, edition, archive.plan(books, edition), LibreOffice())
        file = books.workspace.relative(books.workspace.archive_folder(year) / made.file)
        records = books.workspace.relative(books.workspace.records_folder(year))

    def lines() -> Iterator[str]:
        yield f"{counted(len(made.entries), 'record')} in {records}"
        state = "unchanged" if made.is_unchanged else "made"
        yield f"The archive is {state}, {counted(made.pages, 'page')}: {file}"

    call.console.show(_shape(year, made, file), lines())


def _shape(year: SchoolYear, made: "ArchiveMade", file: str) -> dict[str, object]:
    return {
        "school_year": str(year),
        "files": [file],
        "unchanged": made.is_unchanged,
        "pages": made.pages,
        "records": [
            {
                "letter_id": each.letter_id,
                "first_page": each.first_page,
                "pages": each.pages,
                "sha256": made.records[each.letter_id],
            }
            for each in made.entries
        ],
        "bag": None,
        "pdfa": {"flavour": "2b", "verdict": "not validated"},
    }
