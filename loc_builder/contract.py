"""What a template of an edition may name, as JSON Schema, and a letter that stands for all letters of it. Pure.

The schema is read off the values that a letter is filled with, so that the list of fields is kept in one place.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from loc_builder import letter_id
from loc_builder.fields import field_values
from loc_builder.model import Contact, District, DistrictNumber, Edition, Letter, Previous

_DISTRICT = District(DistrictNumber("000"), "Example County")
_CONTACT = Contact("Example Name", "Example title", "name@district.example")


def specimen(edition: Edition, asked_before: Iterable[str] = ()) -> Letter:
    """Make a letter to no district, with as many points of contact as it must name and nothing answered.

    `asked_before` are the ids of the questions that earlier editions asked.
    """
    return Letter(
        letter_id.make(edition.program.code, edition.school_year, _DISTRICT.number),
        1,
        edition.school_year,
        _DISTRICT,
        _CONTACT,
        (_CONTACT,) * max(edition.contacts.at_least, 1),
        {},
        Previous(answers=dict.fromkeys(asked_before, ())),
    )


def json_schema(letter: Letter, edition: Edition) -> Mapping[str, Any]:
    """Give the values that a template of `edition` can name, as JSON Schema (draft 2020-12)."""
    values = field_values(letter, edition)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_described(values)}


def field_names(schema: Mapping[str, Any], name: str = "") -> tuple[str, ...]:
    """Name every field of a schema as a template writes it, `district.name`; in a list `points_of_contact[].name`."""
    inner = [
        field for key, each in schema.get("properties", {}).items() for field in field_names(each, _dotted(name, key))
    ]
    items = field_names(schema["items"], f"{name}[]") if "items" in schema else ()
    return (*([name] if name else []), *inner, *items)


def _described(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping):
        inner = {key: _described(each) for key, each in value.items()}
        return {"type": "object", "properties": inner, "required": list(inner), "additionalProperties": False}
    if isinstance(value, bool):
        return {"type": "boolean"}
    if isinstance(value, int):
        return {"type": "integer"}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return {"type": "array", "items": _described(value[0] if value else "")}
    return {"type": "string"}


def _dotted(name: str, key: str) -> str:
    return f"{name}.{key}" if name else key
