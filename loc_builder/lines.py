"""The signs of printed lines, put into the order in which they stand.

Where a font lacks a sign, programs print it from another font after the rest of the line, and a PDF's text then has
it at the line's end, with a blank in its place.
"""

import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

NARROWEST_BLANK = 0.18  # of a line's height
LEAST_JUMP = 0.3  # of a line's height, to the left; letters that reach below each other go back less


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign and where it stands; `is_guessed` for a blank that is not in the file, but was guessed from a gap."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    is_guessed: bool = False


def lines_in_order(text: str, sign_at: Callable[[int], Sign]) -> str:
    """Put each line of a text in order; lines of plain ASCII need no second font and are left alone."""
    lines, at = list[str](), 0
    for line in text.splitlines(keepends=True):
        end = at + len(line.rstrip("\r\n"))
        if line.isascii():
            lines.append(line)
        else:
            lines += map(in_order, _rows(map(sign_at, range(at, end))))
            lines.append(line[end - at :])
        at += len(line)
    return "".join(lines)


def _rows(signs: Iterable[Sign]) -> Iterator[Sequence[Sign]]:
    """Part signs where they go on above or below: a line whose last word is divided reads on in the next one."""
    row, bottom, top = list[Sign](), math.inf, -math.inf
    for sign in signs:
        if row and not sign.is_guessed and (sign.top < bottom or sign.bottom > top):
            yield row
            row, bottom, top = [], math.inf, -math.inf
        row.append(sign)
        if not sign.is_guessed:
            bottom, top = min(bottom, sign.bottom), max(top, sign.top)
    if row:
        yield row


def in_order(signs: Sequence[Sign]) -> str:
    """Read a line from left to right; one in order, upside down, or written from right to left is left alone."""
    clusters = _clusters(sign for sign in signs if not sign.is_guessed)
    is_leftward = any(unicodedata.bidirectional(letter) in ("R", "AL") for sign in signs for letter in sign.text)
    height = max((sign.top for sign in signs), default=0) - min((sign.bottom for sign in signs), default=0)
    back = sum(after[0].left < before[0].left - LEAST_JUMP * height for before, after in pairwise(clusters))
    if is_leftward or not 0 < back < len(clusters) / 2:  # upside down, nearly all go back
        return "".join(sign.text for sign in signs)
    moved = [sign for cluster in sorted(clusters, key=lambda cluster: cluster[0].left) for sign in cluster]
    rest = (
        f" {sign.text}"
        if sign.left - before.right >= NARROWEST_BLANK * height and " " not in (before.text, sign.text)
        else sign.text
        for before, sign in pairwise(moved)
    )
    return (moved[0].text + "".join(rest)).rstrip()


def _clusters(signs: Iterable[Sign]) -> Sequence[Sequence[Sign]]:
    """Put marks that stand on or below a letter with that letter."""
    clusters: list[list[Sign]] = []
    for sign in signs:
        if clusters and unicodedata.combining(sign.text[:1] or " "):
            clusters[-1].append(sign)
        else:
            clusters.append([sign])
    return clusters
