"""The tables and keys of an `edition.toml`, what each may hold, and the `Edition` they make (pydantic)."""

import re
from datetime import date
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from loc_builder.fields import PREVIOUS_FACTS
from loc_builder.model import (
    Agency,
    Basis,
    Contact,
    ContactRule,
    CoveredDistricts,
    Edition,
    MembershipStart,
    Program,
    Question,
    QuestionKind,
    Retention,
    ReturnAddress,
    Signatory,
)
from loc_builder.schoolyear import (
    JANUARY_TO_MAY,
    JUNE_TO_DECEMBER,
    June,
    SchoolYear,
    TermRule,
    TermRuleName,
    Window,
)

_FIT_TO_CHOOSE = re.compile(r"[^;\x00-\x1f]{1,120}")


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class _Program(_Table):
    name: str = Field(min_length=1)
    short_name: str = Field(min_length=1)
    code: str = Field(pattern=r"^[A-Z0-9]*[A-Z]$", max_length=12)


class _Agency(_Table):
    name: str = Field(min_length=1)
    short_name: str = Field(min_length=1)
    unit: str = ""
    party: str = "agency"


class _Designee(_Table):
    name: str = Field(min_length=1)
    title: str = ""


class _ReturnTo(_Table):
    name: str = ""
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    phone: str = ""
    post: list[str] = []


class _Window(_Table):
    first_month: int = Field(ge=1, le=12)
    last_month: int = Field(ge=1, le=12)
    school_years: int = Field(ge=1, le=5)


class _Term(_Table):
    rule: TermRuleName
    june: June = June.COMING
    windows: list[_Window] = []

    def rule_of_terms(self) -> TermRule:
        windows = tuple(Window(each.first_month, each.last_month, each.school_years) for each in self.windows)
        return TermRule(self.rule, self.june, windows or (JUNE_TO_DECEMBER, JANUARY_TO_MAY))

    @model_validator(mode="after")
    def _windows_fit(self) -> "_Term":
        unread = sorted(self.model_fields_set & {"june", "windows"})
        if self.rule is TermRuleName.NAMED_YEAR and unread:
            raise ValueError(
                f'under "{self.rule}" nothing looks at {" or ".join(unread)}; '
                f'take that out, or write rule = "{TermRuleName.SIGNING_DATE}"'
            )
        self.rule_of_terms()
        return self


class _Contacts(_Table):
    points_of_contact: int = Field(default=1, ge=0, le=20)
    spare: int | None = Field(default=None, ge=0, le=5)

    def rule(self) -> ContactRule:
        """Where nothing is said, one empty place invites more, but not where no contact is asked for at all."""
        return ContactRule(self.points_of_contact, min(1, self.points_of_contact) if self.spare is None else self.spare)


class _Question(_Table):
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=50)  # Word takes tags of 64 characters
    label: str = Field(min_length=1)
    prompt: str = Field(min_length=1)
    kind: QuestionKind = QuestionKind.TEXT
    at_least: int = Field(default=1, ge=0, le=20)
    at_most: int = Field(default=1, ge=1, le=20)
    required: bool = True
    options: list[str] = Field(default=[], max_length=20)

    @model_validator(mode="after")
    def _bounds_fit(self) -> "_Question":
        if self.kind is QuestionKind.CHOICES and "at_most" not in self.model_fields_set:
            self.at_most = max(1, len(self.options))
        if self.at_least > self.at_most:
            raise ValueError("at_least is larger than at_most")
        if self.kind is QuestionKind.TEXT and self.at_most != 1:
            raise ValueError('a text has one answer; write kind = "list" for several')
        if self.kind is QuestionKind.CHOICE and self.at_most != 1:
            raise ValueError('a choice has one answer; write kind = "choices" for several')
        return self

    @model_validator(mode="after")
    def _options_fit(self) -> "_Question":
        if self.kind not in (QuestionKind.CHOICE, QuestionKind.CHOICES):
            if self.options:
                raise ValueError('options go with kind = "choice" or "choices"')
            return self
        if len(self.options) < 2:
            raise ValueError(f'a question of kind "{self.kind}" needs two options or more')
        if self.at_most > len(self.options):
            raise ValueError(f"at_most is larger than the number of options, {len(self.options)}")
        _refuse_twice("options are", [" ".join(each.split()).casefold() for each in self.options])
        unfit = [each for each in self.options if not _FIT_TO_CHOOSE.fullmatch(each)]
        if unfit:
            raise ValueError(f"the option '{unfit[0]}' is empty, is longer than 120 characters, or has a semicolon")
        return self

    def question(self) -> Question:
        return Question(**self.model_dump() | {"options": tuple(self.options)})


