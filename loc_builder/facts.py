"""The closed, versioned set of facts: what can happen to a letter or a return.

A *statement* says what happened; a *fact* is a statement with its number, moment, author and place in the chain.
Old kinds and versions stay readable for ever: a changed statement gets a new class and version beside the old one.
Statements hold hashes, ids and days; what people wrote lies in kept files.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from loc_builder import canonical
from loc_builder.errors import IntegrityError
from loc_builder.model import (
    Basis,
    DistrictNumber,
    LetterId,
    MembershipStart,
    PartRef,
    ReturnId,
    Role,
    Sha256,
)
from loc_builder.schoolyear import SchoolYear, Term, TermRuleName

CHAIN_START = "0" * 64
"""What stands where the first fact's previous hash would be."""


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter's Word file was made; `values_sha256` is the kept file of what was filled in."""

    kind: ClassVar[str] = "issued"
    version: ClassVar[int] = 1
    letter_id: LetterId
    revision: int
    school_year: SchoolYear
    district_number: DistrictNumber
    district: str
    file: str
    sha256: Sha256
    values_sha256: Sha256
    template_sha256: Sha256


@dataclass(frozen=True, slots=True)
class Sent:
    """The letter went out to the district on a day."""

    kind: ClassVar[str] = "sent"
    version: ClassVar[int] = 1
    letter_id: LetterId
    sent_on: date


@dataclass(frozen=True, slots=True)
class Received:
    """A return arrived and its bytes were kept under its id."""

    kind: ClassVar[str] = "received"
    version: ClassVar[int] = 1
    return_id: ReturnId
    name: str
    size: int
    arrived_on: date
    by_way: str
    parts: int


@dataclass(frozen=True, slots=True)
class FindingsNoted:
    """A part was read and assessed; `assessment_sha256` is the kept file that holds everything seen."""

    kind: ClassVar[str] = "findings-noted"
    version: ClassVar[int] = 1
    return_id: ReturnId
    part: int
    role: Role
    candidates: tuple[LetterId, ...]
    codes: tuple[str, ...]
    assessment_sha256: Sha256


@dataclass(frozen=True, slots=True)
class PartMatched:
    """A part belongs to a letter; `revision` is the one that came back where that is known."""

    kind: ClassVar[str] = "part-matched"
    version: ClassVar[int] = 1
    letter_id: LetterId
    return_id: ReturnId
    part: int
    role: Role
    revision: int | None
    by_rule: bool


@dataclass(frozen=True, slots=True)
class PartSetAside:
    """A part is not to be used for any letter."""

    kind: ClassVar[str] = "part-set-aside"
    version: ClassVar[int] = 1
    return_id: ReturnId
    part: int
    because: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A party signed on a day, on a basis, as shown by a part."""

    kind: ClassVar[str] = "signed"
    version: ClassVar[int] = 1
    letter_id: LetterId
    party: str
    signer: str
    signed_on: date
    basis: Basis
    shown_by: PartRef | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The letter is a commitment for `term`; `despite` names the findings a person set aside in so many words."""

    kind: ClassVar[str] = "accepted"
    version: ClassVar[int] = 1
    letter_id: LetterId
    revision: int
    term: Term
    rule: TermRuleName
    membership_starts: MembershipStart
    parts: tuple[PartRef, ...]
    by_rule: bool
    despite: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReturnedForCorrection:
    """What came back for the letter so far cannot be accepted; the district is asked again."""

    kind: ClassVar[str] = "returned-for-correction"
    version: ClassVar[int] = 1
    letter_id: LetterId
    parts: tuple[PartRef, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """A decision on the letter no longer holds; it is to be decided again."""

    kind: ClassVar[str] = "reopened"
    version: ClassVar[int] = 1
    letter_id: LetterId
    because: str


@dataclass(frozen=True, slots=True)
class Approved:
    """The agency signed; `shown_by` is the countersigned part, or None where it was recorded electronically."""

    kind: ClassVar[str] = "approved"
    version: ClassVar[int] = 1
    letter_id: LetterId
    party: str
    signer: str
    title: str
    approved_on: date
    basis: Basis
    shown_by: PartRef | None


@dataclass(frozen=True, slots=True)
class Corrected:
    """An earlier fact was wrong: the fact numbered `supersedes` counts as if it had said `replacement`."""

    kind: ClassVar[str] = "corrected"
    version: ClassVar[int] = 1
    letter_id: LetterId
    supersedes: int
    because: str
    replacement_kind: str
    replacement_version: int
    replacement: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ended:
    """The commitment ended early; `ended_on` is its last day."""

    kind: ClassVar[str] = "ended"
    version: ClassVar[int] = 1
    letter_id: LetterId
    ended_on: date
    because: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """The letter's record was made."""

    kind: ClassVar[str] = "recorded"
    version: ClassVar[int] = 1
    letter_id: LetterId
    file: str
    sha256: Sha256
    pages: int


@dataclass(frozen=True, slots=True)
class Archived:
    """The edition's archive was made of all facts up to the one numbered `up_to`."""

    kind: ClassVar[str] = "archived"
    version: ClassVar[int] = 1
    school_year: SchoolYear
    file: str
    sha256: Sha256
    pages: int
    up_to: int
    letters: tuple[LetterId, ...]


Statement = (
    Issued
    | Sent
    | Received
    | FindingsNoted
    | PartMatched
    | PartSetAside
    | Signed
    | Accepted
    | ReturnedForCorrection
    | Reopened
    | Approved
    | Corrected
    | Ended
    | Recorded
    | Archived
)

_KINDS: dict[tuple[str, int], type[Statement]] = {
    (each.kind, each.version): each
    for each in (
        Issued,
        Sent,
        Received,
        FindingsNoted,
        PartMatched,
        PartSetAside,
        Signed,
        Accepted,
        ReturnedForCorrection,
        Reopened,
        Approved,
        Corrected,
        Ended,
        Recorded,
        Archived,
    )
}


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
    return hashlib.sha256(previous.encode("ascii") + canonical.dump(rest)).hexdigest()


def correction(of: Fact, replacement: Statement, *, letter_id: LetterId, because: str) -> Corrected:
    """State that `of` should have said `replacement`."""
    body = canonical.to_plain(replacement)
    return Corrected(letter_id, of.sequence, because, replacement.kind, replacement.version, body)


def effective(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Give the facts as they count today: superseded ones say their last correction, corrections are left out.

    A correction keeps its target's number and moment, so that the order of events stays what it was.
    """
    replaced: dict[int, Statement] = {}
    for fact in facts:
        said = fact.said
        if isinstance(said, Corrected):
            replaced[said.supersedes] = read_statement(
                said.replacement_kind, said.replacement_version, said.replacement
            )
    return tuple(
        Fact(fact.sequence, fact.at, fact.by, replaced.get(fact.sequence, fact.said), fact.previous, fact.hash)
        for fact in facts
        if not isinstance(fact.said, Corrected)
    )
