"""From the commitments of an edition to its records, its archive and its bag."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from loc_builder.binding.archive import BoundEntry
from loc_builder.binding.bag import sweep_unfinished_bags
from loc_builder.binding.conversion import conversions
from loc_builder.books import Books
from loc_builder.dossier import Case, awaits_approval, case_of
from loc_builder.errors import InputError
from loc_builder.facts import Recorded, conversions_in
from loc_builder.files.convert import Converter
from loc_builder.files.signatures import Seal
from loc_builder.model import Edition, LetterId, Sha256
from loc_builder.steps.archive.bagging import BagMade, bagged, bagged_again
from loc_builder.steps.archive.making import Making
from loc_builder.steps.archive.originals import originals_of
from loc_builder.steps.archive.recording import records_of, refusal, word_sources
from loc_builder.steps.archive.uniting import United, as_before, found_again, sealed, united
from loc_builder.workspace import sweep_unfinished


@dataclass(frozen=True, slots=True)
class ArchiveMade:
    """What was made: the PDF, which may be the same as before, and the bag.

    `package` are the folders of the bag that an archive took in and of its supplements, this one last; nothing where
    none was taken in.
    """

    pdf: United
    bag: BagMade
    package: tuple[str, ...] = ()

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

    @property
    def supplement_to(self) -> str:
        """The bag that this one supplements; empty where it is whole."""
        return self.package[0] if self.bag.folder in self.package[1:] else ""


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


def unapproved(edition: Edition, cases: Sequence[Case]) -> tuple[Case, ...]:
    """The letters that are bound though the agency's approval is still missing."""
    return tuple(each for each in cases if awaits_approval(edition, each.commitment))


def carry_out(
    books: Books, edition: Edition, cases: tuple[Case, ...], converter: Converter, *, seal: Seal | None = None
) -> tuple[Books, ArchiveMade]:
    """Make the records, the archive and the bag, and note what is new.

    What an archive has taken in stays as it is: what is new goes into a supplement. With a `seal` the archive bears
    it; one that does already is left as it is while no fact comes.
    Raises InputError, or ToolError, that names all letters whose records cannot be made.
    """
    sweep_unfinished(books.workspace.output)
    making = Making.now(books, edition)
    sweep_unfinished_bags(making.archive_folder)
    if making.package.is_up_to(making.last):
        return books, _left(making, seal)
    pdf = as_before(making)
    if pdf is None:
        making, pdf = _united(making, cases, converter, seal)
        if pdf is None:
            return making.books, _left(making, seal)
    elif seal is not None and pdf.sealed_from is None:
        pdf, said = sealed(making, pdf, seal)
        making = replace(making, books=books.record([said]))
    books, bag = bagged(making, cases, pdf)
    folders = making.package.folders
    return books, ArchiveMade(pdf, bag, (*folders, bag.folder) if folders else ())


def _united(
    making: Making, cases: tuple[Case, ...], converter: Converter, seal: Seal | None
) -> tuple[Making, United | None]:
    """Make the records that no bag of the package holds, and bind them; None where that holds all there is."""
    books, edition, package = making.books, making.edition, making.package
    new = tuple(each for each in cases if not package.tells_of(each.letter.letter_id, each.events[-1]))
    converted = conversions(books.workspace, word_sources(books, new), conversions_in(books.facts), converter)
    made, problems = records_of(books, edition, new, converted.pdfs)
    problems = (*converted.problems.values(), *problems)
    if problems:
        books.record(converted.made)  # so that the next run converts no more than what was mended
        raise refusal(f"{len(new) - len(made)} of the {len(cases)} letters of {edition.school_year}", problems)
    if not _is_wanted(making, made):
        return making, None
    pdf, said = united(making, made, seal)
    recorded = [each for case, each in zip(new, made, strict=True) if case.letter.record != each]
    return replace(making, books=books.record([*converted.made, *recorded, *said])), pdf


def _is_wanted(making: Making, records: Sequence[Recorded]) -> bool:
    """Whether there is anything to hand over: a new record, a new original, or a letter that counts no longer."""
    package, books = making.package, making.books
    if not package.bags or records:
        return True
    letters = books.standing.of_year(making.school_year)
    originals = (item for items in originals_of(books, making.school_year).values() for item in items)
    return any(not package.holds_original(item.sha256) for item in originals) or bool(
        package.bags[-1].commitments - {each.letter_id for each in letters if each.commitment}
    )


def _left(making: Making, seal: Seal | None) -> ArchiveMade:
    """The last bag of what an archive took in, as it is; laid anew where it is gone and can be made the same.

    Raises InputError where it should be sealed, and IntegrityError where its archive is not kept any more.
    """
    package, last = making.package, making.package.bags[-1]
    if seal is not None and last.archive.sealed_from is None:
        raise InputError(
            f"{last.bag.folder} cannot be sealed any more: the archive took in {package.accessioned} as"
            f" {making.edition.retention.accession}, and nothing new has come since",
            hint="What comes later can be sealed. If the bag was not handed over yet: take the line `accession` out of"
            " edition.toml and run this again.",
        )
    books = replace(making.books, facts=making.books.facts[: last.sequence])
    then = replace(making, books=books, last=books.facts[last.bag.up_to - 1], package=package.without_last)
    pdf = found_again(then, last.archive)
    bag = bagged_again(then, plan(books, making.edition), pdf, last.bag)
    if bag is None:
        said = books.workspace.kept(last.bag.validation_sha256)
        bag = BagMade(last.bag.folder, last.bag.bag_version, said, (), is_unchanged=True)
    return ArchiveMade(pdf, bag, package.folders)
