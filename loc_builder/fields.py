"""From a letter to the template's values: the one list of field names, and what a value may contain. Pure."""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from loc_builder.days import in_words
from loc_builder.facts import Issued
from loc_builder.model import (
    TICKED,
    UNTICKED,
    Contact,
    District,
    Edition,
    Letter,
    Previous,
    Question,
    QuestionKind,
    RosterRow,
    Signatory,
)
from loc_builder.schoolyear import SchoolYear

FIELDS: tuple[tuple[str, str], ...] = (
    ("school_year", "the edition's school year, as 2024-2025"),
    ("program.name, program.short_name", "the program"),
    ("agency.name, agency.short_name, agency.unit", "the agency that asks"),
    ("designee.name, designee.title", "who signs for the agency"),
    ("return_to.name, return_to.email, return_to.phone, return_to.post", "where the letter goes back; post is a list"),
    ("due_on", "the day it is due, in words; empty where there is none"),
    ("values.NAME", "the edition's own values, from [values]"),
    ("district.number, district.name, district.coop", "the district, from the register"),
    ("superintendent.name, superintendent.email", "from the roster"),
    ("points_of_contact", "a list of name, title and email; ends with the edition's spare empty places"),
    (
        "answers.QUESTION",
        "what is prefilled; for kind list a list of at_most items, for choices a list of those chosen",
    ),
    ("options.QUESTION", "for kind choice or choices a list of number, text and sign (a check box, ticked or not)"),
    ("previous.exists, previous.school_year", "whether a letter of an earlier edition was accepted, and of which year"),
    ("previous.was_member", "whether the district was a member on the last day before this school year"),
    ("previous.QUESTION", "what that letter answered; empty where there is none; for kind list or choices a list"),
    ("signatures", "a list of party, label, role, name, title and is_agency; one for each that must sign"),
    ("letter.id, letter.revision", "the letter's id and revision"),
)

PREVIOUS_FACTS = ("exists", "school_year", "was_member")
"""Names below `previous` that are no question's."""

_PARTS = {"email": "e-mail address"}
_SCHOOL_YEAR = re.compile(
    r"(?<![\d-])((?:19|20)\d\d)\s?[-/\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}]\s?((?:19|20)?\d\d)(?![\d-])"
)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def field_values(letter: Letter, edition: Edition) -> Mapping[str, Any]:
    """Give the values that a template of `edition` can name for `letter`."""
    return {
        "school_year": str(edition.school_year),
        "program": {"name": edition.program.name, "short_name": edition.program.short_name},
        "agency": {
            "name": edition.agency.name,
            "short_name": edition.agency.short_name,
            "unit": edition.agency.unit,
        },
        "designee": _contact(edition.designee),
        "return_to": {
            "name": edition.return_to.name,
            "email": edition.return_to.email,
            "phone": edition.return_to.phone,
            "post": list(edition.return_to.post),
        },
        "due_on": in_words(edition.due_on) if edition.due_on else "",
        "values": dict(edition.values),
        "district": {"number": letter.district.number, "name": letter.district.name, "coop": letter.district.coop},
        "superintendent": _contact(letter.superintendent),
        "points_of_contact": [
            _contact(each) for each in (*letter.points_of_contact, *[Contact()] * edition.contacts.spare)
        ],
        "answers": {each.id: _answer(each, letter.answers.get(each.id, ())) for each in edition.questions},
        "options": {each.id: _options(each, letter.answers.get(each.id, ())) for each in edition.questions},
        "previous": _previous(letter.previous, edition),
        "signatures": [_signature(each, edition) for each in edition.signatories],
        "letter": {"id": letter.letter_id, "revision": letter.revision},
    }


def roster_values(row: RosterRow) -> Mapping[str, Any]:
    """What a roster row brings to a letter: compared from run to run to see what changed, column by column."""
    contacts = {
        f"Contact {number} {part}": getattr(contact, part)
        for number, contact in enumerate(row.points_of_contact, start=1)
        for part in ("name", "title", "email")
    }
    return {
        "District": row.district.name,
        "Superintendent name": row.superintendent.name,
        "Superintendent e-mail": row.superintendent.email,
        **contacts,
        **{question: "\n".join(items) for question, items in row.answers.items()},
    }


def history_values(letter: Letter) -> Mapping[str, str]:
    """What a letter can tell of its district's past and place, by field name; only what there is to tell."""
    previous = letter.previous
    told = {
        "district.coop": letter.district.coop,
        "previous.exists": "yes" if previous.school_year else "",
        "previous.school_year": str(previous.school_year or ""),
        "previous.was_member": "yes" if previous.was_member else "",
        **{f"previous.{question}": "\n".join(items) for question, items in previous.answers.items()},
    }
    return {name: text for name, text in told.items() if text}


def option_values(edition: Edition) -> Mapping[str, tuple[str, ...]]:
    """The options of each question that has some."""
    return {each.id: each.options for each in edition.questions if each.options}


