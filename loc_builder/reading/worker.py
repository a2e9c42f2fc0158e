"""Reads returns in processes of their own, since a hostile file can take a process down.

Each process has limits on time and, where the system knows such limits, on memory; it is replaced when it dies and
after some files. Whatever a file does, a `Reading` comes back that says so, and the next file is read.
"""

import hashlib
import logging
import multiprocessing
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import TimeoutError as TookTooLongError
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from loc_builder.findings import Finding, FindingCode
from loc_builder.model import Reading, ReturnId
from loc_builder.reading.gate import clean_label, unread

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take: seconds by the clock, and bytes beyond what a fresh worker holds."""

    seconds: float = 60
    memory: int = 2 << 30
    files_per_worker: int = 20


@dataclass(frozen=True, slots=True)
class _Waiting:
    data: bytes
    label: str
    reading: ProcessFuture[Reading]


def read_return(data: bytes, name: str, *, limits: Limits | None = None) -> Reading:
    """Read one returned file in a process of its own."""
    with ReaderPool(workers=1, limits=limits) as readers:
        return readers.read(data, name)


def has_memory_limit() -> bool:
    """Tell whether this system lets a worker's memory be limited; where not, a report should say so."""
    return sys.platform.startswith("linux")


class ReaderPool:
    """Workers that read returns: `with ReaderPool() as readers: reading = readers.read(data, name)`."""

    def __init__(self, *, workers: int = 2, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._workers = workers
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
        end = self._pool.close if raised == (None, None, None) else self._pool.stop
        end()  # type: ignore[no-untyped-call]  # pebble annotates all but these
        self._pool.join()

    def read(self, source: bytes | Path, name: str) -> Reading:
        """Read one file, given as bytes or by its path; never raises for what is in the file."""
        return self._result(self._started(source, name))

    def read_each(self, sources: Iterable[tuple[bytes | Path, str]]) -> Iterator[Reading]:
        """Read many files at once and give their readings in the order of the files.

        Only a few files more than there are workers are held in memory at a time.
        """
        waiting: deque[_Waiting] = deque()
        for source, name in sources:
            waiting.append(self._started(source, name))
            if len(waiting) > 2 * self._workers:
                yield self._result(waiting.popleft())
        while waiting:
            yield self._result(waiting.popleft())

    def _started(self, source: bytes | Path, name: str) -> _Waiting:
        data = source if isinstance(source, bytes) else source.read_bytes()
        future = self._pool.schedule(_read, args=(data, name), timeout=self._limits.seconds)
        return _Waiting(data, clean_label(name), future)

    def _result(self, waiting: _Waiting) -> Reading:
        """Wait for a reading; the one place where whatever a file caused becomes a finding."""
        try:
            return waiting.reading.result()
        except TookTooLongError:
            why = f"reading it took longer than {self._limits.seconds:g} seconds"
        except MemoryError:
            why = "reading it takes more memory than is allowed"
        except ProcessExpired:
            why = "reading it stopped the reader"
        except Exception:  # noqa: BLE001 - a library's fault on one file must not stop the batch
            _log.debug("a file could not be read", exc_info=True)
            why = "the reader failed on it"
        return _failed(waiting, why)


def _failed(waiting: _Waiting, why: str) -> Reading:
    """A busy machine or another release may read what failed here, so a person is told to try again."""
    part = unread(waiting.label, Finding(FindingCode.UNREADABLE, f"{why}; receive it again to try once more"))
    return Reading(ReturnId(hashlib.sha256(waiting.data).hexdigest()), waiting.label, (part,), is_passing=True)


# ---- inside the worker


def _prepare(limits: Limits) -> None:
    """Load what reading needs, then draw the limits: they count from there."""
    from loc_builder.reading import reader  # noqa: F401, PLC0415 - the office's process need not load it

    logging.disable()  # libraries complain of damaged files at length; the findings say it
    if has_memory_limit():
        _limit(limits)


def _limit(limits: Limits) -> None:
    import resource  # noqa: PLC0415 - there is none on Windows

    mapped = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    wanted = {
        resource.RLIMIT_AS: mapped + limits.memory,
        resource.RLIMIT_CORE: 0,
        # Should the office's process be gone, nobody watches the clock any more.
        resource.RLIMIT_CPU: int(limits.seconds * (limits.files_per_worker + 1)) + 10,
    }
    for what, most in wanted.items():
        allowed = resource.getrlimit(what)[1]
        limit = most if allowed == resource.RLIM_INFINITY else min(most, allowed)
        resource.setrlimit(what, (limit, limit))


def _read(data: bytes, name: str) -> Reading:
    from loc_builder.reading.reader import read  # noqa: PLC0415 - as above

    return read(data, name)
