"""Headers and footers: dropped from a PDF's pages, compared in a Word file."""

import re
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from loc_builder.agreement.changes import Change, ChangeKind, shown
from loc_builder.agreement.letters import squeezed

PAGE_OF = "Page  of "
"""What is left of "Page 2 of 5" without its numbers; a left-out number stands between two spaces or at an edge."""

LONGEST_LINES = 2_000  # characters with their spaces; what is longer at a page's edge is not looked at as furniture
_BROWSER_LINES = re.compile(
    r"\s*\b\d{1,2}/\d{1,2}/\d{2,4},\s\d{1,2}:\d\d(?:\s[AP]M)?\b"
    r"(?P<title>(?:\s+(?!\S+://)\S+){0,20}?)(?:\s+[a-z]+://\S+)?\s+(?P<page>\d+/\d+)\s*\Z"
)
LONG_LINE = 20  # characters from which a line of the furniture is known again although it was altered
VERY_ALIKE = 0.8  # from which a line at a page's edge is such a line
ALIKE = 0.5  # from which a header is taken for an altered one, and not another


def without_furniture(text_of_pages: Sequence[str], furniture: Sequence[str]) -> str:
    """Drop headers, footers and page numbers from both ends of each page's text, and join the pages.

    Furniture is matched by whole lines, up to four where one was wrapped; what differs from the furniture stays.
    """
    patterns = _patterns(furniture)
    return "\n".join("\n".join(_stripped(_lines(text), patterns)) for text in text_of_pages)


def without_altered_furniture(text_of_pages: Sequence[str], furniture: Sequence[str]) -> tuple[str, tuple[Change, ...]]:
    """Drop furniture as `without_furniture` does, and lines of it that were altered; these are told once."""
    patterns = _patterns(furniture)
    known = tuple(dict.fromkeys(line for text in furniture for line in text.splitlines() if len(line) >= LONG_LINE))
    pages, changes = list[str](), dict[Change, None]()
    for text in text_of_pages:
        lines = _stripped(_lines(text), patterns)
        while lines and (edge := _altered(lines, known)):
            place, change = edge
            changes[change] = None
            lines = _stripped(lines[:place] + lines[place + 1 :], patterns)
        pages.append("\n".join(lines))
    return "\n".join(pages), tuple(changes)


def _altered(lines: Sequence[str], known: Sequence[str]) -> tuple[int, Change] | None:
    """Find an altered line of the furniture at one end of a page: its place, and what became of it."""
    for place in (0, len(lines) - 1):
        line = lines[place]
        likeness, near = max(
            ((Indel.normalized_similarity(squeezed(each), squeezed(line[:LONGEST_LINES])), each) for each in known),
            default=(0, ""),
        )
        if likeness >= VERY_ALIKE:
            return place, Change(ChangeKind.REPLACED, shown(near), shown(line), _PLACE)
    return None


def without_browser_lines(text_of_pages: Sequence[str], heading: Sequence[str]) -> list[str]:
    """Drop what a browser prints around a page: date and time, title, address, and `2/5`.

    They are the browser's own only where the number is the page's and the title is made of words of the letter's
    `heading`, its first lines; else somebody may have written there.
    """
    words = {word for line in heading for word in line.split()}
    kept = []
    for number, text in enumerate(text_of_pages, 1):
        found = _BROWSER_LINES.search(text[-LONGEST_LINES:])
        is_own = (
            found and found["page"] == f"{number}/{len(text_of_pages)}" and words.issuperset(found["title"].split())
        )
        kept.append(text[: len(text) - len(found[0])] if found and is_own else text)
    return kept


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


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|[\r\n]", text)


def _patterns(furniture: Sequence[str]) -> list[re.Pattern[str]]:
    lines = [line for text in furniture for line in text.splitlines()]
    return [_pattern(text) for text in dict.fromkeys((*furniture, *lines, PAGE_OF)) if squeezed(text)]


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