def letter_as_filled(issued: Issued, roster: Mapping[str, str], history: Mapping[str, str], edition: Edition) -> Letter:
    """Read a letter back from its issue and what `roster_values` and `history_values` gave of it."""
    return Letter(
        issued.letter_id,
        issued.revision,
        issued.school_year,
        District(issued.district_number, issued.district, coop=history.get("district.coop", "")),
        Contact(roster.get("Superintendent name", ""), "", roster.get("Superintendent e-mail", "")),
        tuple(_contacts_in(roster)),
        {each.id: _items(each, roster[each.id]) for each in edition.questions if roster.get(each.id)},
        _previous_as_told(history, edition),
    )


def question_fields(question: Question) -> tuple[str, ...]:
    """Name the controls that hold a question's answer."""
    if not question.has_several:
        return (f"answers.{question.id}",)
    places = len(question.options) or question.at_most
    return tuple(f"answers.{question.id}.{number}" for number in range(1, places + 1))


def party_label(party: str) -> str:
    """A party's name as people read it: `second_party` is Second party."""
    return party.replace("_", " ").capitalize()


def place_label(name: str, edition: Edition) -> str:
    """A place to write as people call it: `signature.district.date` is the date of the district's signature."""
    head, _, rest = name.partition(".")
    for question in edition.questions:
        if name in question_fields(question):
            number = rest.removeprefix(f"{question.id}").removeprefix(".")
            return f"{question.label} {number}".strip()
    match head, rest.split("."):
        case "signature", [party, "signature"]:
            return f"the {party_label(party).lower()}'s signature"
        case "signature", [party, room]:
            return f"the {room} beside the {party_label(party).lower()}'s signature"
        case "points_of_contact", [number, part]:
            return f"contact {number}'s {_PARTS.get(part, part)}"
        case "district" | "superintendent", [part]:
            return f"the {head}'s {_PARTS.get(part, part)}"
    return f"'{name}'"


def unwritable(text: str) -> str:
    """Name the first character that no Word file can hold or show, as U+000B; empty where there is none."""
    found = _UNWRITABLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def writable(text: str) -> str:
    """Leave out of a text what no Word file can hold."""
    return _UNWRITABLE.sub("", text)


def other_years_named(text: str, edition: Edition) -> tuple[SchoolYear, ...]:
    """Give the school years, other than the edition's own and those it says are meant, that a text names."""
    meant = {edition.school_year, *edition.other_years_meant}
    return tuple(sorted(set(_years_named(text)) - meant))


def _years_named(text: str) -> Iterator[SchoolYear]:
    for found in _SCHOOL_YEAR.finditer(text):
        try:
            yield SchoolYear.parse(f"{found[1]}-{found[2]}")
        except ValueError:
            continue


def _contact(contact: Contact) -> Mapping[str, str]:
    return {"name": contact.name, "title": contact.title, "email": contact.email}


def _contacts_in(roster: Mapping[str, str]) -> Iterator[Contact]:
    for number in count(1):
        if f"Contact {number} name" not in roster:
            return
        yield Contact(*(roster[f"Contact {number} {part}"] for part in ("name", "title", "email")))


def _items(question: Question, text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if question.has_several else (text,)


def _answer(question: Question, items: tuple[str, ...]) -> str | list[str]:
    if not question.has_several:
        return "\n".join(items)
    if question.kind is QuestionKind.CHOICES:
        return list(items)
    return [*items, *[""] * (question.at_most - len(items))]


def _previous_as_told(history: Mapping[str, str], edition: Edition) -> Previous:
    several = {each.id for each in edition.questions if each.has_several}
    year = history.get("previous.school_year")
    answers = {
        name.removeprefix("previous."): tuple(text.split("\n"))
        if name.removeprefix("previous.") in several
        else (text,)
        for name, text in history.items()
        if name.startswith("previous.") and name.removeprefix("previous.") not in PREVIOUS_FACTS
    }
    return Previous(SchoolYear.parse(year) if year else None, answers, bool(history.get("previous.was_member")))


def _options(question: Question, chosen: tuple[str, ...]) -> list[Mapping[str, Any]]:
    return [
        {"number": number, "text": option, "sign": TICKED if option in chosen else UNTICKED}
        for number, option in enumerate(question.options, start=1)
    ]


def _previous(previous: Previous, edition: Edition) -> Mapping[str, Any]:
    several = {each.id for each in edition.questions if each.has_several}
    ids = dict.fromkeys((*previous.answers, *(each.id for each in edition.questions)))
    answers = {each: previous.answers.get(each, ()) for each in ids}
    return {
        **{each: list(items) if each in several else "\n".join(items) for each, items in answers.items()},
        "exists": previous.school_year is not None,
        "school_year": str(previous.school_year or ""),
        "was_member": previous.was_member,
    }


def _signature(signatory: Signatory, edition: Edition) -> Mapping[str, Any]:
    """The agency's designee is known; who signs for the others writes that."""
    is_agency = signatory.party == edition.agency.party
    designee = edition.designee if is_agency else Contact()
    return {
        "party": signatory.party,
        "label": edition.agency.name if is_agency else party_label(signatory.party),
        "role": signatory.role,
        "name": designee.name,
        "title": designee.title,
        "is_agency": is_agency,
    }
