"""What can happen to a letter or a return, one frozen type for each kind and version.

What was made on the way stands in `made`; `Statement` is any of both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from loc_builder.facts.made import Archived, Bagged, BlankMade, Converted, Issued, Recorded
from loc_builder.model import (
    LATER,
    Basis,
    LetterId,
    MembershipStart,
    PartRef,
    ReturnId,
    Role,
    Sha256,
)
from loc_builder.schoolyear import Term, TermRuleName


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
class PartReopened:
    """A part that was set aside is to be decided on after all."""

    kind: ClassVar[str] = "part-reopened"
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
class PaperNoted:
    """Paper of a letter lies at `place`: an envelope that is not scanned yet, or what the return was scanned from."""

    kind: ClassVar[str] = "paper-noted"
    version: ClassVar[int] = 1
    letter_id: LetterId | None
    return_id: ReturnId | None
    arrived_on: date
    place: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The commitment ended early; `ended_on` is its last day, `notice_sha256` the kept notice called `notice`."""

    kind: ClassVar[str] = "ended"
    version: ClassVar[int] = 1
    letter_id: LetterId
    ended_on: date
    because: str
    notice: str = field(default="", metadata=LATER)
    notice_sha256: Sha256 | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class Amended:
    """The parties agreed on something else from a day on; `sha256` is the kept file called `file` that says what."""

    kind: ClassVar[str] = "amended"
    version: ClassVar[int] = 1
    letter_id: LetterId
    amended_on: date
    because: str
    file: str
    sha256: Sha256


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
    | Converted
    | PaperNoted
    | Amended
    | Bagged
    | BlankMade
    | PartReopened
)
