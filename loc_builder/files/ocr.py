"""Printed lines read from a picture by optical character recognition (rapidocr, the extra `ocr`).

It runs on the processor alone, its models lie in its package, nothing is fetched. What it reads is a likeness, never a
certainty: only what carries check digits, or what a person confirms, may be built on it.
"""

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_LINES = 7  # of one strip; each takes a tenth of a second or two
_INK = 110  # grey below which a pixel is print
_LEAST_HEIGHT, _MOST_HEIGHT = 8, 80  # pixels of a line of print at 200 dots an inch
_ROOM = 5  # pixels left around a line
_GAP = 36  # pixels without ink that part print from a code, or from what else stands beside it

Grey = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class LineRead:
    """What a line seems to say, and how sure the recognition is of it, 0 to 1."""

    text: str
    certainty: float


def is_available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_lines(picture: Grey) -> tuple[LineRead, ...]:
    """Read the upright lines of print on a narrow strip of a page (grey, about 200 dots an inch), from the top."""
    found = (_read(line) for line in _lines(picture)[:MOST_LINES])
    return tuple(line for line in found if line.text)


def _read(line: Grey) -> LineRead:
    read = _engine()(np.stack([line] * 3, axis=-1), use_det=False, use_cls=False)
    return LineRead(" ".join(read.txts or ()).strip(), min(map(float, read.scores or ()), default=0.0))


@cache
def _engine() -> Any:
    """The recognition, loaded once a process; several processes read at a time, so each takes one thread."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - an extra, slow to load, and seldom needed

    one = {f"EngineConfig.onnxruntime.{name}_op_num_threads": 1 for name in ("intra", "inter")}
    return RapidOCR(params={"Global.log_level": "critical", **one})


def _lines(picture: Grey) -> list[Grey]:
    """Cut a strip into its lines of print, and lines where wide gaps part them."""
    ink = picture < _INK
    found = []
    for top, bottom in _runs(ink, along=0, gap=2):
        if bottom - top >= _LEAST_HEIGHT:
            for left, right in _runs(ink[top:bottom], along=1, gap=_GAP):
                tops = _runs(ink[top:bottom, left:right], along=0, gap=2)
                found += [_cut(picture, (top + one, top + other), (left, right)) for one, other in tops]
    return [line for line in found if _LEAST_HEIGHT + 2 * _ROOM <= line.shape[0] <= _MOST_HEIGHT]


def _cut(picture: Grey, rows: tuple[int, int], columns: tuple[int, int]) -> Grey:
    (top, bottom), (left, right) = rows, columns
    return picture[max(0, top - _ROOM) : bottom + _ROOM, max(0, left - _ROOM) : right + _ROOM]


def _runs(ink: NDArray[np.bool_], *, along: int, gap: int) -> list[tuple[int, int]]:
    """The stretches (start, end) of rows (`along` 0) or columns with ink; `gap` without ink and less parts none."""
    places = np.flatnonzero(np.any(ink, axis=1 - along))
    if not places.size:
        return []
    breaks = np.flatnonzero(np.diff(places) > gap)
    starts, ends = places[np.r_[0, breaks + 1]], places[np.r_[breaks, places.size - 1]] + 1
    return [(int(start), int(end)) for start, end in zip(starts, ends, strict=True)]
