"""Where words begin and end: the same letters, parted otherwise, can say something else ("not able", "notable").

Programs that print lose and gain blanks and hyphens at the ends of lines and beside capitals and signs, so only what
stands between two small letters or figures of one line is compared.
"""

import re
import unicodedata
from collections.abc import Iterator

from loc_builder.agreement.changes import Change, ChangeKind, shown
from loc_builder.agreement.letters import Squeezed, is_bullet

CONTEXT_WORDS = 5

_LINE_END = re.compile(r"[\r\n\f\v\u2028\u2029\ufffe]")


def parted_otherwise(issued: str, returned: str) -> Iterator[Change]:
    """Compare two texts of the same lasting letters; give the words that were joined or parted, each once."""
    if issued.split() == returned.split():
        return
    ours, theirs = Squeezed.of(issued), Squeezed.of(returned)
    told = 0
    for at in range(1, len(ours.letters)):
        if at < told or not _is_parted_otherwise(ours, theirs, at):
            continue
        start, end = _around(ours, theirs, at)
        told = end
        before, after = issued[: ours.places[start]].split(), issued[ours.places[end - 1] + 1 :].split()
        context = " ".join([*before[-CONTEXT_WORDS:], "[...]", *after[:CONTEXT_WORDS]])
        was, became = (shown(one.text[one.places[start] : one.places[end - 1] + 1]) for one in (ours, theirs))
        yield Change(ChangeKind.REPLACED, was, became, shown(context))


def _is_parted_otherwise(ours: Squeezed, theirs: Squeezed, at: int) -> bool:
    here, there = ours.between(at, at), theirs.between(at, at)
    if here == there or _LINE_END.search(there) or _parts(here) == _parts(there):
        return False
    return all(_is_small(one.text[one.places[each]]) for one in (ours, theirs) for each in (at - 1, at))


def _is_small(letter: str) -> bool:
    return letter.islower() or letter.isdecimal()


def _parts(between: str) -> str:
    """What parts two letters: nothing, a hyphen, a blank, or both."""
    dash = any(unicodedata.category(each) == "Pd" for each in between)
    blank = any(each.isspace() or each == "_" or is_bullet(each) for each in between)
    return "-" * dash + " " * blank


def _around(ours: Squeezed, theirs: Squeezed, at: int) -> tuple[int, int]:
    """The letters from the first to before the last of the words about a place, as both texts have them."""
    start, end = at - 1, at
    while start and not _is_blank(ours, theirs, start):
        start -= 1
    last = len(ours.letters)
    while end < last and not _is_blank(ours, theirs, end):
        end += 1
    return start, end


def _is_blank(ours: Squeezed, theirs: Squeezed, at: int) -> bool:
    return all(" " in _parts(one.between(at, at)) for one in (ours, theirs))
