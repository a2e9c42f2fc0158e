"""A wording laid out for comparing: fixed pieces of text, and between each two the zones where the district writes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from loc_builder.agreement.letters import Squeezed, is_bullet, is_invitation, squeezed
from loc_builder.model import Fixed, Wording, Zone

_LINE_END = re.compile(r"[\r\n\f\v\u2028\u2029]")
_AT_LINE_END = re.compile(r"(?<=\w)\ufffe\s*(?=\w)")
_DIVIDED = re.compile(r"(\w+)\ufffe\s*(\w+)")
_WRAPPED = re.compile(r"(?:(?<=[^\S\r\n])|(?<=[-\u2010])|[\ufffe\u00ad])\r?\n(?=\S)")


@dataclass(frozen=True, slots=True)
class Layout:
    """`pieces` is one longer than `gaps`; the first and last piece may be empty, the others have letters."""

    pieces: tuple[str, ...]
    gaps: tuple[tuple[Zone, ...], ...]

    @classmethod
    def of(cls, wording: Wording) -> "Layout":
        pieces, gaps = [""], list[tuple[Zone, ...]]()
        for one in wording.body:
            if isinstance(one, Fixed):
                pieces[-1] += one.text
            elif gaps and not squeezed(pieces[-1]) and len(pieces) > 1:
                gaps[-1] = (*gaps[-1], one)
            else:
                gaps.append((one,))
                pieces.append("")
        return cls(tuple(pieces), tuple(gaps))

    def gaps_in(self, returned: str) -> tuple[str, ...] | None:
        """Give what stands in each gap, where all pieces are there, in order and with nothing else; else None.

        A short piece ("Title") may stand in an answer too, so it is first looked for where it stands in the letter: at
        the start of a line. Whether all is there does not depend on that.
        """
        found = self.found_in(returned)
        return found.gaps() if found else None

    def found_in(self, returned: str) -> "Found | None":
        """Find all pieces as `gaps_in` does."""
        text = Squeezed.of(returned)
        letters = [squeezed(piece) for piece in self.pieces]
        places = self._places(text, letters, as_set=True) or self._places(text, letters, as_set=False)
        if places is None:
            return None
        ends = (start + len(piece) for start, piece in zip(places, letters, strict=True))
        return Found(text, tuple(zip(places, ends, strict=True)))

    def answers(self, gaps: Iterable[str], *, divided: bool = False) -> Mapping[str, str]:
        """Give each zone what was written in its gap; `divided` where words are divided at the ends of lines.

        Of a hyphen at a line's end a PDF does not say whether it is one of the word's own.
        """
        found: dict[str, str] = {}
        for zones, text in zip(self.gaps, gaps, strict=True):
            whole = _AT_LINE_END.sub("" if divided else "-", text)
            found |= {zone.field: _answer(zone, written) for zone, written in _shared(zones, whole)}
        return found

    def is_divided(self, returned: str) -> bool:
        """Whether words of the letter, which has no hyphens in them, are divided at the ends of the return's lines."""
        words = {word for piece in self.pieces for word in re.findall(r"\w+", piece.casefold())}
        divided = (found[1] + found[2] for found in _DIVIDED.finditer(returned.casefold()))
        return any(word in words for word in divided)

    def left_as_prefilled(self, answers: Mapping[str, str]) -> frozenset[str]:
        """Name the fields in which nothing but the office's own words stands."""
        zones = (zone for gap in self.gaps for zone in gap if squeezed(zone.prefilled))
        return frozenset(zone.field for zone in zones if answers[zone.field] == zone.prefilled)

    def _places(self, text: Squeezed, letters: list[str], *, as_set: bool) -> list[int] | None:
        if len(letters) == 1:
            return [0] if text.letters == letters[0] else None
        end, last = len(letters[0]), len(text.letters) - len(letters[-1])
        places = [0]
        for piece, wanted in zip(self.pieces[1:-1], letters[1:-1], strict=True):
            start = _find(text, wanted, end, _Setting.of(piece, at_lines=as_set))
            if start is None:
                return None
            places.append(start)
            end = start + len(wanted)
        has_ends = text.letters.startswith(letters[0]) and text.letters.endswith(letters[-1]) and last >= end
        first, final = (_Setting.of(piece, at_lines=False) for piece in (self.pieces[0], self.pieces[-1]))
        is_parted = first.holds(text, 0, len(letters[0])) and final.holds(text, last, len(text.letters))
        return [*places, last] if has_ends and is_parted else None


