"""Keep, read, judge and record what came back.

Each file is one return: its bytes are kept first, then read in a worker process, matched and assessed, and all facts
about it are recorded in one transaction, in the order of the files. A killed run leaves whole returns or none, and is
simply run again. A file that cannot be opened, read or judged stops no other.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import tee
from pathlib import Path
from typing import Protocol

from loc_builder import canonical
from loc_builder.books import Books
from loc_builder.casework import assess_for, commit, known_letters, noted, noted_signatures
from loc_builder.days import in_words
from loc_builder.errors import InputError, LocError, Problem
from loc_builder.facts import Issued, PaperNoted, Received, Statement
from loc_builder.findings import Finding, FindingCode
from loc_builder.inspection import SecondLook
from loc_builder.judging import Acceptable, assess, decide
from loc_builder.matching import match_letter
from loc_builder.model import (
    Assessment,
    Check,
    CheckName,
    CheckResult,
    LetterId,
    Match,
    Matched,
    Medium,
    Part,
    PartRef,
    Reading,
    ReturnId,
    Sha256,
    Unmatched,
)
from loc_builder.reading.opening import bytes_of
from loc_builder.schoolyear import SchoolYear, day_in
from loc_builder.standing import PartStanding, ReturnStanding
from loc_builder.workspace import portable_name, put, sweep_unfinished

UNJUDGED = "it could not be judged; look at it by hand"

Assessed = tuple[tuple[PartRef, Assessment], ...]

_log = logging.getLogger(__name__)


class Readers(Protocol):
    """Reads files away from this process, a few at once; see `loc_builder.reading.worker`."""

    def read_each(self, sources: Iterable[tuple[bytes, str]]) -> Iterator[Reading]: ...


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a batch of returns came: the day (None: the day it is taken in), the way, and where its paper lies now."""

    arrived_on: date | None = None
    by_way: str = "mail"
    paper_kept: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one file; `same_as` names the return that had the same bytes before.

    `left_out` names what in it was taken for no letter; `arrived_on` is given where the file itself said it.
    """

    return_id: ReturnId
    name: str
    parts: Assessed = ()
    same_as: str = ""
    left_out: tuple[str, ...] = ()
    arrived_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Opened:
    """One file's bytes, kept; `data` is None where there is nothing to read in bytes that came before.

    `first_name` is what the bytes were called when they came first: the same name gives the same reading.
    """

    return_id: ReturnId
    name: str
    first_name: str
    data: bytes | None


def receive(
    books: Books, files: Iterable[Path], readers: Readers, arrival: Arrival, *, again: SecondLook | None = None
) -> Iterator[tuple[Books, Taken | Problem]]:
    """Take files in, giving the books after each; raise InputError for a day of arrival that is still to come.

    A few files are read ahead of the one that is recorded. With `again`, scans are laid over the letter as issued.
    """
    _refuse_future(books, arrival)
    sweep_unfinished(books.workspace.output)
    opened, ahead = tee(_opened(books, files))
    readings = readers.read_each(_to_read(ahead))
    readings = again.at_each(readings) if again else readings
    for one in opened:
        if isinstance(one, Problem):
            yield books, one
        elif one.data is None:
            yield books, Taken(one.return_id, one.name, same_as=one.first_name)
        else:
            reading = next(readings)
            books = books.record(again.news()) if again else books
            books, taken = _take(books, one, one.data, reading, arrival)
            yield books, taken


def _refuse_future(books: Books, arrival: Arrival) -> None:
    today = _today(books)
    if arrival.arrived_on and arrival.arrived_on > today:
        raise InputError(
            f"{in_words(arrival.arrived_on)} is still to come; nothing can have arrived then",
            hint=f"Today is {in_words(today)}. Leave out --arrived-on for what came today.",
        )


def _opened(books: Books, files: Iterable[Path]) -> Iterator[_Opened | Problem]:
    """Open one file after the other, keeping the bytes of those to be read."""
    known = {key: not _is_unread(each) for key, each in books.standing.returns.items()}
    names = {key: each.received.name for key, each in books.standing.returns.items()}
    for file in files:
        data = bytes_of(file, books.workspace)
        if isinstance(data, Problem):
            yield data
            continue
        return_id, name = ReturnId(sha256(data).hexdigest()), portable_name(file.name)
        first_name = names.setdefault(return_id, name)
        if known.get(return_id):
            yield _Opened(return_id, name, first_name, None)
            continue
        known[return_id] = True
        books.workspace.keep(data)
        yield _Opened(return_id, name, first_name, data)


def _to_read(opened: Iterable[_Opened | Problem]) -> Iterator[tuple[bytes, str]]:
    return ((one.data, one.first_name) for one in opened if isinstance(one, _Opened) and one.data is not None)


def _is_unread(before: ReturnStanding) -> bool:
    """Whether a return could not be read when it came, which may have passed, and waits still."""
    return any(_is_unread_part(part) for part in before.parts)


def _is_unread_part(part: PartStanding) -> bool:
    return not part.is_decided and FindingCode.UNREADABLE.value in part.noted.codes


def _take(books: Books, one: _Opened, data: bytes, reading: Reading, arrival: Arrival) -> tuple[Books, Taken]:
    before = books.standing.returns.get(one.return_id)
    by_mail = None if before or arrival.arrived_on else _mailed_on(books, reading)
    arrived_on = before.received.arrived_on if before else arrival.arrived_on or by_mail or _today(books)
    assessed = tuple(_assessed(books, PartRef(one.return_id, each.number), each, arrived_on) for each in reading.parts)
    said: list[Statement] = []
    if before is None:
        said.append(Received(one.return_id, one.name, len(data), arrived_on, arrival.by_way, len(assessed)))
        if arrival.paper_kept:
            said.append(PaperNoted(None, one.return_id, arrived_on, arrival.paper_kept))
    else:
        assessed = () if reading.is_passing else _news(before, assessed)
        if not assessed:
            return books, Taken(one.return_id, one.name, same_as=one.first_name)
    for each in reading.held:
        books.workspace.keep(each)
    _put_copies(books, data, one.first_name, reading, [part for _, part in assessed])
    said += (each for ref, part in assessed for each in noted(books, ref, part))
    taken = Taken(one.return_id, one.name, assessed, left_out=reading.left_out, arrived_on=by_mail)
    return books.record([*said, *_decided(books, assessed)]), taken


def _news(before: ReturnStanding, assessed: Assessed) -> Assessed:
    """What another reading says of parts that could not be read before, or were not known."""
    known = {part.ref: part for part in before.parts}
    return tuple(
        (ref, one)
        for ref, one in assessed
        if ref not in known or (_is_unread_part(known[ref]) and known[ref].noted.assessment_sha256 != _kept_name(one))
    )


def _kept_name(one: Assessment) -> str:
    return sha256(canonical.dump(one)).hexdigest()


def _today(books: Books) -> date:
    """The day of the command where the program's newest edition is."""
    return _day_of(books, books.now)


