"""Noting which letters went out, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from loc_builder.books import Books
from loc_builder.days import in_words
from loc_builder.errors import InputError
from loc_builder.facts import Sent
from loc_builder.mailing import answered_on, has_gone_out, letters_asked
from loc_builder.model import DistrictNumber, Edition
from loc_builder.schoolyear import day_in
from loc_builder.standing import LetterStanding


@dataclass(frozen=True, slots=True)
class SentPlan:
    """`noted_before` are left as they are; `refused` says why a letter cannot have gone out on that day."""

    sent: tuple[Sent, ...]
    noted_before: tuple[LetterStanding, ...]
    refused: tuple[tuple[LetterStanding, str], ...]


def plan(books: Books, edition: Edition, *, on: date, only: Iterable[DistrictNumber] = ()) -> SentPlan:
    """Say which letters are noted as gone out on a day.

    A letter that came back although nobody noted when it went out is noted only if its district is named: it reached
    the district in some other way, or on another day, than the rest.
    """
    if on > books.today(edition):
        raise InputError(f"{in_words(on)} is in the future", hint="Give the day on which the letters went out.")
    named = tuple(only)
    sent, before, refused = [], [], []
    for letter in letters_asked(books, edition, named):
        if letter.sent_on is not None:
            before.append(letter)
        elif named or not has_gone_out(books, letter):
            reason = _why_not(books, edition, letter, on)
            if reason:
                refused.append((letter, reason))
            else:
                sent.append(Sent(letter.letter_id, on))
    return SentPlan(tuple(sent), tuple(before), tuple(refused))


def carry_out(books: Books, plan: SentPlan) -> Books:
    """Record what went out in one transaction."""
    return books.record(plan.sent)


def _why_not(books: Books, edition: Edition, letter: LetterStanding, on: date) -> str:
    made_on = day_in(letter.issued_at, edition.time_zone)
    if on < made_on:
        return f"the letter was made on {in_words(made_on)}, after that day"
    came_back_on = answered_on(books, letter)
    if came_back_on is not None and came_back_on < on:
        return f"the letter came back on {in_words(came_back_on)}, before that day"
    return ""
