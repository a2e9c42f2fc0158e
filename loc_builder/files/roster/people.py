"""The people of one cell: usually one, sometimes two with two addresses.

`Jane Doe; John Roe` with `jane.doe@x.example; john.roe@x.example` is two people, because names and addresses pair up.
Where they do not, nobody is paired by guess.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from loc_builder.model import Contact

LONGEST_ADDRESS = 254  # RFC 5321

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")
_NAMED_ADDRESS = re.compile(r"(?:[^<>;,\n]*<\s*)?(?:mailto:)?([^<>\s]*)\s*>?", re.IGNORECASE)
_BETWEEN_ADDRESSES = re.compile(r"[;,\n]|\s+(?:and|&)\s+|\s+/\s+")
_BETWEEN_NAMES = (re.compile(r"[;\n]"), re.compile(r"\s*/\s*"), re.compile(r"\s+(?:and|&)\s+|\s*,\s*(?:and|&)\s+"))
_COMMA = re.compile(r"\s*,\s*")


@dataclass(frozen=True, slots=True)
class Typed:
    """Name, title and e-mail cells as typed; empty where there is no such column."""

    name: str
    title: str
    email: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What keeps a cell from being understood: a problem's code, which of the three cells, and why."""

    code: str
    cell: str
    message: str
    hint: str = ""


def people(typed: Typed) -> tuple[Contact, ...] | Doubt:
    """Read the people of one name cell, none where all cells are empty."""
    typed = Typed(*(_tidy(cell) for cell in (typed.name, typed.title, typed.email)))
    if not (typed.name or typed.title or typed.email):
        return ()
    if not typed.name or not typed.email:
        return Doubt("empty", "email" if typed.name else "name", f"the {'e-mail' if typed.name else 'name'} is missing")
    emails = _addresses(typed.email)
    if not emails or not all(is_address(email) for email in emails):
        return Doubt("bad-email", "email", "it is not an e-mail address", "Write it as first.last@place.org.")
    names = _whole_or_apart(typed.name) if len(emails) == 1 else _apart(typed.name, len(emails))
    if len(names) != len(emails):
        counted = f"{_count(len(names), 'name')} and {_count(len(emails), 'e-mail address')} do not pair up"
        return Doubt("too-many-people", "name", counted, "Give each person columns of their own.")
    if not all(re.search(r"[^\W\d_]", name) for name in names):
        return Doubt("bad-name", "name", "it holds no letters, so it is nobody's name", "Write the person's name.")
    titles = (one_line(typed.title),) if len(names) == 1 else _apart(typed.title, len(names)) or ("",)
    if len(titles) not in (1, len(names)):
        counted = f"{_count(len(titles), 'title')} and {_count(len(names), 'name')} do not pair up"
        return Doubt("too-many-people", "title", counted, "Give each person columns of their own.")
    each = titles * len(names) if len(titles) == 1 else titles
    return tuple(Contact(*three) for three in zip(names, each, emails, strict=True))


def is_address(text: str) -> bool:
    """Say whether it can be an e-mail address; mail servers decide the rest."""
    local = text.partition("@")[0]
    dots_stand_well = ".." not in text and not local.startswith(".") and not local.endswith(".")
    return len(text) <= LONGEST_ADDRESS and dots_stand_well and bool(_ADDRESS.fullmatch(text))


def one_line(text: str) -> str:
    return " ".join(text.split())


def _addresses(cell: str) -> tuple[str, ...]:
    """Take addresses apart; `Jane Doe <jane@x.example>` and `mailto:` give the bare address."""
    pieces = (piece.strip() for piece in _BETWEEN_ADDRESSES.split(cell))
    return tuple(_bare(piece) for piece in pieces if piece)


def _bare(piece: str) -> str:
    found = _NAMED_ADDRESS.fullmatch(piece)
    return found[1] if found else piece


def _whole_or_apart(cell: str) -> tuple[str, ...]:
    """Leave one person's name whole, unless it plainly holds two: `;`, or `and` between two whole names.

    `Smith & Sons` is one name, `Jane Doe & John Roe` is two.
    """
    plainly, joined = _pieces(_BETWEEN_NAMES[0], cell), _pieces(_BETWEEN_NAMES[2], cell)
    are_whole_names = len(joined) > 1 and all(" " in piece for piece in joined)
    return plainly if len(plainly) > 1 else joined if are_whole_names else (one_line(cell),)


def _apart(cell: str, count: int) -> tuple[str, ...]:
    """Part a cell by the first separator that gives `count` pieces; else by the plainest one."""
    tries = [_pieces(separator, cell) for separator in (*_BETWEEN_NAMES, _COMMA)]
    return next((pieces for pieces in tries if len(pieces) == count), tries[0])


def _tidy(cell: str) -> str:
    lines = (one_line(line) for line in cell.split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(separator: re.Pattern[str], cell: str) -> tuple[str, ...]:
    return tuple(one_line(piece) for piece in separator.split(cell) if piece.strip())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'es' if noun.endswith('s') else 's'}" if number != 1 else f"{number} {noun}"


def split_items(lines: Sequence[str]) -> tuple[str, ...]:
    """Give the items of a list written one to a line, without the bullets or numbers typed before them."""
    items = (re.sub(r"^\s*(?:[-*\u2022\u2013]\s+|\(?[0-9]{1,2}[.)]\s+)", "", line).strip() for line in lines)
    return tuple(item for item in items if item)
