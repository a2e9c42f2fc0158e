"""The copy for open-records requests: who committed when, without a contact's e-mail address.

Letters show the addresses of contacts, and on a scan nobody can be sure to find them all. So the public copy holds no
page of a letter: it holds the certificates, which tell everything of a record but its answers, the standing of every
district, and the index. A certificate that shows an address all the same is left out and named.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from loc_builder.binding.archive import build_archive
from loc_builder.binding.archive_plan import ArchiveEntry
from loc_builder.binding.bag import build_plain_bag
from loc_builder.binding.bag_words import public_info, public_readme
from loc_builder.binding.index import COLUMNS, IndexRow, as_csv, as_dictionary, as_json, cells
from loc_builder.books import Books
from loc_builder.facts import Bagged, Recorded
from loc_builder.files.assemble import Leaf, bookmarks, joined, page_count
from loc_builder.files.render import open_pages
from loc_builder.model import Edition, LetterId
from loc_builder.steps.archive.districts import places_of
from loc_builder.steps.archive.earlier import made_of
from loc_builder.steps.archive.making import Making
from loc_builder.steps.archive.package import Package
from loc_builder.steps.archive.told import rows_of
from loc_builder.steps.archive.uniting import archive_plan
from loc_builder.workspace import public_folder_name

_ADDRESS = re.compile(r"[^\s@<>()\[\]\"',;:]+@[^\s@<>()\[\]\"',;:]+\.[^\s@<>()\[\]\"',;:]+")
_LEFT_OUT = "[e-mail address left out]"
_CERTIFICATE = "Certificate"


@dataclass(frozen=True, slots=True)
class PublicCopy:
    """The copy's folder in the archive's folder; `left_out` names, a sentence each, what had to stay out of it."""

    folder: str
    left_out: tuple[str, ...]


def public_copy(books: Books, edition: Edition) -> PublicCopy:
    """Make the public copy of the archive that was made last; it follows from the same facts.

    It is whole, also where the last bag is a supplement: it holds the certificates of all commitments.
    """
    making = replace(Making.now(books, edition), package=Package())
    made = _records(making)
    certificates = {each.letter_id: _certificate(books.workspace.kept_folder / each.sha256) for each in made}
    shown = {letter_id: pages for letter_id, pages in certificates.items() if pages}
    districts = {each: books.standing.letters[each].issued.district for each in certificates}
    entries = tuple(ArchiveEntry(letter_id, districts[letter_id], pages) for letter_id, pages in shown.items())
    plan = archive_plan(making, entries)
    title = f"{plan.title}, certificates (public copy)"
    built = build_archive(replace(plan, title=title, is_public=True, replaces=""))
    places = {entry.letter_id: entry.page_label for entry in built.entries}
    rows = tuple(_public(row, places) for row in rows_of(books, edition.school_year, books.standing, places_of(making)))
    left_out = tuple(
        f"the certificate of {districts[each]}, {each}: it shows an e-mail address"
        for each in certificates
        if each not in shown
    )
    folder = _folder(books, edition)
    about = {"title": title, "school_year": str(edition.school_year), "left_out": list(left_out)}
    files = {
        f"{edition.program.code}-{edition.school_year}-certificates.pdf": built.pdf,
        "index.csv": as_csv(COLUMNS, map(cells, rows)),
        "index.json": as_json(about | {"districts": [as_dictionary(row) for row in rows]}),
    }
    info = public_info(title, folder, edition, plan.made_at)
    build_plain_bag(files, info, public_readme(title, plan.made_at, left_out), making.archive_folder / folder)
    return PublicCopy(folder, left_out)


def _records(making: Making) -> Sequence[Recorded]:
    """The last record of each commitment."""
    letters = making.books.standing.of_year(making.school_year)
    return [each.record for each in letters if each.commitment and each.record]


def _folder(books: Books, edition: Edition) -> str:
    """The copy's folder, named by the last whole version and the last supplement to it."""
    made = [fact.said for fact in made_of(books, edition.school_year)]
    bags = [said for said in made if isinstance(said, Bagged)]
    whole = [said for said in bags if not said.supplements][-1]
    supplements = [said.bag_version for said in bags if said.supplements == whole.folder]
    return public_folder_name(edition, whole.bag_version, max(supplements, default=0))


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
