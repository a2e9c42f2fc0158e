"""What a bag of an edition holds: gathered from the books, in an order that does not change."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from loc_builder import canonical
from loc_builder.binding.bag import Contents, Item
from loc_builder.binding.bag_words import HOW_TO_CHECK_THE_FACTS, Told, info_of
from loc_builder.binding.certificate import originals_list
from loc_builder.binding.index import Change, IndexRow, changes_between, row_of
from loc_builder.binding.premis import SOFTWARE_AGENT, PremisEvent, events_of
from loc_builder.binding.seal import seal_on
from loc_builder.books import Books
from loc_builder.dossier import Case, certificate_of
from loc_builder.facts import Bagged, Fact, Issued
from loc_builder.model import Edition, LetterId, Sha256
from loc_builder.schoolyear import SchoolYear
from loc_builder.standing import Standing, standing_of
from loc_builder.steps.archive.districts import districts_of
from loc_builder.steps.archive.earlier import bound_before
from loc_builder.steps.archive.originals import district_folder, originals_of
from loc_builder.steps.archive.reports import checks_table, finding_aid, signatures_table
from loc_builder.steps.archive.uniting import United
from loc_builder.workspace import bag_folder_name

Originals = Mapping[LetterId, tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of the bag it is, what it replaces, and the settings as used."""

    number: int
    before: Bagged | None
    settings: bytes
    validation: bytes | None = None


def contents_of(
    books: Books, edition: Edition, cases: Sequence[Case], pdf: United, *, last: Fact, version: Version
) -> Contents:
    """Gather a version of the bag, made of the facts up to `last`."""
    facts, year = books.facts[: last.sequence], edition.school_year
    originals, records = originals_of(books, year), _records(books, cases, pdf)
    rows = tuple(
        _placed(row, originals, records, pdf)
        for row in rows_of(books, year, books.standing, bound_before(books, edition, last))
    )
    told = replace(
        _told(books, edition, pdf, last=last, version=version),
        records=len(records),
        originals=len(_each_once(originals)),
        changes=_changes(books, year, rows, version.before) if version.before else (),
    )
    return Contents(
        told=told,
        info=info_of(told, edition),
        originals=_each_once(originals),
        records=tuple(records.values()),
        archive=_archive(books, edition, pdf),
        rows=rows,
        changes=told.changes,
        tables={
            "signatures.csv": signatures_table(books, cases),
            "checks.csv": checks_table(books, cases),
            "finding-aid.csv": finding_aid(facts, edition, pdf),
        },
        files={
            "facts-how-to-check.txt": HOW_TO_CHECK_THE_FACTS.encode(),
            "edition/edition.toml": version.settings,
            **_templates(books, year),
            **_lists_of_originals(books, edition, cases),
            **dict(_readings(books, year)),
        },
        facts=_lines(facts),
        events=_events(facts, last, originals, records, pdf),
        validation=version.validation,
    )


def _lists_of_originals(books: Books, edition: Edition, cases: Sequence[Case]) -> Mapping[str, bytes]:
    """The list behind the hash in each certificate's code."""
    certificates = {case.letter.letter_id: certificate_of(books, edition, case) for case in cases}
    return {f"originals/{name}.txt": originals_list(each).encode() for name, each in certificates.items()}


def _readings(books: Books, year: SchoolYear) -> Iterator[tuple[str, bytes]]:
    """What was held of each part that lay in a mail or a ZIP: facts name these, and only these name its own file."""
    for part in (part for letter in books.standing.of_year(year) for part in letter.parts):
        own = part.ref.return_id
        if books.assessment(part).part.came_as(own) != Sha256(own):
            name = part.noted.assessment_sha256
            yield f"readings/{name}.json", books.workspace.kept(name)


def _told(books: Books, edition: Edition, pdf: United, *, last: Fact, version: Version) -> Told:
    """What the bag's words are about; what it holds is not counted yet."""
    zone = ZoneInfo(edition.time_zone)
    seal = seal_on(books.workspace.kept_folder / pdf.sha256, zone) if pdf.sealed_from else None
    return Told(
        name=bag_folder_name(edition, version.number),
        title=f"{edition.program.short_name} {edition.title} {edition.school_year}",
        program=edition.program.name,
        agency=edition.agency.name,
        school_year=str(edition.school_year),
        version=version.number,
        made_at=last.at.astimezone(zone),
        head_sequence=last.sequence,
        head_hash=last.hash,
        records=0,
        originals=0,
        retention=edition.retention,
        replaces=version.before.folder if version.before else "",
        has_new_facts=version.before is None or version.before.up_to != last.sequence,
        seal=seal.sentence if seal else "",
    )


