"""From the commitments of an edition to its records, its archive and its bag."""

from collections.abc import Mapping
from dataclasses import dataclass

from loc_builder.binding.archive import BoundEntry
from loc_builder.binding.bag import sweep_unfinished_bags
from loc_builder.binding.conversion import conversions
from loc_builder.books import Books
from loc_builder.dossier import Case, case_of
from loc_builder.errors import InputError
from loc_builder.facts import Fact, conversions_in
from loc_builder.files.convert import Converter
from loc_builder.files.signatures import Seal
from loc_builder.model import Edition, LetterId, Sha256
from loc_builder.steps.archive.bagging import BagMade, bagged
from loc_builder.steps.archive.earlier import last_fact
from loc_builder.steps.archive.recording import records_of, refusal, word_sources
from loc_builder.steps.archive.uniting import United, as_before, sealed, united
from loc_builder.workspace import sweep_unfinished


@dataclass(frozen=True, slots=True)
class ArchiveMade:
    """What was made: the PDF, which may be the same as before, and the bag."""

    pdf: United
    bag: BagMade

    @property
    def file(self) -> str:
        return self.pdf.file

    @property
    def pages(self) -> int:
        return self.pdf.pages

    @property
    def entries(self) -> tuple[BoundEntry, ...]:
        return self.pdf.entries

    @property
    def records(self) -> Mapping[LetterId, Sha256]:
        return self.pdf.records

    @property
    def is_unchanged(self) -> bool:
        return self.pdf.is_unchanged


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
    books: Books, edition: Edition, cases: tuple[Case, ...], converter: Converter, *, seal: Seal | None = None
) -> tuple[Books, ArchiveMade]:
    """Make the records, the archive and the bag, and note what is new.

    With a `seal` the archive bears it; one that does already is left as it is while no fact comes.
    Raises InputError, or ToolError, that names all letters whose records cannot be made.
    """
    sweep_unfinished(books.workspace.output)
    sweep_unfinished_bags(books.workspace.archive_folder(edition.school_year))
    last = last_fact(books, edition)
    pdf = as_before(books, edition, last)
    if pdf is None:
        books, pdf = _united(books, edition, cases, last, converter, seal)
    elif seal is not None and pdf.sealed_from is None:
        pdf, said = sealed(books, edition, pdf, last, seal)
        books = books.record([said])
    books, bag = bagged(books, edition, cases, pdf, last)
    return books, ArchiveMade(pdf, bag)


def _united(
    books: Books,
    edition: Edition,
    cases: tuple[Case, ...],
    last: Fact,
    converter: Converter,
    seal: Seal | None,
) -> tuple[Books, United]:
    converted = conversions(books.workspace, word_sources(books, cases), conversions_in(books.facts), converter)
    made, problems = records_of(books, edition, cases, converted.pdfs)
    problems = (*converted.problems.values(), *problems)
    if problems:
        books.record(converted.made)  # so that the next run converts no more than what was mended
        raise refusal(f"{len(cases) - len(made)} of the {len(cases)} letters of {edition.school_year}", problems)
    pdf, said = united(books, edition, made, last, seal)
    new = [each for case, each in zip(cases, made, strict=True) if case.letter.record != each]
    return books.record([*converted.made, *new, *said]), pdf
