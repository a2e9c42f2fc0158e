"""All literals of a text, each found once: the template's fields are left alone, the surest kinds are found first."""

import re
from collections.abc import Callable, Iterable, Iterator

from loc_builder.moving.addresses import addresses
from loc_builder.moving.dates import dates, lone_years, month_days, school_years
from loc_builder.moving.literal import Literal, Move
from loc_builder.moving.people import People, people

_FIELD = re.compile(r"\{\{.{0,1000}?\}\}|\{%.{0,1000}?%\}|\{#.{0,4000}?#\}", re.DOTALL)
_TAKEN = "\N{OBJECT REPLACEMENT CHARACTER}"
_IN_A_FIELD = "it stands inside a field of the template, left as it is"


def literals(text: str, move: Move, known: People) -> tuple[Literal, ...]:
    """Find the years, dates, addresses and names that somebody typed into a text, in order."""
    finders: tuple[Callable[[str], Iterable[Literal]], ...] = (
        addresses,
        lambda rest: school_years(rest, move),
        lambda rest: dates(rest, move),
        lambda rest: month_days(rest, move),
        lambda rest: lone_years(rest, move),
        lambda rest: people(rest, known),
    )
    fields = [found.span() for found in _FIELD.finditer(text)]
    rest = _without(text, fields)
    taken: list[Literal] = [each for span in fields for each in _inside(text, span, finders[:3])]
    for finder in finders:
        for literal in finder(rest):
            if _TAKEN not in rest[literal.start : literal.end]:
                taken.append(literal)
                rest = _without(rest, [(literal.start, literal.end)])
    return tuple(sorted(taken, key=lambda literal: literal.start))


def _inside(
    text: str, span: tuple[int, int], finders: tuple[Callable[[str], Iterable[Literal]], ...]
) -> Iterator[Literal]:
    """Find literals that a field compares with or prints; moving them could change what the template does."""
    start, end = span
    for finder in finders:
        for found in finder(text[start:end]):
            yield Literal(start + found.start, start + found.end, _IN_A_FIELD)


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + _TAKEN * (end - start) + text[end:]
    return text
