"""Headers and footers: dropped from a PDF's pages, compared in a Word file."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from loc_builder.agreement.changes import Change, ChangeKind, shown
from loc_builder.agreement.letters import squeezed

PAGE_OF = "Page  of "
"""What is left of "Page 2 of 5" without its numbers; a left-out number stands between two spaces or at an edge."""

LONGEST_LINES = 2_000  # characters with their spaces; what is longer at a page's edge is not looked at as furniture
ALIKE = 0.5  # from which a header is taken for an altered one, and not another


def without_furniture(text_of_pages: Sequence[str], furniture: Sequence[str]) -> str:
    """Drop headers, footers and page numbers from both ends of each page's text, and join the pages.

    Furniture is matched by whole lines, up to four where one was wrapped; what differs from the furniture stays.
    """
    lines = [line for text in furniture for line in text.splitlines()]
    patterns = [_pattern(text) for text in dict.fromkeys((*furniture, *lines, PAGE_OF)) if squeezed(text)]
    return "\n".join("\n".join(_stripped(re.split(r"\r\n|[\r\n]", text), patterns)) for text in text_of_pages)


def compare_furniture(issued: Sequence[str], returned: Sequence[str]) -> tuple[Change, ...]:
    """Compare headers and footers, in any order and however often each stands in the file."""
    ours, theirs = ({squeezed(text): text for text in texts if squeezed(text)} for texts in (issued, returned))
    lost = [text for letters, text in ours.items() if letters not in theirs]
    changes: list[Change] = []
    for new in (text for letters, text in theirs.items() if letters not in ours):
        likeness, near = max(
            ((Indel.normalized_similarity(text, new), text) for text in ours.values()), default=(0, "")
        )
        if likeness < ALIKE:
            changes.append(Change(ChangeKind.ADDED, "", shown(new), _PLACE))
            continue
        changes.append(Change(ChangeKind.REPLACED, shown(near), shown(new), _PLACE))
        lost = [text for text in lost if text != near]
    return (*changes, *(Change(ChangeKind.REMOVED, shown(text), "", _PLACE) for text in lost))


_PLACE = "header or footer"


def _pattern(text: str) -> re.Pattern[str]:
    """Match squeezed furniture, with a number wherever one was left out."""
    pieces = re.split(r"(\s{2,}|^\s+|\s+$)", text)
    return re.compile("".join(r"\d{0,4}" if piece.isspace() else re.escape(squeezed(piece)) for piece in pieces))


def _stripped(lines: list[str], patterns: Sequence[re.Pattern[str]]) -> list[str]:
    first, last = 0, len(lines)
    while first < last:
        ahead = _count(lines[first : min(first + 4, last)], patterns)
        first += ahead
        behind = _count(lines[max(first, last - 4) : last], patterns, at_end=True)
        last -= behind
        if not ahead and not behind:
            break
    return lines[first:last]


def _count(lines: Sequence[str], patterns: Sequence[re.Pattern[str]], *, at_end: bool = False) -> int:
    """How many lines at one end are furniture, or blank."""
    for count in range(1, len(lines) + 1):
        text = "".join(lines[-count:] if at_end else lines[:count])
        if len(text) > LONGEST_LINES:
            break
        letters = squeezed(text)
        if not letters or any(pattern.fullmatch(letters) for pattern in patterns):
            return count
    return 0
