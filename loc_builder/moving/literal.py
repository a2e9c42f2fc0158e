"""What is found in a text that belongs to one school year, and what becomes of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from loc_builder.schoolyear import SchoolYear

EXCERPT = 24  # characters to each side of what was found


@dataclass(frozen=True, slots=True)
class Move:
    """From one school year's edition to another's, forward or back."""

    source: SchoolYear
    target: SchoolYear

    @property
    def years(self) -> int:
        return self.target.starts_in - self.source.starts_in

    def away(self, year: SchoolYear) -> int:
        """How many school years lie between `year` and the edition's own."""
        return abs(year.starts_in - self.source.starts_in)


@dataclass(frozen=True, slots=True)
class Edit:
    """Letters of a text to be replaced, as a slice."""

    start: int
    end: int
    text: str

    def spread(self) -> Iterator[tuple[int, str]]:
        """Give each replaced position what now stands there, so that text in several pieces keeps its pieces."""
        if len(self.text) == self.end - self.start:
            yield from enumerate(self.text, start=self.start)
            return
        yield self.start, self.text
        yield from ((position, "") for position in range(self.start + 1, self.end))


@dataclass(frozen=True, slots=True)
class Literal:
    """A year, day, name or address that somebody typed; `why` says why a person should look, empty where none need."""

    start: int
    end: int
    why: str
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """A literal, its place in its file, and what became of it; moved where `before` and `after` differ."""

    place: str
    before: str
    after: str
    why: str

    @property
    def is_moved(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Redated:
    """A file's new content, and what was seen in it in reading order."""

    content: bytes
    seen: tuple[Seen, ...]


def edited(text: str, literals: tuple[Literal, ...], *, start: int = 0, end: int | None = None) -> str:
    """Give `text[start:end]` as it reads after the edits of `literals`."""
    stop = len(text) if end is None else end
    letters = list(text[start:stop])
    near = (literal for literal in literals if literal.start < stop and literal.end > start)
    for position, new in (each for literal in near for edit in literal.edits for each in edit.spread()):
        if start <= position < stop:
            letters[position - start] = new
    return "".join(letters)


def seen_at(text: str, found: tuple[Literal, ...], literal: Literal, *, where: str) -> Seen:
    """Tell one of a text's literals: where it stands, and what stands about it now, so that it can be searched for."""
    return Seen(
        f"{where}, {_excerpt(text, found, literal)}",
        _one_line(text[literal.start : literal.end]),
        _one_line(edited(text, found, start=literal.start, end=literal.end)),
        literal.why,
    )


def seen_in(text: str, found: tuple[Literal, ...], where: str) -> tuple[Seen, ...]:
    """Tell all literals of a text that stands in one place."""
    return tuple(seen_at(text, found, each, where=where) for each in found)


def _excerpt(text: str, found: tuple[Literal, ...], literal: Literal) -> str:
    start, end = max(0, literal.start - EXCERPT), min(len(text), literal.end + EXCERPT)
    if start:
        start = text.find(" ", start, literal.start) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", literal.end, end), literal.end)
    before, after = "... " if start else "", " ..." if end < len(text) else ""
    return f'"{before}{_one_line(edited(text, found, start=start, end=end))}{after}"'


def _one_line(text: str) -> str:
    return " ".join(text.split())