@dataclass(frozen=True, slots=True)
class Found:
    """Where in a returned text the letters of each piece begin and end."""

    text: Squeezed
    spans: tuple[tuple[int, int], ...]

    def gaps(self) -> tuple[str, ...]:
        """What stands between the pieces."""
        return tuple(self.text.between(end, start) for (_, end), (start, _) in pairwise(self.spans))

    def pieces(self) -> tuple[str, ...]:
        """The pieces as they stand in the return."""
        places = (*self.text.places, len(self.text.text))
        return tuple(self.text.text[places[start] : places[end]] if end > start else "" for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a piece stands among its neighbours in the letter: on a new line, a word of its own."""

    starts_line: bool
    starts_word: bool
    ends_word: bool

    @classmethod
    def of(cls, piece: str, *, at_lines: bool) -> "_Setting":
        indent = piece[: len(piece) - len(piece.lstrip())]
        return cls(at_lines and _LINE_END.search(indent) is not None, bool(indent), piece != piece.rstrip())

    def holds(self, text: Squeezed, start: int, end: int) -> bool:
        """Whether the letters from `start` to `end` stand so."""
        if self.starts_line and start and _LINE_END.search(text.between(start, start)) is None:
            return False
        return not (self.starts_word and _is_inside_word(text, start)) and not (
            self.ends_word and _is_inside_word(text, end)
        )


def _is_inside_word(text: Squeezed, index: int) -> bool:
    """Whether a word goes on across a place; `NameAda` is two words that lost the space between them."""
    if not 0 < index < len(text.letters):
        return False
    before, after = text.text[text.places[index - 1]], text.text[text.places[index - 1] + 1]
    return before.isalnum() and after.isalnum() and not (before.islower() and after.isupper())


def _find(text: Squeezed, wanted: str, start: int, setting: _Setting) -> int | None:
    """Find a piece's letters from `start` on, where they stand as in the letter."""
    place = text.letters.find(wanted, start)
    while place >= 0 and not setting.holds(text, place, place + len(wanted)):
        place = text.letters.find(wanted, place + 1)
    return None if place < 0 else place


def _shared(zones: tuple[Zone, ...], text: str) -> list[tuple[Zone, str]]:
    """Divide what stands in zones that no text of the letter parts: a line each, else all to the first."""
    lines = [line for line in text.splitlines() if squeezed(line)]
    if len(zones) == 1 or len(lines) != len(zones):
        return list(zip(zones, [text, *[""] * (len(zones) - 1)], strict=True))
    return list(zip(zones, lines, strict=True))


def _after_invitation(text: str, invitation: str) -> str:
    """Leave out what an empty place says where somebody wrote after it, as on a PDF, which lets nobody type over it."""
    said, held = squeezed(invitation), Squeezed.of(text)
    if not said or not held.letters.startswith(said) or len(held.letters) == len(said):
        return text
    return text[held.places[len(said)] :]


def _answer(zone: Zone, text: str) -> str:
    """Clean what stands in a zone: lines that a page wrapped are joined, the letter's rule and next bullet dropped."""
    written = _after_invitation(text, zone.invitation).strip().strip("_").strip()
    if zone.is_box:
        return written
    while written and is_bullet(written[-1]):
        written = written[:-1].rstrip()
    if is_invitation(written, zone.invitation):
        return ""
    if squeezed(written) == squeezed(zone.prefilled):
        return zone.prefilled
    return re.sub(r"\r\n?", "\n", _WRAPPED.sub("", written))
