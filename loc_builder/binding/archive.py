"""The archive: one PDF of all records of an edition.

A cover, contents with page numbers that lead to the records, the records with their bookmarks, and every district of
the register with its standing. Pages before the first record are numbered i, ii, iii; the first record begins on
page 1. The same plan gives the same bytes.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from loc_builder.days import moment_in_words
from loc_builder.errors import InputError
from loc_builder.files import assemble
from loc_builder.files.assemble import Bookmark, Description, Finish, Link, Numbering, NumberStyle
from loc_builder.files.draw import Columns, Cover, Listing, ListingRow, RowPlace, draw_cover, draw_listing
from loc_builder.model import LetterId
from loc_builder.schoolyear import SchoolYear
from loc_builder.words import roman

_CONTENTS = Columns(("District", "Letter", "Length", "Page"), (46, 34, 10, 10), right=frozenset({2, 3}))
_STANDING = Columns(("Number", "District", "Standing", "Page"), (11, 31, 48, 10), right=frozenset({3}))
_FRONT_MARKS = (Bookmark("Cover", 1), Bookmark("Contents", 2))
_HOW_TO_CHECK = (
    "This hash names all facts the archive was made from. Each certificate gives the SHA-256 of the originals, as they"
    " were received; the originals and the ledger are kept with the office's workspace."
)


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """One record to bind in; a path is opened only when its turn comes."""

    letter_id: LetterId
    district: str
    record: bytes | Path


@dataclass(frozen=True, slots=True)
class DistrictStanding:
    """A district of the register and, in one sentence, how it stands; `letter_id` where a record tells more."""

    number: str
    district: str
    sentence: str
    letter_id: LetterId | None = None


@dataclass(frozen=True, slots=True)
class ArchivePlan:
    """What an archive is made of; `made_at` is aware and in the edition's time zone, `ledger_head` a hash."""

    title: str
    program: str
    agency: str
    school_year: SchoolYear
    made_at: datetime
    ledger_head: str
    entries: tuple[ArchiveEntry, ...]
    standings: tuple[DistrictStanding, ...]


@dataclass(frozen=True, slots=True)
class BoundEntry:
    """Where a record is: `first_page` counts from the file's first page, `page_label` is what a viewer calls it."""

    letter_id: LetterId
    district: str
    first_page: int
    page_label: str
    pages: int


@dataclass(frozen=True, slots=True)
class ArchiveBound:
    """A finished archive; `claims_pdfa` is whether its metadata says PDF/A-2b, which nothing here validates."""

    pages: int
    entries: tuple[BoundEntry, ...]
    claims_pdfa: bool


@dataclass(frozen=True, slots=True)
class _Record:
    """A record measured: its length and its own bookmarks."""

    entry: ArchiveEntry
    pages: int
    marks: tuple[Bookmark, ...]


@dataclass(frozen=True, slots=True)
class ArchiveBuilt(ArchiveBound):
    """A finished archive with its bytes."""

    pdf: bytes


def build_archive(plan: ArchivePlan) -> ArchiveBuilt:
    """Bind all records into memory; what is large is bound by `bind_archive`."""
    with tempfile.TemporaryDirectory(prefix="loc-archive-") as place:
        file = Path(place) / "archive.pdf"
        bound = bind_archive(plan, file)
        return ArchiveBuilt(bound.pages, bound.entries, bound.claims_pdfa, file.read_bytes())


def bind_archive(plan: ArchivePlan, file: Path) -> ArchiveBound:
    """Bind all records into a file, in the alphabetical order of their districts."""
    records = _measured(plan)
    labels = _labels(records)
    contents, contents_places = draw_listing(_contents(plan, records, labels))
    standing, standing_places = draw_listing(_standing(plan, labels, sum(record.pages for record in records)))
    front = 1 + assemble.page_count(contents)
    bound = _bound([(record.entry, record.pages) for record in records], front)
    back = front + sum(record.pages for record in records) + 1
    finish = Finish(
        _description(plan),
        bookmarks=_bookmarks(records, bound, back),
        numbering=(Numbering(1, NumberStyle.ROMAN), Numbering(front + 1, NumberStyle.ARABIC)),
        links=(*_links(contents_places, 1, bound), *_links(standing_places, back - 1, bound)),
    )
    sources = (_cover(plan, records), contents, *(record.entry.record for record in records), standing)
    assemble.finish_file(sources, finish, file)
    return ArchiveBound(assemble.page_count(file), bound, "pdfaid:part" in assemble.read_xmp(file))


def entries_of(archive: bytes | Path, records: Iterable[tuple[ArchiveEntry, int]]) -> tuple[BoundEntry, ...]:
    """Say where each record, of so many pages, is in an archive that was built of them before."""
    first_district = assemble.bookmarks(archive)[len(_FRONT_MARKS)]
    return _bound(sorted(records, key=lambda pair: _alphabetical(pair[0])), first_district.page - 1)


