"""What looks like a person's name in a text; none is changed.

No list of names is complete, so the rule is the other way round: two or three capitalized words in a row are a name
unless they hold a word that offices, places and programs are called by, or all of them are ordinary words, which the
same file also writes small. One name too many in a list to look at costs a glance; one too few, a wrong letter.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loc_builder.days import month_name
from loc_builder.moving.literal import Literal

NAME = "a person's name, left as it is"
LIKE_A_NAME = "it looks like a person's name, left as it is"

_WORD = r"[A-Z\u00c0-\u00de][\w\u2019'-]{0,30}[a-z\u00df-\u00ff]"
_PARTICLE = r"(?:(?:de|la|del|da|van|von|der|den|di|St\.)\s){0,2}"
_IN_A_ROW = re.compile(rf"\b{_WORD}(?:[ \u00a0](?:[A-Z]\.[ \u00a0])?{_PARTICLE}{_WORD}){{1,5}}(?![\w])")
_ADDRESSED = re.compile(
    rf"\b(?:Dr|Mr|Mrs|Ms|Mx|Prof|Rev|Hon|Gov|Sen|Rep)\b\.?[ \u00a0](?:(?:[A-Z]\.|{_WORD})[ \u00a0]){{0,4}}{_WORD}"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NOT_OF_PEOPLE = _words(
    "academy act agency appendix article association award board building bureau cabinet center centre chapter code "
    "college commission commitment committee conference consortium cooperative council county department district "
    "division education elementary fellowship foundation framework fund glossary grant group guide independent "
    "initiative institute lab laboratory letter library network office officers plan policy program project regulation "
    "school schools section series service services society state states statute summit system team union university "
    "vision alabama alaska america american arizona arkansas california colorado connecticut delaware federal florida "
    "hampshire hawaii idaho illinois iowa kansas kentucky louisiana maine massachusetts mexico michigan minnesota "
    "mississippi missouri national nebraska nevada ohio oklahoma oregon pennsylvania texas utah wisconsin wyoming"
)
_ORDINARY = _words(
    "a about after agreement all an and are as at be before big both branch by carolina central city columbia contact "
    "dakota date dear designee each eastern email for friday from georgia good high house how ideas if in indiana is "
    "it kindly law learn mail maryland middle monday montana more mountain name new no north northern not note of on "
    "one or our pacific page part phone please point public questions return saturday science see senate send sign "
    "signature signatures sincerely south southern standard statement sunday superintendent tennessee thank thanks "
    "that the these this three thursday time title to tuesday two united vermont virginia washington we wednesday "
    "west western what when which who will with year years you your"
) | {month_name(number).casefold() for number in range(1, 13)}
_CALLED_UPON = _words("ask attn call contact dear email hello hi superintendent director commissioner by from to")


@dataclass(frozen=True, slots=True)
class People:
    """What is known before reading: names from the settings, and words that the file writes small."""

    names: tuple[str, ...] = ()
    ordinary: frozenset[str] = frozenset()


def small_words(texts: Iterable[str]) -> frozenset[str]:
    """Give the words that stand in these texts without a capital."""
    return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]+", text) if word.islower())


def people(text: str, known: People) -> Iterator[Literal]:
    for name in known.names:
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            yield Literal(*found.span(), NAME)
    for found in _ADDRESSED.finditer(text):
        yield Literal(*found.span(), NAME)
    for found in _IN_A_ROW.finditer(text):
        start = found.start() + _called_upon(found[0])
        words = [word.casefold() for word in re.findall(r"[^\W\d_]+", text[start : found.end()])]
        if len(words) > 1 and not _is_no_name(words, known):
            yield Literal(start, found.end(), LIKE_A_NAME)


def _called_upon(row: str) -> int:
    """Where the name begins after a word such as `Contact` or `Dear`."""
    first, blank, rest = row.replace("\N{NO-BREAK SPACE}", " ").partition(" ")
    return len(first) + 1 if blank and " " in rest and first.casefold() in _CALLED_UPON else 0


def _is_no_name(words: list[str], known: People) -> bool:
    if any(word in _NOT_OF_PEOPLE for word in words) or words[0] in ("a", "an", "the", "this", "these", "our", "your"):
        return True
    return all(word in _ORDINARY or word in known.ordinary for word in words)
