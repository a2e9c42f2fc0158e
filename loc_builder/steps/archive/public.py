"""The copy for open-records requests: who committed when, without a contact's e-mail address.

Letters show the addresses of contacts, and on a scan nobody can be sure to find them all. So the public copy holds no
page of a letter: it holds the certificates, which tell everything of a record but its answers, the standing of every
district, and the index. A certificate that shows an address all the same is left out and named.
"""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from loc_builder.binding.archive import build_archive
from loc_builder.binding.archive_plan import ArchiveEntry
from loc_builder.binding.bag import build_plain_bag
from loc_builder.binding.bag_words import public_info, public_readme
from loc_builder.binding.index import COLUMNS, IndexRow, as_csv, as_dictionary, as_json, cells
from loc_builder.books import Books
from loc_builder.files.assemble import Leaf, bookmarks, joined, page_count
from loc_builder.files.render import open_pages
from loc_builder.model import Edition, LetterId
from loc_builder.steps.archive.bagging import BagMade
from loc_builder.steps.archive.contents import rows_of
from loc_builder.steps.archive.earlier import bound_before, last_fact
from loc_builder.steps.archive.uniting import United, archive_plan
from loc_builder.workspace import public_folder_name

_ADDRESS = re.compile(r"[^\s@<>()\[\]\"',;:]+@[^\s@<>()\[\]\"',;:]+\.[^\s@<>()\[\]\"',;:]+")
_LEFT_OUT = "[e-mail address left out]"
_CERTIFICATE = "Certificate"


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """The copy's folder in the archive's folder; `left_out` names, a sentence each, what had to stay out of it."""

    folder: str
    left_out: tuple[str, ...]


def public_copy(books: Books, edition: Edition, pdf: United, bag: BagMade) -> PublicCopy:
    """Make the public copy of the archive that was made last; it follows from the same facts."""
    last = last_fact(books, edition)
    certificates = {each: _certificate(books.workspace.kept_folder / name) for each, name in pdf.records.items()}
    shown = {letter_id: pages for letter_id, pages in certificates.items() if pages}
    districts = {entry.letter_id: entry.district for entry in pdf.entries}
    entries = tuple(ArchiveEntry(letter_id, districts[letter_id], pages) for letter_id, pages in shown.items())
    plan = archive_plan(books, edition, entries, last)
    title = f"{plan.title}, certificates (public copy)"
    built = build_archive(replace(plan, title=title, is_public=True))
    places = {entry.letter_id: entry.page_label for entry in built.entries}
    rows = tuple(
        _public(row, places)
        for row in rows_of(books, edition.school_year, books.standing, bound_before(books, edition, last))
    )
    left_out = tuple(
        f"the certificate of {districts[each]}, {each}: it shows an e-mail address"
        for each in certificates
        if each not in shown
    )
    folder = public_folder_name(edition, bag.version)
    about = {"title": title, "school_year": str(edition.school_year), "left_out": list(left_out)}
    files = {
        f"{edition.program.code}-{edition.school_year}-certificates.pdf": built.pdf,
        "index.csv": as_csv(COLUMNS, map(cells, rows)),
        "index.json": as_json(about | {"districts": [as_dictionary(row) for row in rows]}),
    }
    info = public_info(title, folder, edition, plan.made_at)
    place = books.workspace.archive_folder(edition.school_year) / folder
    build_plain_bag(files, info, public_readme(title, plan.made_at, left_out), place)
    return PublicCopy(folder, left_out)


def _certificate(record: Path) -> bytes:
    """The record's last pages, from its certificate on; nothing where they show an address."""
    first = next(mark.page for mark in bookmarks(record) if mark.title == _CERTIFICATE)
    whole = record.read_bytes()
    pages = joined([Leaf(whole, number) for number in range(first, page_count(record) + 1)])
    with open_pages(pages) as found:
        text = "\n".join(found.text(number) for number in range(1, len(found) + 1))
    return b"" if _ADDRESS.search(text) else pages


def _public(row: IndexRow, places: dict[LetterId, str]) -> IndexRow:
    values = {name: _ADDRESS.sub(_LEFT_OUT, value) for name, value in as_dictionary(row).items()}
    return replace(IndexRow(**values), archive_page=places.get(LetterId(row.letter_id), ""))
