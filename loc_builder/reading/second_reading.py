"""The pages of a reading that are pictures, recognised by the workers a few pages at a time, each lot in its own time.

A lot that fails costs its part the recognition, and the part says why; all else that was read of the return stays.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from loc_builder import canonical
from loc_builder.files.ocr import is_available
from loc_builder.model import Part, Reading, Recognised, RecognisedPage
from loc_builder.reading.likeness import to_recognise, unrecognised, with_recognised
from loc_builder.reading.packed import hash_of
from loc_builder.reading.recognising import recognised_pages
from loc_builder.reading.siblings import completed

AT_ONCE = 4  # pages in one lot

T = TypeVar("T")
Lot = Callable[[], tuple[RecognisedPage, ...] | str]


class Start(Protocol):
    """Begins work in a worker that may take some times as long as a file; see `worker.ReaderPool.start`."""

    def __call__(self, work: Callable[..., T], *given: object, times: int = 1) -> Callable[[], T | str]: ...


def begun(reading: Reading, data: bytes, start: Start) -> Callable[[], Reading]:
    """Begin to recognise what is a picture in a reading of `data`; give what waits for the whole of it."""
    if reading.is_passing or not any(map(to_recognise, reading.parts)) or not is_available():
        return lambda: reading
    files = {hash_of(each): each for each in (data, *reading.held)}
    lots = [tuple(_lots(part, files[part.lies_in(reading.return_id)], start)) for part in reading.parts]
    return lambda: _finished(reading, lots)


def _lots(part: Part, pdf: bytes, start: Start) -> Iterator[Lot]:
    pages = to_recognise(part)
    for first in range(0, len(pages), AT_ONCE):
        lot = pages[first : first + AT_ONCE]
        yield start(recognised_pages, pdf, lot, times=len(lot))


def _finished(reading: Reading, lots: Sequence[Sequence[Lot]]) -> Reading:
    parts, made = list[Part](), list[bytes]()
    for part, started in zip(reading.parts, lots, strict=True):
        got = [lot() for lot in started]
        failed = next((each for each in got if isinstance(each, str)), "")
        if failed:
            parts.append(unrecognised(part, failed))
        elif got:
            pages = tuple(page for each in got for page in each if isinstance(page, RecognisedPage))
            made.append(canonical.dump(Recognised(pages)))
            parts.append(with_recognised(part, pages, hash_of(made[-1])))
        else:
            parts.append(part)
    return replace(reading, parts=completed(parts), held=tuple(dict.fromkeys((*reading.held, *made))))
