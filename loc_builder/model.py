"""The nouns of the program: districts, editions, letters, returns and what was seen in them.

All are frozen values without behaviour that would need a file, a clock or a library.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from loc_builder.findings import Finding
from loc_builder.schoolyear import SchoolYear, TermRule

LetterId = NewType("LetterId", str)
ReturnId = NewType("ReturnId", str)
Sha256 = NewType("Sha256", str)
DistrictNumber = NewType("DistrictNumber", str)


@dataclass(frozen=True, slots=True)
class District:
    """A district of the register.

    `since` and `until` are the first and last day it existed, None where it has none that matters; `successor` is
    the district it went into, `city` the town of its office (by which people name districts, wrongly).
    """

    number: DistrictNumber
    name: str
    aliases: tuple[str, ...] = ()
    coop: str = ""
    until: date | None = None
    successor: DistrictNumber | None = None
    city: str = ""
    since: date | None = None

    @property
    def is_former(self) -> bool:
        return self.successor is not None

    def existed_on(self, day: date) -> bool:
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Contact:
    name: str = ""
    title: str = ""
    email: str = ""


class QuestionKind(StrEnum):
    TEXT = "text"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Question:
    """What the letter asks; a LIST is answered by `at_least` to `at_most` items."""

    id: str
    label: str
    prompt: str
    kind: QuestionKind = QuestionKind.TEXT
    at_least: int = 1
    at_most: int = 1
    required: bool = True


class Basis(StrEnum):
    """On what grounds a signature is said to be one."""

    INK = "ink"
    PICTURE = "picture"
    TYPED_NAME = "typed-name"
    DIGITAL = "digital"
    SEEN_BY_PERSON = "seen-by-person"


@dataclass(frozen=True, slots=True)
class Signatory:
    """A party that must sign; `dates_term` marks the one whose date gives the school years."""

    party: str
    role: str
    designee_allowed: bool = True
    bases: tuple[Basis, ...] = tuple(Basis)
    dates_term: bool = False


@dataclass(frozen=True, slots=True)
class Program:
    """`code` is the short form inside letter ids: capitals and digits only."""

    name: str
    short_name: str
    code: str


@dataclass(frozen=True, slots=True)
class Agency:
    """`party` is the signatory that approves on the agency's behalf."""

    name: str
    short_name: str
    unit: str
    party: str = "agency"


@dataclass(frozen=True, slots=True)
class ReturnAddress:
    name: str
    email: str
    phone: str = ""
    post: tuple[str, ...] = ()


class MembershipStart(StrEnum):
    APPROVAL = "approval"
    SIGNATURE = "signature"


class CoveredDistricts(StrEnum):
    SKIP = "skip"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class ContactRule:
    """How many points of contact a district must name, and how many empty places invite more."""

    at_least: int = 1
    spare: int = 1


@dataclass(frozen=True, slots=True)
class Edition:
    """A school year's settings."""

    school_year: SchoolYear
    title: str
    program: Program
    agency: Agency
    designee: Contact
    return_to: ReturnAddress
    rule: TermRule
    time_zone: str
    questions: tuple[Question, ...]
    signatories: tuple[Signatory, ...]
    due_on: date | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    contacts: ContactRule = ContactRule()
    membership_starts: MembershipStart = MembershipStart.APPROVAL
    covered_districts: CoveredDistricts = CoveredDistricts.ASK
    other_years_meant: tuple[SchoolYear, ...] = ()

    @property
    def district_party(self) -> Signatory:
        """The signatory whose date gives the term."""
        return next(signatory for signatory in self.signatories if signatory.dates_term)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One district asked this year; `row` is its row in the sheet as Excel counts."""

    row: int
    district: District
    superintendent: Contact
    points_of_contact: tuple[Contact, ...]
    answers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Letter:
    """What one district is asked to sign in one edition."""

    letter_id: LetterId
    revision: int
    school_year: SchoolYear
    district: District
    superintendent: Contact
    points_of_contact: tuple[Contact, ...]
    answers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file kept under its hash; `name` is what people call it."""

    sha256: Sha256
    name: str
    size: int


