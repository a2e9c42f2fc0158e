"""What a worker is asked for a second look at pages, without loading what does it."""

from dataclasses import dataclass, replace

from loc_builder.errors import InputError
from loc_builder.model import Check, CheckName, CheckResult, Medium, Part


@dataclass(frozen=True, slots=True)
class IssuedPdf:
    """The letter to lay pages over: its PDF, its Word file, and the parties in the order of their blocks.

    `district` is the party whose signature is awaited.
    """

    pdf: bytes
    word: bytes
    parties: tuple[str, ...]
    district: str


def looked_at(data: bytes, part: Part, issued: IssuedPdf) -> Part:
    """Examine a part; where that cannot be done the part says why."""
    from loc_builder.scans.examining import examine  # noqa: PLC0415 - only a worker needs to load it

    try:
        return examine(data, part, issued)
    except InputError as error:
        return not_examined(part, error.message)


def not_examined(part: Part, why: str) -> Part:
    """Say that a part's pages could not be laid over the letter as issued; of its text another check tells."""
    if part.medium is not Medium.SCAN:
        return part
    return replace(part, checks=(Check(CheckName.INK, CheckResult.NOT_MADE, why),))
