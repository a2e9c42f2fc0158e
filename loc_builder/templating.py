"""The Jinja that letters and mails are filled with: sandboxed, and strict about fields that have no value (jinja2).

A template may come from anywhere, and one that reckons without end would hold up a whole office. So powers, texts
multiplied or padded by large numbers, long ranges and texts beyond any letter's length are refused.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from itertools import islice
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

_LARGEST_NUMBER = 1_000
"""How far a loop may count, and how wide a text may be padded."""

_LARGEST_FACTOR = 10**15
_LONGEST = 20_000_000
"""Characters of a filled part; a letter's body has about 200,000."""

_AT_ONCE = 50
"""Pieces of a filled part between looks at its length."""

_WIDE = re.compile(r"%[^\s%]*(\d{4}|\*)|:[^\s}]*(\d{4}|{)")
"""A width of thousands in `%9000s` or `{:9000}`, or one that is a value itself."""


class MissingField(jinja2.StrictUndefined):
    """A field that no value was given for; its error says the field's name and nothing else."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class Fields(SandboxedEnvironment):
    """Jinja in which `answers.items` is the answer called items before it is Python's method."""

    intercepted_binops = frozenset({"**", "*", "%"})

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.globals["range"] = _short_range
        self.globals.pop("lipsum", None)
        for name in ("batch", "center", "indent", "slice"):
            self.filters[name] = _told_small_numbers(self.filters[name])
        self.filters["format"] = _told_small_widths(self.filters["format"])

    def getattr(self, obj: Any, attribute: str) -> Any:
        if (type(obj) is dict or isinstance(obj, Mapping)) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        pads = isinstance(obj, str) and attr in ("center", "expandtabs", "ljust", "rjust", "zfill")
        return not pads and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        wrapped = super().wrap_str_format(value)
        if wrapped is not None:
            _refuse_width(value.__self__)
        return wrapped

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if operator == "**":
            raise SecurityError("powers are not reckoned here")
        if operator == "%":
            _refuse_width(left)
        if operator == "*" and (not numbers or max(abs(left), abs(right)) > _LARGEST_FACTOR):
            raise SecurityError("texts, lists and very large numbers are not multiplied here")
        return super().call_binop(context, operator, left, right)


def render(template: jinja2.Template, values: Mapping[str, Any]) -> str:
    """Fill a template; raise jinja2.TemplateError also where it calls itself, or grows, without end."""
    try:
        return "".join(_up_to_the_longest(template.generate(values)))
    except (RecursionError, MemoryError) as error:
        raise SecurityError("it calls itself, or grows, without end") from error


def _up_to_the_longest(pieces: Iterable[str]) -> Iterator[str]:
    length, left = 0, iter(pieces)
    while some := tuple(islice(left, _AT_ONCE)):
        length += sum(map(len, some))
        if length > _LONGEST:
            raise SecurityError("it grows without end")
        yield from some


def _short_range(*bounds: int) -> range:
    counted = range(*bounds)
    if len(counted) > _LARGEST_NUMBER:
        raise SecurityError(f"a loop counts to {_LARGEST_NUMBER:,} at most")
    return counted


def _told_small_numbers(padding: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(padding)
    def bounded(*args: Any, **named: Any) -> Any:
        if any(isinstance(each, int) and each > _LARGEST_NUMBER for each in (*args, *named.values())):
            raise SecurityError(f"a text is padded to {_LARGEST_NUMBER:,} at most")
        return padding(*args, **named)

    return bounded


def _told_small_widths(formatting: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(formatting)
    def bounded(text: Any, *args: Any, **named: Any) -> Any:
        _refuse_width(text)
        return formatting(text, *args, **named)

    return bounded


def _refuse_width(text: Any) -> None:
    if isinstance(text, str) and _WIDE.search(text):
        raise SecurityError(f"a text is padded to {_LARGEST_NUMBER:,} at most")
