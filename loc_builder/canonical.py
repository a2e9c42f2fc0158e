"""Frozen values to canonical JSON and back.

Facts and kept readings are written in this one form: keys sorted, no spaces, UTF-8, dates and moments in ISO 8601,
moments in UTC. The same value always gives the same bytes, so bytes can be hashed and compared.
"""

import json
import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from loc_builder.schoolyear import SchoolYear

T = TypeVar("T")


def dump(value: object) -> bytes:
    """Write a frozen value as canonical JSON.

    A half of a surrogate pair, as in a file name the system could not decode, is escaped; two halves that meet are
    written as the character they are, as every reader would join them.
    """
    text = json.dumps(to_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        joined = text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="surrogatepass")
        return joined.encode("utf-8", errors="backslashreplace")


def load(kind: type[T], data: bytes | str) -> T:
    """Read what `dump` wrote for a value of the type `kind`; raise ValueError where it does not fit."""
    try:
        return typing.cast("T", from_plain(kind, json.loads(data)))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no {kind.__name__}") from error


def load_plain(data: bytes | str) -> Any:
    """Read canonical JSON as plain dictionaries and lists."""
    return json.loads(data)


def to_plain(value: object) -> Any:
    """Turn a value into what JSON knows."""
    kind = type(value)
    if kind in _AS_THEY_ARE:
        return value
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, SchoolYear):
        return str(value)
    if is_dataclass(kind):
        return _tag(kind) | {name: to_plain(held) for name, held in _said(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return _in_utc(value).isoformat(timespec="microseconds" if value.microsecond else "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    return value


def _tag(kind: type) -> dict[str, str]:
    return {"is": kind.__name__} if kind.__name__ in _CHOICES else {}


def _said(value: Any) -> Iterator[tuple[str, object]]:
    """A value's fields, without those that came later (`later` in their metadata) and say nothing."""
    kind: Any = type(value)
    for name, is_later, default in _shape(kind):
        held = getattr(value, name)
        if not (is_later and held == default):
            yield name, held


@cache
def _shape(kind: Any) -> tuple[tuple[str, bool, object], ...]:
    """A type's fields by name, whether each came later, and its default."""
    return tuple((each.name, bool(each.metadata.get("later")), each.default) for each in fields(kind))


def _in_utc(moment: datetime) -> datetime:
    """A forged moment at the calendar's edge has none there and stays as it is."""
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        return moment


_AS_THEY_ARE = (str, int, float, bool, type(None))
_CHOICES = ("Matched", "Ambiguous", "Unmatched", "Fixed", "Zone")
"""Types that stand in a union with another one: their JSON says which it is."""


def from_plain(kind: Any, data: Any) -> Any:
    """Build a value of the annotated type `kind` from plain JSON."""
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _from_union(typing.get_args(kind), data)
    if origin in (tuple, list):
        return _from_sequence(typing.get_args(kind), data)
    if origin is not None and issubclass(origin, Mapping):
        item = typing.get_args(kind)[1]
        return {key: from_plain(item, each) for key, each in data.items()}
    if kind is SchoolYear:
        return SchoolYear.parse(data)
    if kind in (datetime, date):
        return kind.fromisoformat(data)
    if is_dataclass(kind):
        return _from_fields(kind, data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    return data


def _from_fields(kind: Any, data: Mapping[str, Any]) -> Any:
    hints = _hints(kind)
    return kind(**{name: from_plain(hints[name], data[name]) for name in hints if name in data})


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    """A type's fields and their types, worked out once: it costs more than the rest."""
    hints = typing.get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}


def _from_union(choices: tuple[Any, ...], data: Any) -> Any:
    if data is None:
        return None
    choices = tuple(choice for choice in choices if choice is not type(None))
    if len(choices) == 1:
        return from_plain(choices[0], data)
    by_name = {choice.__name__: choice for choice in choices}
    return _from_fields(by_name[data["is"]], data)


def _from_sequence(items: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list):
        raise TypeError("several values are a list")
    if len(items) == 2 and items[1] is Ellipsis:
        return tuple(from_plain(items[0], each) for each in data)
    return tuple(from_plain(item, each) for item, each in zip(items, data, strict=True))
