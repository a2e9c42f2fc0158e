"""A text's lasting letters: what printing, converting and retyping leave alone."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

WRITING_INVITATION = "Click or tap to write:"
DATE_INVITATION = "Click or tap to choose the date"
CHOICE_INVITATION = "Click or tap to choose:"

_WORDS_OWN = ("Click or tap here to enter text.", "Click or tap to enter a date.", "Choose an item.")
_CLUSTER = re.compile("[^\u0300-\u036f\u20d0-\u20ff][\u0300-\u036f\u20d0-\u20ff]*|.", re.DOTALL)
_BULLETS = "•◦▪▫‣●○■□·∙"
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u201a\u201b\u2032`\u00b4", "'") | dict.fromkeys("“”„‟″«»", '"'))


def is_invitation(text: str, invitation: str = "") -> bool:
    """Whether a text is only what an empty place says, and so no answer: its own `invitation`, or Word's own words."""
    said = squeezed(text)
    return bool(said) and said in map(squeezed, (invitation, DATE_INVITATION, *_WORDS_OWN))


def squeezed(text: str) -> str:
    """Reduce a text to its lasting letters."""
    return "".join(map(_folded, _CLUSTER.findall(text)))


def is_bullet(letter: str) -> bool:
    return letter in _BULLETS or "\ue000" <= letter <= "\uf8ff"


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text's lasting letters, and where in the text each stands."""

    text: str
    letters: str
    places: Sequence[int]

    @classmethod
    def of(cls, text: str) -> "Squeezed":
        letters, places = list[str](), list[int]()
        for cluster in _CLUSTER.finditer(text):
            folded = _folded(cluster[0])
            letters.append(folded)
            places.extend([cluster.start()] * len(folded))
        return cls(text, "".join(letters), places)

    def between(self, index: int, end: int) -> str:
        """The text after the letter before `index` and before the letter at `end`."""
        start = self.places[index - 1] + 1 if index else 0
        return self.text[start : self.places[end] if end < len(self.places) else len(self.text)]


@lru_cache(maxsize=8192)
def _folded(cluster: str) -> str:
    folded = unicodedata.normalize("NFKC", cluster).translate(_QUOTES).casefold()
    return "".join(letter for letter in unicodedata.normalize("NFKC", folded) if _is_lasting(letter))


def _is_lasting(letter: str) -> bool:
    """Spaces, dashes, underscores, bullets and invisible characters come and go on the way through a PDF."""
    if letter.isspace() or letter == "_" or letter in _BULLETS:
        return False
    return unicodedata.category(letter) not in ("Cc", "Cf", "Cn", "Co", "Pd")
