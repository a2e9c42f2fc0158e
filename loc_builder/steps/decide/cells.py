"""What a person wrote into the cells of a row: the day, and the findings that are accepted all the same."""

import re
from collections.abc import Iterator
from datetime import date

from loc_builder.errors import InputError
from loc_builder.files.roster import DecidedRow
from loc_builder.findings import SENTENCES, Finding, FindingCode, Weight
from loc_builder.reading.dates import parse_us_date

_NAMES = {code.value: code.value for code in FindingCode}
_SAID = {sentence.casefold(): code.value for code, sentence in SENTENCES.items()} | _NAMES
_IN_BRACKETS = re.compile(r"\[([a-z-]+)\]")


def day_in_row(row: DecidedRow) -> date | None:
    """The day of the signature; None where none can be read."""
    return row.signed_on if isinstance(row.signed_on, date) else parse_us_date(row.signed_on)


def day_of(row: DecidedRow) -> date:
    """The day of the signature; raise InputError where none can be read."""
    day = day_in_row(row)
    if day is None:
        said = f"'{row.signed_on}' is no day" if row.signed_on else "it is accepted without the day of the signature"
        raise InputError(said, hint="Write the day under 'Signed on', as 2024-09-03 or 9/3/2024.")
    return day


def despite_of(row: DecidedRow) -> tuple[str, ...]:
    """The codes under 'Accept despite', written as such or in words; raise InputError for what names no finding."""
    in_brackets = tuple(filter(_NAMES.get, _IN_BRACKETS.findall(row.despite.casefold())))
    pieces = (each.strip() for each in re.split(r"[,;]", row.despite))
    return in_brackets or tuple(code for piece in pieces if piece for code in _named(piece))


def _named(piece: str) -> Iterator[str]:
    words = piece.casefold().split()
    whole = _SAID.get(" ".join(words)) or _NAMES.get("-".join(words).replace("_", "-"))
    codes = [whole] if whole else [_NAMES.get(word) for word in words]
    for code in codes:
        if code is None:
            raise InputError(f"'{piece}' is no finding", hint=f"What can stand under 'Accept despite': {_refusing()}")
        yield code


def _refusing() -> str:
    return ", ".join(code.value for code in FindingCode if Finding(code).weight is Weight.REFUSES)
