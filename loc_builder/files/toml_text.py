"""`edition.toml` moved to another school year with its comments, order and spelling kept (tomlkit).

Reading and checking settings is `loc_builder.edition`'s; here they are a text that people wrote, of which only the
years and dates are changed.
"""

import re
from collections.abc import Iterator, MutableMapping, MutableSequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Item, String

from loc_builder.days import in_words
from loc_builder.errors import InputError
from loc_builder.moving import (
    Literal,
    Move,
    People,
    Redated,
    Seen,
    edited,
    literals,
    moved_day,
    moved_school_year,
    seen_in,
    small_words,
    weekday_of,
)
from loc_builder.schoolyear import SchoolYear

_NOT_TEXT = frozenset(
    (
        *("accepted_bases", "code", "covered_districts", "id", "june", "kind", "lock", "membership_starts"),
        *("party", "rule", "time_zone"),
    )
)
"""Keys whose values are words of the program or names for the template, never sentences."""

_ACCESSION = "archive.accession"
_OF_THE_YEAR = ("values", "designee", "return_to")
_OF_THE_OFFICE = {
    "program.name": "the program's name: still right?",
    "agency.unit": "the unit's name: still right?",
    "designee.name": "a person's name: still right?",
    "designee.title": "a person's title: still right?",
    "return_to.name": "a person's name: still right?",
    "return_to.email": "an e-mail address: still right?",
    "return_to.phone": "a telephone number: still right?",
    "return_to.post": "a postal address: still right?",
}
_STRING_OR_COMMENT = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\r\n])*"|\'[^\'\r\n]*\'|(?P<comment>\#[^\r\n]*)', re.DOTALL
)
_Table = MutableMapping[str, Any] | MutableSequence[Any]


def names_in(text: str) -> tuple[str, ...]:
    """Give the people's names in the settings, to be looked for in template and mails."""
    settings = _parsed(text)
    named = (settings.get(table, {}).get("name", "") for table in ("designee", "return_to"))
    return tuple(dict.fromkeys(str(name).strip() for name in named if str(name).strip()))


def redate_settings(text: str, move: Move) -> Redated:
    """Move school year, dates and other years in the settings, and tell what a person must look at, key by key."""
    settings = _parsed(text)
    moving = _Settings(move, People(names_in(text), small_words([text])))
    moving.table(settings, "")
    new = _with_comments_moved(tomlkit.dumps(settings), move, moving.known)
    return Redated(new.encode("utf-8"), tuple(moving.seen))


def _parsed(text: str) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(text)
    except TOMLKitError as error:
        raise InputError(f"edition.toml cannot be read: {error}") from error


@dataclass(slots=True)
class _Settings:
    """One settings file on its way; `seen` gathers what is told."""

    move: Move
    known: People
    seen: list[Seen] = field(default_factory=list)

    def table(self, table: _Table, place: str) -> None:
        keys = list(table) if isinstance(table, MutableMapping) else range(len(table))
        for key in keys:
            if key not in _NOT_TEXT:
                name = key + 1 if isinstance(key, int) else key
                self._value(table, key, f"{place}.{name}".lstrip("."))

    def _value(self, table: Any, key: Any, place: str) -> None:
        value = table[key]
        if isinstance(value, MutableSequence) and place in _OF_THE_OFFICE:
            self._lines(value, place)
        elif isinstance(value, MutableMapping | MutableSequence):
            self.table(value, place)
        elif isinstance(value, date):
            self._day(table, key, place)
        elif place == _ACCESSION:
            self._given_up(table, key, place)
        elif isinstance(value, str) and (place == "school_year" or place.startswith("other_years_meant.")):
            self._school_year(table, key, place)
        elif isinstance(value, str):
            self._text(table, key, place)

    def _lines(self, lines: MutableSequence[Any], place: str) -> None:
        """Tell the lines of an address as one."""
        start = len(self.seen)
        self.table(lines, place)
        told, self.seen[start:] = self.seen[start:], []
        if told:
            before, after = (", ".join(texts) for texts in ((t.before for t in told), (t.after for t in told)))
            self.seen.append(Seen(place, before, after, "; ".join(dict.fromkeys(t.why for t in told))))

    def _day(self, table: Any, key: Any, place: str) -> None:
        old: date = table[key]
        new = moved_day(old, self.move)
        if new is None:
            said = in_words(old)
            self.seen.append(Seen(place, said, said, "a date further away, left as it is"))
            return
        table[key] = new if isinstance(new, datetime) else date(new.year, new.month, new.day)
        why = f"moved from {in_words(old)}; it is a {weekday_of(new)} now: does the day suit?"
        self.seen.append(Seen(place, in_words(old), in_words(new), why))

    def _school_year(self, table: Any, key: Any, place: str) -> None:
        old = str(table[key])
        year = SchoolYear.parse(old)
        new = moved_school_year(year, self.move)
        if new is None:
            self.seen.append(Seen(place, old, old, "a school year further away, left as it is"))
            return
        table[key] = str(new)
        why = "" if place == "school_year" else f"another school year than the letter's, moved from {year}"
        self.seen.append(Seen(place, old, str(new), why))

    def _given_up(self, table: Any, key: Any, place: str) -> None:
        """Empty the number that an archive gave to the old bag; with it the new year's would count as taken in."""
        old = str(table[key])
        if old.strip():
            table[key] = ""
            self.seen.append(Seen(place, old, "", "the number of the old edition's bag; taken out"))

    def _text(self, table: Any, key: Any, place: str) -> None:
        item, text = table[key], str(table[key])
        found = literals(text, self.move, self.known)
        new = edited(text, found)
        if new != text:
            table[key] = _respelled(item, text, found) if isinstance(item, String) else new
        self.seen += self._told(text, found, place)

    def _told(self, text: str, found: tuple[Literal, ...], place: str) -> Iterator[Seen]:
        """Tell a value of this year's people, places and days as a whole, any other only where something is found."""
        stem = place.rpartition(".")[0] if place.rpartition(".")[2].isdecimal() else place
        is_whole = place.partition(".")[0] in _OF_THE_YEAR or stem in _OF_THE_OFFICE
        if not is_whole:
            yield from seen_in(text, found, place)
        elif text.strip():
            reasons = [_OF_THE_OFFICE[stem]] if stem in _OF_THE_OFFICE else []
            reasons += [each.why for each in found if each.why and (each.edits or not reasons)]
            why = "; ".join(dict.fromkeys(reasons)) or "a value of the old edition: still right?"
            before, after = (" ".join(each.split()) for each in (text, edited(text, found)))
            yield Seen(place, before, after, why)


def _respelled(item: String, text: str, found: tuple[Literal, ...]) -> Item:
    """Write a string with the quotation marks it had."""
    raw = item.as_string()
    marks = 3 if raw.startswith(('"""', "'''")) else 1
    inside = raw[marks:-marks]
    opening = inside[: len(inside) - len(text)]
    if inside == opening + text and not opening.strip("\r\n"):
        return tomlkit.value(raw[:marks] + opening + edited(text, found) + raw[-marks:])
    return tomlkit.string(edited(text, found))


def _with_comments_moved(text: str, move: Move, known: People) -> str:
    """Move school years and dates in comments as well: a stale one misleads, and nobody but the office reads it."""

    def moved(token: re.Match[str]) -> str:
        return edited(token[0], literals(token[0], move, known)) if token["comment"] else token[0]

    return _STRING_OR_COMMENT.sub(moved, text)
