"""The archive: one PDF of all records of an edition.

A cover, the transmittal, contents with page numbers that lead to the records, the records with their bookmarks, and
every district of the register with its standing. Pages before the first record are numbered i, ii, iii; the first
record begins on page 1. The same plan gives the same bytes.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from loc_builder.binding.archive_plan import ArchiveEntry, ArchivePlan
from loc_builder.binding.page_names import below_foot
from loc_builder.binding.transmittal import transmittal
from loc_builder.days import moment_in_words
from loc_builder.errors import InputError
from loc_builder.files import assemble
from loc_builder.files.assemble import Bookmark, Description, Finish, Link, Numbering, NumberStyle, PageOverlays, Whole
from loc_builder.files.draw import (
    Columns,
    Cover,
    Listing,
    ListingRow,
    RowPlace,
    draw_cover,
    draw_listing,
    draw_transmittal,
)
from loc_builder.model import LetterId
from loc_builder.words import roman

_CONTENTS = Columns(("District", "Letter", "Length", "Page"), (46, 34, 10, 10), right=frozenset({2, 3}))
_STANDING = Columns(("Number", "District", "Standing", "Page"), (11, 31, 48, 10), right=frozenset({3}))
_CONTENTS_MARK = "Contents"
_CERTIFICATE_MARK = "Certificate"


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

    @property
    def certificate_page(self) -> int:
        """The page (from 1) on which its certificate begins; the one behind its last where none is marked."""
        return next((mark.page for mark in self.marks if mark.title == _CERTIFICATE_MARK), self.pages + 1)


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
    standing, standing_places = draw_listing(_standing(plan, labels, sum(record.pages for record in records)))
    handing_over = draw_transmittal(transmittal(plan, sum(record.pages for record in records)))
    before_contents = 1 + assemble.page_count(handing_over)
    contents, contents_places = draw_listing(_contents(plan, records, labels, before=before_contents))
    front = before_contents + assemble.page_count(contents)
    bound = _bound([(record.entry, record.pages) for record in records], front)
    back = front + sum(record.pages for record in records) + 1
    finish = Finish(
        _description(plan),
        bookmarks=_bookmarks(records, bound, before_contents + 1, back),
        numbering=(Numbering(1, NumberStyle.ROMAN), Numbering(front + 1, NumberStyle.ARABIC)),
        links=(*_links(contents_places, before_contents, bound), *_links(standing_places, back - 1, bound)),
        overlays=_page_names(plan, records, bound),
    )
    front_pages, bodies = (_cover(plan, records), handing_over, contents), (record.entry for record in records)
    sources = (*map(Whole, front_pages), *(Whole(each.record, each.sha256) for each in bodies), Whole(standing))
    assemble.finish_file(sources, finish, file)
    return ArchiveBound(assemble.page_count(file), bound, "pdfaid:part" in assemble.read_xmp(file))


def _page_names(plan: ArchivePlan, records: tuple[_Record, ...], bound: tuple[BoundEntry, ...]) -> PageOverlays:
    """What each certificate page is called in the archive, for whoever prints it."""
    names = {
        place.first_page + number - 1: f"{plan.name}   \N{MIDDLE DOT}   Page {int(place.page_label) + number - 1}"
        for record, place in zip(records, bound, strict=True)
        for number in range(1 if plan.is_public else record.certificate_page, record.pages + 1)
    }
    return below_foot(names)


def entries_of(archive: bytes | Path, records: Iterable[tuple[ArchiveEntry, int]]) -> tuple[BoundEntry, ...]:
    """Say where each record, of so many pages, is in an archive that was built of them before."""
    return _bound(sorted(records, key=lambda pair: _alphabetical(pair[0])), _districts_in(archive)[0].page - 1)


def page_labels(archive: bytes | Path, districts: Mapping[LetterId, str]) -> Mapping[LetterId, str]:
    """Say on which page each letter's record begins in an archive of these letters, by their districts' names."""
    marks = _districts_in(archive)
    in_order = sorted(districts, key=lambda letter_id: (districts[letter_id].casefold(), letter_id))
    return {letter_id: str(mark.page - marks[0].page + 1) for letter_id, mark in zip(in_order, marks, strict=False)}


def _districts_in(archive: bytes | Path) -> tuple[Bookmark, ...]:
    """The bookmarks behind that of the contents: the districts', and the one of all standings."""
    marks = assemble.bookmarks(archive)
    return tuple(marks[[mark.title for mark in marks].index(_CONTENTS_MARK) + 1 :])


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
    words = f"\n{plan.kind}" if plan.kind else ""
    return draw_cover(
        Cover(
            masthead=plan.agency,
            title=plan.title,
            subtitle=f"{plan.program} \N{MIDDLE DOT} School year {plan.school_year}{words}",
            figures=tuple(_figures(plan, records)),
            facts=(("As of", moment_in_words(plan.made_at)),),
        )
    )


