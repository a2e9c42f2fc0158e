"""The readable copies of what came back, which people open: each as it came, under one of the names it was laid by.

A second file of a name gets its hash or its letter's id behind it. What the office lays there itself is its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from loc_builder.books import Books
from loc_builder.casework import other_name
from loc_builder.facts import Amended, Ended, Received, effective
from loc_builder.model import LetterId, ReturnId, Sha256
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps.verify.known import readings
from loc_builder.workspace import hash_of, portable_name


@dataclass(frozen=True, slots=True)
class Copy:
    """A file that was laid among the returns of `years`, of none where it belongs to no letter.

    `must_be_there` is not set for what lay in a mail, of which only letters are laid out.
    """

    names: frozenset[str]
    sha256: Sha256
    years: frozenset[SchoolYear]
    called: str
    must_be_there: bool = True


@dataclass(frozen=True, slots=True)
class Wrong:
    """A copy that was changed (`file`), or that is nowhere, by its name."""

    file: Path | None
    called: str


def wrong_copies(books: Books, school_year: SchoolYear | None) -> Iterator[Wrong]:
    """Copies of one year, or of all, that were changed or taken away; those that belong to no letter are of each."""
    copies = tuple(_copies(books))
    named, hashes = {name for each in copies for name in each.names}, {each.sha256 for each in copies}
    found = {file: hash_of(file) for file in _files(books) if file.name in named}
    changed = [file for file, hashed in found.items() if hashed not in hashes]
    asked = {books.workspace.returns_folder(year) for year in (None, school_year)}
    yield from (Wrong(file, file.name) for file in changed if school_year is None or file.parent in asked)
    there, names = set(found.values()), {file.name for file in changed}
    for each in copies:
        is_asked = school_year is None or not each.years or school_year in each.years
        if is_asked and each.must_be_there and each.sha256 not in there and not each.names & names:
            yield Wrong(None, each.called)


def _files(books: Books) -> Iterator[Path]:
    """All files that lie where copies are laid."""
    workspace = books.workspace
    years = {letter.issued.school_year for letter in books.standing.letters.values()}
    for folder in (workspace.returns_folder(None), *map(workspace.returns_folder, sorted(years))):
        yield from (file for file in sorted(folder.glob("*")) if file.is_file())


def _copies(books: Books) -> Iterator[Copy]:
    years = _years_of_returns(books)
    received = {fact.said.return_id: fact.said for fact in books.facts if isinstance(fact.said, Received)}
    for return_id, said in received.items():
        yield _copy(said.name, Sha256(return_id), years.get(return_id, frozenset()))
    for return_id, part in readings(books.workspace, books.facts):
        if part.label and return_id in received and part.came_as(return_id) != Sha256(return_id):
            name = portable_name(f"{PurePath(received[return_id].name).stem} - {part.label}")
            laid = _copy(name, part.came_as(return_id), years.get(return_id, frozenset()))
            yield replace(laid, must_be_there=False)
    yield from _agreed_later(books)


def _agreed_later(books: Books) -> Iterator[Copy]:
    """Notices of termination and amendments."""
    for fact in effective(books.facts):
        match fact.said:
            case Ended(notice_sha256=str(notice)) as ended:
                yield _copy(ended.notice, Sha256(notice), _year_of(books, ended.letter_id), ended.letter_id)
            case Amended() as amended:
                yield _copy(amended.file, amended.sha256, _year_of(books, amended.letter_id), amended.letter_id)


def _copy(name: str, sha256: Sha256, years: frozenset[SchoolYear], letter_id: str = "") -> Copy:
    path = PurePath(name)
    second = f"{path.stem} ({letter_id}){path.suffix}" if letter_id else other_name(name, sha256)
    return Copy(frozenset((name, second)), sha256, years, name)


def _years_of_returns(books: Books) -> dict[ReturnId, frozenset[SchoolYear]]:
    found: dict[ReturnId, frozenset[SchoolYear]] = {}
    for letter in books.standing.letters.values():
        for part in letter.parts:
            own = found.get(part.ref.return_id, frozenset())
            found[part.ref.return_id] = own | {letter.issued.school_year}
    return found


def _year_of(books: Books, letter_id: LetterId) -> frozenset[SchoolYear]:
    return frozenset({books.standing.letters[letter_id].issued.school_year})
