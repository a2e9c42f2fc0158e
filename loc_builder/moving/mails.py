"""Literals in the files of a mail: plain text and HTML, of which only the text is changed."""

import html
import re
from collections.abc import Iterator

from loc_builder.moving.addresses import EMAIL, WEB
from loc_builder.moving.finding import literals
from loc_builder.moving.literal import Literal, Move, Redated, Seen, seen_at
from loc_builder.moving.people import People

_MARKUP = re.compile(
    r"<!--.*?-->|<(?P<hidden>style|script)\b.*?</(?P=hidden)\s*>|(?P<tag></?(?P<name>[a-zA-Z][\w:-]*)[^<>]*>)|<![^<>]*>"
    r"|(?P<sign>&(?:\#\d+|\#[xX][0-9a-fA-F]+|\w+);)",
    re.DOTALL | re.IGNORECASE,
)
_INSIDE_A_LINE = frozenset(
    ("a", "abbr", "b", "big", "code", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u")
)


def redate_text(text: str, move: Move, known: People) -> Redated:
    """Move what belongs to the school year in a plain text; places are its lines."""
    return _redated(text, list(enumerate(text)), move, known=known)


def redate_html(text: str, move: Move, known: People) -> Redated:
    """Move what belongs to the school year in the text of an HTML file; addresses in its links are told as well."""
    done = _redated(text, list(_letters(text)), move, known=known)
    shown = {each.before for each in done.seen}
    return Redated(done.content, (*done.seen, *(each for each in _links(text) if each.before not in shown)))


def _redated(source: str, letters: list[tuple[int, str]], move: Move, *, known: People) -> Redated:
    """`letters` are what a reader sees, each with its position in the source, -1 where it cannot be replaced."""
    text = "".join(letter for _, letter in letters)
    found = literals(text, move, known)
    new = list(source)
    for index, replaced in (each for literal in found for edit in literal.edits for each in edit.spread()):
        new[letters[index][0]] = replaced
    lines = [source.count("\n", 0, _position(letters, each)) + 1 for each in found]
    seen = (seen_at(text, found, each, where=f"line {line}") for each, line in zip(found, lines, strict=True))
    return Redated("".join(new).encode("utf-8"), tuple(seen))


def _position(letters: list[tuple[int, str]], literal: Literal) -> int:
    return next((place for place, _ in letters[literal.start : literal.end] if place >= 0), 0)


def _letters(source: str) -> Iterator[tuple[int, str]]:
    """Give an HTML file's text: a tag that ends a line is a line feed, a sign such as `&ndash;` what it shows."""
    done = 0
    for found in _MARKUP.finditer(source):
        yield from enumerate(source[done : found.start()], start=done)
        if found["sign"]:
            yield from ((-1, letter) for letter in html.unescape(found["sign"]))
        elif (found["name"] or "").casefold() not in _INSIDE_A_LINE:
            yield -1, "\n"
        done = found.end()
    yield from enumerate(source[done:], start=done)


def _links(source: str) -> Iterator[Seen]:
    for found in _MARKUP.finditer(source):
        for pattern, why in ((EMAIL, "an e-mail address"), (WEB, "a web address")):
            for hit in pattern.finditer(found["tag"] or ""):
                line = source.count("\n", 0, found.start()) + 1
                yield Seen(f"line {line}, a link", hit[0], hit[0], f"{why}, left as it is")
