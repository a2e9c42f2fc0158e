"""Words aligned, where the letter's text is not all there: to say what was altered and still find the answers.

Long runs of the same words hold the texts together (rapidfuzz); between them each stretch is aligned at least cost,
where words that stand in a zone cost nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel

from loc_builder.agreement.changes import Change, ChangeKind, shown
from loc_builder.agreement.layout import Layout
from loc_builder.agreement.letters import squeezed

CONTEXT_WORDS = 5
SURE_RUN = 8  # words in a row that are the same text and not chance
MARGIN = 3  # words at a run's ends that may belong elsewhere
MOST_STEPS = 2_000_000  # of one alignment; a longer stretch is called replaced as a whole

_WORD = re.compile(r"\S+?[.)](?=[A-Z])|\S+")  # a label that lost its blank ("V.Agreement") is a word of its own
_GAP = "\x1e"  # a space to the pattern above, and in no letter
_LINE_END = re.compile(rf"[^\S{_GAP}]*[\r\n][^\S{_GAP}]*")
_HYPHENS = "-\u2010\u00ad\ufffe"


@dataclass(frozen=True, slots=True)
class Word:
    letters: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an alignment: an issued word, a returned word, both, or a returned word in gap `gap`."""

    issued: int | None = None
    returned: int | None = None
    gap: int | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Altered words that stand together within one piece: issued ones from `start` to before `end`, and `returned`.

    `at` is how many words of the returned text stand before it.
    """

    start: int
    end: int
    returned: Sequence[Word]
    at: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """All steps from the first words of both texts to the last; a gap lies before each of the issued words `bounds`."""

    layout: Layout
    issued_text: str
    issued: Sequence[Word]
    bounds: frozenset[int]
    returned_text: str
    returned: Sequence[Word]
    steps: Sequence[Step]

    @classmethod
    def of(cls, layout: Layout, returned: str) -> "Alignment":
        issued = _GAP.join(layout.pieces)
        ours, theirs = words_of(issued), words_of(returned)
        bounds, end = [], 0
        for piece in layout.pieces[:-1]:
            end += len(piece) + 1
            bounds.append(sum(1 for word in ours if word.start < end))
        steps = _aligned([word.letters for word in ours], [word.letters for word in theirs], bounds)
        return cls(layout, issued, ours, frozenset(bounds), returned, theirs, tuple(steps))

    def change_in(self, run: Run) -> Change | None:
        """Say what a run changes; None where it is the same letters, otherwise parted into words."""
        issued, returned = self.spans(run)
        if squeezed(issued) == squeezed(returned):
            return None
        kind = ChangeKind.REPLACED if issued and returned else ChangeKind.REMOVED if issued else ChangeKind.ADDED
        return Change(kind, shown(issued), shown(returned), self.context(run))

    def spans(self, run: Run) -> tuple[str, str]:
        """A run's words in the issued text and in the returned one."""
        return _span(self.issued_text, self.issued[run.start : run.end]), _span(self.returned_text, run.returned)

    def gaps(self) -> Sequence[str]:
        """Give what stands in each gap: found as in an unaltered letter, once the alterations are put into it."""
        text = self.issued_text
        for run in reversed(tuple(self.altered_runs())):
            start, end = self._place(run)
            altered = _span(self.returned_text, run.returned).replace(_GAP, " ")
            text = f"{text[:start]} {altered} {text[end:]}"
        altered_layout = Layout(tuple(text.split(_GAP)), self.layout.gaps)
        return altered_layout.gaps_in(self.returned_text) or tuple(self._aligned_gaps())

    def _aligned_gaps(self) -> Iterator[str]:
        inside: list[list[Word]] = [[] for _ in self.layout.gaps]
        for step in self.steps:
            if step.gap is not None and step.returned is not None:
                inside[step.gap].append(self.returned[step.returned])
        return (_span(self.returned_text, words) for words in inside)

    def altered_runs(self) -> Iterator[Run]:
        """Give the runs in their order; none goes over a gap, whether something was written there or not."""
        start = end = seen = 0
        theirs: list[Word] = []
        for step in self.steps:
            is_altered = step.gap is None and not self._is_same(step)
            if not is_altered or step.issued in self.bounds:
                if theirs or end > start:
                    yield Run(start, end, theirs, seen - len(theirs))
                start, theirs = end, []
            end += step.issued is not None
            seen += step.returned is not None
            if not is_altered:
                start = end
            elif step.returned is not None:
                theirs.append(self.returned[step.returned])
        if theirs or end > start:
            yield Run(start, end, theirs, seen - len(theirs))

    def _is_same(self, step: Step) -> bool:
        if step.issued is None or step.returned is None:
            return False
        return self.issued[step.issued].letters == self.returned[step.returned].letters

    def _place(self, run: Run) -> tuple[int, int]:
        """Where in the issued text a run stands."""
        if run.end > run.start:
            return self.issued[run.start].start, self.issued[run.end - 1].end
        end = self.issued[run.start - 1].end if run.start else 0
        return end, end

    def context(self, run: Run) -> str:
        """The issued words around a run."""
        before = _span(self.issued_text, self.issued[max(0, run.start - CONTEXT_WORDS) : run.start])
        after = _span(self.issued_text, self.issued[run.end : run.end + CONTEXT_WORDS])
        return shown(f"{before} [...] {after}")


