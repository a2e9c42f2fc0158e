"""A wording laid out for comparing: fixed pieces of text, and between each two the zones where the district writes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from loc_builder.agreement.letters import Squeezed, is_bullet, is_invitation, squeezed
from loc_builder.model import Fixed, Wording, Zone

_LINE_END = re.compile(r"[\r\n\f\v\u2028\u2029]")
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
        text = Squeezed.of(returned)
        letters = [squeezed(piece) for piece in self.pieces]
        places = self._places(text, letters, as_set=True) or self._places(text, letters, as_set=False)
        if places is None:
            return None
        ends = [start + len(piece) for start, piece in zip(places, letters, strict=True)]
        return tuple(text.between(end, start) for end, start in zip(ends[:-1], places[1:], strict=True))

    def answers(self, gaps: Iterable[str]) -> Mapping[str, str]:
        """Give each zone what was written in its gap."""
        found: dict[str, str] = {}
        for zones, text in zip(self.gaps, gaps, strict=True):
            found |= {zone.field: _answer(zone, written) for zone, written in _shared(zones, text)}
        return found

    def _places(self, text: Squeezed, letters: list[str], *, as_set: bool) -> list[int] | None:
        if not text.letters.startswith(letters[0]) or (len(letters) == 1 and text.letters != letters[0]):
            return None
        places, end = [0], len(letters[0])
        for piece, wanted in zip(self.pieces[1:-1], letters[1:-1], strict=True):
            start = _find(text, wanted, end, piece if as_set else "")
            if start is None:
                return None
            places.append(start)
            end = start + len(wanted)
        last = len(text.letters) - len(letters[-1])
        if len(letters) > 1:
            if last < end or not text.letters.endswith(letters[-1]):
                return None
            places.append(last)
        return places


def _find(text: Squeezed, wanted: str, start: int, piece: str) -> int | None:
    """Find a piece's letters from `start` on; with `piece`, only where it stands as in the letter."""
    starts_line = _LINE_END.search(piece[: len(piece) - len(piece.lstrip())]) is not None
    ends_word = piece != piece.rstrip()
    place = text.letters.find(wanted, start)
    while place >= 0:
        before, end = text.between(place, place), place + len(wanted)
        is_set = not starts_line or place == 0 or _LINE_END.search(before) is not None
        if is_set and (not ends_word or text.between(end, end)[:1].isspace() or end == len(text.letters)):
            return place
        place = text.letters.find(wanted, place + 1)
    return None


def _shared(zones: tuple[Zone, ...], text: str) -> list[tuple[Zone, str]]:
    """Divide what stands in zones that no text of the letter parts: a line each, else all to the first."""
    lines = [line for line in text.splitlines() if squeezed(line)]
    if len(zones) == 1 or len(lines) != len(zones):
        return list(zip(zones, [text, *[""] * (len(zones) - 1)], strict=True))
    return list(zip(zones, lines, strict=True))


def _answer(zone: Zone, text: str) -> str:
    """Clean what stands in a zone: lines that a page wrapped are joined, the letter's rule and next bullet dropped."""
    written = text.strip().strip("_").strip()
    while written and is_bullet(written[-1]):
        written = written[:-1].rstrip()
    if is_invitation(written):
        return ""
    if squeezed(written) == squeezed(zone.prefilled):
        return zone.prefilled
    return re.sub(r"\r\n?", "\n", _WRAPPED.sub("", written))
