"""What came back: parts, what they say of themselves, and what is held of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from loc_builder.findings import Finding
from loc_builder.model.office import Basis, ReturnId
from loc_builder.model.paper import Corners, Wording


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
    `wording` is a Word file's own, its places to write as its controls mark them.
    """

    number: int
    role: Role
    medium: Medium
    pages: tuple[PageSeen, ...] = ()
    clues: tuple[Clue, ...] = ()
    answers: Mapping[str, str] | None = None
    text: str | None = None
    wording: Wording | None = None
    signatures: tuple[SignatureSeen, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All parts of one return; `is_passing` where it could not be read this time and may be another time."""

    return_id: ReturnId
    name: str
    parts: tuple[Part, ...]
    is_passing: bool = False


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
