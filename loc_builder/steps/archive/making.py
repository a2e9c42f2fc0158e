"""One making of an archive and its bag: of which edition, up to which fact, and beside what."""

from dataclasses import dataclass
from pathlib import Path

from loc_builder.binding.bag_supplement import Supplement
from loc_builder.books import Books
from loc_builder.facts import Archived, Bagged, Fact
from loc_builder.model import Edition
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps.archive.earlier import last_fact, made_of
from loc_builder.steps.archive.package import Package, package_of
from loc_builder.workspace import (
    archive_file_name,
    bag_folder_name,
    supplement_file_name,
    supplement_folder_name,
)


@dataclass(frozen=True, slots=True)
class Making:
    """The facts up to `last`, bound and bagged: a supplement to the `package`, or where that is empty a whole version.

    `number` is that of the version or of the supplement.
    """

    books: Books
    edition: Edition
    last: Fact
    number: int
    package: Package

    @classmethod
    def now(cls, books: Books, edition: Edition) -> "Making":
        """What `loc archive` makes next."""
        package = package_of(books, edition)
        return cls(books, edition, last_fact(books, edition), _next_number(books, edition, package), package)

    @property
    def school_year(self) -> SchoolYear:
        return self.edition.school_year

    @property
    def title(self) -> str:
        """`KY ILN Letter of Commitment 2024-2025`, and of a supplement its number."""
        whole = f"{self.edition.program.short_name} {self.edition.title} {self.school_year}"
        return f"{whole}, supplement {self.number}" if self.package.bags else whole

    @property
    def folder(self) -> str:
        """The name of the bag's folder."""
        name = supplement_folder_name if self.package.bags else bag_folder_name
        return name(self.edition, self.number)

    @property
    def archive_folder(self) -> Path:
        return self.books.workspace.archive_folder(self.school_year)

    @property
    def supplement(self) -> Supplement | None:
        """What it supplements, in words; the records it stands in for are not named yet."""
        if not self.package.bags:
            return None
        accessioned, *before = self.package.folders
        return Supplement(self.number, accessioned, self.edition.retention.accession, tuple(before))

    def line(self) -> tuple[Archived | Bagged, ...]:
        """What was said before of archives and bags that this one goes on from: the whole ones, or its package's."""
        own = self._own()
        if not self.package.bags:
            return tuple(each for each in own if not each.supplements)
        first = self.package.bags[0]
        return (first.archive, first.bag, *(each for each in own if each.supplements == first.bag.folder))

    def archived_before(self) -> tuple[Archived, ...]:
        return tuple(each for each in self.line() if isinstance(each, Archived))

    def bagged_before(self) -> tuple[Bagged, ...]:
        return tuple(each for each in self.line() if isinstance(each, Bagged))

    @property
    def whole_before(self) -> Bagged | None:
        """The last whole version that was made of fewer facts; the same facts made again are no other version."""
        whole = (said for said in self._own() if isinstance(said, Bagged) and not said.supplements)
        return next((each for each in reversed(tuple(whole)) if each.up_to < self.last.sequence), None)

    def replaced(self, before: Bagged) -> str:
        """A version before and what supplemented it, in words: a new one holds all of that."""
        supplements = [
            each.folder for each in self._own() if isinstance(each, Bagged) and each.supplements == before.folder
        ]
        return " and ".join([before.folder, *supplements])

    def _own(self) -> tuple[Archived | Bagged, ...]:
        """What was ever said of the year's archives and bags."""
        said = (fact.said for fact in made_of(self.books, self.school_year))
        return tuple(each for each in said if isinstance(each, Archived | Bagged))

    def is_bagged_since(self) -> bool:
        """Whether the last bag was made after the last archive, so that it holds that one."""
        line = self.line()
        return bool(line) and isinstance(line[-1], Bagged)

    def next_file(self) -> str:
        """What a new archive's file is called; one of a supplement that got no bag stays beside it."""
        if not self.package.bags:
            return archive_file_name(self.edition, len(self.archived_before()) + 1)
        version = 1
        for fact in made_of(self.books, self.school_year):
            if isinstance(fact.said, Archived | Bagged) and fact.said.supplements:
                version = version + 1 if isinstance(fact.said, Archived) else 1
        return supplement_file_name(self.edition, self.number, version)


def _next_number(books: Books, edition: Edition, package: Package) -> int:
    """Versions and supplements of a year are numbered apart."""
    said = (fact.said for fact in made_of(books, edition.school_year))
    numbers = [
        each.bag_version for each in said if isinstance(each, Bagged) and bool(each.supplements) == bool(package.bags)
    ]
    return max(numbers, default=0) + 1
