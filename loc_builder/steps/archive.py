"""Records of all commitments of an edition, and the one PDF that binds them.

Everything is made from the facts that were there before: the facts that this step adds (`recorded`, `archived`) are
left out, so that a second run finds the same bytes and says "unchanged". Files first, facts last.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from loc_builder.binding.archive import ArchiveBuilt, ArchiveEntry, ArchivePlan, DistrictStanding, build_archive
from loc_builder.binding.conversion import WordSource, conversions
from loc_builder.binding.record import Record, RecordPlan, build_record
from loc_builder.binding.sourcing import AcceptedPart, record_pages
from loc_builder.binding.stamp import Stamp
from loc_builder.binding.telling import NOT_ASKED, covered_sentence, standing_sentence
from loc_builder.books import Books
from loc_builder.dossier import Case, case_of, certificate_of
from loc_builder.errors import InputError
from loc_builder.facts import Archived, Fact, Recorded
from loc_builder.files.convert import Converter
from loc_builder.model import Assessment, Edition, LetterId, Medium, PartRef, Sha256
from loc_builder.workspace import archive_file_name, put_if_changed, record_file_name, sweep_unfinished


@dataclass(frozen=True, slots=True)
class ArchiveMade:
    """What was made; `is_unchanged` where the last archive was the same already."""

    file: str
    built: ArchiveBuilt
    records: Mapping[LetterId, Sha256]
    is_unchanged: bool


def plan(books: Books, edition: Edition) -> tuple[Case, ...]:
    """The cases to bind: every letter of the edition that is a commitment, by district number."""
    cases = tuple(
        case_of(books, letter, letter.commitment)
        for letter in books.standing.of_year(edition.school_year)
        if letter.commitment is not None
    )
    if not cases:
        raise InputError(
            f"no letter of {edition.school_year} is accepted yet",
            hint=f"See what waits: loc review {edition.school_year}",
        )
    return cases


def carry_out(
    books: Books, edition: Edition, cases: tuple[Case, ...], converter: Converter
) -> tuple[Books, ArchiveMade]:
    """Make the records and the archive, and note those that are new."""
    sweep_unfinished(books.workspace.output)
    pdfs = conversions(books.workspace, dict(_word_sources(cases)), converter)
    facts: list[Recorded | Archived] = []
    entries, hashes = [], {}
    for case in cases:
        record = build_record(_record_plan(books, edition, case, pdfs))
        kept, recorded = _kept_record(books, edition, case, record)
        facts += recorded
        hashes[case.letter.letter_id] = kept
        name = case.letter.issued.district
        entries.append(ArchiveEntry(case.letter.letter_id, name, books.workspace.kept_folder / kept))
    last = _last_event(cases)
    built = build_archive(_archive_plan(books, edition, tuple(entries), last))
    made, said = _kept_archive(books, edition, built, hashes, last)
    return books.record([*facts, *said]), made


# ---- records ----------------------------------------------------------------------------------------------------


def _word_sources(cases: tuple[Case, ...]) -> Iterator[tuple[Sha256, WordSource]]:
    """The Word files to convert: returned ones, and the letter as issued where pages came back by other ways."""
    for case in cases:
        issued = case.letter.issued
        if any(one.part.medium is not Medium.WORD for _, one in case.parts):
            yield issued.sha256, WordSource(issued.sha256, issued.file, case.letter.issued_at)
        for ref, one in case.parts:
            if one.part.medium is Medium.WORD:
                name = Sha256(ref.return_id)
                yield name, WordSource(name, case.letter.letter_id, case.letter.issued_at)


def _record_plan(books: Books, edition: Edition, case: Case, pdfs: Mapping[Sha256, bytes]) -> RecordPlan:
    parts = tuple(_accepted_part(books, ref, one, pdfs) for ref, one in case.parts)
    parties = [each.party for each in edition.signatories]
    pages = record_pages(parts, pdfs.get(case.letter.issued.sha256, b""), parties)
    issued, term = case.letter.issued, case.commitment.accepted.term
    certificate = certificate_of(books, edition, case)
    drawn = case.commitment.approval is not None and case.commitment.approval.shown_by is None
    return RecordPlan(
        title=f"{edition.program.short_name} {edition.title} {edition.school_year}: {issued.district}",
        author=edition.agency.name,
        created=case.events[-1].at,
        sources=pages.sources,
        certificate=certificate,
        stamp=Stamp.of(term, district=issued.district, letter_id=case.letter.letter_id),
        signature_page=pages.signature_page,
        approval=certificate.approval if drawn else None,
        agency_rooms={label: box for (party, label), box in pages.rooms.items() if party == edition.agency.party},
        keep_free=tuple(pages.rooms.values()),
    )


def _accepted_part(books: Books, ref: PartRef, one: Assessment, pdfs: Mapping[Sha256, bytes]) -> AcceptedPart:
    name = Sha256(ref.return_id)
    pdf = pdfs[name] if one.part.medium is Medium.WORD else books.workspace.kept(name)
    return AcceptedPart(one.part, one.role, pdf, books.standing.returns[ref.return_id].received.name)


def _kept_record(books: Books, edition: Edition, case: Case, record: Record) -> tuple[Sha256, tuple[Recorded, ...]]:
    """Keep a record and lay its readable copy; a fact only where it is new."""
    workspace, issued = books.workspace, case.letter.issued
    kept = workspace.keep(record.pdf)
    file = record_file_name(edition, issued.district_number, issued.district)
    put_if_changed(workspace.records_folder(edition.school_year) / file, record.pdf)
    if case.letter.record and case.letter.record.sha256 == kept:
        return kept, ()
    return kept, (Recorded(case.letter.letter_id, file, kept, record.pages),)


# ---- the archive ------------------------------------------------------------------------------------------------


def _last_event(cases: tuple[Case, ...]) -> Fact:
    """The last fact that the archive was made from."""
    return max((case.events[-1] for case in cases), key=lambda fact: fact.sequence)


def _archive_plan(books: Books, edition: Edition, entries: tuple[ArchiveEntry, ...], last: Fact) -> ArchivePlan:
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


def _standings(books: Books, edition: Edition) -> Iterator[DistrictStanding]:
    """Every district there was that year, whether it was asked or not."""
    letters = {each.issued.district_number: each for each in books.standing.of_year(edition.school_year)}
    covered = books.standing.covered_in(edition.school_year)
    districts = {each.number: each.name for each in books.register.current_on(edition.school_year.first_day)}
    districts |= {number: letter.issued.district for number, letter in letters.items()}
    for number, name in sorted(districts.items()):
        if number in letters:
            letter = letters[number]
            of_record = letter.letter_id if letter.commitment else None
            yield DistrictStanding(number, name, standing_sentence(letter), of_record)
        elif number in covered:
            yield DistrictStanding(number, name, covered_sentence(covered[number]))
        else:
            yield DistrictStanding(number, name, NOT_ASKED)


def _kept_archive(
    books: Books, edition: Edition, built: ArchiveBuilt, records: Mapping[LetterId, Sha256], last: Fact
) -> tuple[ArchiveMade, tuple[Archived, ...]]:
    """Keep the archive under a name of its own; a fact only where it is new."""
    folder = books.workspace.archive_folder(edition.school_year)
    before = [
        fact.said
        for fact in books.facts
        if isinstance(fact.said, Archived) and fact.said.school_year == edition.school_year
    ]
    kept = books.workspace.keep(built.pdf)
    if before and before[-1].sha256 == kept:
        put_if_changed(folder / before[-1].file, built.pdf)
        return ArchiveMade(before[-1].file, built, records, is_unchanged=True), ()
    file = archive_file_name(edition, len(before) + 1)
    put_if_changed(folder / file, built.pdf)
    said = Archived(edition.school_year, file, kept, built.pages, last.sequence, tuple(records))
    return ArchiveMade(file, built, records, is_unchanged=False), (said,)
