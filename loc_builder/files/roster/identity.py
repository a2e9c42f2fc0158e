"""Which district a row is for: number and name must agree, or the name alone must be unmistakable."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from loc_builder.days import in_words
from loc_builder.files.roster.people import Doubt
from loc_builder.matching import find_district
from loc_builder.model import Ambiguous, District, Matched, Unmatched
from loc_builder.spreadsheet import with_zeros
from loc_builder.words import either


@dataclass(frozen=True, slots=True)
class Known:
    """The register as a row needs it, and the day by which a district is current or former."""

    districts: Sequence[District]
    by_number: Mapping[str, District]
    on: date

    def names(self, numbers: Sequence[str]) -> str:
        return either(self.by_number[number].name for number in numbers)


def identify(number: str, name: str, known: Known) -> District | Doubt:
    """Find the row's district from its number (as typed, or empty) and its name."""
    if not name:
        return Doubt("empty", "name", "the district's name is missing")
    if not number:
        return _by_name(name, known)
    district = known.by_number.get(with_zeros(number))
    if district is None:
        return _unknown_number(number, name, known)
    match find_district(f"{district.number} {name}", known.districts):
        case Matched():
            return _current(district, "number", known)
        case _:
            return _conflict(district, name, known)


def _by_name(name: str, known: Known) -> District | Doubt:
    match find_district(name, known.districts):
        case Matched(found):
            return _current(known.by_number[found], "name", known)
        case Ambiguous(candidates) if len(candidates) > 1:
            hint = f"It may mean {known.names(candidates)}; give the district's number."
            return Doubt("ambiguous-district", "name", "the name fits more than one district", hint)
        case other:
            return Doubt("unknown-district", "name", "no district of the register has this name", _meant(other, known))


def _unknown_number(number: str, name: str, known: Known) -> Doubt:
    message = "it is not a district's number"
    if re.fullmatch(r"[0-9]{1,6}", number):
        message = f"no district of the register has the number {with_zeros(number)}"
    return Doubt("unknown-district", "number", message, _meant(find_district(name, known.districts), known))


def _meant(match: Matched | Ambiguous | Unmatched, known: Known) -> str:
    match match:
        case Matched(found):
            return f"By its name it is {known.by_number[found].name}, number {found}."
        case Ambiguous(candidates):
            return f"Did you mean {known.names(candidates)}?"
        case _:
            return "Look it up in the register."


def _conflict(district: District, name: str, known: Known) -> Doubt:
    """Word the disagreement; a name that no district has is not repeated, it may be a person's."""
    numbered = f"the number {district.number} is {district.name}"
    match find_district(name, known.districts):
        case Matched(found):
            said = f"the name is {known.by_number[found].name}"
        case Ambiguous(candidates) if candidates != (district.number,):
            said = f"the name may be {known.names(candidates)}"
        case Ambiguous():
            said = "the name is spelled otherwise"
        case _:
            said = "the name is no district's"
    return Doubt("number-name-conflict", "number", f"{numbered}, but {said}", "Correct the number or the name.")


def _current(district: District, cell: str, known: Known) -> District | Doubt:
    if district.existed_on(known.on):
        return district
    if district.since and known.on < district.since:
        return Doubt("former-district", cell, f"{district.name} does not exist before {in_words(district.since)}")
    successor = known.by_number.get(district.successor or "")
    hint = f"It went into {successor.name}, number {successor.number}." if successor else "Take the row out."
    last_day = in_words(district.until) if district.until else "an earlier day"
    return Doubt("former-district", cell, f"{district.name} existed until {last_day}", hint)
