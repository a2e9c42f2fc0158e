"""Names, titles and e-mail addresses as people write them into a letter, and what is more than that.

A clause typed where a name belongs is part of the page that is signed. What does not read as a name, a title or an
address is told and left to a person; a person's unusual name may wait too.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from loc_builder.files.word.controls import Control
from loc_builder.files.word.shown import shown

LONGEST_NAME, MOST_WORDS = 80, 8
LONGEST_TITLE = 120
LONGEST_SIGNATURE, SHORTEST_SIGNATURE = 60, 2

_PLACE = re.compile(
    r"(?:superintendent|points_of_contact\.(?P<number>[0-9]{1,3})|signature\.(?P<party>[a-z0-9_]+)(?=\.title))"
    r"\.(?P<what>name|title|email)"
)
_LABELS = {"name": "name", "title": "title", "email": "e-mail"}
_MEANT = {"name": "a name", "title": "a title", "email": "an e-mail address"}
_ADDRESS = re.compile(r"[^@\s,;/()<>]+@[^@\s,;/()<>]+\.[^@\s,;/()<>.]+")
_TOLD_APART = re.compile(r"\s*[;,/\s]\s*")
_STRANGE = re.compile(r"[!?:;()\[\]{}<>\"\u201c\u201d\u2026=*#\n]")
_SENTENCE = re.compile(r"\w{5,}\.\s+\w")
_NO_NAMES = frozenset(
    (
        *("no", "not", "none", "non", "nobody", "never", "pending", "tbd", "tba", "na", "void", "unsigned", "signed"),
        *("sign", "signature", "signing", "protest", "under", "board", "only", "unless", "except", "excluding"),
        *("without", "if", "provided", "subject", "binding", "bound", "obligation", "agreement", "approval"),
        *("approved", "draft", "sample", "letter", "district", "reserves", "right", "here", "name", "printed"),
    )
)
_TITLES = frozenset(
    ("dr", "mr", "mrs", "ms", "miss", "mx", "prof", "professor", "rev", "hon", "supt", "superintendent", "interim",
     "acting")
)  # fmt: skip
_SUFFIXES = frozenset(
    ("jr", "sr", "ii", "iii", "iv", "v", "phd", "edd", "eds", "psyd", "med", "mba", "ma", "ms", "mat", "bs", "ba",
     "jd", "dr", "esq", "nbct", "superintendent", "supt", "interim", "acting", "principal", "designee")
)  # fmt: skip
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"  # letters to Unicode, nothing to the eye


def visible(text: str) -> str:
    """Reduce a text to what can be seen of it, its spaces single."""
    kept = (" " if each in _BLANKS or each.isspace() else each for each in text)
    return " ".join("".join(each for each in kept if unicodedata.category(each) not in _UNSEEN).split())


_UNSEEN = ("Cc", "Cf", "Cn", "Co", "Cs")


def is_signature(text: str) -> bool:
    """Whether a text is surely a person's name, as somebody signs with it."""
    name = visible(text).removeprefix("/s/").strip()
    if not SHORTEST_SIGNATURE <= len(name) <= LONGEST_SIGNATURE or not _is_of_letters(name):
        return False
    first, *after = name.split(",")
    words = _words(first)
    is_person = any(len(word) > 1 for word in _core(first))
    return is_person and not _NO_NAMES & set(words) and all(_is_suffix(each) for each in after)


def is_same_person(one: str, other: str) -> bool:
    """Whether two names have the same last name, titles, suffixes, capitals and accents apart."""
    ours, theirs = (_core(visible(each).removeprefix("/s/").partition(",")[0]) for each in (one, other))
    return bool(ours and theirs) and ours[-1] == theirs[-1]


def has_two_words(text: str) -> bool:
    return len(_core(visible(text).removeprefix("/s/").partition(",")[0])) > 1


def contact_marks(controls: Iterable[Control]) -> Iterator[str]:
    """Tell where more than a name, a title or an address stands in the place for one."""
    for control in controls:
        place = _PLACE.fullmatch(control.tag)
        if place and control.text.strip() and not _fits(place["what"], control.text.strip()):
            yield f"more than {_MEANT[place['what']]} stands in {_label(place)}: '{shown(control.text)}'"


def _fits(what: str, text: str) -> bool:
    if what == "email":
        return all(_ADDRESS.fullmatch(each) for each in _TOLD_APART.split(text))
    words = set(_words(text))
    if what == "title":
        return len(text) <= LONGEST_TITLE and "\n" not in text and not words & _CLAUSES
    is_short = len(text) <= LONGEST_NAME and len(text.split()) <= MOST_WORDS
    return is_short and not _STRANGE.search(text) and not _SENTENCE.search(text) and not words & _CLAUSES


_CLAUSES = frozenset(
    ("not", "void", "unless", "except", "excluding", "without", "protest", "provided", "binding", "bound",
     "obligation", "reserves", "agreement")
)  # fmt: skip


def _label(place: re.Match[str]) -> str:
    party, number = place["party"], place["number"]
    who = party.capitalize() if party else f"Contact {number}" if number else "Superintendent"
    return f"{who} {_LABELS[place['what']]}"


def _is_of_letters(name: str) -> bool:
    return all(each in " .,'\u2019\u2018-\u2010\u2011" or unicodedata.category(each)[0] in "LM" for each in name)


def _is_suffix(text: str) -> bool:
    words = _words(text)
    return bool(words) and _SUFFIXES.issuperset(words)


def _core(name: str) -> list[str]:
    """A name's own words: no titles before them, no suffixes after them."""
    words = _words(name)
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    return words


def _words(text: str) -> list[str]:
    """Words without accents, capitals and points; the halves of a double name are two."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    parted = re.sub(r"[-\u2010\u2011\s]+", " ", plain.casefold())
    bare = (re.sub(r"\W+", "", word) for word in parted.split())
    return [word for word in bare if word]