def rows_of(
    books: Books, school_year: SchoolYear, standing: Standing, bound: Mapping[LetterId, str]
) -> tuple[IndexRow, ...]:
    """The index, without the places of files, as a standing has it; `bound` as for `districts_of`."""
    found = districts_of(standing, books.register, school_year, bound)
    return tuple(row_of(each.number, each.district, each.sentence, each.letter) for each in found)


def _each_once(originals: Originals) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(item for items in originals.values() for item in items))


def _records(books: Books, cases: Sequence[Case], pdf: United) -> Mapping[LetterId, Item]:
    """The records that the archive holds, by letter; each name has the district's and the letter's."""
    letters = {case.letter.letter_id: case.letter for case in cases}
    return {
        letter_id: Item(
            f"records/{district_folder(letters[letter_id])}-{letter_id}.pdf",
            books.workspace.kept_folder / name,
            name,
        )
        for letter_id, name in sorted(pdf.records.items())
    }


def _archive(books: Books, edition: Edition, pdf: United) -> Item:
    path = f"archive/{edition.program.code}-{edition.school_year}-archive.pdf"
    return Item(path, books.workspace.kept_folder / pdf.sha256, pdf.sha256, pdf.file)


def _placed(row: IndexRow, originals: Originals, records: Mapping[LetterId, Item], pdf: United) -> IndexRow:
    """The row with the places of its files."""
    letter_id = LetterId(row.letter_id)
    row = replace(row, originals="; ".join(f"data/{item.path}" for item in originals.get(letter_id, ())))
    if letter_id not in records:
        return row
    entry = next(each for each in pdf.entries if each.letter_id == letter_id)
    return replace(
        row,
        record=f"data/{records[letter_id].path}",
        record_sha256=records[letter_id].sha256,
        record_pages=str(entry.pages),
        archive_page=entry.page_label,
        archive_file_page=str(entry.first_page),
    )


def _changes(books: Books, school_year: SchoolYear, rows: tuple[IndexRow, ...], before: Bagged) -> tuple[Change, ...]:
    """What the index says otherwise than when the version before was made."""
    earlier = rows_of(books, school_year, standing_of(books.facts[: before.up_to]), {})
    since: dict[LetterId, list[Fact]] = {}
    for fact in books.facts[before.up_to :]:
        if (letter_id := getattr(fact.said, "letter_id", None)) is not None:
            since.setdefault(letter_id, []).append(fact)
    return changes_between(earlier, rows, since)


def _templates(books: Books, school_year: SchoolYear) -> Mapping[str, bytes]:
    """The Word templates that letters of the year were made from; the last is `letter.docx`."""
    issued = (fact.said for fact in books.facts if isinstance(fact.said, Issued))
    names = list(dict.fromkeys(said.template_sha256 for said in issued if said.school_year == school_year))
    *earlier, last = names
    files = {f"edition/letter-{name[:8]}.docx": name for name in earlier} | {"edition/letter.docx": last}
    return {file: books.workspace.kept(name) for file, name in files.items()}


def _lines(facts: Sequence[Fact]) -> Iterator[bytes]:
    """Each fact as one line of canonical JSON, with the two hashes that chain it."""
    for fact in facts:
        said = fact.said
        yield canonical.dump(
            {
                "sequence": fact.sequence,
                "at": fact.at,
                "by": fact.by,
                "kind": said.kind,
                "version": said.version,
                "body": said,
                "previous": fact.previous,
                "hash": fact.hash,
            }
        )


def _events(
    facts: Sequence[Fact], last: Fact, originals: Originals, records: Mapping[LetterId, Item], pdf: United
) -> tuple[PremisEvent, ...]:
    """What happened to the files of the bag; the making of records and archive comes last."""
    files = {str(letter_id): tuple(item.sha256 for item in items) for letter_id, items in originals.items()}
    known = {name for names in files.values() for name in names}
    about = [fact for fact in facts if _is_about(fact, set(files), known)]
    made = (
        PremisEvent(f"record {key}", "cre", last.at, f"Record of {key} made", "made", SOFTWARE_AGENT, (item.sha256,))
        for key, item in records.items()
    )
    words = f"Archive of {len(records)} records made of the facts up to number {last.sequence}"
    package = PremisEvent(f"archive {last.hash}", "ipc", last.at, words, "made", SOFTWARE_AGENT, (pdf.sha256,))
    return (*events_of(about, files), *made, package)


def _is_about(fact: Fact, letters: set[str], files: set[Sha256]) -> bool:
    said = fact.said
    return (
        getattr(said, "letter_id", None) in letters
        or getattr(said, "return_id", None) in files
        or getattr(said, "source_sha256", None) in files
    )
