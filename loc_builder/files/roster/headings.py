"""A column's heading as offices write it, to what the column holds.

`Dist #`, `KDE No.`, `Supt. Email`, `Superintendent E-mail Address`, `POC 1 Name`, `Point of Contact` and
`Contact 2 email` are all understood; a heading with a word that is not, is not.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from loc_builder.model import Question


class Holder(StrEnum):
    """Whom or what a column is about."""

    DISTRICT = "district"
    SUPERINTENDENT = "superintendent"
    CONTACT = "contact"
    QUESTION = "question"


class Trait(StrEnum):
    NUMBER = "number"
    NAME = "name"
    TITLE = "title"
    EMAIL = "email"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Heading:
    """What a column holds; `place` counts contacts and the items of a list from 1, `question` is a question's id.

    `place` 0 is a list's one column with an item per line.
    """

    holder: Holder
    trait: Trait
    place: int = 0
    question: str = ""

    @property
    def label(self) -> str:
        """The heading as we would write it."""
        whose = f"Contact {self.place}" if self.holder is Holder.CONTACT else self.holder.capitalize()
        return f"{whose} {'Email' if self.trait is Trait.EMAIL else self.trait.capitalize()}"


MENDING = "What to mend"
"""The heading of the column in which a roster that was looked at says what is wrong; reading passes over it."""

DISTRICT_NUMBER = Heading(Holder.DISTRICT, Trait.NUMBER)
DISTRICT_NAME = Heading(Holder.DISTRICT, Trait.NAME)
SUPERINTENDENT_NAME = Heading(Holder.SUPERINTENDENT, Trait.NAME)
SUPERINTENDENT_TITLE = Heading(Holder.SUPERINTENDENT, Trait.TITLE)
SUPERINTENDENT_EMAIL = Heading(Holder.SUPERINTENDENT, Trait.EMAIL)

_HOLDERS = {
    **dict.fromkeys(("superintendent", "superintendents", "supt", "supts", "super", "supe"), Holder.SUPERINTENDENT),
    **dict.fromkeys(("contact", "contacts", "poc", "pocs"), Holder.CONTACT),
    **dict.fromkeys(("district", "districts", "dist"), Holder.DISTRICT),
}
_TRAITS = {
    **dict.fromkeys(("number", "no", "num", "nr", "nbr", "code", "id"), Trait.NUMBER),
    **dict.fromkeys(("name", "names"), Trait.NAME),
    **dict.fromkeys(("title", "titles", "position", "role"), Trait.TITLE),
    **dict.fromkeys(("email", "emails"), Trait.EMAIL),
}
_SAYS_NOTHING = frozenset(("of", "the", "school", "full", "s", "kde", "lea", "person"))
_ORDINALS = {
    **dict.fromkeys(("first", "1st", "primary"), "1"),
    **dict.fromkeys(("second", "2nd", "secondary"), "2"),
    **dict.fromkeys(("third", "3rd"), "3"),
}
_ONE_WORD = (
    (r"#", " number "),
    (r"\be[\s-]?mails?(\s+(address(es)?|addr))?\b", " email "),
    (r"\bpoints?\s+of\s+contact\b", " contact "),
    (r"\bjob\s+title\b", " title "),
    (r"(?<=[a-z])(?=[0-9])", " "),
)


def is_mending(cell: object) -> bool:
    """Say whether a cell heads the column that an earlier look added; more may stand under the heading in it."""
    return isinstance(cell, str) and cell.partition("\n")[0].strip() == MENDING


def understand(text: str, questions: Sequence[Question]) -> Heading | None:
    """Say what a column with this heading holds; None where a word in it is not understood."""
    typed = _words(text)
    return _of_question(typed, questions) or _of_person_or_district(typed)


def nearest(text: str, known: Iterable[str]) -> str:
    """Give the heading spelled most like it, or ""."""
    by_words = {" ".join(_words(heading)): heading for heading in known}
    found = get_close_matches(" ".join(_words(text)), by_words, n=1, cutoff=0.6)
    return by_words[found[0]] if found else ""


def known_headings(questions: Sequence[Question], *, contacts: int) -> tuple[str, ...]:
    """Give the headings a roster can have, as we would write them, with so many contacts."""
    people = [DISTRICT_NUMBER, DISTRICT_NAME, SUPERINTENDENT_NAME, SUPERINTENDENT_TITLE, SUPERINTENDENT_EMAIL]
    for place in range(1, contacts + 1):
        people += [Heading(Holder.CONTACT, trait, place) for trait in (Trait.NAME, Trait.TITLE, Trait.EMAIL)]
    answers = (
        [f"{question.label} {place}" for place in range(1, question.at_most + 1)]
        if question.has_several
        else [question.label]
        for question in questions
    )
    return (*(heading.label for heading in people), *(label for labels in answers for label in labels))


def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("_", " ").replace("'s", "").replace("\u2019s", "")
    for written, meant in _ONE_WORD:
        plain = re.sub(written, meant, plain)
    return tuple(_ORDINALS.get(word, word) for word in re.findall(r"[^\W_]+", plain))


def _of_question(typed: tuple[str, ...], questions: Sequence[Question]) -> Heading | None:
    for question in questions:
        names = {_singular(_words(text)) for text in (question.id, question.label)} - {()}
        if _singular(typed) in names:
            return Heading(Holder.QUESTION, Trait.ANSWER, 0, question.id)
        is_numbered = question.has_several and typed and re.fullmatch(r"[0-9]{1,2}", typed[-1])
        if is_numbered and _singular(typed[:-1]) in names:
            return Heading(Holder.QUESTION, Trait.ANSWER, int(typed[-1]), question.id)
    return None


def _singular(typed: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word.rstrip("s") for word in typed)


def _of_person_or_district(typed: tuple[str, ...]) -> Heading | None:
    places = [word for word in typed if re.fullmatch(r"[0-9]{1,2}", word)]
    left = [word for word in typed if word not in _SAYS_NOTHING and word not in places]
    holders = {_HOLDERS[word] for word in left if word in _HOLDERS}
    traits = {_TRAITS[word] for word in left if word in _TRAITS}
    if len(places) > 1 or not left or any(word not in _HOLDERS and word not in _TRAITS for word in left):
        return None
    if places:
        traits -= {Trait.NUMBER}  # "Contact No. 2"
    if len(traits) > 1:
        return None
    return _heading(holders, traits.pop() if traits else None, int(places[0]) if places else None)


def _heading(holders: set[Holder], trait: Trait | None, place: int | None) -> Heading | None:
    """Put holder, trait and count together where they make sense; "Contact number" would be a telephone."""
    if Holder.SUPERINTENDENT in holders and place is None and trait is not Trait.NUMBER:
        return Heading(Holder.SUPERINTENDENT, trait or Trait.NAME)
    if Holder.CONTACT in holders and Holder.SUPERINTENDENT not in holders and trait is not Trait.NUMBER and place != 0:
        return Heading(Holder.CONTACT, trait or Trait.NAME, place or 1)
    if holders <= {Holder.DISTRICT} and place is None and (trait is Trait.NUMBER or (holders and trait is Trait.NAME)):
        return Heading(Holder.DISTRICT, trait)
    return DISTRICT_NAME if holders == {Holder.DISTRICT} and place is None and trait is None else None
