"""Readable copies of what came back, where people look for it."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from loc_builder.books import Books
from loc_builder.casework import other_name
from loc_builder.findings import FindingCode
from loc_builder.model import Assessment, LetterId, Matched, Medium, Reading, Sha256
from loc_builder.schoolyear import SchoolYear
from loc_builder.workspace import portable_name, put


def put_copies(books: Books, data: bytes, name: str, reading: Reading, assessments: Sequence[Assessment]) -> None:
    """Lay the return under its own name, and beside it the letters it held.

    What else a stranger's mail holds stays packed: a program there would be one double click away.
    """
    folder = books.workspace.returns_folder(_year_of(books, assessments))
    _put_copy(folder / name, data)
    held = {Sha256(sha256(each).hexdigest()): each for each in reading.held}
    for one in assessments:
        part = one.part
        is_letter = part.label and part.medium is not Medium.NONE and not _is_duplicate(one)
        inside = held.get(part.came_as(reading.return_id)) if is_letter else None
        if inside:
            _put_copy(folder / portable_name(f"{Path(name).stem} - {part.label}"), inside)


def _is_duplicate(one: Assessment) -> bool:
    return any(each.code is FindingCode.DUPLICATE for each in one.findings)


def _put_copy(place: Path, data: bytes) -> None:
    """Lay a copy; a second file of that name gets its hash."""
    if place.exists() and not _holds(place, data):
        place = place.with_name(other_name(place.name, sha256(data).hexdigest()))
    if not place.exists():
        put(place, data)


def _holds(place: Path, data: bytes) -> bool:
    """Whether a file there has these bytes; not where it cannot be opened."""
    try:
        return place.read_bytes() == data
    except OSError:
        return False


def _year_of(books: Books, assessments: Iterable[Assessment]) -> SchoolYear | None:
    for one in assessments:
        if isinstance(one.match, Matched):
            return books.standing.letters[LetterId(one.match.found)].issued.school_year
    return None
