"""Records of all commitments of an edition, and the one PDF that binds them.

Everything is made from the facts that were there before: the facts that this step adds (`converted`, `recorded`,
`archived`) are left out, so that a second run finds the same facts and says "unchanged". A letter whose record cannot
be made stops the archive, but only when all such letters are known. Files first, facts last.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from loc_builder.binding.archive import (
    ArchiveEntry,
    ArchivePlan,
    BoundEntry,
    DistrictStanding,
    build_archive,
    entries_of,
)
from loc_builder.binding.conversion import FAILED_TOOL, WordSource, conversions
from loc_builder.binding.record import RecordPlan, build_record
from loc_builder.binding.sourcing import AcceptedPart, record_pages
from loc_builder.binding.stamp import Stamp
from loc_builder.binding.telling import NOT_ASKED, covered_sentence, standing_sentence
from loc_builder.books import Books
from loc_builder.dossier import Case, case_of, certificate_of
from loc_builder.errors import InputError, IntegrityError, LocError, Problem, ToolError
from loc_builder.facts import Accepted, Archived, Converted, Fact, PartMatched, Recorded, effective
from loc_builder.files.convert import Converter
from loc_builder.model import Assessment, Edition, LetterId, Medium, PartRef, Sha256
from loc_builder.workspace import archive_file_name, put_if_changed, record_file_name, sweep_unfinished


@dataclass(frozen=True, slots=True)
class ArchiveMade:
    """What was made; `is_unchanged` where the last archive was the same already."""

    file: str
    pages: int
    entries: tuple[BoundEntry, ...]
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
    """Make the records and the archive, and note those that are new.

    Raises InputError, or ToolError, that names all letters whose records cannot be made.
    """
    sweep_unfinished(books.workspace.output)
    last = _last_fact(books, edition)
    before = _as_before(books, edition, last)
    if before is not None:
        return books, before
    converted = conversions(books.workspace, _word_sources(books, cases), _known_conversions(books), converter)
    made, problems = _records(books, edition, cases, converted.pdfs)
    problems = (*converted.problems.values(), *problems)
    if problems:
        books.record(converted.made)  # so that the next run converts no more than what was mended
        raise _refusal(f"{len(cases) - len(made)} of the {len(cases)} letters of {edition.school_year}", problems)
    archive, said = _archive(books, edition, made, last)
    new = [each for case, each in zip(cases, made, strict=True) if case.letter.record != each]
    return books.record([*converted.made, *new, *said]), archive


# ---- what was made before ---------------------------------------------------------------------------------------


def _last_fact(books: Books, edition: Edition) -> Fact:
    """The last fact that the archive tells of.

    That is one of the edition's letters, of those that may cover its other districts, or of a return that ever
    belonged to one of these.
    """
    own = books.standing.of_year(edition.school_year)
    letters = {each.letter_id for each in own} | _may_cover(books, edition)
    matches = [fact.said for fact in books.facts if isinstance(fact.said, PartMatched)]
    returns = {said.return_id for said in matches if said.letter_id in letters}
    return next(
        fact
        for fact in reversed(books.facts)
        if not isinstance(fact.said, Recorded | Archived | Converted)
        and (getattr(fact.said, "letter_id", None) in letters or getattr(fact.said, "return_id", None) in returns)
    )


def _may_cover(books: Books, edition: Edition) -> set[LetterId]:
    """Letters of earlier editions that were accepted for this school year too, whatever became of that since."""
    asked = {each.issued.district_number for each in books.standing.of_year(edition.school_year)}
    accepted = {
        fact.said.letter_id
        for fact in (*books.facts, *effective(books.facts))
        if isinstance(fact.said, Accepted) and edition.school_year in fact.said.term.school_years
    }
    issued = {letter_id: books.standing.letters[letter_id].issued for letter_id in accepted}
    return {
        letter_id
        for letter_id, said in issued.items()
        if said.school_year < edition.school_year and said.district_number not in asked
    }


def _archived_before(books: Books, edition: Edition) -> list[Archived]:
    said = (fact.said for fact in books.facts)
    return [each for each in said if isinstance(each, Archived) and each.school_year == edition.school_year]


def _as_before(books: Books, edition: Edition, last: Fact) -> ArchiveMade | None:
    """The last archive, where no fact came since and all of it is kept; readable copies are laid anew if need be."""
    workspace, year = books.workspace, edition.school_year
    before = _archived_before(books, edition)[-1:]
    if not before or before[0].up_to != last.sequence:
        return None
    letters = [books.standing.letters[each] for each in before[0].letters]
    records = [each.record for each in letters if each.record]
    try:
        for record in records:
            put_if_changed(workspace.records_folder(year) / record.file, workspace.kept(record.sha256))
        archive = workspace.kept(before[0].sha256)
    except IntegrityError:
        return None
    put_if_changed(workspace.archive_folder(year) / before[0].file, archive)
    lengths = [(_entry(books, record), record.pages) for record in records]
    hashes = {record.letter_id: record.sha256 for record in records}
    return ArchiveMade(before[0].file, before[0].pages, entries_of(archive, lengths), hashes, is_unchanged=True)


def _known_conversions(books: Books) -> Mapping[Sha256, Sha256]:
    said = (fact.said for fact in books.facts)
    return {each.source_sha256: each.sha256 for each in said if isinstance(each, Converted)}


# ---- records ----------------------------------------------------------------------------------------------------


def _word_sources(books: Books, cases: tuple[Case, ...]) -> Iterator[WordSource]:
    """The Word files to convert; of one that is both an issued letter and a return, the return counts."""
    yield from (source for case in cases for source in _issued_source(case))
    yield from (source for case in cases for source in _returned_sources(books, case))


def _issued_source(case: Case) -> Iterator[WordSource]:
    """The letter as issued, where pages came back by other ways than as a Word file."""
    said = case.commitment.issued
    if any(one.part.medium is not Medium.WORD for _, one in case.parts):
        yield WordSource(said.sha256, said.file, said.letter_id, case.commitment.issued_at, is_returned=False)


def _returned_sources(books: Books, case: Case) -> Iterator[WordSource]:
    for ref, one in case.parts:
        if one.part.medium is Medium.WORD:
            hashed, name = Sha256(ref.return_id), _name_of(books, ref)
            yield WordSource(hashed, name, case.letter.letter_id, case.commitment.issued_at, is_returned=True)


def _name_of(books: Books, ref: PartRef) -> str:
    return books.standing.returns[ref.return_id].received.name


def _records(
    books: Books, edition: Edition, cases: tuple[Case, ...], pdfs: Mapping[Sha256, bytes]
) -> tuple[tuple[Recorded, ...], tuple[Problem, ...]]:
    """Make and keep the record of each case whose Word files are all there as PDFs; say which cannot be made."""
    made, problems = [], []
    for case in cases:
        if any(source.sha256 not in pdfs for source in _word_sources(books, (case,))):
            continue
        try:
            record = build_record(_record_plan(books, edition, case, pdfs))
        except InputError as error:
            problems.append(_not_made(books, case, error))
            continue
        issued = case.commitment.issued
        file = record_file_name(edition, issued.district_number, issued.district)
        made.append(Recorded(case.letter.letter_id, file, books.workspace.keep(record.pdf), record.pages))
    return tuple(made), tuple(problems)


def _not_made(books: Books, case: Case, error: InputError) -> Problem:
    letter_id = case.letter.letter_id
    reopen = f"loc reopen {letter_id} --because TEXT, loc reject {letter_id} --because TEXT"
    return Problem(
        "record-not-made",
        f"{letter_id}: no record can be made of it: {error.message}",
        file=", ".join(dict.fromkeys(_name_of(books, ref) for ref, _ in case.parts)),
        hint=f"Ask the district for a better PDF or scan: {reopen}; then take it in: loc receive FILE",
    )


def _refusal(letters: str, problems: Sequence[Problem]) -> LocError:
    """Name all that stands in the way at once; the outside program is at fault where nothing else is."""
    is_tool = all(problem.code in FAILED_TOOL for problem in problems)
    return (ToolError if is_tool else InputError)(
        f"{letters} cannot be bound; no archive was made",
        hint="Mend these and run the command again. To go on without a letter: loc reopen LETTER --because TEXT",
        problems=tuple(problems),
    )


def _record_plan(books: Books, edition: Edition, case: Case, pdfs: Mapping[Sha256, bytes]) -> RecordPlan:
    parts = tuple(_accepted_part(books, ref, one, pdfs) for ref, one in case.parts)
    parties = [each.party for each in edition.signatories]
    issued, term = case.commitment.issued, case.commitment.accepted.term
    pages = record_pages(parts, pdfs.get(issued.sha256, b""), parties)
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
    return AcceptedPart(one.part, one.role, pdf, _name_of(books, ref))


# ---- the archive ------------------------------------------------------------------------------------------------


def _archive(
    books: Books, edition: Edition, records: Sequence[Recorded], last: Fact
) -> tuple[ArchiveMade, tuple[Archived, ...]]:
    """Bind and keep the archive under a name of its own and lay the readable copies; a fact only where it is new."""
    workspace, year = books.workspace, edition.school_year
    entries = tuple(_entry(books, each) for each in records)
    built = build_archive(_archive_plan(books, edition, entries, last))
    before = _archived_before(books, edition)
    kept = workspace.keep(built.pdf)
    is_unchanged = bool(before) and before[-1].sha256 == kept
    file = before[-1].file if is_unchanged else archive_file_name(edition, len(before) + 1)
    for each in records:
        put_if_changed(workspace.records_folder(year) / each.file, workspace.kept(each.sha256))
    put_if_changed(workspace.archive_folder(year) / file, built.pdf)
    hashes = {each.letter_id: each.sha256 for each in records}
    made = ArchiveMade(file, built.pages, built.entries, hashes, is_unchanged)
    said = Archived(year, file, kept, built.pages, last.sequence, tuple(hashes))
    return made, () if is_unchanged else (said,)


def _entry(books: Books, record: Recorded) -> ArchiveEntry:
    district = books.standing.letters[record.letter_id].issued.district
    return ArchiveEntry(record.letter_id, district, books.workspace.kept_folder / record.sha256)


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
