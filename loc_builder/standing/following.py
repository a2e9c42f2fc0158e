"""The standing after more facts, at the cost of what they are about instead of all that was ever said."""

from collections.abc import Iterable

from loc_builder.facts import Archived, Corrected, Fact
from loc_builder.model import LetterId, ReturnId
from loc_builder.standing.folding import standing_of
from loc_builder.standing.states import Standing


def standing_after(before: Standing, facts: tuple[Fact, ...], *, added: Iterable[Fact]) -> Standing:
    """Derive what `standing_of(facts)` does, where `before` followed from the facts without the ones `added` last.

    A fact bears on the letters and returns that it names, and on those they are bound to; the others stay as they are.
    """
    new = tuple(added)
    if any(isinstance(fact.said, (Corrected, Archived)) for fact in new):
        return standing_of(facts)
    letters, returns = _bound(facts, new)
    changed = standing_of(tuple(fact for fact in facts if _is_about(fact, letters, returns)))
    return Standing({**before.letters, **changed.letters}, {**before.returns, **changed.returns})


def _is_about(fact: Fact, letters: set[LetterId], returns: set[ReturnId]) -> bool:
    letter, returned = _named(fact)
    return letter in letters or returned in returns or isinstance(fact.said, Archived)


def _named(fact: Fact) -> tuple[LetterId | None, ReturnId | None]:
    return getattr(fact.said, "letter_id", None), getattr(fact.said, "return_id", None)


def _bound(facts: Iterable[Fact], added: Iterable[Fact]) -> tuple[set[LetterId], set[ReturnId]]:
    """The letters and returns that the added facts name, and all that any fact ever bound to them."""
    letters = {letter for letter, _ in map(_named, added) if letter is not None}
    returns = {returned for _, returned in map(_named, added) if returned is not None}
    bonds = {(letter, returned) for letter, returned in map(_named, facts) if letter and returned}
    while new := [bond for bond in bonds if (bond[0] in letters) != (bond[1] in returns)]:
        letters |= {letter for letter, _ in new if letter is not None}
        returns |= {returned for _, returned in new if returned is not None}
    return letters, returns
