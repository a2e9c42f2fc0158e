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
from loc_builder.facts import Archived, Recorded
from loc_builder.files.signatures import Seal
from loc_builder.model import Edition, LetterId, Sha256
from loc_builder.steps.archive.districts import districts_of, places_of
from loc_builder.steps.archive.making import Making
from loc_builder.workspace import bag_folder_name, hash_of, put_copy


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
    making: Making, records: Sequence[Recorded], seal: Seal | None = None
) -> tuple[United, tuple[Archived, ...]]:
    """Bind and keep the archive under a name of its own and lay the readable copies; a fact only where it is new."""
    workspace = making.books.workspace
    entries = tuple(_entry(making.books, each) for each in records)
    with workspace.making_kept() as file_made:
        bound = bind_archive(archive_plan(making, entries), file_made)
        kept, sealed_from = _kept(making, file_made, seal)
    before = making.archived_before()
    is_unchanged = bool(before) and before[-1].sha256 == kept
    file = before[-1].file if is_unchanged else making.next_file()
    _lay_records(making, records)
    put_copy(making.archive_folder / file, workspace.kept_file(kept))
    hashes = {each.letter_id: each.sha256 for each in records}
    made = United(file, kept, bound.pages, bound.entries, hashes, is_unchanged, sealed_from)
    return made, () if is_unchanged else (archived_of(making, made),)


def _lay_records(making: Making, records: Sequence[Recorded]) -> None:
    workspace = making.books.workspace
    for each in records:
        put_copy(workspace.records_folder(making.school_year) / each.file, workspace.kept_file(each.sha256))


def _kept(making: Making, file: Path, seal: Seal | None) -> tuple[Sha256, Sha256 | None]:
    """Keep a new archive, sealed if that is asked for; of one that was sealed before the sealed file counts."""
    workspace = making.books.workspace
    before = [each for each in making.archived_before()[-1:] if each.sealed_from]
    if seal is None and not before:
        return workspace.keep_file(file), None
    unsealed = hash_of(file)
    if before and before[0].sealed_from == unsealed and (workspace.kept_folder / before[0].sha256).exists():
        return before[0].sha256, unsealed
    if seal is None:
        return workspace.keep_file(file), None
    seal.put_on(file, reason=_reason(making.edition))
    return workspace.keep_file(file), unsealed


def sealed(making: Making, pdf: United, seal: Seal) -> tuple[United, Archived]:
    """Seal an archive that was made before; the sealed one is another version beside it."""
    workspace = making.books.workspace
    with workspace.making_kept() as file_made:
        shutil.copyfile(workspace.kept_file(pdf.sha256), file_made)
        seal.put_on(file_made, reason=_reason(making.edition))
        kept = workspace.keep_file(file_made)
    file = making.next_file()
    put_copy(making.archive_folder / file, workspace.kept_file(kept))
    made = replace(pdf, file=file, sha256=kept, is_unchanged=False, sealed_from=pdf.sha256)
    return made, archived_of(making, made)


def archived_of(making: Making, made: United) -> Archived:
    """What is said of an archive that was made."""
    return Archived(
        making.school_year,
        made.file,
        made.sha256,
        made.pages,
        making.last.sequence,
        tuple(made.records),
        made.sealed_from,
        making.package.accessioned,
    )


def _reason(edition: Edition) -> str:
    return f"Archive of the school year {edition.school_year}, made by {edition.agency.name}"


def as_before(making: Making) -> United | None:
    """The last archive, where no fact came since and all of it is kept; readable copies are laid anew if need be."""
    before = making.archived_before()[-1:]
    if not before or before[0].up_to != making.last.sequence:
        return None
    try:
        return found_again(making, before[0])
    except IntegrityError:
        return None


def found_again(making: Making, said: Archived) -> United:
    """An archive that was made of the books as they are, with its readable copies.

    Raises IntegrityError where it or a record of it is not kept any more.
    """
    books = making.books
    letters = [books.standing.letters[each] for each in said.letters]
    records = [each.record for each in letters if each.record]
    _lay_records(making, records)
    archive = books.workspace.kept_file(said.sha256)
    put_copy(making.archive_folder / said.file, archive)
    entries = entries_of(archive, [(_entry(books, record), record.pages) for record in records])
    hashes = {record.letter_id: record.sha256 for record in records}
    return United(said.file, said.sha256, said.pages, entries, hashes, is_unchanged=True, sealed_from=said.sealed_from)


def archive_plan(making: Making, entries: tuple[ArchiveEntry, ...]) -> ArchivePlan:
    """Say what an archive of these entries is made of."""
    edition, supplement = making.edition, making.supplement
    whole, before = f"{bag_folder_name(edition, 1).rpartition('-')[0]}-", making.whole_before
    return ArchivePlan(
        title=making.title,
        program=edition.program.name,
        agency=edition.agency.name,
        school_year=edition.school_year,
        made_at=making.last.at.astimezone(ZoneInfo(edition.time_zone)),
        ledger_head=making.last.hash,
        entries=entries,
        standings=tuple(_standings(making, {each.letter_id for each in entries})),
        ledger_facts=making.last.sequence,
        unit=edition.agency.unit,
        bags=making.folder if supplement else whole,
        retention=edition.retention,
        supplement=supplement,
        version=before.bag_version + 1 if before else 1,
        replaces=making.replaced(before) if before else "",
    )


def _entry(books: Books, record: Recorded) -> ArchiveEntry:
    district = books.standing.letters[record.letter_id].issued.district
    place = books.workspace.kept_folder / record.sha256
    return ArchiveEntry(record.letter_id, district, place, record.sha256)


def _standings(making: Making, here: set[LetterId]) -> Iterator[DistrictStanding]:
    books, places = making.books, places_of(making, here)
    for each in districts_of(books.standing, books.register, making.school_year, places):
        of_record = each.letter.letter_id if each.letter and each.letter.commitment else None
        yield DistrictStanding(each.number, each.district, each.sentence, of_record, each.is_covered, each.is_held)
