"""The files as they came and as they went out, for the bag, with the letters they belong to.

Of what went out the bag holds the letters of which a record shows pages, since these did not come back. Each file lies
under a name that any system takes.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from loc_builder.binding.bag import Item, plain_name
from loc_builder.binding.sourcing import AcceptedPart, shows_issued_pages
from loc_builder.books import Books
from loc_builder.dossier import case_of
from loc_builder.model import LetterId, Sha256
from loc_builder.schoolyear import SchoolYear
from loc_builder.standing import LetterStanding

ORIGINALS, ISSUED = "originals", "issued"
_DIGITS = 8


def originals_of(books: Books, school_year: SchoolYear) -> Mapping[LetterId, tuple[Item, ...]]:
    """Every return that belongs to a letter of the year, accepted or not, its notices and amendments, by letter.

    With it the letter as issued, where its record shows pages of it.

    A file of several letters lies once, in the folder of the first.
    """
    known: dict[Sha256, Item] = {}
    found: dict[LetterId, tuple[Item, ...]] = {}
    for letter in books.standing.of_year(school_year):
        folder = district_folder(letter)
        for name, called in _files(books, letter):
            known.setdefault(name, _item(books.workspace.kept_folder, f"{ORIGINALS}/{folder}", name, called))
        for name, called in _issued(books, letter):
            known.setdefault(name, _item(books.workspace.kept_folder, f"{ISSUED}/{folder}", name, called))
        own = (*_files(books, letter), *_issued(books, letter))
        found[letter.letter_id] = tuple(dict.fromkeys(known[name] for name, _ in own))
    return found


def district_folder(letter: LetterStanding) -> str:
    return f"{letter.issued.district_number}-{plain_name(letter.issued.district)}"


def _item(kept: Path, folder: str, name: Sha256, called: str) -> Item:
    return Item(f"{folder}/{name[:_DIGITS]}-{plain_name(called)}", kept / name, name, called)


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


def _issued(books: Books, letter: LetterStanding) -> Iterator[tuple[Sha256, str]]:
    """The letter as it went out, where its record shows pages of it."""
    if letter.commitment is None:
        return
    parts = case_of(books, letter, letter.commitment).parts
    if shows_issued_pages([AcceptedPart(one.part, one.role, b"", "") for _, one in parts]):
        yield letter.commitment.issued.sha256, letter.commitment.issued.file
