"""What a bag of an edition holds: gathered from the books, in an order that does not change."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from loc_builder import canonical
from loc_builder.binding.bag import Contents, Item
from loc_builder.binding.bag_words import HOW_TO_CHECK_THE_FACTS, info_of
from loc_builder.binding.certificate import originals_list
from loc_builder.binding.index import IndexRow
from loc_builder.binding.premis import SOFTWARE_AGENT, PremisEvent, events_of
from loc_builder.books import Books
from loc_builder.dossier import Case, certificate_of
from loc_builder.facts import Bagged, Fact, Issued
from loc_builder.model import Edition, LetterId, Sha256
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps.archive.districts import Stood, districts_of, places_of
from loc_builder.steps.archive.making import Making
from loc_builder.steps.archive.originals import ISSUED, ORIGINALS, district_folder, originals_of
from loc_builder.steps.archive.package import Package
from loc_builder.steps.archive.reports import checks_table, finding_aid, signatures_table
from loc_builder.steps.archive.told import as_row, changes_since, told_of
from loc_builder.steps.archive.uniting import United

Originals = Mapping[LetterId, tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Version:
    """The bag that was made before this one, and the settings as used."""

    before: Bagged | None
    settings: bytes
    validation: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Files:
    """The originals and records that go into the bag, by the letters they belong to; those in its package do not."""

    originals: Originals
    records: Mapping[LetterId, Item]

    @property
    def letters(self) -> set[LetterId]:
        return {*self.originals, *self.records}

    @property
    def each_original(self) -> tuple[Item, ...]:
        return tuple(dict.fromkeys(item for items in self.originals.values() for item in items))


def contents_of(making: Making, cases: Sequence[Case], pdf: United, version: Version) -> Contents:
    """Gather what a bag holds, made of the facts up to the making's last."""
    books, edition = making.books, making.edition
    facts, bound = books.facts[: making.last.sequence], [case for case in cases if case.letter.letter_id in pdf.records]
    every = originals_of(books, edition.school_year)
    files = _Files(_not_held(every, making.package), _records(books, bound, pdf))
    places = places_of(making, pdf.records)
    found = tuple(districts_of(books.standing, books.register, edition.school_year, places))
    rows = tuple(_placed(each, files, every, pdf, making.package) for each in found)
    told = replace(
        told_of(making, pdf, version.before, found, places),
        records=len(files.records),
        originals=sum(each.path.startswith(ORIGINALS) for each in files.each_original),
        issued=sum(each.path.startswith(ISSUED) for each in files.each_original),
        changes=changes_since(making, version.before, rows) if version.before else (),
    )
    return Contents(
        told=told,
        info=info_of(told, edition),
        originals=files.each_original,
        records=tuple(files.records.values()),
        archive=_archive(making, pdf),
        rows=rows,
        changes=told.changes,
        tables={
            "signatures.csv": signatures_table(books, bound),
            "checks.csv": checks_table(books, bound),
            "finding-aid.csv": finding_aid(making, pdf),
        },
        files={
            "facts-how-to-check.txt": HOW_TO_CHECK_THE_FACTS.encode(),
            "edition/edition.toml": version.settings,
            **_templates(books, edition.school_year),
            **_lists_of_originals(books, edition, bound),
            **dict(_readings(books, edition.school_year, files.letters)),
        },
        facts=_lines(facts),
        events=_events(making, files, pdf),
        validation=version.validation,
    )


def _not_held(originals: Originals, package: Package) -> Originals:
    left = {
        letter_id: tuple(item for item in items if not package.holds_original(item.sha256))
        for letter_id, items in originals.items()
    }
    return {letter_id: items for letter_id, items in left.items() if items}


def _lists_of_originals(books: Books, edition: Edition, cases: Sequence[Case]) -> Mapping[str, bytes]:
    """The list behind the hash in each certificate's code."""
    certificates = {case.letter.letter_id: certificate_of(books, edition, case) for case in cases}
    return {f"originals/{name}.txt": originals_list(each).encode() for name, each in certificates.items()}


def _readings(books: Books, year: SchoolYear, letters: Collection[LetterId]) -> Iterator[tuple[str, bytes]]:
    """What was held of each part that lay in a mail or a ZIP: facts name these, and only these name its own file."""
    about = (letter for letter in books.standing.of_year(year) if letter.letter_id in letters)
    for part in (part for letter in about for part in letter.parts):
        own = part.ref.return_id
        if books.assessment(part).part.came_as(own) != Sha256(own):
            name = part.noted.assessment_sha256
            yield f"readings/{name}.json", books.workspace.kept(name)


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


def _archive(making: Making, pdf: United) -> Item:
    edition = making.edition
    called = f"supplement-{making.number}" if making.supplement else "archive"
    path = f"archive/{edition.program.code}-{edition.school_year}-{called}.pdf"
    return Item(path, making.books.workspace.kept_folder / pdf.sha256, pdf.sha256, pdf.file)


def _placed(stood: Stood, files: _Files, every: Originals, pdf: United, package: Package) -> IndexRow:
    """The row with the places of its files, and of those in other bags of the package the bags' names."""
    row = as_row(stood)
    letter_id = LetterId(row.letter_id)
    here = files.originals.get(letter_id, ())
    elsewhere = {item.sha256 for item in every.get(letter_id, ())} - {item.sha256 for item in here}
    holders = [each.bag.folder for each in package.bags if elsewhere & each.originals]
    row = replace(
        row,
        originals="; ".join(f"data/{item.path}" for item in here),
        originals_held_in="; ".join(holders),
    )
    if letter_id not in files.records:
        holder = package.newest(letter_id) if stood.is_held else None
        return replace(row, record_held_in=holder.bag.folder if holder else "")
    entry = next(each for each in pdf.entries if each.letter_id == letter_id)
    return replace(
        row,
        record=f"data/{files.records[letter_id].path}",
        record_sha256=files.records[letter_id].sha256,
        record_pages=str(entry.pages),
        archive_page=entry.page_label,
        archive_file_page=str(entry.first_page),
    )


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


def _events(making: Making, files: _Files, pdf: United) -> tuple[PremisEvent, ...]:
    """What happened to the files of the bag; the making of records and archive comes last."""
    last, named = making.last, {str(each): () for each in files.letters}
    of_letter = named | {str(key): tuple(item.sha256 for item in items) for key, items in files.originals.items()}
    known = {name for names in of_letter.values() for name in names}
    about = [fact for fact in making.books.facts[: last.sequence] if _is_about(fact, set(of_letter), known)]
    made = (
        PremisEvent(f"record {key}", "cre", last.at, f"Record of {key} made", "made", SOFTWARE_AGENT, (item.sha256,))
        for key, item in files.records.items()
    )
    what = making.supplement.words if making.supplement else "Archive"
    words = f"{what} of {len(files.records)} records made of the facts up to number {last.sequence}"
    package = PremisEvent(f"archive {last.hash}", "ipc", last.at, words, "made", SOFTWARE_AGENT, (pdf.sha256,))
    return (*events_of(about, of_letter), *made, package)


def _is_about(fact: Fact, letters: set[str], files: set[Sha256]) -> bool:
    said = fact.said
    return (
        getattr(said, "letter_id", None) in letters
        or getattr(said, "return_id", None) in files
        or getattr(said, "source_sha256", None) in files
    )