def _bound(records: Sequence[tuple[ArchiveEntry, int]], front: int) -> tuple[BoundEntry, ...]:
    """Place records, of so many pages each, one after the other behind `front` pages."""
    bound, page = [], 1
    for entry, pages in records:
        bound.append(BoundEntry(entry.letter_id, entry.district, front + page, str(page), pages))
        page += pages
    return tuple(bound)


def _alphabetical(entry: ArchiveEntry) -> tuple[str, str]:
    return entry.district.casefold(), entry.letter_id


def _measured(plan: ArchivePlan) -> tuple[_Record, ...]:
    entries = sorted(plan.entries, key=_alphabetical)
    twice = [entry.letter_id for entry, after in pairwise(entries) if entry.letter_id == after.letter_id]
    if twice:
        raise InputError(f"the record of letter {twice[0]} would be in the archive twice")
    return tuple(
        _Record(entry, assemble.page_count(entry.record), assemble.bookmarks(entry.record)) for entry in entries
    )


def _labels(records: tuple[_Record, ...]) -> dict[LetterId, int]:
    """The page each record begins on, the first on page 1."""
    labels, page = {}, 1
    for record in records:
        labels[record.entry.letter_id] = page
        page += record.pages
    return labels


def _cover(plan: ArchivePlan, records: tuple[_Record, ...]) -> bytes:
    with_record = {record.entry.letter_id for record in records}
    without = sum(1 for standing in plan.standings if standing.letter_id not in with_record)
    return draw_cover(
        Cover(
            masthead=plan.agency,
            title=plan.title,
            subtitle=f"{plan.program} \N{MIDDLE DOT} School year {plan.school_year}",
            figures=(
                (
                    f"{len(records):,}",
                    "record of a signed letter" if len(records) == 1 else "records of signed letters",
                ),
                (f"{sum(record.pages for record in records):,}", "pages of records"),
                (f"{len(plan.standings):,}", "districts in the register"),
                (f"{without:,}", "of them without a record"),
            ),
            facts=(
                ("Made", moment_in_words(plan.made_at)),
                ("Ledger's last fact", plan.ledger_head),
                (
                    "How to check",
                    _HOW_TO_CHECK,
                ),
            ),
        )
    )


def _contents(plan: ArchivePlan, records: tuple[_Record, ...], labels: Mapping[LetterId, int]) -> Listing:
    rows = tuple(
        ListingRow(
            (record.entry.district, record.entry.letter_id, str(record.pages), str(labels[record.entry.letter_id])),
            key=record.entry.letter_id,
        )
        for record in records
    )
    return Listing(
        title="Contents",
        lead="The records stand in the alphabetical order of the districts. Page 1 is the first page of the first"
        " record. The standing of every district of the register follows the last record.",
        columns=_CONTENTS,
        rows=rows,
        foot=_named(plan),
        page_name=lambda page: f"Page {roman(page + 1)}",
    )


def _standing(plan: ArchivePlan, labels: Mapping[LetterId, int], record_pages: int) -> Listing:
    rows = tuple(
        ListingRow(
            (
                standing.number,
                standing.district,
                standing.sentence,
                str(labels.get(standing.letter_id, "")) if standing.letter_id else "",
            ),
            key=standing.letter_id or "",
        )
        for standing in plan.standings
    )
    return Listing(
        title="Every district and its standing",
        lead=f"As of {moment_in_words(plan.made_at)}. A page number leads to the district's record.",
        columns=_STANDING,
        rows=rows,
        foot=_named(plan),
        page_name=lambda page: f"Page {record_pages + page}",
    )


def _description(plan: ArchivePlan) -> Description:
    return Description(
        title=_named(plan),
        author=plan.agency,
        seed=f"archive {plan.program} {plan.school_year} {plan.ledger_head}",
        created=plan.made_at,
        ledger_head=plan.ledger_head,
        letter_ids=tuple(sorted(entry.letter_id for entry in plan.entries)),
        program=plan.program,
        school_year=str(plan.school_year),
    )


def _named(plan: ArchivePlan) -> str:
    """The title with its school year, once."""
    year = str(plan.school_year)
    return plan.title if year in plan.title else f"{plan.title} {year}"


def _bookmarks(records: tuple[_Record, ...], bound: tuple[BoundEntry, ...], back: int) -> tuple[Bookmark, ...]:
    """Cover and contents, each district with its record's own bookmarks below it, the standing."""
    districts = tuple(
        Bookmark(
            place.district,
            place.first_page,
            tuple(Bookmark(mark.title, place.first_page + mark.page - 1) for mark in record.marks),
        )
        for record, place in zip(records, bound, strict=True)
    )
    return (
        *_FRONT_MARKS,
        *districts,
        Bookmark("Every district and its standing", back),
    )


def _links(places: tuple[RowPlace, ...], before: int, bound: tuple[BoundEntry, ...]) -> tuple[Link, ...]:
    """Links from rows to records; `before` is the number of pages before the listing's first."""
    targets = {entry.letter_id: entry for entry in bound}
    return tuple(
        Link(before + place.page, place.box, entry.first_page, f"Record of {entry.district}, page {entry.page_label}")
        for place in places
        if (entry := targets.get(LetterId(place.key)))
    )
