"""What came back: parts, what they say of themselves, and what is held of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from loc_builder.findings import Finding
from loc_builder.model.office import Basis, ReturnId, Sha256
from loc_builder.model.paper import Corners, Wording

LATER: Mapping[str, bool] = {"later": True}
"""Marks a field that came after values were kept: at its default it is left out of their JSON, so that hashes hold."""


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
    SENDER = "sender"
    MAIL_TEXT = "mail-text"


@dataclass(frozen=True, slots=True)
class Clue:
    """One thing a part says about whose it is.

    `text` is a letter id for the kinds `code`, `printed-id` and `property`, the address of the mail's author for
    `sender`, else words that may name a district (for `mail-text`: the subject and the beginning of the mail).
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
    """A signature as a part shows it; `signed_at` only where a digital signature gives the moment.

    `trusted_through` names the certificate of the office's own that vouches for a digital signer.
    """

    party: str
    name: str = ""
    title: str = ""
    basis: Basis | None = None
    date_text: str = ""
    signed_on: date | None = None
    signed_at: datetime | None = None
    is_certain: bool = False
    trusted_through: str = field(default="", metadata=LATER)

    @property
    def trust(self) -> str:
        """What is known of a digital signer, in words; empty for other signatures."""
        if self.basis is not Basis.DIGITAL:
            return ""
        return f"trusted through {self.trusted_through}" if self.trusted_through else "trust unknown"


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
    INK = "ink outside the places to write"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: passed, failed, or not made and why."""

    name: CheckName
    result: CheckResult
    why: str = ""


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """A place worth a picture: a signature's or date's box, or ink where none belongs.

    `page` counts from 1 in the file, `corners` are in points on that page once it is turned clockwise by `turned`.
    `what` is the party and label of a box (`district date`), or `ink`.
    """

    page: int
    what: str
    corners: Corners
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """Some pages or one attachment of a return, as read, before anybody asked whose it is.

    `answers` are by field name as the controls hold them, None where there were none to read. `text` is the running
    text of the pages in the letter's order without page furniture, None where there is no text layer.
    `wording` is a Word file's own, its places to write as its controls mark them.
    `label` names the attachment or archive member it is, with those it lies in (`forwarded.eml > letter.pdf`); empty
    for the return itself. `held_in` is the kept file its pages lie in, None for the return's own bytes; `made_from` the
    kept file as it came where `held_in` was made from that in order to be read (a photo, an old Word file).
    `checks` are those made on the pictures of its pages, `places` what is worth looking at on them. `recognised` is the
    kept file (a `Recognised`) of what was recognised on its pages, None where nothing was.
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
    label: str = field(default="", metadata=LATER)
    held_in: Sha256 | None = field(default=None, metadata=LATER)
    made_from: Sha256 | None = field(default=None, metadata=LATER)
    checks: tuple[Check, ...] = field(default=(), metadata=LATER)
    places: tuple[PlaceSeen, ...] = field(default=(), metadata=LATER)
    recognised: Sha256 | None = field(default=None, metadata=LATER)

    @property
    def vouched(self) -> tuple[str, ...]:
        """The digital signers for whom the office's own certificates vouch, in words; of others a finding tells."""
        seen = (each for each in self.signatures if each.trusted_through)
        return tuple(f"signed digitally by {each.name}, {each.trust}" for each in seen)

    def lies_in(self, return_id: ReturnId) -> Sha256:
        """Name the kept file that holds the part's pages."""
        return self.held_in or Sha256(return_id)

    def came_as(self, return_id: ReturnId) -> Sha256:
        """Name the kept file that the district sent: the attachment, the member, or the return."""
        return self.made_from or self.lies_in(return_id)


@dataclass(frozen=True, slots=True)
class Reading:
    """All parts of one return; `is_passing` where it could not be read this time and may be another time.

    `held` are the bytes of the files that parts lie in beside the return's own, each to be kept. `sent_at` is the
    moment at which a mail arrived, as it says itself. `left_out` names what in it was taken for no letter.
    """

    return_id: ReturnId
    name: str
    parts: tuple[Part, ...]
    is_passing: bool = False
    held: tuple[bytes, ...] = ()
    sent_at: datetime | None = None
    left_out: tuple[str, ...] = ()


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
