"""Keep, read, judge and record what came back.

Each file is one return: its bytes are kept first, then read in a worker process, matched and assessed, and all facts
about it are recorded in one transaction. A killed run leaves whole returns or none, and is simply run again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from loc_builder import canonical
from loc_builder.books import Books
from loc_builder.casework import assess_for, commit, known_letters
from loc_builder.errors import InputError
from loc_builder.facts import FindingsNoted, PartMatched, Received, Statement
from loc_builder.judging import Acceptable, assess, decide
from loc_builder.matching import match_letter
from loc_builder.model import (
    Ambiguous,
    Assessment,
    LetterId,
    Matched,
    Part,
    PartRef,
    Reading,
    ReturnId,
)
from loc_builder.schoolyear import SchoolYear
from loc_builder.workspace import portable_name, put, read_input, sweep_unfinished


class Readers(Protocol):
    """Reads files away from this process; see `loc_builder.reading.worker`."""

    def read(self, data: bytes, name: str) -> Reading: ...


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a batch of returns came: the day (None: the day it is taken in) and the way."""

    arrived_on: date | None = None
    by_way: str = "mail"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file; `same_as` names the return that had the same bytes before."""

    return_id: ReturnId
    name: str
    parts: tuple[tuple[PartRef, Assessment], ...] = ()
    same_as: str = ""


@dataclass(slots=True)
class Tally:
    """What a run took in; `letters` are those that something came back for."""

    taken: list[Taken] = field(default_factory=list)
    letters: dict[LetterId, None] = field(default_factory=dict)


def files_named(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files to take in: folders give all files in them, hidden ones left out, in the order of their names."""
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise InputError(f"{path} does not exist", hint="Check the name and the folder.")
        inside = sorted(each for each in path.rglob("*") if each.is_file()) if path.is_dir() else [path]
        found |= {each: None for each in inside if not each.name.startswith((".", "~$"))}
    return tuple(found)


def receive(books: Books, files: Iterable[Path], readers: Readers, arrival: Arrival) -> Iterator[tuple[Books, Taken]]:
    """Take files in one after the other, giving the books after each."""
    sweep_unfinished(books.workspace.output)
    for file in files:
        books, taken = _take(books, read_input(file), portable_name(file.name), readers, arrival)
        yield books, taken


def _take(books: Books, data: bytes, name: str, readers: Readers, arrival: Arrival) -> tuple[Books, Taken]:
    return_id = ReturnId(sha256(data).hexdigest())
    before = books.standing.returns.get(return_id)
    if before is not None:
        return books, Taken(return_id, name, same_as=before.received.name)
    books.workspace.keep(data)
    reading = readers.read(data, name)
    arrived_on = arrival.arrived_on or _today(books)
    assessed = tuple((PartRef(return_id, part.number), _assessed(books, part, arrived_on)) for part in reading.parts)
    _put_copy(books, data, name, assessed)
    received = Received(return_id, name, len(data), arrived_on, arrival.by_way, len(assessed))
    statements = [received, *(said for ref, one in assessed for said in _noted(books, ref, one))]
    books = books.record([*statements, *_decided(books, assessed)])
    return books, Taken(return_id, name, assessed)


def _today(books: Books) -> date:
    """The day of the command where the program's newest edition is."""
    years = books.workspace.school_years()
    return books.today(books.edition(years[-1])) if years else books.now.date()


def _assessed(books: Books, part: Part, arrived_on: date) -> Assessment:
    match = match_letter(part.clues, known_letters(books), books.register.districts)
    if isinstance(match, Matched):
        return assess_for(books, part, match, arrived_on=arrived_on)
    return assess(part, match, None, arrived_on=arrived_on)


def _noted(books: Books, ref: PartRef, one: Assessment) -> Iterator[Statement]:
    kept = books.workspace.keep(canonical.dump(one))
    candidates = tuple(LetterId(each) for each in one.match.candidates) if isinstance(one.match, Ambiguous) else ()
    codes = tuple(dict.fromkeys(each.code.value for each in one.findings))
    yield FindingsNoted(ref.return_id, ref.part, one.role, candidates, codes, kept)
    if isinstance(one.match, Matched):
        letter = LetterId(one.match.found)
        yield PartMatched(letter, ref.return_id, ref.part, one.role, one.revision, by_rule=True)


def _decided(books: Books, assessed: Sequence[tuple[PartRef, Assessment]]) -> Iterator[Statement]:
    """Accept by rule the letters that this return completes."""
    by_letter: dict[LetterId, dict[PartRef, Assessment]] = {}
    for ref, one in assessed:
        if isinstance(one.match, Matched):
            by_letter.setdefault(LetterId(one.match.found), {})[ref] = one
    for name, new in by_letter.items():
        letter = books.standing.letters[name]
        if letter.commitment is not None:
            continue
        parts = {part.ref: books.assessment(part) for part in letter.undecided} | new
        decision = decide(tuple(parts.values()), books.edition_of(letter))
        if isinstance(decision, Acceptable):
            yield from commit(letter, books.edition_of(letter), decision, tuple(parts.items()))


def _put_copy(books: Books, data: bytes, name: str, assessed: Sequence[tuple[PartRef, Assessment]]) -> None:
    """Lay a readable copy where people look, under its own name; a second file of that name gets its hash."""
    folder = books.workspace.returns_folder(_year_of(books, [one for _, one in assessed]))
    place = folder / name
    if place.exists() and place.read_bytes() != data:
        place = folder / f"{place.stem} ({sha256(data).hexdigest()[:8]}){place.suffix}"
    if not place.exists():
        put(place, data)


def _year_of(books: Books, assessments: Iterable[Assessment]) -> SchoolYear | None:
    for one in assessments:
        if isinstance(one.match, Matched):
            return books.standing.letters[LetterId(one.match.found)].issued.school_year
    return None
