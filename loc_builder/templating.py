"""The Jinja that letters and mails are filled with: sandboxed, and strict about fields that have no value (jinja2)."""

from collections.abc import Mapping
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment


class MissingField(jinja2.StrictUndefined):
    """A field that no value was given for; its error says the field's name and nothing else."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        return str(self._undefined_name)


class Fields(SandboxedEnvironment):
    """Jinja in which `answers.items` is the answer called items before it is Python's method."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, dict | Mapping) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)