def _day_of(books: Books, moment: datetime) -> date:
    years = books.workspace.school_years()
    return day_in(moment, books.edition(years[-1]).time_zone) if years else moment.date()


def _mailed_on(books: Books, reading: Reading) -> date | None:
    """The day on which a mail says it arrived; None where that was before any letter was made, or is still to come."""
    made = [fact.at for fact in books.facts if isinstance(fact.said, Issued)]
    if reading.sent_at is None or not made or not made[0] <= reading.sent_at <= books.now:
        return None
    return _day_of(books, reading.sent_at)


def _assessed(books: Books, ref: PartRef, part: Part, arrived_on: date) -> tuple[PartRef, Assessment]:
    """Match and assess a part; a fault of the judging is a finding on it."""
    match: Match = Unmatched((UNJUDGED,))
    try:
        match = match_letter(part.clues, known_letters(books), books.register.districts)
        if isinstance(match, Matched):
            return ref, assess_for(books, ref, part, match, arrived_on=arrived_on)
        return ref, assess(part, match, None, arrived_on=arrived_on)
    except LocError:
        raise  # the workspace's fault and not the return's: an edition that cannot be read, a kept file that is gone
    except Exception:  # noqa: BLE001 - whatever a stranger's file does to the judging must not stop the batch
        _log.debug("a part could not be judged", exc_info=True)
        return ref, _unjudged(part, match)


def _unjudged(part: Part, match: Match) -> Assessment:
    findings = (Finding(FindingCode.UNREADABLE, UNJUDGED), Finding(FindingCode.TEXT_UNCHECKED, UNJUDGED))
    checks = tuple(Check(name, CheckResult.NOT_MADE, UNJUDGED) for name in CheckName)
    return Assessment(part, part.role, match, None, part.answers or {}, (*part.findings, *findings), checks)


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
        decision = decide(tuple(parts.values()), books.edition_of(letter), noted_signatures(letter))
        if isinstance(decision, Acceptable):
            yield from commit(letter, books.edition_of(letter), decision, tuple(parts.items()))


def _put_copies(books: Books, data: bytes, name: str, reading: Reading, assessments: Sequence[Assessment]) -> None:
    """Lay readable copies where people look: the return under its own name, and beside it the letters it held.

    What else a stranger's mail holds stays packed: a program there would be one double click away.
    """
    folder = books.workspace.returns_folder(_year_of(books, assessments))
    _put_copy(folder / name, data)
    held = {Sha256(sha256(each).hexdigest()): each for each in reading.held}
    for part in (one.part for one in assessments):
        is_letter = part.label and part.medium is not Medium.NONE
        inside = held.get(part.came_as(reading.return_id)) if is_letter else None
        if inside:
            _put_copy(folder / portable_name(f"{Path(name).stem} - {part.label}"), inside)


def _put_copy(place: Path, data: bytes) -> None:
    """Lay a copy; a second file of that name gets its hash."""
    if place.exists() and not _holds(place, data):
        place = place.with_name(f"{place.stem} ({sha256(data).hexdigest()[:8]}){place.suffix}")
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
