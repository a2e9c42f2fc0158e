"""The one PDF of all records: built, or found as it was built before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from loc_builder.binding.archive import (
    ArchiveEntry,
    ArchivePlan,
    BoundEntry,
    DistrictStanding,
    bind_archive,
    entries_of,
)
from loc_builder.books import Books
from loc_builder.errors import IntegrityError
from loc_builder.facts import Archived, Fact, Recorded
from loc_builder.model import Edition, LetterId, Sha256
from loc_builder.steps.archive.districts import districts_of
from loc_builder.steps.archive.earlier import archived_before
from loc_builder.workspace import archive_file_name, put_copy


@dataclass(frozen=True, slots=True)
class United:
    """The archive PDF: its file's name and its hash, where each record is in it, and the records' hashes."""

    file: str
    sha256: Sha256
    pages: int
    entries: tuple[BoundEntry, ...]
    records: Mapping[LetterId, Sha256]
    is_unchanged: bool


def united(
    books: Books, edition: Edition, records: Sequence[Recorded], last: Fact
) -> tuple[United, tuple[Archived, ...]]:
    """Bind and keep the archive under a name of its own and lay the readable copies; a fact only where it is new."""
    workspace, year = books.workspace, edition.school_year
    entries = tuple(_entry(books, each) for each in records)
    with workspace.making_kept() as file_made:
        bound = bind_archive(archive_plan(books, edition, entries, last), file_made)
        kept = workspace.keep_file(file_made)
    before = archived_before(books, edition)
    is_unchanged = bool(before) and before[-1].sha256 == kept
    file = before[-1].file if is_unchanged else archive_file_name(edition, len(before) + 1)
    for each in records:
        put_copy(workspace.records_folder(year) / each.file, workspace.kept_file(each.sha256))
    put_copy(workspace.archive_folder(year) / file, workspace.kept_file(kept))
    hashes = {each.letter_id: each.sha256 for each in records}
    made = United(file, kept, bound.pages, bound.entries, hashes, is_unchanged)
    said = Archived(year, file, kept, bound.pages, last.sequence, tuple(hashes))
    return made, () if is_unchanged else (said,)


def as_before(books: Books, edition: Edition, last: Fact) -> United | None:
    """The last archive, where no fact came since and all of it is kept; readable copies are laid anew if need be."""
    workspace, year = books.workspace, edition.school_year
    before = archived_before(books, edition)[-1:]
    if not before or before[0].up_to != last.sequence:
        return None
    letters = [books.standing.letters[each] for each in before[0].letters]
    records = [each.record for each in letters if each.record]
    try:
        for record in records:
            put_copy(workspace.records_folder(year) / record.file, workspace.kept_file(record.sha256))
        archive = workspace.kept_file(before[0].sha256)
    except IntegrityError:
        return None
    put_copy(workspace.archive_folder(year) / before[0].file, archive)
    lengths = [(_entry(books, record), record.pages) for record in records]
    hashes = {record.letter_id: record.sha256 for record in records}
    entries = entries_of(archive, lengths)
    return United(before[0].file, before[0].sha256, before[0].pages, entries, hashes, is_unchanged=True)


def archive_plan(books: Books, edition: Edition, entries: tuple[ArchiveEntry, ...], last: Fact) -> ArchivePlan:
    """Say what an archive of these entries is made of."""
    return ArchivePlan(
        title=f"{edition.program.short_name} {edition.title} {edition.school_year}",
        program=edition.program.name,
        agency=edition.agency.name,
        school_year=edition.school_year,
        made_at=last.at.astimezone(ZoneInfo(edition.time_zone)),
        ledger_head=last.hash,
        entries=entries,
        standings=tuple(_standings(books, edition)),
    )


def _entry(books: Books, record: Recorded) -> ArchiveEntry:
    district = books.standing.letters[record.letter_id].issued.district
    return ArchiveEntry(record.letter_id, district, books.workspace.kept_folder / record.sha256)


def _standings(books: Books, edition: Edition) -> Iterator[DistrictStanding]:
    for each in districts_of(books.standing, books.register, edition.school_year):
        of_record = each.letter.letter_id if each.letter and each.letter.commitment else None
        yield DistrictStanding(each.number, each.district, each.sentence, of_record)
