"""What the altered words of two aligned texts change.

A number that was changed is a change. But programs count a list from another number, as LibreOffice does in the old
.doc: where several labels in succession moved by the same number, nothing that the letter says is altered.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from loc_builder.agreement.aligning import Alignment, Run, Word
from loc_builder.agreement.changes import Change
from loc_builder.agreement.parting import parted_otherwise

_LABEL = re.compile(r"(\d{1,2})[.)]")
_LINE_START = re.compile(r"(?:^|[\r\n\x1e])\s*\Z")
_LONGEST_INDENT = 40  # characters before a label that are looked at


@dataclass(frozen=True, slots=True)
class _Moved:
    """A label that was another one: the issued number, and by how much it moved."""

    number: int
    by: int

    def goes_on_from(self, before: "_Moved | None") -> bool:
        return before is not None and before.by == self.by and before.number + 1 == self.number


def changes_in(alignment: Alignment) -> Iterator[Change]:
    """Give what each run of altered words changes, and words of the same letters that are parted otherwise."""
    for run in _without_renumbering(alignment, tuple(alignment.altered_runs())):
        change = alignment.change_in(run)
        if change:
            yield change
        else:
            context = alignment.context(run)
            yield from (replace(each, context=context) for each in parted_otherwise(*alignment.spans(run)))


def _without_renumbering(alignment: Alignment, runs: Sequence[Run]) -> Iterator[Run]:
    """Leave out the altered runs that are labels of one list, counted from another number."""
    moved = [_moved(alignment, run) for run in runs]
    labels = [each for each in moved if each]
    for run, own in zip(runs, moved, strict=True):
        at = next((place for place, each in enumerate(labels) if each is own), None)
        if own is None or at is None:
            yield run
            continue
        before = labels[at - 1] if at else None
        after = labels[at + 1] if at + 1 < len(labels) else None
        if not own.goes_on_from(before) and not (after and after.goes_on_from(own)):
            yield run


def _moved(alignment: Alignment, run: Run) -> _Moved | None:
    if run.end - run.start != 1 or len(run.returned) != 1:
        return None
    ours = _label(alignment.issued_text, alignment.issued[run.start])
    theirs = _label(alignment.returned_text, run.returned[0])
    return None if ours is None or theirs is None else _Moved(ours, theirs - ours)


def _label(text: str, word: Word) -> int | None:
    """The number of a label that begins a line."""
    found = _LABEL.fullmatch(text, word.start, word.end)
    begins = _LINE_START.search(text[max(0, word.start - _LONGEST_INDENT) : word.start]) or not word.start
    return int(found[1]) if found and begins else None