class _Signature(_Table):
    party: str = Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)
    role: str = Field(min_length=1)
    designee_allowed: bool = True
    accepted_bases: list[Basis] = Field(default=list(Basis), min_length=1)
    dates_term: bool = False

    def signatory(self) -> Signatory:
        return Signatory(self.party, self.role, self.designee_allowed, tuple(self.accepted_bases), self.dates_term)


class _Archive(_Table):
    """What nobody but the office's archive can know; nothing here has a value until it is written down."""

    accession: str = ""
    retention_series: str = ""
    retention_years: int | None = Field(default=None, ge=1, le=1000)
    disposition: str = ""

    def retention(self) -> Retention:
        return Retention(self.accession, self.retention_series, self.retention_years, self.disposition)


class Settings(_Table):
    school_year: str
    title: str = Field(min_length=1)
    time_zone: str
    due_on: date | None = None
    membership_starts: MembershipStart = MembershipStart.APPROVAL
    covered_districts: CoveredDistricts = CoveredDistricts.ASK
    lock: Literal["none"] = "none"
    other_years_meant: list[str] = []
    program: _Program
    agency: _Agency
    designee: _Designee
    return_to: _ReturnTo
    term: _Term
    contacts: _Contacts = _Contacts()
    archive: _Archive = _Archive()
    values: dict[str, str] = {}
    questions: list[_Question] = []
    signatures: list[_Signature] = Field(min_length=1, max_length=4)

    @field_validator("school_year")
    @classmethod
    def _year(cls, text: str) -> str:
        return str(SchoolYear.parse(text))

    @field_validator("other_years_meant")
    @classmethod
    def _years(cls, texts: list[str]) -> list[str]:
        return [str(SchoolYear.parse(text)) for text in texts]

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, text: str) -> str:
        try:
            ZoneInfo(text)
        except (OSError, ValueError, LookupError) as error:
            raise ValueError(f"'{text}' is no time zone; one is America/New_York") from error
        return text

    @field_validator("questions")
    @classmethod
    def _questions_differ(cls, questions: list[_Question]) -> list[_Question]:
        _refuse_twice("questions have the id", [each.id for each in questions])
        taken = sorted({each.id for each in questions} & set(PREVIOUS_FACTS))
        if taken:
            raise ValueError(f"'{taken[0]}' cannot be a question's id: previous.{taken[0]} says something else")
        return questions

    @field_validator("signatures")
    @classmethod
    def _one_signature_dates(cls, signatures: list[_Signature]) -> list[_Signature]:
        _refuse_twice("signatures have the party", [each.party for each in signatures])
        if sum(each.dates_term for each in signatures) != 1:
            raise ValueError("exactly one of [[signatures]] must say dates_term = true")
        return signatures

    def edition(self) -> Edition:
        return Edition(
            school_year=SchoolYear.parse(self.school_year),
            title=self.title,
            program=Program(**self.program.model_dump()),
            agency=Agency(**self.agency.model_dump()),
            designee=Contact(self.designee.name, self.designee.title),
            return_to=ReturnAddress(**self.return_to.model_dump() | {"post": tuple(self.return_to.post)}),
            rule=self.term.rule_of_terms(),
            time_zone=self.time_zone,
            questions=tuple(each.question() for each in self.questions),
            signatories=tuple(each.signatory() for each in self.signatures),
            due_on=self.due_on,
            values=self.values,
            contacts=self.contacts.rule(),
            membership_starts=self.membership_starts,
            covered_districts=self.covered_districts,
            other_years_meant=tuple(SchoolYear.parse(text) for text in self.other_years_meant),
            retention=self.archive.retention(),
        )


def _refuse_twice(what: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two {what} '{twice[0]}'")
