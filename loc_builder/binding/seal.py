"""The agency's seal on an archive, read again: does it hold, and what it is worth, in words."""

from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from loc_builder.days import moment_in_words
from loc_builder.errors import InputError
from loc_builder.files.signatures import SEAL_FIELD, DigitalSignature, read_signatures

_HOLDS = "the seal is intact, it covers the whole file, and nothing was added after it."
_TRUST = "Whether its certificate can be trusted is not known here: compare it with one that the agency gave you."


@dataclass(frozen=True, slots=True)
class SealSeen:
    """A seal as it was found; `sentence` tells people of it, whether it `holds` or not.

    `made` is by whom and when, in words; empty where it does not hold.
    """

    holds: bool
    sentence: str
    made: str = ""


def seal_on(pdf: Path, zone: tzinfo | None = None) -> SealSeen | None:
    """Read the seal of a PDF; None where it has none. Its moment is told in `zone`, else in its own."""
    try:
        found = [each for each in read_signatures(pdf) if each.field == SEAL_FIELD]
    except InputError:
        return SealSeen(holds=False, sentence="Its seal cannot be read.")
    if not found:
        return None
    wrong = _wrong(found)
    if wrong:
        return SealSeen(holds=False, sentence=f"The seal does not hold: {wrong}.")
    made = _made(found[0], zone)
    return SealSeen(holds=True, sentence=f"Sealed by {made}: {_HOLDS} {_TRUST}", made=made)


def _wrong(found: list[DigitalSignature]) -> str:
    if len(found) > 1:
        return "there is more than one"
    if not found[0].is_intact:
        return "what was sealed was changed"
    if found[0].is_changed_after or not found[0].covers_whole_file:
        return "something was added to the file after it was sealed"
    return ""


def _made(seal: DigitalSignature, zone: tzinfo | None) -> str:
    moment = seal.signed_at.astimezone(zone) if seal.signed_at and zone else seal.signed_at
    return f"{seal.signer_name} on {moment_in_words(moment)}, by the signer's clock" if moment else seal.signer_name
