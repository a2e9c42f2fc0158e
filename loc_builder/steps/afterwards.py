"""What happens to a commitment afterwards: it is ended by notice, or the parties agree on something else."""

from datetime import date
from pathlib import Path

from loc_builder.books import Books
from loc_builder.days import in_words
from loc_builder.errors import InputError
from loc_builder.facts import Amended, Ended
from loc_builder.standing import Commitment
from loc_builder.workspace import portable_name, put_if_changed, read_input


def commitment_named(books: Books, name: str, on: date) -> Commitment:
    """The commitment of a letter, or the one of a district that is in force on a day.

    Raises InputError where there is none or where it cannot be told which is meant.
    """
    try:
        letter = books.letter(name)
    except InputError:
        return _of_district(books, name, on)
    if letter.commitment is None:
        raise InputError(f"{letter.letter_id} is not accepted, so there is nothing to end or amend")
    return letter.commitment


def end(books: Books, commitment: Commitment, *, on: date, notice: Path, because: str) -> Books:
    """Note that a commitment ends; `on` is its last day. The notice is kept.

    Raises InputError for a day outside the term. The same end again changes nothing; another one replaces it.
    """
    _refuse_outside(commitment, on)
    data = read_input(notice)
    name = portable_name(notice.name)
    said = Ended(commitment.letter_id, on, because, name, books.workspace.keep(data))
    _lay_copy(books, commitment, name, data)
    return books if commitment.ended == said else books.record([said])


def amend(books: Books, commitment: Commitment, *, on: date, file: Path, because: str) -> Books:
    """Note an amendment that counts from a day on, and keep its file; the same amendment again changes nothing."""
    _refuse_outside(commitment, on)
    data = read_input(file)
    name = portable_name(file.name)
    said = Amended(commitment.letter_id, on, because, name, books.workspace.keep(data))
    _lay_copy(books, commitment, name, data)
    return books if said in commitment.amendments else books.record([said])


def _of_district(books: Books, name: str, on: date) -> Commitment:
    district = books.district_named(name)
    found = [
        each
        for each in books.standing.commitments()
        if each.issued.district_number == district.number
        and each.accepted.term.effective_on <= on <= each.accepted.term.ends_on
    ]
    if len(found) != 1:
        count = "no commitment" if not found else "several commitments"
        raise InputError(
            f"{district.name} has {count} in force on {in_words(on)}",
            hint="Name the letter by its id (see: loc status YEAR)",
        )
    return found[0]


def _refuse_outside(commitment: Commitment, on: date) -> None:
    term = commitment.accepted.term
    if not term.effective_on <= on <= term.ends_on:
        raise InputError(
            f"{in_words(on)} is outside the term of {commitment.letter_id}",
            hint=f"It runs from {in_words(term.effective_on)} to {in_words(term.ends_on)}.",
        )


def _lay_copy(books: Books, commitment: Commitment, name: str, data: bytes) -> None:
    """Lay a readable copy where people look; a file of that name with other content gets the letter's id."""
    folder = books.workspace.returns_folder(commitment.issued.school_year)
    place = folder / name
    if place.exists() and place.read_bytes() != data:
        place = folder / f"{place.stem} ({commitment.letter_id}){place.suffix}"
    put_if_changed(place, data)
