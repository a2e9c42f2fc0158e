"""Reads returns in processes of their own, since a hostile file can take a process down.

Each process has limits on time and, where the system knows such limits, on memory; it is replaced when it dies and
after some files. Whatever a file does, a `Reading` comes back that says so, and the next file is read. What lies in a
mail or an archive is read file by file, each in its own time, so that a bad attachment costs only itself. With the
extra `ocr`, print on pages that are pictures is recognised afterwards, a page in the time of a file.
"""

import ctypes
import logging
import multiprocessing
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TookTooLongError
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from loc_builder.findings import Finding, FindingCode
from loc_builder.model import Medium, Reading, ReturnId
from loc_builder.reading.gate import clean_label, unread
from loc_builder.reading.packed import FileRead, Packed, Unpacked, hash_of, reading_of, reading_of_several

_log = logging.getLogger(__name__)

_STEP = 1.0  # seconds between looks at whether the pool still works
_PATIENCE = 30.0  # seconds that a worker may take to start on a busy machine, or a broken pool to end

_LONGEST_WORK = 4  # files, in whose time other work is done: so many pages are recognised in one lot

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # as glibc's malloc.h numbers them
_HELD = 256 << 20  # bytes
_MOST_IN_HEAP = 32 << 20  # bytes; more is refused

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: seconds by the clock, and bytes beyond what a fresh worker holds."""

    seconds: float = 60
    memory: int = 2 << 30
    files_per_worker: int = 500


@dataclass(frozen=True, slots=True)
class _Waiting:
    data: bytes
    label: str
    read: ProcessFuture[FileRead | Unpacked]


def read_return(data: bytes, name: str, *, limits: Limits | None = None) -> Reading:
    """Read one returned file in a process of its own; print is not recognised."""
    with ReaderPool(workers=1, limits=limits, recognises=False) as readers:
        return readers.read(data, name)


def has_memory_limit() -> bool:
    """Tell whether this system lets a worker's memory be limited; where not, a report should say so."""
    return sys.platform.startswith("linux")


