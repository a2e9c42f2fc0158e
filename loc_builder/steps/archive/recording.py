"""The record of each commitment: made and kept, or why it cannot be made."""

from collections.abc import Iterator, Mapping, Sequence

from loc_builder import canonical
from loc_builder.binding.conversion import FAILED_TOOL, WordSource
from loc_builder.binding.record import RecordPlan, build_record
from loc_builder.binding.sourcing import AcceptedPart, record_pages
from loc_builder.books import Books
from loc_builder.dossier import Case, certificate_of, stamp_of
from loc_builder.errors import InputError, LocError, Problem, ToolError
from loc_builder.facts import Recorded
from loc_builder.model import Assessment, Edition, Medium, PartRef, Recognised, Sha256
from loc_builder.workspace import record_file_name


def word_sources(books: Books, cases: tuple[Case, ...]) -> Iterator[WordSource]:
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
            hashed, name = one.part.lies_in(ref.return_id), one.part.label or _name_of(books, ref)
            yield WordSource(hashed, name, case.letter.letter_id, case.commitment.issued_at, is_returned=True)


def _name_of(books: Books, ref: PartRef) -> str:
    return books.standing.returns[ref.return_id].received.name


def records_of(
    books: Books, edition: Edition, cases: tuple[Case, ...], pdfs: Mapping[Sha256, bytes]
) -> tuple[tuple[Recorded, ...], tuple[Problem, ...]]:
    """Make and keep the record of each case whose Word files are all there as PDFs; say which cannot be made."""
    made, problems = [], []
    for case in cases:
        if any(source.sha256 not in pdfs for source in word_sources(books, (case,))):
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


def refusal(letters: str, problems: Sequence[Problem]) -> LocError:
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
    issued = case.commitment.issued
    pages = record_pages(parts, pdfs.get(issued.sha256, b""), parties)
    certificate = certificate_of(books, edition, case)
    drawn = case.commitment.approval is not None and case.commitment.approval.shown_by is None
    return RecordPlan(
        title=f"{edition.program.short_name} {edition.title} {edition.school_year}: {issued.district}",
        author=edition.agency.name,
        created=case.events[-1].at,
        sources=pages.sources,
        certificate=certificate,
        stamp=stamp_of(edition, case),
        signature_page=pages.signature_page,
        approval=certificate.approval if drawn else None,
        agency_rooms={label: box for (party, label), box in pages.rooms.items() if party == edition.agency.party},
        keep_free=tuple(pages.rooms.values()),
    )


def _accepted_part(books: Books, ref: PartRef, one: Assessment, pdfs: Mapping[Sha256, bytes]) -> AcceptedPart:
    name = one.part.lies_in(ref.return_id)
    pdf = pdfs[name] if one.part.medium is Medium.WORD else books.workspace.kept(name)
    read = one.part.recognised
    recognised = canonical.load(Recognised, books.workspace.kept(read)) if read else None
    return AcceptedPart(one.part, one.role, pdf, one.part.label or _name_of(books, ref), recognised)
