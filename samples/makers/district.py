"""What each district wrote and who signed for it: `answers.toml` typed into the letters of one school year."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from loc_builder.schoolyear import SchoolYear
from makers.letters import FilledLetter, filled_letters
from makers.typing_in import typed

_ANSWERS = Path(__file__).with_name("answers.toml")
_NO_ANSWERS = ("signer", "title")


@dataclass(frozen=True, slots=True)
class Districts:
    """The districts that return something in one year, by number."""

    filled: Mapping[str, FilledLetter]
    wrote: Mapping[str, Mapping[str, Any]]

    @classmethod
    def asked_in(cls, year: SchoolYear) -> "Districts":
        wrote = tomllib.loads(_ANSWERS.read_text(encoding="utf-8"))[str(year.starts_in)]
        return cls(filled_letters(year, wrote), wrote)

    def signer(self, number: str) -> str:
        return str(self.wrote[number].get("signer") or self.filled[number].letter.superintendent.name)

    def answered(self, number: str) -> bytes:
        """The letter with the district's answers and nothing in the signature block."""
        texts = {tag: text for key, said in self.wrote[number].items() for tag, text in _by_tag(key, said)}
        return typed(self.filled[number].document, texts)

    def signed(self, number: str, day: date, *, name: str = "") -> bytes:
        """The letter answered, signed by typing, and dated."""
        name = name or self.signer(number)
        block = {"signature.district.signature": name, **self._printed_name(number, name)}
        return typed(self.answered(number), block, day=day)

    def for_the_pen(self, number: str, *, clear: bool = False) -> bytes:
        """The letter answered, with name and title typed; with `clear`, a blank typed where the pen will write."""
        rooms = {f"signature.district.{room}": " " for room in ("signature", "date") if clear}
        return typed(self.answered(number), self._printed_name(number, self.signer(number)) | rooms)

    def _printed_name(self, number: str, name: str) -> dict[str, str]:
        title = str(self.wrote[number].get("title", "Superintendent"))
        return {"signature.district.name": name, "signature.district.title": title}


def _by_tag(key: str, said: Any) -> Iterator[tuple[str, str]]:
    if key in _NO_ANSWERS:
        return
    if isinstance(said, list):
        yield from ((f"answers.{key}.{number}", text) for number, text in enumerate(said, 1))
    else:
        yield (key if "." in key else f"answers.{key}"), said.strip()
