"""The files as they came, for the bag: each under a name that any system takes, with the letters it belongs to."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from loc_builder.binding.bag import Item, plain_name
from loc_builder.books import Books
from loc_builder.model import LetterId, Sha256
from loc_builder.schoolyear import SchoolYear
from loc_builder.standing import LetterStanding

_DIGITS = 8


def originals_of(books: Books, school_year: SchoolYear) -> Mapping[LetterId, tuple[Item, ...]]:
    """Every return that belongs to a letter of the year, accepted or not, its notices and amendments, by letter.

    A file of several letters lies once, in the folder of the first.
    """
    known: dict[Sha256, Item] = {}
    found: dict[LetterId, tuple[Item, ...]] = {}
    for letter in books.standing.of_year(school_year):
        folder = district_folder(letter)
        for name, called in _files(books, letter):
            known.setdefault(name, _item(books.workspace.kept_folder, folder, name, called))
        found[letter.letter_id] = tuple(dict.fromkeys(known[name] for name, _ in _files(books, letter)))
    return found


def district_folder(letter: LetterStanding) -> str:
    return f"{letter.issued.district_number}-{plain_name(letter.issued.district)}"


def _item(kept: Path, folder: str, name: Sha256, called: str) -> Item:
    return Item(f"originals/{folder}/{name[:_DIGITS]}-{plain_name(called)}", kept / name, name, called)


def _files(books: Books, letter: LetterStanding) -> Iterator[tuple[Sha256, str]]:
    """The kept files of a letter and what they were called: whole returns, and the pieces of mails that were used."""
    for part in letter.parts:
        whole = Sha256(part.ref.return_id)
        called = books.standing.returns[part.ref.return_id].received.name
        yield whole, called
        read = books.assessment(part).part
        came_as = read.came_as(part.ref.return_id)
        if came_as != whole:
            yield came_as, read.label.rpartition(" > ")[2] or called
    if letter.commitment and (ended := letter.commitment.ended) and ended.notice_sha256:
        yield ended.notice_sha256, ended.notice
    for amended in letter.commitment.amendments if letter.commitment else ():
        yield amended.sha256, amended.file
