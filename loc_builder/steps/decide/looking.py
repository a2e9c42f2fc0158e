"""The second look at what a person gives to a letter: nobody knew whose it was when it came, so nobody compared it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from loc_builder.books import Books
from loc_builder.facts import Converted
from loc_builder.findings import FindingCode
from loc_builder.model import Part, Role
from loc_builder.reading.signing import read_by_person
from loc_builder.standing import LetterStanding, PartStanding

if TYPE_CHECKING:  # it loads what works on pictures, and few decisions need it
    from loc_builder.inspection import SecondLook

Look = Callable[[Books], "SecondLook"]
"""Opens the eyes, over the books as they stand."""


def looked_at(
    books: Books, parts: Sequence[PartStanding], letter: LetterStanding, look: Look | None
) -> tuple[tuple[Part, ...], tuple[Converted, ...]]:
    """Give what was read of parts, laid over the letter where that was not done, and the conversions made for it.

    What a rule matched to the same letter was laid over it when it came.
    """
    known = tuple(books.assessment(each).part for each in parts)
    if look is None or all(each.letter_id == letter.letter_id for each in parts):
        return known, ()
    eyes = look(books)
    found = eyes.at_given(parts[0].ref.return_id, [_of_letter(_unexamined(each)) for each in known], letter)
    return found, eyes.news()


def _unexamined(part: Part) -> Part:
    """A part without what was seen when it was laid over another letter."""
    findings = tuple(each for each in part.findings if each.code is not FindingCode.INK_OUTSIDE_BOXES)
    return replace(part, findings=findings, checks=(), places=())


def _of_letter(part: Part) -> Part:
    """Pages in which nothing told their place, now that they are of a letter: a whole one, or its signature page."""
    if part.role is not Role.OTHER or not part.pages:
        return part
    role = Role.WHOLE if len(part.pages) > 1 else Role.SIGNATURE_PAGE
    return replace(part, role=role, findings=(*part.findings, *(() if part.signatures else read_by_person())))
