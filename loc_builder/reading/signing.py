"""Signatures a part shows: typed or pasted into the letter's own fields, or made digitally.

Ink is not judged here: a part with a signature page on which nothing was typed goes to a person.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from loc_builder.files.word.persons import has_two_words, is_same_person, is_signature, visible
from loc_builder.findings import Finding, FindingCode
from loc_builder.model import Basis, SignatureSeen
from loc_builder.reading.dates import parse_us_date

if TYPE_CHECKING:  # pyHanko takes half a second to load, and few returns are signed digitally
    from loc_builder.files.signatures import DigitalSignature

DISTRICT = "district"

_TAG = re.compile(r"signature\.([a-z][a-z0-9_]*)\.(signature|name|title|date)")
# Other editors lose a control's tag and keep its alias, which our letters make of the party and the room.
_ALIAS = re.compile(r"([a-z][a-z0-9 ]*) (signature|printed name|title|date)", re.IGNORECASE)

Signed = tuple[tuple[SignatureSeen, ...], tuple[Finding, ...]]


@dataclass(frozen=True, slots=True)
class Room:
    """What stands in one room of a signature block; `day` is what a date control holds beside its text.

    `is_disputed` where the room stands twice in a file and the two do not say the same.
    """

    party: str
    name: str
    text: str = ""
    has_picture: bool = False
    day: date | None = None
    is_disputed: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.has_picture)

    def agrees(self, other: "Room") -> bool:
        """Whether two rooms of one name say the same, spaces and capitals apart."""
        ours, theirs = (" ".join(each.text.split()).casefold() for each in (self, other))
        same_day = self.day == other.day or None in (self.day, other.day)
        return ours == theirs and self.has_picture == other.has_picture and same_day


def room_of(tag: str, alias: str = "") -> tuple[str, str] | None:
    """Give party and room (`signature`, `name`, `title` or `date`) of a control, by its tag or else its alias."""
    found = _TAG.fullmatch(tag) or _ALIAS.fullmatch(alias.strip())
    return ("_".join(found[1].lower().split()), found[2].lower().split()[-1]) if found else None


def read_rooms(rooms: Iterable[Room]) -> Mapping[str, Mapping[str, Room]]:
    """Sort rooms by party; of a room that stands twice the first that holds something counts, disputed or not."""
    parties: dict[str, dict[str, Room]] = {}
    for room in rooms:
        held = parties.setdefault(room.party, {})
        known = held.get(room.name)
        if known is None or known.is_empty:
            held[room.name] = room
        elif not room.is_empty and not known.agrees(room):
            held[room.name] = replace(known, is_disputed=True)
    return parties


def read_typed(rooms: Mapping[str, Room], party: str) -> Signed:
    """Read one party's block as typed into a Word file or a form; a date alone is no signature."""
    empty = Room(party, "")
    signature, printed, title = (rooms.get(name, empty) for name in ("signature", "name", "title"))
    day, doubt = _day(rooms.get("date", empty))
    disputed = [each.name for each in (signature, printed, title) if each.is_disputed]
    unclear = [*map(_twice, disputed), *_doubts_of_name(signature, printed)]
    seen = SignatureSeen(
        party=party,
        name=visible(printed.text) or visible(signature.text),
        title=visible(title.text),
        basis=_basis(signature),
        date_text=rooms.get("date", empty).text,
        signed_on=day,
        is_certain=day is not None and not unclear,
    )
    findings = [] if seen.basis else [Finding(FindingCode.NOT_SIGNED, _unsigned(visible(printed.text)))]
    findings.extend(Finding(FindingCode.SIGNER_UNCLEAR, each) for each in unclear)
    findings.extend(doubt)
    is_empty = not (seen.basis or seen.name or seen.title or seen.date_text)
    return (() if is_empty else (seen,)), tuple(_about(party, findings))


