"""`loc archive`: records, the final PDF and the bag."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loc_builder.cli import present, year_argument
from loc_builder.errors import InputError
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.books import Books
    from loc_builder.dossier import Case
    from loc_builder.files.signatures import Seal
    from loc_builder.steps.archive import ArchiveMade, PublicCopy

_MOST_CHANGES = 12
_MOST_NAMES = 12
PASSPHRASE = "LOC_SEAL_PASSPHRASE"  # noqa: S105 - a variable's name


@click.command("archive")
@year_argument
@click.option("--public", "is_public", is_flag=True, help="Make a copy without contact e-mails too, for anybody.")
@click.option(
    "--seal",
    "certificate",
    type=click.Path(path_type=Path),
    metavar="CERT.P12",
    help="Seal the archive with the agency's certificate. Its passphrase is asked for, or taken from the variable"
    " LOC_SEAL_PASSPHRASE.",
)
@click.pass_context
def command(ctx: click.Context, year: SchoolYear, is_public: bool, certificate: Path | None) -> None:  # noqa: FBT001 - click gives flags
    """Bind a year's records into one PDF and a bag.

    Every accepted letter gets a record: its pages, stamped, and a certificate. The bag is a folder that holds all of
    it with the originals, and that can be checked without LoC Builder.
    """
    from loc_builder.files.convert import LibreOffice
    from loc_builder.steps import archive

    call = present(ctx)
    seal = _opened(certificate, call.now) if certificate else None
    with call.writing() as books:
        edition = books.edition(year)
        cases = archive.plan(books, edition)
        books, made = archive.carry_out(books, edition, cases, LibreOffice(), seal=seal)
        public = archive.public_copy(books, edition) if is_public else None
    waiting = archive.unapproved(edition, cases)
    lines = [*_lines(books, year, made, public), *_sealed_already(books, year, made, certificate)]
    shape = _shape(books, year, made, public) | {"not_approved": [each.letter.letter_id for each in waiting]}
    call.console.show(shape, [*_unapproved(waiting), *lines])


def _opened(certificate: Path, at: datetime) -> "Seal":
    from loc_builder.files.signatures import Seal
    from loc_builder.workspace import read_input

    content, passphrase = read_input(certificate), os.environ.get(PASSPHRASE)
    if passphrase is None and not sys.stdin.isatty():
        raise InputError(
            f"the passphrase of {certificate.name} cannot be asked for: there is no terminal",
            hint=f"Put it into the variable {PASSPHRASE}; an empty one stands for a file without a passphrase.",
        )
    if passphrase is None:
        passphrase = click.prompt(f"Passphrase of {certificate.name}", hide_input=True, default="", show_default=False)
    return Seal.open(content, passphrase, at=at)


def _lines(books: "Books", year: SchoolYear, made: "ArchiveMade", public: "PublicCopy | None") -> Iterator[str]:
    from loc_builder.binding.bag_changes import change_sentence
    from loc_builder.binding.bag_words import validation_words
    from loc_builder.console import counted

    folder, state = _folder(books, year), ("made", "unchanged")
    records = books.workspace.relative(books.workspace.records_folder(year))
    yield f"{counted(len(made.entries), 'new record' if made.supplement_to else 'record')} in {records}"
    yield f"{validation_words(made.bag.validation)}."
    for change in made.bag.changes[:_MOST_CHANGES]:
        yield f"Changed since the last bag: {change_sentence(change)}"
    if len(made.bag.changes) > _MOST_CHANGES:
        yield f"... and {len(made.bag.changes) - _MOST_CHANGES} more, in the bag's data/metadata/changes.csv"
    if made.package:
        yield _taken_in(made, books.edition(year).retention.accession)
    what, version = ("supplement", "") if made.supplement_to else ("bag", f", version {made.bag.version}")
    place = books.workspace.archive_folder(year) / made.bag.folder
    gone = "" if place.is_dir() else " (its folder is not here any more)"
    yield f"The {what} is {state[made.bag.is_unchanged]}{version}: {folder}/{made.bag.folder}{gone}"
    if public:
        yield f"A copy for the public, without contact e-mails: {folder}/{public.folder}"
        for left_out in public.left_out:
            yield f"Not in it: {left_out}"
    sealed = ", sealed" if made.pdf.sealed_from else ""
    whose = "The supplement's PDF" if made.supplement_to else "The archive"
    yield f"{whose} is {state[made.is_unchanged]}{sealed}, {counted(made.pages, 'page')}: {folder}/{made.file}"


def _unapproved(waiting: "Sequence[Case]") -> Iterator[str]:
    """Name the letters that are in it though nobody has approved them."""
    from loc_builder.console import counted

    names = [each.letter.issued.district for each in waiting]
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    if names:
        are = "is" if len(names) == 1 else "are"
        yield f"{counted(len(names), 'letter')} {are} not approved yet: {', '.join(names[:_MOST_NAMES])}{more}"


def _sealed_already(books: "Books", year: SchoolYear, made: "ArchiveMade", certificate: Path | None) -> Iterator[str]:
    """Say whose seal it bears, where another was to be put on it."""
    from zoneinfo import ZoneInfo

    from loc_builder.binding.seal import seal_on

    if certificate and made.pdf.sealed_from and made.is_unchanged:
        zone = ZoneInfo(books.edition(year).time_zone)
        seal = seal_on(books.workspace.kept_folder / made.pdf.sha256, zone)
        whose = f" by {seal.made}" if seal and seal.made else ""
        yield f"It was sealed before{whose}, and keeps that seal: {certificate.name} was not used."


def _taken_in(made: "ArchiveMade", accession: str) -> str:
    """Why this is a supplement, or why none is made."""
    taken_in, *supplements = made.package
    if not made.bag.is_unchanged:
        return (
            f"The archive took in {taken_in} as {accession}, so this is a supplement to it. If it was not handed over"
            " yet: take the line `accession` out of edition.toml and run this again."
        )
    hold = "hold" if supplements else "holds"
    holders = " and ".join(("it", *supplements))
    return f"The archive took in {taken_in} as {accession}; {holders} {hold} everything, so there is no new supplement."


def _shape(books: "Books", year: SchoolYear, made: "ArchiveMade", public: "PublicCopy | None") -> dict[str, object]:
    from loc_builder.binding.index import as_dictionary

    folder, said = _folder(books, year), json.loads(made.bag.validation)
    return {
        "school_year": str(year),
        "files": [f"{folder}/{made.file}"],
        "unchanged": made.is_unchanged,
        "sealed": made.pdf.sealed_from is not None,
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
        "bag": f"{folder}/{made.bag.folder}",
        "bag_version": made.bag.version,
        "supplement_to": made.supplement_to or None,
        "changes": [as_dictionary(change) for change in made.bag.changes],
        "public": f"{folder}/{public.folder}" if public else None,
        "pdfa": {"flavour": said["flavour"], "verdict": said["verdict"], "validator": said["validator"]},
    }


def _folder(books: "Books", year: SchoolYear) -> str:
    return books.workspace.relative(books.workspace.archive_folder(year))
