"""What an archive took in of an edition, and the supplements made to it since: bags that stay as they are.

A bag counts as taken in where the edition's settings have an accession number. What each bag holds is worked out from
the facts it was made of, so that it need not lie here any more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from loc_builder.books import Books
from loc_builder.errors import IntegrityError
from loc_builder.facts import Archived, Bagged, Fact, Recorded
from loc_builder.model import Edition, LetterId, Sha256
from loc_builder.steps.archive.earlier import made_of
from loc_builder.steps.archive.originals import originals_of


@dataclass(frozen=True, slots=True)
class Held:
    """One bag: what facts say of it and of its archive, and what it holds, by SHA-256.

    `sequence` is the number of the fact that tells of the bag; `commitments` are the letters that were accepted then.
    """

    sequence: int
    bag: Bagged
    archive: Archived
    records: Mapping[LetterId, Sha256]
    originals: frozenset[Sha256]
    commitments: frozenset[LetterId]


@dataclass(frozen=True, slots=True)
class Package:
    """The bag that an archive took in, then its supplements, in their order; without bags nothing was taken in."""

    bags: tuple[Held, ...] = ()

    @property
    def accessioned(self) -> str:
        """The folder of the bag that was taken in; empty where there is none."""
        return self.bags[0].bag.folder if self.bags else ""

    @property
    def folders(self) -> tuple[str, ...]:
        return tuple(each.bag.folder for each in self.bags)

    @property
    def without_last(self) -> "Package":
        return Package(self.bags[:-1])

    def is_up_to(self, last: Fact) -> bool:
        """Whether its last bag was made of all facts up to this one."""
        return bool(self.bags) and self.bags[-1].bag.up_to == last.sequence

    def tells_of(self, letter_id: LetterId, last: Fact) -> bool:
        """Whether it holds a record of the letter that was made of its facts up to this one.

        Such a record stands: settings or drawings that are others since do not make it a new one.
        """
        held = self.newest(letter_id)
        return held is not None and held.bag.up_to >= last.sequence

    def holds_original(self, original: Sha256) -> bool:
        return any(original in each.originals for each in self.bags)

    def newest(self, letter_id: LetterId) -> Held | None:
        """The last bag that holds a record of the letter."""
        return next((each for each in reversed(self.bags) if letter_id in each.records), None)


def package_of(books: Books, edition: Edition) -> Package:
    """The last whole bag of the year and its supplements, where the settings say that an archive took it in."""
    told = [(fact, fact.said) for fact in made_of(books, edition.school_year)]
    bagged = [(fact, said) for fact, said in told if isinstance(said, Bagged)]
    whole = [(fact, said) for fact, said in bagged if not said.supplements]
    if not (edition.retention.accession and whole):
        return Package()
    folder = whole[-1][1].folder
    line = (whole[-1], *(each for each in bagged if each[1].supplements == folder))
    return Package(tuple(_held(books, fact, said) for fact, said in line))


def _held(books: Books, fact: Fact, bag: Bagged) -> Held:
    then = replace(books, facts=books.facts[: bag.up_to])
    number, archive = _archive_in(books, fact, bag)
    recorded = [each.said for each in books.facts[:number] if isinstance(each.said, Recorded)]
    return Held(
        fact.sequence,
        bag,
        archive,
        {said.letter_id: said.sha256 for said in recorded if said.letter_id in archive.letters},
        frozenset(item.sha256 for items in originals_of(then, bag.school_year).values() for item in items),
        frozenset(each.letter_id for each in then.standing.of_year(bag.school_year) if each.commitment),
    )


def _archive_in(books: Books, fact: Fact, bag: Bagged) -> tuple[int, Archived]:
    """The archive that a bag holds, and the number of its fact: the last of its kind before the bag."""
    for each in reversed(made_of(books, bag.school_year)):
        said = each.said
        if each.sequence < fact.sequence and isinstance(said, Archived) and said.supplements == bag.supplements:
            return each.sequence, said
    raise IntegrityError(
        f"the ledger tells of the bag {bag.folder} and of no archive in it", hint="Restore output from a backup."
    )
