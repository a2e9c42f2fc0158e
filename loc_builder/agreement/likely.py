"""The text of pages that are pictures, as recognition gives it: each word with its certainty and its place."""

import math
import re
import statistics
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from loc_builder.agreement.letters import Squeezed, squeezed
from loc_builder.agreement.likely_furniture import without_furniture
from loc_builder.model import Fixed, RecognisedLine, RecognisedPage, Wording

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Line:
    """Where a line stands, in points: `middle` is its height on its page (from 0) once the page's lean is taken out."""

    page: int
    left: float
    right: float
    middle: float
    height: float


@dataclass(frozen=True, slots=True)
class LikelyWord:
    """A word of the text, from `start` to before `end`; `line` is the number of the line that it stands on, from 0."""

    start: int
    end: int
    certainty: float
    line: int


@dataclass(frozen=True, slots=True)
class LikelyText:
    """The lines of all pages, each a line of `text`, and the words on them in the same order.

    `furniture` are the lines of headers and footers, which are no part of the text, each with what it is meant to be.
    """

    text: str
    lines: tuple[Line, ...]
    words: tuple[LikelyWord, ...]
    furniture: tuple[tuple[str, RecognisedLine], ...] = ()

    @classmethod
    def of(cls, pages: Sequence[RecognisedPage], issued: Wording) -> "LikelyText":
        joined, furniture = _joined(issued), list[tuple[str, RecognisedLine]]()
        text, lines, words = "", list[Line](), list[LikelyWord]()
        for number, page in enumerate(pages):
            upright = page.upright()
            rise = _rise(upright)
            body, around = without_furniture(upright, issued.furniture)
            furniture += around
            for read in body:
                line = _parted(read, joined)
                words += _words(line, len(text), len(lines))
                lines.append(_placed(line, number, upright.width, rise))
                text += f"{line.text}\n"
        return cls(text, tuple(lines), tuple(words), tuple(furniture))

    def between(self, start: int, end: int) -> Sequence[LikelyWord]:
        """The words that stand in a part of the text."""
        first = bisect_left(self.words, start + 1, key=lambda word: word.end)
        last = bisect_left(self.words, end, key=lambda word: word.start)
        return self.words[first:last]


def _words(line: RecognisedLine, start: int, number: int) -> Iterator[LikelyWord]:
    for found, certainty in zip(_WORD.finditer(line.text), line.of_words, strict=True):
        yield LikelyWord(start + found.start(), start + found.end(), certainty, number)


def _rise(page: RecognisedPage) -> float:
    """How much a page's lines rise to the right, told by its long ones."""
    long = [line.lean for line in page.lines if line.box.width > 5 * line.box.height]
    return math.tan(math.radians(statistics.median(long))) if long else 0.0


def _placed(line: RecognisedLine, page: int, width: float, rise: float) -> Line:
    box = line.box
    across = (box.x0 + box.x1 - width) / 2
    return Line(page, box.x0, box.x1, (box.y0 + box.y1) / 2 - across * rise, box.height)


# ---- words that were read as one


def _joined(issued: Wording) -> Mapping[str, int]:
    """What two words of the letter give that stand beside each other, and how many letters the first of them has."""
    texts = (one.text for one in issued.body if isinstance(one, Fixed))
    pairs = (pair for text in texts for pair in pairwise(filter(None, map(squeezed, text.split()))))
    return {one + other: len(one) for one, other in pairs}


def _parted(line: RecognisedLine, joined: Mapping[str, int]) -> RecognisedLine:
    """Part words between which the space was not seen: else they would be taken for one word of an answer."""
    words, of_words = list[str](), list[float]()
    for word, certainty in zip(line.text.split(), line.of_words, strict=True):
        parts = _parts(word, joined)
        words += parts
        of_words += [certainty] * len(parts)
    return replace(line, text=" ".join(words), of_words=tuple(of_words))


def _parts(word: str, joined: Mapping[str, int]) -> list[str]:
    letters = Squeezed.of(word)
    if letters.letters not in joined:
        return [word]
    place = letters.places[joined[letters.letters]]
    return [word[:place], word[place:]]
