"""A district's name as people type it, taken apart: its own words, its kind, a number beside it.

`Adair Co.`, `ADAIR COUNTY SCHOOLS`, `001 Adair County` and `The Adair County Board of Education, Ky` have the same
own word `adair` and the same kind.
"""

import re
import unicodedata
from dataclasses import dataclass

COUNTY = "county"
INDEPENDENT = "independent"
CUT_AT = 30  # Kentucky's exports cut names after so many characters

_KINDS = {
    **dict.fromkeys(("county", "co", "cnty", "cty"), COUNTY),
    **dict.fromkeys(("independent", "ind", "indep", "indp", "indpt", "isd"), INDEPENDENT),
}
_SCHOOLS = ("public", "school", "schools", "schl", "schls", "sch", "system", "systems", "board", "education", "boe")
_DISTRICTS = ("the", "of", "district", "districts", "dist", "number", "no", "nr", "kde", "ky", "kentucky")
_SAYS_NOTHING = frozenset((*_SCHOOLS, *_DISTRICTS))
_SHORT_FOR = {"ft": "fort", "mt": "mount", "st": "saint"}


@dataclass(frozen=True, slots=True)
class Name:
    """`key` is the name's own words without spaces, `kind` the kind of district or "", `number` three digits or ""."""

    key: str
    kind: str = ""
    number: str = ""


def words(text: str) -> tuple[str, ...]:
    """Split into words of small letters and digits, accents dropped; `FtThomas` is two words."""
    plain = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"['\u2019]s\b|['\u2019]", "", plain))
    return tuple(_SHORT_FOR.get(word, word) for word in re.findall(r"[^\W_]+", parted.casefold()))


def read_name(text: str) -> Name:
    """Take a typed name apart; the key keeps all that stands between its own words, and kinds that contradict."""
    typed = _whole_words(words(text), is_cut=len(text.strip()) == CUT_AT)
    numbers = {word for word in typed if re.fullmatch(r"[0-9]{3}", word)}
    number = numbers.pop() if len(numbers) == 1 else ""
    kinds = {_KINDS[word] for word in typed if word in _KINDS}
    kind = kinds.pop() if len(kinds) == 1 else ""
    silent = _SAYS_NOTHING | {number} | (_KINDS.keys() if kind else set())
    own = [place for place, word in enumerate(typed) if word not in silent]
    return Name("".join(typed[own[0] : own[-1] + 1]) if own else "", kind, number)


def kind_of(word: str) -> str:
    """Give the kind of district a single word stands for, or "" for any other word."""
    return _KINDS.get(word, "")


def _whole_words(typed: tuple[str, ...], *, is_cut: bool) -> tuple[str, ...]:
    """Complete a last word that an export cut off: `Anchorage Independen`, `Breckinridge County School Dis`."""
    if len(typed) < 2:
        return typed
    *before, last = typed
    endings = sorted(_KINDS.values()) if not any(word in _KINDS for word in before) else sorted(_SAYS_NOTHING)
    if last in _KINDS or last in _SAYS_NOTHING or (len(last) < 3 and not is_cut):
        return typed
    whole = next((ending for ending in endings if ending.startswith(last)), last)
    return (*before, whole)
