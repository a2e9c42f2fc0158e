"""Letter ids and the text inside a letter's codes: made, and read from any typing.

`KYILN-2024-001-L1-42` is the program's code, the school year's first year, the district's number, the form and its
sequence, and two check digits by ISO 7064 MOD 97-10 over all before them (python-stdnum).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from stdnum.iso7064 import mod_97_10

from loc_builder.model import DistrictNumber, LetterId
from loc_builder.schoolyear import SchoolYear

FORM = "L1"
BLANK_NUMBER = DistrictNumber("000")
"""Stands in the id of the blank form, which is for no district; no district has it."""

CODE_PREFIX = "LOC1"

_FROM_THE_RIGHT = re.compile(r"([A-Z0-9]*?[A-Z])([12]\d{3})(\d{3})([A-Z]\d)(\d{2})")
_REVISION = re.compile(r"[0-9]{1,6}")
_PRINTED = re.compile(
    r"\b([A-Z0-9]*[A-Z])[-\s]?(\d{4})[-\s]?(\d{3})[-\s]?([A-Z]\d)[-\s]?(\d{2})(?:\s+rev\.?\s*([0-9]{1,6})(?![0-9]))?",
    re.IGNORECASE,
)


class Side(StrEnum):
    """Which page a code stands on."""

    BODY = "B"
    SIGNATURE = "S"


@dataclass(frozen=True, slots=True)
class Code:
    """What a letter's QR code says."""

    letter_id: LetterId
    revision: int
    side: Side

    def __str__(self) -> str:
        return f"{CODE_PREFIX}:{self.letter_id}:{self.revision}:{self.side}"


def make(program: str, school_year: SchoolYear, district: DistrictNumber, form: str = FORM) -> LetterId:
    """Compose a letter's id; `program` is the program's code."""
    pieces = (program, f"{school_year.starts_in:04d}", district, form)
    return LetterId("-".join((*pieces, mod_97_10.calc_check_digits("".join(pieces)))))


def parse(text: str) -> LetterId | None:
    """Read an id typed in any case, with or without hyphens; None unless its check digits hold."""
    squeezed = re.sub(r"[^A-Z0-9]", "", text.upper())
    found = _FROM_THE_RIGHT.fullmatch(squeezed)
    if not found or not mod_97_10.is_valid(squeezed):
        return None
    return LetterId("-".join(found.groups()))


def is_blank(letter_id: LetterId) -> bool:
    """Whether an id is that of a blank form."""
    found = _FROM_THE_RIGHT.fullmatch(letter_id.replace("-", ""))
    return found is not None and found[3] == BLANK_NUMBER


def school_year_of(text: str) -> SchoolYear | None:
    """The school year that an id names, typed in any way."""
    letter_id = parse(text)
    found = _FROM_THE_RIGHT.fullmatch(letter_id.replace("-", "")) if letter_id else None
    return SchoolYear(int(found[2])) if found else None


def find_printed(text: str) -> tuple[tuple[LetterId, int | None], ...]:
    """Find ids printed in running text, each with its revision where it stands beside; each pair once."""
    found: dict[tuple[LetterId, int | None], None] = {}
    for hit in _PRINTED.finditer(text):
        letter_id = parse("".join(hit.groups()[:5]))
        if letter_id:
            found[(letter_id, int(hit[6]) if hit[6] else None)] = None
    return tuple(found)


def parse_code(text: str) -> Code | None:
    """Read a QR code's text; None where it is no code of ours."""
    pieces = text.strip().upper().split(":")
    if len(pieces) != 4 or pieces[0] != CODE_PREFIX or pieces[3] not in tuple(Side):
        return None
    letter_id = parse(pieces[1])
    return Code(letter_id, int(pieces[2]), Side(pieces[3])) if letter_id and _REVISION.fullmatch(pieces[2]) else None
