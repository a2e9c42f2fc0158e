"""The one PDF of all records: built, or found as it was built before; with the agency's seal where it is given.

A seal bears the moment it was made at, so a sealed archive is known again by what it was before it was sealed.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

from loc_builder.binding.archive import BoundEntry, bind_archive, entries_of
from loc_builder.binding.archive_plan import ArchiveEntry, ArchivePlan, DistrictStanding
from loc_builder.books import Books
from loc_builder.errors import IntegrityError
from loc_builder.facts import Archived, Fact, Recorded
from loc_builder.files.signatures import Seal
from loc_builder.model import Edition, LetterId, Sha256
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps.archive.districts import districts_of
from loc_builder.steps.archive.earlier import archived_before, bound_before
from loc_builder.workspace import archive_file_name, bag_folder_name, hash_of, put_copy


@dataclass(frozen=True, slots=True)
class United:
    """The archive PDF: its file's name and its hash, where each record is in it, and the records' hashes.

    `sealed_from` is the hash that it had before it was sealed, None where it bears no seal.
    """

    file: str
    sha256: Sha256
    pages: int
    entries: tuple[BoundEntry, ...]
    records: Mapping[LetterId, Sha256]
    is_unchanged: bool
    sealed_from: Sha256 | None = None


def united(
    books: Books, edition: Edition, records: Sequence[Recorded], last: Fact, seal: Seal | None = None
) -> tuple[United, tuple[Archived, ...]]:
    """Bind and keep the archive under a name of its own and lay the readable copies; a fact only where it is new."""
    workspace, year = books.workspace, edition.school_year
    entries = tuple(_entry(books, each) for each in records)
    with workspace.making_kept() as file_made:
        bound = bind_archive(archive_plan(books, edition, entries, last), file_made)
        kept, sealed_from = _kept(books, edition, file_made, seal)
    before = archived_before(books, edition)
    is_unchanged = bool(before) and before[-1].sha256 == kept
    file = before[-1].file if is_unchanged else archive_file_name(edition, len(before) + 1)
    for each in records:
        put_copy(workspace.records_folder(year) / each.file, workspace.kept_file(each.sha256))
    put_copy(workspace.archive_folder(year) / file, workspace.kept_file(kept))
    hashes = {each.letter_id: each.sha256 for each in records}
    made = United(file, kept, bound.pages, bound.entries, hashes, is_unchanged, sealed_from)
    return made, () if is_unchanged else (_said(year, made, last),)


def _kept(books: Books, edition: Edition, file: Path, seal: Seal | None) -> tuple[Sha256, Sha256 | None]:
    """Keep a new archive, sealed if that is asked for; of one that was sealed before the sealed file counts."""
    before = [each for each in archived_before(books, edition)[-1:] if each.sealed_from]
    if seal is None and not before:
        return books.workspace.keep_file(file), None
    unsealed = hash_of(file)
    if before and before[0].sealed_from == unsealed and (books.workspace.kept_folder / before[0].sha256).exists():
        return before[0].sha256, unsealed
    if seal is None:
        return books.workspace.keep_file(file), None
    seal.put_on(file, reason=_reason(edition))
    return books.workspace.keep_file(file), unsealed


def sealed(books: Books, edition: Edition, pdf: United, last: Fact, seal: Seal) -> tuple[United, Archived]:
    """Seal an archive that was made before; the sealed one is another version beside it."""
    workspace, year = books.workspace, edition.school_year
    with workspace.making_kept() as file_made:
        shutil.copyfile(workspace.kept_file(pdf.sha256), file_made)
        seal.put_on(file_made, reason=_reason(edition))
        kept = workspace.keep_file(file_made)
    file = archive_file_name(edition, len(archived_before(books, edition)) + 1)
    put_copy(workspace.archive_folder(year) / file, workspace.kept_file(kept))
    made = replace(pdf, file=file, sha256=kept, is_unchanged=False, sealed_from=pdf.sha256)
    return made, _said(year, made, last)


def _said(year: SchoolYear, made: United, last: Fact) -> Archived:
    return Archived(year, made.file, made.sha256, made.pages, last.sequence, tuple(made.records), made.sealed_from)


def _reason(edition: Edition) -> str:
    return f"Archive of the school year {edition.school_year}, made by {edition.agency.name}"


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
    said = before[0]
    return United(said.file, said.sha256, said.pages, entries, hashes, is_unchanged=True, sealed_from=said.sealed_from)


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
        standings=tuple(_standings(books, edition, last)),
        ledger_facts=last.sequence,
        unit=edition.agency.unit,
        bags=f"{bag_folder_name(edition, 1).rpartition('-')[0]}-",
        retention=edition.retention,
    )


def _entry(books: Books, record: Recorded) -> ArchiveEntry:
    district = books.standing.letters[record.letter_id].issued.district
    place = books.workspace.kept_folder / record.sha256
    return ArchiveEntry(record.letter_id, district, place, record.sha256)


def _standings(books: Books, edition: Edition, last: Fact) -> Iterator[DistrictStanding]:
    bound = bound_before(books, edition, last)
    for each in districts_of(books.standing, books.register, edition.school_year, bound):
        of_record = each.letter.letter_id if each.letter and each.letter.commitment else None
        yield DistrictStanding(each.number, each.district, each.sentence, of_record, each.is_covered)
