"""`loc corrections`: an e-mail draft for each letter that was sent back."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from loc_builder.cli import districts_option, present, year_argument
from loc_builder.errors import ExitCode
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.steps.corrections import Correction


@click.command("corrections")
@year_argument
@districts_option("--only", help="Only this district")
@click.pass_context
def command(ctx: click.Context, year: SchoolYear, only: tuple[str, ...]) -> int:
    """Write an e-mail draft for each letter sent back.

    The draft says in plain words what is missing, with your reason from loc reject, and has the letter attached again.
    Its text is correction.txt in the edition's folder. Nothing is sent here.
    """
    from loc_builder.steps import corrections

    call = present(ctx)
    with call.writing() as books:
        numbers = [books.district_named(each).number for each in only]
        edition = books.edition(year)
        planned = corrections.plan(books, edition, only=numbers)
        corrections.carry_out(books, edition, planned)
        folder = books.workspace.relative(books.workspace.drafts_folder(year))
    shape = {
        "school_year": str(year),
        "drafts": [_shape(each, folder) for each in planned if not each.mail.because],
        "skipped": [
            {"letter_id": each.letter.letter_id, "district": each.letter.issued.district, "because": each.mail.because}
            for each in planned
            if each.mail.because
        ],
    }
    call.console.show(shape, _lines(year, planned, folder))
    return ExitCode.PERSON_NEEDED if any(each.mail.because for each in planned) else ExitCode.DONE


def _shape(each: "Correction", folder: str) -> dict[str, object]:
    return {
        "letter_id": each.letter.letter_id,
        "district_number": each.letter.issued.district_number,
        "district": each.letter.issued.district,
        "file": f"{folder}/{each.file}",
        "is_new": not each.is_written,
        "to": [one.email for one in each.mail.draft.to],
        "cc": [one.email for one in each.mail.draft.cc],
    }


def _lines(year: SchoolYear, planned: "Sequence[Correction]", folder: str) -> Iterator[str]:
    from loc_builder.console import counted, none_sent_back

    if not planned:
        yield none_sent_back(year)
        return
    usable = [each for each in planned if not each.mail.because]
    new = sum(not each.is_written for each in usable)
    yield f"{counted(new, 'draft')} written, {len(usable) - new} as before. They lie in {folder}"
    for each in planned:
        if each.mail.because:
            yield f"{each.letter.issued.district} gets no draft: {each.mail.because}"
    if usable:
        yield "Open each in your mail program, read it, and send it."