def _figures(plan: ArchivePlan, records: tuple[_Record, ...]) -> Iterator[tuple[str, str]]:
    with_record = {record.entry.letter_id for record in records}
    without = [each for each in plan.standings if each.letter_id not in with_record]
    held = sum(each.is_held for each in without)
    what = "certificate" if plan.is_public else "record"
    yield f"{len(records):,}", f"{what} of a signed letter" if len(records) == 1 else f"{what}s of signed letters"
    yield f"{sum(record.pages for record in records):,}", f"pages of {what}s"
    if plan.supplement:
        yield f"{held:,}", "records handed over before that still count"
        yield f"{len(without) - held:,}", "districts without a record"
        return
    yield f"{len(plan.standings):,}", "districts in the register"
    yield f"{len(without):,}", f"of them without a {what}"


def _contents(
    plan: ArchivePlan, records: tuple[_Record, ...], labels: Mapping[LetterId, int], *, before: int
) -> Listing:
    rows = tuple(
        ListingRow(
            (record.entry.district, record.entry.letter_id, str(record.pages), str(labels[record.entry.letter_id])),
            key=record.entry.letter_id,
        )
        for record in records
    )
    return Listing(
        title="Contents",
        lead=_lead(plan),
        columns=_CONTENTS,
        rows=rows,
        foot=plan.name,
        page_name=lambda page: f"Page {roman(page + before)}",
    )


def _lead(plan: ArchivePlan) -> str:
    what = f"{plan.supplement.words}: what came or was decided since. " if plan.supplement else ""
    if plan.supplement and not plan.entries:
        return f"{what}There is no record in it: only originals came, or an earlier record counts no longer."
    one = "certificate" if plan.is_public else "record"
    return (
        f"{what}The {one}s stand in the alphabetical order of the districts. Page 1 is the first page of the first"
        f" {one}. The standing of every district of the register follows the last {one}."
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
        lead=f"As of {moment_in_words(plan.made_at)}. A page number leads to the district's"
        f" {'certificate' if plan.is_public else 'record'}."
        f"{' A record that was handed over before is in the file that is named.' if plan.supplement else ''}",
        columns=_STANDING,
        rows=rows,
        foot=plan.name,
        page_name=lambda page: f"Page {record_pages + page}",
    )


def _description(plan: ArchivePlan) -> Description:
    kind = f"supplement {plan.supplement.number}" if plan.supplement else "archive"
    return Description(
        title=plan.name,
        author=plan.agency,
        seed=f"{kind} {plan.program} {plan.school_year} {plan.ledger_head}",
        created=plan.made_at,
        ledger_head=plan.ledger_head,
        letter_ids=tuple(sorted(entry.letter_id for entry in plan.entries)),
        program=plan.program,
        school_year=str(plan.school_year),
    )


def _bookmarks(
    records: tuple[_Record, ...], bound: tuple[BoundEntry, ...], contents: int, back: int
) -> tuple[Bookmark, ...]:
    """Cover, transmittal and contents, each district with its record's own bookmarks below it, the standing."""
    districts = tuple(
        Bookmark(
            place.district,
            place.first_page,
            tuple(Bookmark(mark.title, place.first_page + mark.page - 1) for mark in record.marks),
        )
        for record, place in zip(records, bound, strict=True)
    )
    return (
        Bookmark("Cover", 1),
        Bookmark("Transmittal", 2),
        Bookmark(_CONTENTS_MARK, contents),
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