# ---- the letter's text ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fixed:
    """Text of the letter that nobody but the office writes, list labels included."""

    text: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A place where the district writes: a field's name and what stood there when the letter was made."""

    field: str
    prefilled: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter's text in reading order, and the text of its headers and footers without page numbers."""

    body: tuple[Fixed | Zone, ...]
    furniture: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points, the origin at the lower left of the page as displayed."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0


Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""A code's top left, top right, bottom right and bottom left, in points as in `Box`."""


@dataclass(frozen=True, slots=True)
class SignaturePage:
    """Where things are on a letter's signature page as issued, in points.

    `codes` are the corners of the header's and the footer's code; `boxes` the room to write beside a label, by
    party and label (`signature`, `name`, `title`, `date`).
    """

    width: float
    height: float
    codes: tuple[Corners, ...]
    boxes: Mapping[tuple[str, str], Box]


# ---- what came back ---------------------------------------------------------------------------------------------


class Role(StrEnum):
    WHOLE = "whole"
    ANSWERS = "answers"
    SIGNATURE_PAGE = "signature-page"
    COUNTERSIGNED = "countersigned"
    NOTICE = "notice"
    OTHER = "other"


class Medium(StrEnum):
    """What a part is made of, which decides what can be read from it."""

    WORD = "word"
    PDF_TEXT = "pdf-text"
    SCAN = "scan"
    NONE = "none"


class ClueKind(StrEnum):
    CODE = "code"
    PRINTED_ID = "printed-id"
    PROPERTY = "property"
    NAME_TYPED = "name-typed"
    NAME_IN_TEXT = "name-in-text"
    FILE_NAME = "file-name"


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing a part says about whose it is.

    `text` is a letter id for the kinds `code`, `printed-id` and `property`, else words that may name a district.
    """

    kind: ClueKind
    text: str
    revision: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page of a part.

    `number` counts from 1 in the file; `printed` is what the page calls itself ("Page 2 of 5"); `turned` the
    degrees clockwise by which the picture must be turned to stand upright; `codes` the corners of codes read on
    the upright page.
    """

    number: int
    width: float
    height: float
    printed: tuple[int, int] | None = None
    is_signature_page: bool = False
    turned: int = 0
    codes: tuple[Corners, ...] = ()


@dataclass(frozen=True, slots=True)
class SignatureSeen:
    """A signature as a part shows it; `signed_at` only where a digital signature gives the moment."""

    party: str
    name: str = ""
    title: str = ""
    basis: Basis | None = None
    date_text: str = ""
    signed_on: date | None = None
    signed_at: datetime | None = None
    is_certain: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages or one attachment of a return, as read, before anybody asked whose it is.

    `answers` are by field name as the controls hold them, None where there were none to read. `text` is the running
    text of the pages in the letter's order without page furniture, None where there is no text layer.
    """

    number: int
    role: Role
    medium: Medium
    pages: tuple[PageSeen, ...] = ()
    clues: tuple[Clue, ...] = ()
    answers: Mapping[str, str] | None = None
    text: str | None = None
    furniture: tuple[str, ...] = ()
    signatures: tuple[SignatureSeen, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All parts of one return."""

    return_id: ReturnId
    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PartRef:
    return_id: ReturnId
    part: int


@dataclass(frozen=True, slots=True)
class Matched:
    """`found` is a letter id, or a district's number where districts were asked for."""

    found: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    candidates: tuple[str, ...]
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Unmatched:
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


Match = Matched | Ambiguous | Unmatched


class CheckResult(StrEnum):
    PASSED = "passed"
    FAILED = "failed"
    NOT_MADE = "not made"


class CheckName(StrEnum):
    IDENTITY = "identity"
    TEXT = "agreement text"
    PAGES = "pages"
    ANSWERS = "answers"
    SIGNATURE = "signature"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: passed, failed, or not made and why."""

    name: CheckName
    result: CheckResult
    why: str = ""


@dataclass(frozen=True, slots=True)
class Assessment:
    """What is held of one part once it is known whose it is; kept as a file, named by a fact."""

    part: Part
    role: Role
    match: Match
    revision: int | None
    answers: Mapping[str, str]
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
