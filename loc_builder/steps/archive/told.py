"""What a bag says of itself: what it is, which records it stands in for, its index, what changed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from loc_builder.binding.bag_supplement import Earlier
from loc_builder.binding.bag_words import Told
from loc_builder.binding.index import Change, IndexRow, Step, changes_between, row_of
from loc_builder.binding.seal import seal_on
from loc_builder.books import Books
from loc_builder.facts import Bagged
from loc_builder.model import LetterId
from loc_builder.schoolyear import SchoolYear
from loc_builder.standing import Standing, standing_of
from loc_builder.steps.archive.districts import Places, Stood, districts_of
from loc_builder.steps.archive.making import Making
from loc_builder.steps.archive.package import Package
from loc_builder.steps.archive.uniting import United


def told_of(making: Making, pdf: United, before: Bagged | None, found: Sequence[Stood], places: Places) -> Told:
    """What the bag's words are about; what it holds is not counted yet."""
    edition, last = making.edition, making.last
    zone = ZoneInfo(edition.time_zone)
    seal = seal_on(making.books.workspace.kept_folder / pdf.sha256, zone) if pdf.sealed_from else None
    supplement = making.supplement
    if supplement:
        supplement = replace(supplement, earlier=tuple(_earlier(making.package, found, places)))
    return Told(
        name=making.folder,
        title=making.title,
        program=edition.program.name,
        agency=edition.agency.name,
        school_year=str(edition.school_year),
        version=making.number,
        made_at=last.at.astimezone(zone),
        head_sequence=last.sequence,
        head_hash=last.hash,
        records=0,
        originals=0,
        retention=edition.retention,
        replaces="" if supplement or before is None else making.replaced(before),
        has_new_facts=before is None or before.up_to != last.sequence,
        seal=seal.sentence if seal else "",
        supplement=supplement,
        compared=before.folder if before else "",
    )


def _earlier(package: Package, found: Sequence[Stood], places: Places) -> Iterator[Earlier]:
    """The records in the package that a newer one takes the place of, or that count no longer."""
    for each in found:
        letter = each.letter
        page = places.held.get(letter.letter_id) if letter else None
        if letter is None or page is None or each.is_held:
            continue
        holder = package.newest(letter.letter_id)
        bag = holder.bag.folder if holder else ""
        yield Earlier(each.number, each.district, bag, page, is_void=letter.commitment is None)


def as_row(stood: Stood) -> IndexRow:
    """A district's line of the index, without the places of files."""
    return row_of(stood.number, stood.district, stood.sentence, stood.letter)


def rows_of(books: Books, school_year: SchoolYear, standing: Standing, places: Places) -> tuple[IndexRow, ...]:
    """The index, without the places of files, as a standing has it."""
    return tuple(map(as_row, districts_of(standing, books.register, school_year, places)))


def changes_since(making: Making, before: Bagged, rows: Sequence[IndexRow]) -> tuple[Change, ...]:
    """How the index differs from what it was when the bag before was made."""
    books = making.books
    earlier = rows_of(books, making.school_year, standing_of(books.facts[: before.up_to]), Places())
    return changes_between(earlier, rows, lambda letter_id: tuple(_steps(making, letter_id, before.up_to)))


def _steps(making: Making, letter_id: LetterId, after: int) -> Iterator[Step]:
    """The facts about a letter after the one numbered so, up to the making's last, each with the row it led to."""
    parts = making.books.standing.letters[letter_id].parts
    about = making.books.events_of(letter_id, (part.ref.return_id for part in parts))
    for number, fact in enumerate(about, start=1):
        if after < fact.sequence <= making.last.sequence:
            letter = standing_of(about[:number]).letters.get(letter_id)
            named = (letter.issued.district_number, letter.issued.district) if letter else ("", "")
            yield Step(fact, row_of(*named, "", letter))
