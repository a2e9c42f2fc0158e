"""Facts: statements with their number, moment, author and place in the chain; read, hashed and corrected."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, get_args

from loc_builder import canonical
from loc_builder.errors import IntegrityError
from loc_builder.facts.made import Converted
from loc_builder.facts.statements import Corrected, Statement
from loc_builder.model import LetterId, Sha256

CHAIN_START = "0" * 64
"""What stands where the first fact's previous hash would be."""

_KINDS: dict[tuple[str, int], type[Statement]] = {(each.kind, each.version): each for each in get_args(Statement)}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the ledger."""

    sequence: int
    at: datetime
    by: str
    said: Statement
    previous: str
    hash: str


def read_statement(kind: str, version: int, body: Mapping[str, Any]) -> Statement:
    """Build a statement from the ledger's columns; raise IntegrityError for what no version of us ever wrote."""
    try:
        return canonical.from_plain(_KINDS[(kind, version)], body)  # type: ignore[no-any-return]  # the table's own type
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        hint = "The ledger may have been written by a newer LoC Builder: update it and try again."
        raise IntegrityError(f"a fact of the kind '{kind}' version {version} cannot be read", hint=hint) from error


def chain_hash(*, sequence: int, at: datetime, by: str, said: Statement, previous: str) -> str:
    """SHA-256 over the previous hash and the canonical JSON of everything else in the fact."""
    rest = {"sequence": sequence, "at": at, "by": by, "kind": said.kind, "version": said.version, "body": said}
    return hash_after(previous, rest)


def hash_after(previous: str, rest: Mapping[str, Any]) -> str:
    """SHA-256 over the hash before and the canonical JSON of what a fact says, as values or as they were written."""
    return hashlib.sha256(previous.encode("utf-8") + canonical.dump(rest)).hexdigest()


def correction(of: Fact, replacement: Statement, *, letter_id: LetterId, because: str) -> Corrected:
    """State that `of` should have said `replacement`."""
    body = canonical.to_plain(replacement)
    return Corrected(letter_id, of.sequence, because, replacement.kind, replacement.version, body)


def effective(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Give the facts as they count today: superseded ones say their last correction, corrections are left out.

    A correction keeps its target's number and place, so that the order of events stays what it was; who says so, and
    since when, is the person who corrected and that moment.
    """
    right = {
        fact.said.supersedes: replace(fact, said=replacement_of(fact.said))
        for fact in facts
        if isinstance(fact.said, Corrected)
    }
    counting = (fact for fact in facts if not isinstance(fact.said, Corrected))
    return tuple(_as_corrected(fact, right.get(fact.sequence, fact)) for fact in counting)


def _as_corrected(fact: Fact, right: Fact) -> Fact:
    return replace(fact, at=right.at, by=right.by, said=right.said)


def conversions_in(facts: Iterable[Fact]) -> Mapping[Sha256, Sha256]:
    """Give the kept PDF of each Word file that was converted."""
    said = (fact.said for fact in facts)
    return {each.source_sha256: each.sha256 for each in said if isinstance(each, Converted)}


def replacement_of(said: Corrected) -> Statement:
    """What the corrected fact should have said."""
    return read_statement(said.replacement_kind, said.replacement_version, said.replacement)
