"""Returns and what waits, in the shapes and sentences of the command line."""

from collections.abc import Iterable, Sequence
from datetime import date

from loc_builder.console.screen import Shape
from loc_builder.days import in_words
from loc_builder.findings import NOT_RECOGNISED, first_of_each
from loc_builder.model import Ambiguous, Assessment, Matched, Part, PartRef
from loc_builder.standing import LetterStanding, ReturnStanding

RECOGNITION = "pipx inject loc-builder rapidocr onnxruntime"
"""What installs it where the program was installed as README says."""
MOST_LEFT_OUT = 3  # files that are told by name


def return_shape(name: str, return_id: str, parts: Sequence[tuple[PartRef, Assessment]], same_as: str) -> Shape:
    return {
        "return_id": return_id,
        "name": name,
        "same_as": same_as or None,
        "parts": [part_shape(one) for _, one in parts],
    }


def part_shape(one: Assessment) -> Shape:
    match = one.match
    return {
        "file": one.part.label or None,
        "kept_as": one.part.held_in,
        "role": one.role.value,
        "pages": len(one.part.pages),
        "match": {
            "kind": type(match).__name__.lower(),
            "letter_id": match.found if isinstance(match, Matched) else None,
            "candidates": list(match.candidates) if isinstance(match, Ambiguous) else [],
            "reasons": list(match.reasons),
        },
        "answers": {name.removeprefix("answers."): text for name, text in one.answers.items()},
        "signatures": [
            {
                "party": each.party,
                "signed_on": each.signed_on.isoformat() if each.signed_on else None,
                "basis": each.basis.value if each.basis else None,
                "trust": each.trust or None,
            }
            for each in one.part.signatures
        ],
        "findings": [{"code": each.code.value, "message": each.message} for each in one.findings],
    }


def decision_shape(letter: LetterStanding) -> Shape:
    return {
        "letter_id": letter.letter_id,
        "decision": "accepted" if letter.commitment and not letter.undecided else "waiting",
        "waiting_for": list(letter.waiting_for),
    }


def taken_lines(
    name: str,
    parts: Sequence[tuple[PartRef, Assessment]],
    same_as: str,
    *,
    arrived_on: date | None = None,
    left_out: Sequence[str] = (),
    known: ReturnStanding | None = None,
) -> Iterable[str]:
    """What one file turned out to be; `arrived_on` where a mail said it, `left_out` what in it was no letter.

    `known` is the return of a file that came before.
    """
    if same_as:
        yield f"{name}: the same file as {same_as}, taken in before"
    if known and any(part.is_aside for part in known.parts):
        yield f"    it was set aside; to bring it back: loc reopen {known.short_id} --because TEXT"
    if arrived_on:
        yield f"{name}: arrived on {in_words(arrived_on)}, as the mail says"
    for _, one in parts:
        whose = one.match.found if isinstance(one.match, Matched) else "nobody's yet"
        yield f"{part_name(name, one.part)}: {one.role.value}, {whose}"
        yield from (f"    {finding.message}" for finding in first_of_each(one.findings))
        yield from (f"    {words}" for words in one.part.vouched)
    if left_out:
        more = f" and {len(left_out) - MOST_LEFT_OUT} more" if len(left_out) > MOST_LEFT_OUT else ""
        yield f"    not read: {', '.join(left_out[:MOST_LEFT_OUT])}{more}"


def recognition_lines(parts: Iterable[Assessment]) -> Iterable[str]:
    """Say once how scans are read that were not; the findings, which certificates repeat, only say that."""
    count = sum(finding.detail == NOT_RECOGNISED for one in parts for finding in one.findings)
    if count:
        scans = "1 scan" if count == 1 else f"{count} scans"
        yield f"The print of {scans} was not read; to have it read: {RECOGNITION}"


def set_aside_line(returned: ReturnStanding, because: str = "") -> str:
    """Say that a return is used for no letter, and how it is brought back."""
    why = f": {because.rstrip('.')}" if because else ""
    back = f"To bring it back: loc reopen {returned.short_id} --because TEXT"
    return f"{returned.received.name} is set aside{why}. {back}"


def part_name(name: str, part: Part) -> str:
    """Name a part of the return `name`: `mail.eml > letter.pdf` where it lay in it."""
    return f"{name} > {part.label}" if part.label else name