class ReaderPool:
    """Workers that read returns: `with ReaderPool() as readers: reading = readers.read(data, name)`."""

    def __init__(self, *, workers: int = 2, limits: Limits | None = None, recognises: bool = True) -> None:
        self._limits = limits or Limits()
        self._recognises = recognises
        self._workers = workers
        self._is_broken = False
        self._under_way = set[ProcessFuture[Any]]()
        self._pool = ProcessPool(
            max_workers=workers,
            max_tasks=self._limits.files_per_worker,
            initializer=_prepare,
            initargs=(self._limits,),
            context=multiprocessing.get_context("spawn"),  # the same on every system, and no inherited state
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        """End the workers; one that is just starting is let start, since it would complain if it were stopped."""
        ends_well = raised == (None, None, None) and not self._is_broken
        end = self._pool.close if ends_well else self._pool.stop
        end()  # type: ignore[no-untyped-call]  # pebble annotates all but these
        with suppress(TimeoutError):
            self._pool.join(None if ends_well else _PATIENCE)

    def begin(self) -> None:
        """Let the workers start now, so that they load what they need while this process does other things."""
        self._scheduled(os.getpid)

    def read(self, source: bytes | Path, name: str) -> Reading:
        """Read one file, given as bytes or by its path; never raises for what is in the file."""
        return self._begun(self._started(source, name))()

    def read_each(self, sources: Iterable[tuple[bytes | Path, str]]) -> Iterator[Reading]:
        """Read many files at once and give their readings in the order of the files.

        Only a few files more than there are workers are held in memory at a time.
        """
        waiting: deque[_Waiting] = deque()
        recognised: deque[Callable[[], Reading]] = deque()
        for source, name in sources:
            waiting.append(self._started(source, name))
            if len(waiting) > 2 * self._workers:
                recognised.append(self._begun(waiting.popleft()))
            if len(recognised) > self._workers:
                yield recognised.popleft()()
        while waiting:
            recognised.append(self._begun(waiting.popleft()))
            yield recognised.popleft()()
        while recognised:
            yield recognised.popleft()()

    def start(self, work: Callable[..., T], *given: object, times: int = 1) -> Callable[[], T | str]:
        """Begin other work on what came back; give what waits for its result, or for the words why there is none.

        It may take `times` as long as a file.
        """
        future = self._scheduled(work, *given, times=times)

        def result() -> T | str:
            got = self._got(future, times=times)
            return got.why if isinstance(got, _Failed) else got

        return result

    def _scheduled(self, work: Callable[..., T], *given: object, times: int = 1) -> ProcessFuture[T]:
        future: ProcessFuture[T] = self._pool.schedule(work, args=given, timeout=times * self._limits.seconds)
        self._under_way.add(future)
        future.add_done_callback(self._under_way.discard)
        return future

    def _started(self, source: bytes | Path, name: str) -> _Waiting:
        data = source if isinstance(source, bytes) else source.read_bytes()
        return _Waiting(data, clean_label(name), self._scheduled(_opened_up, data, name))

    def _begun(self, waiting: _Waiting) -> Callable[[], Reading]:
        """Wait for a reading, and begin to recognise what in it is a picture."""
        reading = self._result(waiting)
        if not self._recognises or all(part.medium is not Medium.SCAN for part in reading.parts):
            return lambda: reading
        from loc_builder.reading.second_reading import begun  # noqa: PLC0415 - it loads what reads pictures

        return begun(reading, waiting.data, self.start)

    def _result(self, waiting: _Waiting) -> Reading:
        read = self._got(waiting.read)
        if isinstance(read, _Failed):
            part = unread(waiting.label, read.finding)
            return Reading(ReturnId(hash_of(waiting.data)), waiting.label, (part,), is_passing=True)
        if isinstance(read, FileRead):
            return reading_of(waiting.data, waiting.label, read)
        return reading_of_several(waiting.data, read, self._read_packed(read.files))

    def _read_packed(self, files: Iterable[Packed]) -> Iterator[FileRead]:
        """Read the files that lay in one return, as many at once as there is work for."""
        waiting: deque[tuple[Packed, ProcessFuture[FileRead]]] = deque()
        for packed in files:
            waiting.append((packed, self._scheduled(_read_packed, packed)))
            if len(waiting) > 2 * self._workers:
                yield self._file_result(*waiting.popleft())
        while waiting:
            yield self._file_result(*waiting.popleft())

    def _file_result(self, packed: Packed, future: ProcessFuture[FileRead]) -> FileRead:
        read = self._got(future)
        return packed.turned_away(read.finding) if isinstance(read, _Failed) else read

    def _got(self, future: ProcessFuture[T], *, times: int = 1) -> "T | _Failed":
        """Wait for what a worker gives; the one place where whatever a file caused becomes a finding."""
        try:
            return self._answer(future)
        except _NoAnswerError:
            return _Failed("the readers do not answer any more")
        except TookTooLongError:
            return _Failed(f"reading it took longer than {times * self._limits.seconds:g} seconds")
        except MemoryError:
            return _Failed("reading it takes more memory than is allowed")
        except ProcessExpired:
            return _Failed("reading it stopped the reader")
        except Exception:  # noqa: BLE001 - a library's fault on one file must not stop the batch
            _log.debug("a file could not be read", exc_info=True)
            return _Failed("the reader failed on it")

    def _answer(self, future: ProcessFuture[T]) -> T:
        """Wait for an answer, but not for ever: a pool whose workers cannot start counts no time.

        What is being worked on has its own time, so a pool that works on nothing at all for long is broken.
        """
        idle_since = time.monotonic()
        while future.done() or not self._is_broken:
            try:
                return future.result(timeout=_STEP)
            except TookTooLongError:
                if future.done():
                    raise
                if any(each.running() for each in tuple(self._under_way)):
                    idle_since = time.monotonic()
                self._is_broken = not self._pool.active or time.monotonic() - idle_since > _PATIENCE
        raise _NoAnswerError


class _NoAnswerError(Exception):
    """The pool is broken."""


@dataclass(frozen=True, slots=True)
class _Failed:
    """Why a file was not read; a busy machine or another release may read it, so a person is told to try again."""

    why: str

    @property
    def finding(self) -> Finding:
        return Finding(FindingCode.UNREADABLE, f"{self.why}; receive it again to try once more")


# ---- inside the worker


def _prepare(limits: Limits) -> None:
    """Load what reading needs, then draw the limits: they count from there."""
    from loc_builder.reading import reader  # noqa: F401, PLC0415 - the office's process need not load it

    _silence()
    _hold_memory()
    if has_memory_limit():
        _limit(limits)


def _hold_memory() -> None:
    """Keep what one picture took for the next: to give it back to Linux and ask for it anew is slow."""
    with suppress(OSError, TypeError, AttributeError):  # other systems have no such switch
        switch = ctypes.CDLL(None).mallopt
        switch(_TRIM_THRESHOLD, _HELD)
        switch(_MMAP_THRESHOLD, _MOST_IN_HEAP)


def _silence() -> None:
    """Libraries complain of damaged files at length, some of them past Python; the findings say it."""
    logging.disable()
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a name that means no place
        os.dup2(nowhere.fileno(), 2)


def _limit(limits: Limits) -> None:
    import resource  # noqa: PLC0415 - there is none on Windows

    mapped = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    wanted = {
        resource.RLIMIT_AS: mapped + limits.memory,
        resource.RLIMIT_CORE: 0,
        # Should the office's process be gone, nobody watches the clock any more.
        resource.RLIMIT_CPU: int(limits.seconds * _LONGEST_WORK * (limits.files_per_worker + 1)) + 10,
    }
    for what, most in wanted.items():
        allowed = resource.getrlimit(what)[1]
        limit = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(what, (limit, limit))


def _opened_up(data: bytes, name: str) -> FileRead | Unpacked:
    from loc_builder.reading.reader import opened_up  # noqa: PLC0415 - as above

    return opened_up(data, name)


def _read_packed(packed: Packed) -> FileRead:
    from loc_builder.reading.reader import read_packed  # noqa: PLC0415 - as above

    return read_packed(packed)