def _about(party: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    return (each if party == DISTRICT else replace(each, party=party) for each in findings)


def read_form(rooms: Mapping[str, Room], party: str) -> Signed:
    """Read one party's block as typed into a PDF's form fields: seen, and never certain.

    What a field holds need not be what its page shows (it may be hidden, or drawn with other words), so a person
    compares both. Without a signature nothing is said of it: there may be ink on the page.
    """
    signatures, doubts = read_typed(rooms, party)
    seen = tuple(replace(each, is_certain=False) for each in signatures)
    if not any(each.basis for each in seen):
        return seen, tuple(each for each in doubts if each.code is FindingCode.DATE_UNSURE)
    return seen, (*doubts, *_about(party, (finding for each in seen for finding in _in_fields(each))))


def _in_fields(seen: SignatureSeen) -> Iterator[Finding]:
    yield Finding(FindingCode.SIGNER_UNCLEAR, f'a form field says "{_short(seen.name)}"; compare it with the page')
    if seen.signed_on:
        yield Finding(
            FindingCode.DATE_UNSURE, f'a form field says "{_short(seen.date_text)}"; compare it with the page'
        )


def _unsigned(printed_name: str) -> str:
    return f"the name {printed_name} is printed, the place for the signature is empty" if printed_name else ""


def _basis(signature: Room) -> Basis | None:
    if signature.has_picture:
        return Basis.PICTURE
    return Basis.TYPED_NAME if visible(signature.text) else None


def _doubts_of_name(signature: Room, printed: Room) -> Iterator[str]:
    """Say why typed words may be no signature: they do not read as a name, or not as the one that is printed."""
    if _basis(signature) is not Basis.TYPED_NAME:
        return
    if not is_signature(signature.text):
        yield f'"{_short(signature.text)}" is typed where the name is signed'
    elif visible(printed.text) and not (is_signature(printed.text) and is_same_person(signature.text, printed.text)):
        yield f'"{_short(signature.text)}" is signed, "{_short(printed.text)}" is the printed name'
    elif not visible(printed.text) and not has_two_words(signature.text):
        yield f'"{_short(signature.text)}" is signed, and no name is printed'


def _twice(name: str) -> str:
    return f"the place for the {name} stands twice with different content"


def _day(room: Room) -> tuple[date | None, tuple[Finding, ...]]:
    """Read the date room: what is shown and what the control holds must be the same day."""
    if not room.text:
        return None, (Finding(FindingCode.NO_DATE),)
    if room.is_disputed:
        return None, (Finding(FindingCode.DATE_UNSURE, _twice(room.name)),)
    shown = parse_us_date(room.text)
    if shown is None:
        return None, (Finding(FindingCode.DATE_UNSURE, f'"{_short(room.text)}" is typed'),)
    if room.day and room.day != shown:
        said = f'"{_short(room.text)}" is shown, the date control holds {room.day}'
        return None, (Finding(FindingCode.DATE_UNSURE, said),)
    return shown, ()


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else words[:39] + "…"


# ---- digital signatures


def read_digital(signatures: "Iterable[DigitalSignature]") -> Signed:
    """Read digital signatures; the day follows later, from the moment and the edition's time zone."""
    held = tuple(signatures)
    return tuple(_digital(one) for one in held), tuple(finding for one in held for finding in _judged(one))


def _digital(signature: "DigitalSignature") -> SignatureSeen:
    place = room_of(signature.field)
    return SignatureSeen(
        party=place[0] if place else DISTRICT,
        name=signature.signer_name,
        basis=Basis.DIGITAL,
        signed_at=signature.signed_at,
        is_certain=_holds(signature) and signature.covers_whole_file and signature.signed_at is not None,
        trusted_through=signature.trusted_through if _holds(signature) else "",
    )


def _holds(signature: "DigitalSignature") -> bool:
    return signature.is_intact and not signature.is_changed_after


def _judged(signature: "DigitalSignature") -> tuple[Finding, ...]:
    name = signature.signer_name or "a signer who cannot be read"
    if not signature.is_intact:
        return (Finding(FindingCode.SIGNATURE_INVALID, f"that of {name}"),)
    if signature.is_changed_after:
        return (Finding(FindingCode.SIGNATURE_INVALID, f"the file was changed after {name} signed"),)
    findings = [] if signature.trusted_through else [Finding(FindingCode.SIGNER_UNKNOWN, name)]
    if signature.signed_at is None:
        findings.append(Finding(FindingCode.DATE_UNSURE, f"the signature of {name} gives no moment"))
    elif not signature.covers_whole_file:
        findings.append(Finding(FindingCode.DATE_UNSURE, f"something was added after {name} signed"))
    return tuple(findings)


def read_by_person(*, why: str = "", party: str = DISTRICT) -> tuple[Finding, ...]:
    """Say that signer and date of a party's signature are for a person to read."""
    return tuple(_about(party, (Finding(FindingCode.SIGNER_UNCLEAR, why), Finding(FindingCode.DATE_UNSURE, why))))