def words_of(text: str) -> list[Word]:
    """Take a text apart at its spaces; a word that a line's end divides is one word."""
    found: list[Word] = []
    for hit in _WORD.finditer(text):
        start = hit.start()
        if found and text[found[-1].end - 1] in _HYPHENS and _LINE_END.fullmatch(text, found[-1].end, start):
            start = found.pop().start
        letters = squeezed(text[start : hit.end()])
        if letters:
            found.append(Word(letters, start, hit.end()))
    return found


def same_runs(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Give the runs of words that two texts share in order: start in ours, start in theirs, length."""
    for block in Indel.opcodes(ours, theirs):
        if block.tag == "equal":
            yield block.src_start, block.dest_start, block.src_end - block.src_start


def _span(text: str, words: Sequence[Word]) -> str:
    """The text from the first of these words to the last."""
    return text[words[0].start : words[-1].end] if words else ""


def _aligned(ours: Sequence[str], theirs: Sequence[str], bounds: Sequence[int]) -> Iterator[Step]:
    """Align words; `bounds` are the places among `ours` before which a gap lies."""
    at_ours = at_theirs = 0
    for start, other, length in (*_sure_runs(ours, theirs, bounds), (len(ours), len(theirs), 0)):
        inside = [(gap, place) for gap, place in enumerate(bounds) if at_ours <= place <= start]
        yield from _stretch(ours, theirs, (at_ours, start), (at_theirs, other), inside)
        yield from (Step(start + offset, other + offset) for offset in range(length))
        at_ours, at_theirs = start + length, other + length


def _sure_runs(ours: Sequence[str], theirs: Sequence[str], bounds: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Give runs of equal words, their ends trimmed, that do not cross a gap: start, start, length."""
    for begins, other, held in same_runs(ours, theirs):
        cuts = [begins, *(place for place in bounds if begins < place < begins + held), begins + held]
        for start, end in pairwise(cuts):
            length = end - start - 2 * MARGIN
            if length >= SURE_RUN - MARGIN:
                yield start + MARGIN, other + start + MARGIN - begins, length


def _stretch(
    ours: Sequence[str],
    theirs: Sequence[str],
    span: tuple[int, int],
    other: tuple[int, int],
    bounds: Iterable[tuple[int, int]],
) -> Iterator[Step]:
    """Align one stretch; `span` and `other` are the first word and the word after the last."""
    items: list[tuple[str, int]] = []  # an issued word and its place, or '' and the number of a gap
    gaps = list(bounds)
    for place in range(span[0], span[1] + 1):
        items += [("", gap) for gap, at in gaps if at == place]
        if place < span[1]:
            items.append((ours[place], place))
    if len(items) * (other[1] - other[0]) > MOST_STEPS:
        yield from (Step(issued=place) for word, place in items if word)
        yield from (Step(returned=place) for place in range(*other))
        return
    for item, offset in _cheapest(items, theirs[other[0] : other[1]]):
        returned = None if offset is None else other[0] + offset
        if item is None:
            yield Step(returned=returned)
        elif item[0]:
            yield Step(item[1], returned)
        elif returned is not None:
            yield Step(returned=returned, gap=item[1])


_BOTH, _OURS, _THEIRS = range(3)
_ALIKE, _OTHER, _MISSING = 1, 2, 2  # what a word costs that became one like it, became another, is on one side only


def _cheapest(
    items: Sequence[tuple[str, int]], words: Sequence[str]
) -> list[tuple[tuple[str, int] | None, int | None]]:
    """Pair items with words at least cost: any word in a gap is free."""
    costs, moves = list(range(0, _MISSING * (len(words) + 1), _MISSING)), [bytes([_THEIRS]) * (len(words) + 1)]
    for word, _ in items:
        row, costs = _row(word, words, costs)
        moves.append(row)
    path: list[tuple[tuple[str, int] | None, int | None]] = []
    at, place = len(items), len(words)
    while at or place:
        move = moves[at][place] if place else _OURS
        if move == _BOTH:
            at, place = at - 1, place - 1
            path.append((items[at], place))
        elif move == _OURS:
            at -= 1
            path.append((items[at], None))
        else:
            place -= 1
            path.append((items[at - 1] if at and not items[at - 1][0] else None, place))
    return path[::-1]


def _row(word: str, words: Sequence[str], above: list[int]) -> tuple[bytes, list[int]]:
    """Give one row of the alignment's moves, and its costs; the word '' is a gap."""
    missing = _MISSING if word else 0
    cost = above[0] + missing
    costs, moves = [cost], bytearray([_OURS])
    for place, other in enumerate(words):
        alone, extra = above[place + 1] + missing, cost + missing
        both = above[place] + _becoming(word, other) if word else alone + extra + 1
        cost = min(both, alone, extra)
        moves.append(_BOTH if cost == both else _OURS if cost == alone else _THEIRS)
        costs.append(cost)
    return bytes(moves), costs


def _becoming(word: str, other: str) -> int:
    if word == other:
        return 0
    return _ALIKE if word[0] == other[0] or word[-1] == other[-1] else _OTHER
