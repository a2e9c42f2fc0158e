"""Districts, editions and letters, as the office speaks of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

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

    def __hash__(self) -> int:
        """What is looked up for the whole register is kept by all its districts: their numbers tell enough."""
        return hash(self.number)

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
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Question:
    """What the letter asks.

    A LIST is answered by `at_least` to `at_most` items, CHOICES by so many of the `options`, a CHOICE by one of them.
    """

    id: str
    label: str
    prompt: str
    kind: QuestionKind = QuestionKind.TEXT
    at_least: int = 1
    at_most: int = 1
    required: bool = True
    options: tuple[str, ...] = ()

    @property
    def has_several(self) -> bool:
        """Whether an answer may have several items."""
        return self.kind in (QuestionKind.LIST, QuestionKind.CHOICES)

    def option(self, text: str) -> str:
        """The option that a text is, capitals and spaces apart; empty where it is none."""
        return next((each for each in self.options if _alike(each) == _alike(text)), "")


def _alike(text: str) -> str:
    return " ".join(text.split()).casefold()


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
class Retention:
    """What the office's archive has decided about a year's letters; empty where it has not.

    `years` is how long they are kept; `series` the retention schedule's own name for them.
    """

    accession: str = ""
    series: str = ""
    years: int | None = None
    disposition: str = ""


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
    retention: Retention = Retention()

    @property
    def district_party(self) -> Signatory:
        """The signatory whose date gives the term."""
        return next(signatory for signatory in self.signatories if signatory.dates_term)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One district asked this year; `row` is its row in the sheet as Excel counts, which may hide it from view."""

    row: int
    district: District
    superintendent: Contact
    points_of_contact: tuple[Contact, ...]
    answers: Mapping[str, tuple[str, ...]]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Previous:
    """A district's latest accepted letter of an earlier edition; `school_year` is None where there is none.

    `answers` hold a key for each question that an earlier edition asked, with what was answered to it. `was_member`
    says whether the district was one on the last day before this edition's school year.
    """

    school_year: SchoolYear | None = None
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    was_member: bool = False


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
    previous: Previous = Previous()
