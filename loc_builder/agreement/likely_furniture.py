"""Headers and footers on pages that are pictures: told from the text, and compared.

No line of them is read quite exactly on every page, so they are known by their likeness.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from loc_builder.agreement.changes import Change, ChangeKind, shown
from loc_builder.agreement.letters import squeezed
from loc_builder.model import RecognisedLine, RecognisedPage

Around = tuple[str, RecognisedLine]
"""A line of a header or footer as issued, empty where it is only like a piece of one, and as it was read."""

_ALIKE = 80  # of 100: a line that is so much like one of the furniture is that
_WITHIN = 90  # of 100: what is so much like a piece of the furniture is a piece of it, where it stands at the foot
_SHORTEST_PIECE = 4  # letters
_FEW = 3  # letters of a line that may be others
_LINES = 5  # of a page's first and last lines, among which headers and footers are
_EDGE = 24  # points from a page's upper or lower edge within which no letter is printed, but a fax writes a line
_DIGITS = re.compile(r"\d+")


def without_furniture(
    page: RecognisedPage, furniture: Sequence[str]
) -> tuple[Sequence[RecognisedLine], Sequence[Around]]:
    """Part an upright page's lines from its header and footer, and from what stands where no letter is printed."""
    issued = {_lettered(each): each for each in (*furniture, *_lines_in(furniture)) if _lettered(each)}
    body, around = list[RecognisedLine](), list[Around]()
    for number, line in enumerate(page.lines):
        at_foot = number >= len(page.lines) - _LINES
        is_near = number < _LINES or at_foot
        meant = _meant(_lettered(line.text), issued, at_foot=at_foot) if is_near else None
        middle = (line.box.y0 + line.box.y1) / 2
        if meant is not None:
            around.append((issued.get(meant, ""), line))
        elif min(middle, page.height - middle) >= _EDGE:
            body.append(line)
    return body, around


def changes_around(around: Iterable[Around], *, sure: float, slip: float) -> Iterator[Change]:
    """Give what was surely altered in headers and footers, once for all pages.

    A line counts whose words were all read with the certainty `sure`, and of whose letters more than a share `slip` are
    others.
    """
    told = set[str]()
    for issued, line in around:
        if issued and issued not in told and _is_altered(issued, line, sure=sure, slip=slip):
            told.add(issued)
            yield Change(ChangeKind.REPLACED, shown(issued), shown(line.text), "header or footer")


def _is_altered(issued: str, line: RecognisedLine, *, sure: float, slip: float) -> bool:
    ours, theirs = _lettered(issued), _lettered(line.text)
    is_slip = Levenshtein.distance(ours, theirs) <= max(_FEW, slip * len(ours))
    return not is_slip and all(certainty >= sure for certainty in line.of_words)


def _meant(letters: str, issued: Iterable[str], *, at_foot: bool) -> str | None:
    """The line of the furniture that a line is; empty where it is like a piece of one, None where it is none."""
    alike = [(fuzz.ratio(letters, each), each) for each in issued]
    best = max(alike, default=(0.0, ""))
    if best[0] >= _ALIKE:
        return best[1]
    pieces = (each for _, each in alike if len(each) > len(letters) >= _SHORTEST_PIECE)
    return "" if at_foot and any(fuzz.partial_ratio(letters, each) >= _WITHIN for each in pieces) else None


def _lines_in(texts: Iterable[str]) -> Iterator[str]:
    return (line for text in texts for line in text.splitlines())


def _lettered(text: str) -> str:
    """What lasts of a line without its numbers, which differ from page to page."""
    return _DIGITS.sub("", squeezed(text))
