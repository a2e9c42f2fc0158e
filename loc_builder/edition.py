"""A school year's settings: `edition.toml` read, checked, and turned into an `Edition` (tomllib, pydantic).

Unknown and missing keys and values that contradict each other are named all at once.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails

from loc_builder.errors import InputError, Problem, WorkspaceError
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
        self.rule_of_terms()
        return self


class _Contacts(_Table):
    points_of_contact: int = Field(default=1, ge=0, le=20)
    spare: int = Field(default=1, ge=0, le=5)


class _Question(_Table):
    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    label: str = Field(min_length=1)
    prompt: str = Field(min_length=1)
    kind: QuestionKind = QuestionKind.TEXT
    at_least: int = Field(default=1, ge=0, le=20)
    at_most: int = Field(default=1, ge=1, le=20)
    required: bool = True

    @model_validator(mode="after")
    def _bounds_fit(self) -> "_Question":
        if self.at_least > self.at_most:
            raise ValueError("at_least is larger than at_most")
        if self.kind is QuestionKind.TEXT and self.at_most != 1:
            raise ValueError('a text has one answer; write kind = "list" for several')
        return self


class _Signature(_Table):
    party: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    role: str = Field(min_length=1)
    designee_allowed: bool = True
    accepted_bases: list[Basis] = Field(default=list(Basis), min_length=1)
    dates_term: bool = False


class _Settings(_Table):
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
        return questions

    @field_validator("signatures")
    @classmethod
    def _one_signature_dates(cls, signatures: list[_Signature]) -> list[_Signature]:
        _refuse_twice("signatures have the party", [each.party for each in signatures])
        if sum(each.dates_term for each in signatures) != 1:
            raise ValueError("exactly one of [[signatures]] must say dates_term = true")
        return signatures


def _refuse_twice(what: str, names: list[str]) -> None:
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two {what} '{twice[0]}'")


def read_edition(folder: Path) -> Edition:
    """Read the `edition.toml` of an edition's folder; raise InputError with every problem at once."""
    file = folder / "edition.toml"
    settings = _checked(_toml(file), file)
    if settings.school_year != folder.name:
        raise InputError(
            f'{folder.name}/edition.toml says school_year = "{settings.school_year}"',
            hint="The folder's name and the school year in it must be the same.",
        )
    return _edition(settings)


def _toml(file: Path) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        others = sorted(each.parent.name for each in file.parent.parent.glob("*/edition.toml"))
        hint = f"There are: {', '.join(others)}." if others else "There are none yet; try: loc init DIR, loc demo"
        raise WorkspaceError(f"there is no edition for {file.parent.name}", hint=hint) from error
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file.parent.name}/edition.toml cannot be read: {error}") from error


def _checked(settings: Mapping[str, Any], file: Path) -> _Settings:
    try:
        return _Settings.model_validate(settings)
    except ValidationError as error:
        problems = tuple(_problem(each, file) for each in error.errors())
        raise InputError(f"the settings of {file.parent.name} need mending", problems=problems) from error


def _problem(error: ErrorDetails, file: Path) -> Problem:
    where = ".".join(str(step + 1) if isinstance(step, int) else step for step in error["loc"])
    name = f"{file.parent.name}/{file.name}"
    if error["type"] == "extra_forbidden":
        near = get_close_matches(str(error["loc"][-1]), _all_keys(_Settings), n=1)
        hint = f"Did you mean {near[0]}?" if near else ""
        return Problem("unknown-key", f"the key {where} is unknown", name, column=where, hint=hint)
    if error["type"] == "missing":
        return Problem("missing-key", f"the key {where} is missing", name, column=where)
    message = error["msg"].removeprefix("Value error, ")
    return Problem("bad-value", f"{where or 'the settings'}: {message}", name, column=where)


def _all_keys(table: type[BaseModel]) -> list[str]:
    keys: list[str] = []
    for name, each in table.model_fields.items():
        keys.append(name)
        kinds = (each.annotation, *getattr(each.annotation, "__args__", ()))
        for kind in kinds:
            if isinstance(kind, type) and issubclass(kind, BaseModel):
                keys += _all_keys(kind)
    return keys


def _edition(settings: _Settings) -> Edition:
    return Edition(
        school_year=SchoolYear.parse(settings.school_year),
        title=settings.title,
        program=Program(**settings.program.model_dump()),
        agency=Agency(**settings.agency.model_dump()),
        designee=Contact(settings.designee.name, settings.designee.title),
        return_to=ReturnAddress(**settings.return_to.model_dump() | {"post": tuple(settings.return_to.post)}),
        rule=settings.term.rule_of_terms(),
        time_zone=settings.time_zone,
        questions=tuple(Question(**each.model_dump()) for each in settings.questions),
        signatories=tuple(_signatory(each) for each in settings.signatures),
        due_on=settings.due_on,
        values=settings.values,
        contacts=ContactRule(settings.contacts.points_of_contact, settings.contacts.spare),
        membership_starts=settings.membership_starts,
        covered_districts=settings.covered_districts,
        other_years_meant=tuple(SchoolYear.parse(text) for text in settings.other_years_meant),
    )


def _signatory(settings: _Signature) -> Signatory:
    return Signatory(
        settings.party,
        settings.role,
        settings.designee_allowed,
        tuple(settings.accepted_bases),
        settings.dates_term,
    )
