"""A change to a letter's text, as people are told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_TEXT = 400_000  # characters; aligning more would keep the office waiting for one hostile file
LONGEST_SHOWN = 300  # characters of a change


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Change:
    """One place where the text is not the office's; `context` is the issued text around it, the place as `[...]`."""

    kind: ChangeKind
    issued: str
    returned: str
    context: str = ""

    def __str__(self) -> str:
        place = f" ({self.context})" if self.context else ""
        if self.kind is ChangeKind.REPLACED:
            return f'"{self.issued}" became "{self.returned}"{place}'
        return f'"{self.issued or self.returned}" was {self.kind}{place}'


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was altered, and what stands in each zone by its field's name, prefilled or not.

    `prefilled` names the fields whose text is still the office's own. `doubts` are places that were altered or misread,
    where the text was recognised on a picture.
    """

    changes: tuple[Change, ...]
    answers: Mapping[str, str]
    prefilled: frozenset[str] = frozenset()
    doubts: tuple[Change, ...] = ()


def shown(text: str) -> str:
    """A piece of text short enough to tell somebody."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST_SHOWN else f"{words[:LONGEST_SHOWN]}..."
