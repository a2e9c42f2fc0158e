"""The point in the ledger that an archive is made at, and what was made at an earlier one."""

from collections.abc import Iterable, Mapping

from loc_builder.binding.archive import page_labels
from loc_builder.books import Books
from loc_builder.facts import (
    Accepted,
    Archived,
    Bagged,
    Converted,
    Fact,
    PartMatched,
    Recorded,
    effective,
)
from loc_builder.model import Edition, LetterId
from loc_builder.schoolyear import SchoolYear


def last_fact(books: Books, edition: Edition) -> Fact:
    """The last fact that the archive tells of.

    That is one of the edition's letters, of those that may cover its other districts, of a return that ever belonged
    to one of these, or the archive of an earlier year that such a letter is bound in.
    """
    own, covering = books.standing.of_year(edition.school_year), _may_cover(books, edition)
    letters = {each.letter_id for each in own} | covering
    matches = [fact.said for fact in books.facts if isinstance(fact.said, PartMatched)]
    returns = {said.return_id for said in matches if said.letter_id in letters}
    return next(
        fact
        for fact in reversed(books.facts)
        if _binds(fact, covering)
        or (
            not isinstance(fact.said, Recorded | Archived | Bagged | Converted)
            and (getattr(fact.said, "letter_id", None) in letters or getattr(fact.said, "return_id", None) in returns)
        )
    )


def _binds(fact: Fact, letters: set[LetterId]) -> bool:
    return isinstance(fact.said, Archived) and not letters.isdisjoint(fact.said.letters)


def bound_before(books: Books, edition: Edition, last: Fact) -> Mapping[LetterId, str]:
    """Where the records of letters that may cover the edition's districts are: `page 12 of FILE`, by letter.

    A record in a supplement counts before the one that it takes the place of.
    """
    covering = _may_cover(books, edition)
    until = books.facts[: last.sequence]
    years = {books.standing.letters[each].issued.school_year for each in covering}
    found: dict[LetterId, str] = {}
    for archived in (each for year in sorted(years) for each in in_force(until, year)):
        found |= pages_in(books, archived)
    return found


def pages_in(books: Books, archived: Archived) -> Mapping[LetterId, str]:
    """Where each record begins in an archive: `page 12 of FILE`."""
    districts = {letter_id: books.standing.letters[letter_id].issued.district for letter_id in archived.letters}
    labels = page_labels(books.workspace.kept_file(archived.sha256), districts)
    return {letter_id: f"page {label} of {archived.file}" for letter_id, label in labels.items()}


def in_force(facts: Iterable[Fact], school_year: SchoolYear) -> tuple[Archived, ...]:
    """The archives that hold a year's records: the last whole one, and the supplements that go with it.

    An archive that got no bag before the next one was made is none of them.
    """
    in_bags: dict[str, tuple[Archived, ...]] = {"": ()}
    found: tuple[Archived, ...] = ()
    for fact in facts:
        match fact.said:
            case Archived() as said if said.school_year == school_year:
                found = (*in_bags[said.supplements], said)
            case Bagged() as said if said.school_year == school_year:
                in_bags[said.supplements or said.folder] = found
    return found


def made_of(books: Books, school_year: SchoolYear) -> tuple[Fact, ...]:
    """The facts that tell of the year's archives and bags."""
    return tuple(
        fact
        for fact in books.facts
        if isinstance(fact.said, Archived | Bagged) and fact.said.school_year == school_year
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
