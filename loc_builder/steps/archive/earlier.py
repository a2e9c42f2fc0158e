"""The point in the ledger that an archive is made at, and what was made at an earlier one."""

from collections.abc import Mapping

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
    """Where the records of letters that may cover the edition's districts are: `page 12 of FILE`, by letter."""
    covering = _may_cover(books, edition)
    said = (fact.said for fact in books.facts[: last.sequence] if _binds(fact, covering))
    latest = {each.school_year: each for each in said if isinstance(each, Archived)}
    found: dict[LetterId, str] = {}
    for each in latest.values():
        districts = {letter_id: books.standing.letters[letter_id].issued.district for letter_id in each.letters}
        labels = page_labels(books.workspace.kept_file(each.sha256), districts)
        found |= {letter_id: f"page {label} of {each.file}" for letter_id, label in labels.items()}
    return found


def archived_before(books: Books, edition: Edition) -> tuple[Archived, ...]:
    """What was said of the edition's archives so far."""
    said = (fact.said for fact in books.facts)
    return tuple(each for each in said if isinstance(each, Archived) and each.school_year == edition.school_year)


def bagged_before(books: Books, edition: Edition) -> tuple[Bagged, ...]:
    """What was said of the edition's bags so far."""
    said = (fact.said for fact in books.facts)
    return tuple(each for each in said if isinstance(each, Bagged) and each.school_year == edition.school_year)


def is_bagged_since(books: Books, edition: Edition) -> bool:
    """Whether the last bag was made after the last archive, so that it holds that one."""
    year, of_archiving = edition.school_year, (fact.said for fact in books.facts)
    said = [each for each in of_archiving if isinstance(each, Archived | Bagged) and each.school_year == year]
    return bool(said) and isinstance(said[-1], Bagged)


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
