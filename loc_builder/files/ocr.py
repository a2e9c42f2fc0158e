"""Print read from a picture by optical character recognition (rapidocr, the extra `ocr`).

It runs on the processor alone, its models lie in its package, nothing is fetched. What it reads is a likeness, never a
certainty: only what carries check digits, or what a person confirms, may be built on it.
"""

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loc_builder.model import Box

MOST_LINES = 7  # of one strip; each takes a tenth of a second or two
MOST_LINES_OF_PAGE = 200

_POINTS_PER_INCH = 72
_INK = 110  # grey below which a pixel is print
_LEAST_HEIGHT, _MOST_HEIGHT = 8, 80  # pixels of a line of print at 200 dots an inch
_ROOM = 5  # pixels left around a line
_GAP = 36  # pixels without ink that part print from a code, or from what else stands beside it
_LONG = 5  # times its height that a line is wide from which its lean can be told
_LONGEST_LOOKED_AT = 1280  # pixels of the page's longer side while lines are sought: a quarter of the time, none lost

Grey = NDArray[np.uint8]
Corners = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LineRead:
    """What a line seems to say, and how sure the recognition is of it, 0 to 1."""

    text: str
    certainty: float


@dataclass(frozen=True, slots=True)
class PlacedLine(LineRead):
    """A line and where it stands: in points from the lower left of the picture.

    Words are parted by single spaces; `of_words` is how sure the recognition is of the least sure letter of each. The
    box has the line's own length and height, about its middle; `lean` is by how many degrees it rises to the right.
    """

    box: Box
    of_words: tuple[float, ...]
    lean: float


def is_available() -> bool:
    """Whether the extra is installed."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_lines(picture: Grey) -> tuple[LineRead, ...]:
    """Read the upright lines of print on a narrow strip of a page (grey, about 200 dots an inch), from the top."""
    found = (_read(line) for line in _lines(picture)[:MOST_LINES])
    return tuple(line for line in found if line.text)


def read_page(picture: Grey, dpi: float) -> tuple[PlacedLine, ...]:
    """Read the lines of print on an upright page (grey, `dpi` dots an inch), row by row; it takes seconds."""
    engine, coloured = _engine(), _coloured(picture)
    corners = engine(coloured, use_det=True, use_cls=False, use_rec=False).boxes
    if corners is None:
        return ()
    corners = corners[:MOST_LINES_OF_PAGE]
    read = engine.recognize_txt(engine.crop_text_regions(coloured, corners))
    found = (
        _placed(text, told.confs, four * (1, -1) + (0, picture.shape[0]), _POINTS_PER_INCH / dpi)
        for text, told, four in zip(read.txts, read.word_results, corners, strict=True)
    )
    return _in_rows([line for line in found if line.text])


def _placed(text: str, certainties: Sequence[float], four: Corners, scale: float) -> PlacedLine:
    """Make a line of its letters and of its corners, from the upper left clockwise, counted from the lower left."""
    words = tuple(_words(text, certainties))
    letters = [each for _, sure in words for each in sure]
    across, down = (four[1] + four[2] - four[0] - four[3]) / 2, (four[2] + four[3] - four[0] - four[1]) / 2
    half = np.array([np.hypot(*across), np.hypot(*down)]) / 2
    edges = np.r_[four.mean(axis=0) - half, four.mean(axis=0) + half] * scale
    return PlacedLine(
        " ".join(word for word, _ in words),
        round(sum(letters) / max(1, len(letters)), 3),
        Box(*(round(edge, 1) for edge in edges.tolist())),
        tuple(round(_least(word, sure), 3) for word, sure in words),
        round(math.degrees(math.atan2(across[1], across[0])), 2),
    )


def _in_rows(lines: Sequence[PlacedLine]) -> tuple[PlacedLine, ...]:
    """Sort lines from the top, those that stand beside each other from the left, whatever way the page leans."""
    long = [line.lean for line in lines if line.box.width > _LONG * line.box.height]
    rise = math.tan(math.radians(statistics.median(long))) if long else 0.0
    rows: list[list[PlacedLine]] = []
    for line in sorted(lines, key=lambda each: -_height_of(each, rise)):
        last = rows[-1][-1] if rows else line
        near = min(line.box.height, last.box.height) / 2
        if rows and _height_of(last, rise) - _height_of(line, rise) < near:
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(line for row in rows for line in sorted(row, key=lambda each: each.box.x0))


def _height_of(line: PlacedLine, rise: float) -> float:
    """How high a line's middle stands on a page whose lines all rise by so much."""
    return (line.box.y0 + line.box.y1 - (line.box.x0 + line.box.x1) * rise) / 2


def _least(word: str, certainties: Sequence[float]) -> float:
    """The certainty of a word's least sure letter or figure; marks are strewn by any speck and count by themselves."""
    letters = [sure for letter, sure in zip(word, certainties, strict=False) if letter.isalnum()]
    return min(letters or certainties)


def _words(text: str, certainties: Sequence[float]) -> Iterator[tuple[str, Sequence[float]]]:
    """Take a line apart at its spaces; there is one certainty for each character, spaces included."""
    start = 0
    for end, letter in enumerate(f"{text} "):
        if letter.isspace():
            if end > start:
                yield text[start:end], certainties[start:end]
            start = end + 1


def _coloured(picture: Grey) -> Grey:
    return np.stack([picture] * 3, axis=-1)


def _read(line: Grey) -> LineRead:
    read = _engine()(_coloured(line), use_det=False, use_cls=False, use_rec=True)
    return LineRead(" ".join(read.txts or ()).strip(), min(map(float, read.scores or ()), default=0.0))


@cache
def _engine() -> Any:
    """The recognition, loaded once a process; several processes read at a time, so each takes one thread."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - an extra, slow to load, and seldom needed

    one = {f"EngineConfig.onnxruntime.{name}_op_num_threads": 1 for name in ("intra", "inter")}
    size = {"Det.limit_type": "max", "Det.limit_side_len": _LONGEST_LOOKED_AT}
    told = {"Global.log_level": "critical", "Global.return_word_box": True}  # with words, letters' certainties are told
    return RapidOCR(params={**told, **one, **size})


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
