"""A batch of files, read a few ahead of the one that is recorded."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import tee
from pathlib import Path
from typing import Protocol

from loc_builder.books import Books
from loc_builder.days import in_words
from loc_builder.errors import InputError, Problem
from loc_builder.inspection import SecondLook
from loc_builder.model import Reading, ReturnId
from loc_builder.reading.opening import bytes_of
from loc_builder.standing import ReturnStanding
from loc_builder.steps.receive.taking import Arrival, Opened, Taken, take, today
from loc_builder.steps.receive.twins import Twins, is_unread
from loc_builder.workspace import portable_name, sweep_unfinished


class Readers(Protocol):
    """Reads files away from this process, a few at once; see `loc_builder.reading.worker`."""

    def read_each(self, sources: Iterable[tuple[bytes, str]]) -> Iterator[Reading]: ...


def receive(
    books: Books, files: Iterable[Path], readers: Readers, arrival: Arrival, *, again: SecondLook | None = None
) -> Iterator[tuple[Books, Taken | Problem]]:
    """Take files in, giving the books after each; raise InputError for a day of arrival that is still to come.

    A few files are read ahead of the one that is recorded. With `again`, scans are laid over the letter as issued.
    """
    _refuse_future(books, arrival)
    sweep_unfinished(books.workspace.output)
    twins = Twins(books)
    opened, ahead = tee(_opened(books, files, twins))
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
            books, taken = take(books, one, one.data, reading, arrival, twins)
            yield books, taken


def _refuse_future(books: Books, arrival: Arrival) -> None:
    now = today(books)
    if arrival.arrived_on and arrival.arrived_on > now:
        raise InputError(
            f"{in_words(arrival.arrived_on)} is still to come; nothing can have arrived then",
            hint=f"Today is {in_words(now)}. Leave out --arrived-on for what came today.",
        )


def _opened(books: Books, files: Iterable[Path], twins: Twins) -> Iterator[Opened | Problem]:
    """Open one file after the other, keeping the bytes of those to be read."""
    known = {key: not _is_unread(each) for key, each in books.standing.returns.items()}
    names = {key: each.received.name for key, each in books.standing.returns.items()}
    for file in files:
        data = bytes_of(file, books.workspace)
        if isinstance(data, Problem):
            yield data
            continue
        return_id, name = ReturnId(sha256(data).hexdigest()), portable_name(file.name)
        attached = "" if return_id in known else twins.name_of(return_id)
        first_name = attached or names.setdefault(return_id, name)
        if known.get(return_id) or attached:
            yield Opened(return_id, name, first_name, None)
            continue
        known[return_id] = True
        books.workspace.keep(data)
        yield Opened(return_id, name, first_name, data)


def _to_read(opened: Iterable[Opened | Problem]) -> Iterator[tuple[bytes, str]]:
    return ((one.data, one.first_name) for one in opened if isinstance(one, Opened) and one.data is not None)


def _is_unread(before: ReturnStanding) -> bool:
    """Whether a return could not be read when it came, which may have passed, and waits still."""
    return any(is_unread(part) for part in before.parts)
