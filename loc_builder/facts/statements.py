"""What can happen to a letter or a return, one frozen type for each kind and version."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, ClassVar

from loc_builder.model import (
    LATER,
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


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter's Word file was made; `values_sha256` is the kept file of what was filled in.

    Where `blank_made_at` is given, no file was made for this district: it came back on the office's blank form, which
    was made then and is what `sha256` names.
    """

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
    blank_made_at: datetime | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class BlankMade:
    """The blank form of an edition was made, for newcomers; the n-th of a year is its revision n."""

    kind: ClassVar[str] = "blank-made"
    version: ClassVar[int] = 1
    school_year: SchoolYear
    sha256: Sha256
    template_sha256: Sha256
    file: str


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


@dataclass(frozen=True, slots=True)
class Converted:
    """A PDF was made of a kept Word file, for a record or a preview; it has all of its words."""

    kind: ClassVar[str] = "converted"
    version: ClassVar[int] = 1
    source_sha256: Sha256
    sha256: Sha256


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
    """The edition's archive was made of all facts up to the one numbered `up_to`.

    Where it bears the agency's seal, `sealed_from` is the hash that it had before.
    """

    kind: ClassVar[str] = "archived"
    version: ClassVar[int] = 1
    school_year: SchoolYear
    file: str
    sha256: Sha256
    pages: int
    up_to: int
    letters: tuple[LetterId, ...]
    sealed_from: Sha256 | None = field(default=None, metadata=LATER)


@dataclass(frozen=True, slots=True)
class Bagged:
    """The edition's bag `folder`, version `bag_version`, was made of all facts up to the one numbered `up_to`.

    `sha256` is that of its `tagmanifest-sha512.txt`, which fixes every other byte of it. `settings_sha256` and
    `validation_sha256` are kept files: the `edition.toml` as used, and what the PDF/A validator said.
    """

    kind: ClassVar[str] = "bagged"
    version: ClassVar[int] = 1
    school_year: SchoolYear
    folder: str
    bag_version: int
    sha256: Sha256
    up_to: int
    settings_sha256: Sha256
    validation_sha256: Sha256


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
)
