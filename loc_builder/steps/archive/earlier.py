"""The point in the ledger that an archive is made at, and what was made at an earlier one."""

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

    That is one of the edition's letters, of those that may cover its other districts, or of a return that ever
    belonged to one of these.
    """
    own = books.standing.of_year(edition.school_year)
    letters = {each.letter_id for each in own} | _may_cover(books, edition)
    matches = [fact.said for fact in books.facts if isinstance(fact.said, PartMatched)]
    returns = {said.return_id for said in matches if said.letter_id in letters}
    return next(
        fact
        for fact in reversed(books.facts)
        if not isinstance(fact.said, Recorded | Archived | Bagged | Converted)
        and (getattr(fact.said, "letter_id", None) in letters or getattr(fact.said, "return_id", None) in returns)
    )


def archived_before(books: Books, edition: Edition) -> tuple[Archived, ...]:
    """What was said of the edition's archives so far."""
    said = (fact.said for fact in books.facts)
    return tuple(each for each in said if isinstance(each, Archived) and each.school_year == edition.school_year)


def bagged_before(books: Books, edition: Edition) -> tuple[Bagged, ...]:
    """What was said of the edition's bags so far."""
    said = (fact.said for fact in books.facts)
    return tuple(each for each in said if isinstance(each, Bagged) and each.school_year == edition.school_year)


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
