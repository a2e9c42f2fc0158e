"""What a bag says of itself: what it is, which records it stands in for, its index, what is otherwise than before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from loc_builder.binding.bag_supplement import Earlier
from loc_builder.binding.bag_words import Told
from loc_builder.binding.index import Change, IndexRow, changes_between, row_of
from loc_builder.binding.seal import seal_on
from loc_builder.books import Books
from loc_builder.facts import Bagged, Fact
from loc_builder.model import LetterId
from loc_builder.schoolyear import SchoolYear
from loc_builder.standing import Standing, standing_of
from loc_builder.steps.archive.districts import Places, Stood, districts_of
from loc_builder.steps.archive.earlier import made_of
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
        replaces="" if supplement or before is None else _replaced(making, before),
        has_new_facts=before is None or before.up_to != last.sequence,
        seal=seal.sentence if seal else "",
        supplement=supplement,
        compared=before.folder if before else "",
    )


def _replaced(making: Making, before: Bagged) -> str:
    """The version before and what supplemented it: the new one holds all of that."""
    said = (fact.said for fact in made_of(making.books, making.school_year))
    supplements = [each.folder for each in said if isinstance(each, Bagged) and each.supplements == before.folder]
    return " and ".join([before.folder, *supplements])


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
    """What the index says otherwise than when the bag before was made."""
    books = making.books
    earlier = rows_of(books, making.school_year, standing_of(books.facts[: before.up_to]), Places())
    since: dict[LetterId, list[Fact]] = {}
    for fact in books.facts[before.up_to :]:
        if (letter_id := getattr(fact.said, "letter_id", None)) is not None:
            since.setdefault(letter_id, []).append(fact)
    return changes_between(earlier, rows, since)
