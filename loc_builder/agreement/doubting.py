"""The wording as issued against what was recognised on pictures of it: what was surely altered, and what may be.

A likeness is read with faults, and never the same ones twice, so an honest scan must not be accused for them. A
difference is certain only where the words that make it were read without doubt, are no mere misreading of what should
stand there, and stand where altered text stands; what is missing is certain only where there is no room in which it may
stand unread. All else is a doubt, for a person to look at.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from loc_builder.agreement.aligning import Alignment, Run
from loc_builder.agreement.changes import MOST_TEXT, Change, ChangeKind, Comparison, shown
from loc_builder.agreement.layout import Layout
from loc_builder.agreement.letters import squeezed
from loc_builder.agreement.likely import LikelyText, LikelyWord, Line
from loc_builder.agreement.likely_furniture import changes_around
from loc_builder.model import RecognisedPage, Wording, Zone

SURE = 0.95  # certainty of a word's least certain letter from which the word was read
SLIP = 1 / 8  # of a text's letters that may be misread although they were read surely, and always one
CLEAR_PAGE = 0.6  # share of its words that must be read surely; else the page is too poor to prove anything

_SAME_SIGN = str.maketrans({"i": "l", "|": "l", "1": "l"})
_ALIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ri", "n"))
_TAKEN_FOR = str.maketrans("05829", "osbzg")
_NO_SIGNS = re.compile(r"[\W_]")
_ONE_IN = 5  # words may be in doubt where the others are sure
_MUCH = 12  # letters fewer than there were, from which words are rather missing than replaced
_SHORTEST = 2  # letters that are added or missing; one is soon seen or missed
_NEAR = 6.0  # points by which the left edges of lines of one text may differ
_AS_HIGH = (0.75, 1.34)  # times the usual height of a line


def compare_recognised(issued: Wording, pages: Sequence[RecognisedPage]) -> Comparison:
    """Compare a letter's wording with what was recognised on all pages that came back, in the letter's order."""
    likely = LikelyText.of(pages, issued)
    if len(likely.text) > MOST_TEXT:
        extra = shown(likely.text[MOST_TEXT:])
        return Comparison((), {}, doubts=(Change(ChangeKind.ADDED, "", extra, "the text is far longer than a letter"),))
    layout = Layout.of(issued)
    gaps = layout.gaps_in(likely.text)
    certain, doubtful = list(changes_around(likely.furniture, sure=SURE, slip=SLIP)), list[Change]()
    if gaps is None:
        alignment = Alignment.of(layout, likely.text)
        gaps = tuple(alignment.gaps())
        judge = _Judge(alignment, likely)
        for run in alignment.altered_runs():
            change = alignment.change_in(run)
            if change and not judge.is_same(run):
                (certain if judge.is_certain(run) else doubtful).append(change)
    read = layout.answers([_uninvited(gap, zones) for gap, zones in zip(gaps, layout.gaps, strict=True)])
    answers = {zone.field: _as_prefilled(zone, read[zone.field]) for zones in layout.gaps for zone in zones}
    seen = {zone.field: answers[zone.field] for zones in layout.gaps for zone in zones if not _is_unread(zone, answers)}
    return Comparison(tuple(certain), seen, layout.left_as_prefilled(answers), tuple(doubtful))


def _uninvited(gap: str, zones: Sequence[Zone]) -> str:
    """Leave out the lines in which an empty place invites to write: a pen goes over them, and they are read with it."""
    invitations = [squeezed(zone.invitation) for zone in zones if zone.invitation]
    kept = (
        line
        for line in gap.splitlines(keepends=True)
        if not any(fuzz.ratio(squeezed(line), each) >= 90 for each in invitations)
    )
    return "".join(kept)


def _as_prefilled(zone: Zone, text: str) -> str:
    """What the office wrote into a place itself is not altered by being read a little wrong."""
    is_it = _folded(squeezed(text)) == _folded(squeezed(zone.prefilled)) and not zone.is_box
    return zone.prefilled if is_it else text


def _is_unread(zone: Zone, answers: Mapping[str, str]) -> bool:
    """Whether nothing was read where the office wrote something: nobody can say that it is gone."""
    return bool(zone.prefilled) and not answers[zone.field]


@dataclass(frozen=True, slots=True)
class _Usual:
    """What is usual on these pages, in points: a column's edges, a line's height, from line to line, a letter's width.

    `top` and `foot` are where the highest and the lowest line of any page stand.
    """

    left: float
    right: float
    height: float
    pitch: float
    letter: float
    top: float
    foot: float

    @classmethod
    def of(cls, likely: LikelyText) -> "_Usual":
        lines = likely.lines
        long = [line for line in lines if line.right - line.left > 20 * line.height] or list(lines)
        steps = [one.middle - other.middle for one, other in pairwise(long) if one.page == other.page]
        letters = sum(word.end - word.start + 1 for word in likely.words)
        return cls(
            median(line.left for line in long),
            max(sorted(line.right for line in long)[: max(1, len(long) * 9 // 10)]),
            height := median(line.height for line in long),
            min((step for step in sorted(steps)[len(steps) // 4 :] if step > height / 2), default=height),
            sum(line.right - line.left for line in lines) / max(1, letters),
            max(line.middle for line in lines),
            min(line.middle for line in lines),
        )


class _Judge:
    """Tells what is certain of the runs of one alignment."""

    def __init__(self, alignment: Alignment, likely: LikelyText) -> None:
        self._alignment = alignment
        self._likely = likely
        self._usual = _Usual.of(likely) if likely.lines else None
        self._written = squeezed(likely.text)
        self._poor = frozenset(_poor_pages(likely))

    def is_same(self, run: Run) -> bool:
        """Whether the words are the letter's own, with no more of a place to write beside them.

        Marks, accents and a letter by itself do not count, nor what print cannot tell apart (I, l and 1): recognition
        strews them.
        """
        ours, theirs = _lasting(self._issued(run)), _lasting(self._returned(run))
        bounds = self._alignment.bounds
        is_behind = run.start in bounds and theirs.endswith(ours)
        is_before = run.end in bounds and theirs.startswith(ours)
        return ours == theirs or (is_behind or is_before if ours else len(theirs) < _SHORTEST)

    def is_certain(self, run: Run) -> bool:
        around = self._around(run)
        if len(self._issued(run) + self._returned(run)) < _SHORTEST:
            return False
        inside = [word for each in run.returned for word in self._likely.between(each.start, each.end)]
        if not (_are_sure(inside) and _are_sure(around)) or self._is_poor((*inside, *around)):
            return False
        if run.end == run.start:
            return self._is_set_in(inside, around)
        if len(self._issued(run)) - len(self._returned(run)) > _MUCH or not inside:
            return self._is_surely_gone(run, inside, around)
        return not self._is_misread(run, inside)

    def _issued(self, run: Run) -> str:
        return "".join(word.letters for word in self._alignment.issued[run.start : run.end])

    def _returned(self, run: Run) -> str:
        return "".join(word.letters for word in run.returned)

    def _around(self, run: Run) -> tuple[LikelyWord, ...]:
        """The words before and after a run, as far as there are any."""
        words = self._alignment.returned
        before = words[run.at - 1 : run.at] if run.at else ()
        after = words[run.at + len(run.returned) : run.at + len(run.returned) + 1]
        told = [self._likely.between(each.start, each.end) for each in (*before, *after)]
        return tuple(each[-1] if number < len(before) else each[0] for number, each in enumerate(told) if each)

    def _is_poor(self, words: Sequence[LikelyWord]) -> bool:
        return any(self._likely.lines[word.line].page in self._poor for word in words)

    # ---- words that stand for others

    def _is_misread(self, run: Run, inside: Sequence[LikelyWord]) -> bool:
        """Whether the words may be the letter's, misread: signs taken for others, or cut off at a line's end."""
        ours, theirs = _folded(self._issued(run)), _folded(self._returned(run))
        is_cut = theirs in ours and (self._is_at_edge(inside[0]) or self._is_at_edge(inside[-1]))
        return is_cut or Levenshtein.distance(ours, theirs) <= max(1, SLIP * len(ours))

    def _is_at_edge(self, word: LikelyWord) -> bool:
        at = self._likely.words.index(word)
        near = (self._likely.words[each].line for each in (at - 1, at + 1) if 0 <= each < len(self._likely.words))
        return any(line != word.line for line in near)

    # ---- words that were added

    def _is_set_in(self, inside: Sequence[LikelyWord], around: Sequence[LikelyWord]) -> bool:
        """Whether added words stand as the letter's own do: within one of its lines, or as lines of its text.

        A stamp, a fax's own line and a note in the margin are no part of the text.
        """
        beside = {word.line for word in around}
        own = [self._likely.lines[line] for line in {word.line for word in inside} - beside]
        near = [self._likely.lines[word.line] for word in around]
        is_long = any(line.right - line.left > 10 * line.height for line in own)
        return not own or (is_long and all(self._is_set_as_text(line, near) for line in own))

    def _is_set_as_text(self, line: Line, near: Sequence[Line]) -> bool:
        if self._usual is None:
            return False
        is_high = _AS_HIGH[0] <= line.height / self._usual.height <= _AS_HIGH[1]
        return is_high and any(abs(line.left - other.left) <= _NEAR for other in near)

    # ---- words that are missing

    def _is_surely_gone(self, run: Run, inside: Sequence[LikelyWord], around: Sequence[LikelyWord]) -> bool:
        """Whether there is no room among the words where it stood in which what is missing may stand unread."""
        missing = self._issued(run)
        if self._usual is None or len(around) < 2 or missing in self._written:
            return False
        words = (around[0], *inside, around[1])
        breaks = [(one.line, other.line) for one, other in pairwise(words) if one.line != other.line]
        lines = self._likely.lines
        room = sum(self._room(lines[before], lines[after], self._usual) for before, after in breaks)
        return not breaks or (len(missing) - len(self._returned(run))) * 1.15 * self._usual.letter > room

    def _room(self, before: Line, after: Line, usual: _Usual) -> float:
        """How much room for print, in points of its length, is left between two lines."""
        if before.page == after.page:
            down = before.middle - after.middle
        else:
            down = before.middle - usual.foot + usual.top - after.middle + usual.pitch
        rows = max(0, int(down / usual.pitch + 0.25) - 1)
        ends = max(0.0, usual.right - before.right) + max(0.0, after.left - usual.left)
        return ends + rows * (usual.right - usual.left)


def _are_sure(words: Sequence[LikelyWord]) -> bool:
    """Whether words were read without doubt; among several, here and there one may be in doubt."""
    unsure = sum(word.certainty < SURE for word in words)
    return unsure * _ONE_IN <= len(words)


def _poor_pages(likely: LikelyText) -> Iterator[int]:
    """Pages on which too little was read surely."""
    for page in {line.page for line in likely.lines}:
        words = [word for word in likely.words if likely.lines[word.line].page == page]
        if sum(word.certainty >= SURE for word in words) < CLEAR_PAGE * len(words):
            yield page


def _lasting(letters: str) -> str:
    """Letters and figures without marks and accents."""
    return _NO_SIGNS.sub("", unicodedata.normalize("NFKD", letters).translate(_SAME_SIGN))


def _folded(letters: str) -> str:
    """Letters and figures with those made one that recognition takes for each other."""
    folded = _lasting(letters).translate(_TAKEN_FOR)
    for two, one in _ALIKE:
        folded = folded.replace(two, one)
    return folded
