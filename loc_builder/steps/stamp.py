"""Stamp any signed PDF with its effective dates, apart from ledger and letters."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from loc_builder.binding.stamp import Stamp, stamp_page
from loc_builder.days import in_words
from loc_builder.errors import InputError
from loc_builder.files.assemble import has_digital_signature
from loc_builder.model import Edition, LetterId, Medium, PageSeen, Part, Reading
from loc_builder.reading.worker import read_return
from loc_builder.schoolyear import OutsideTerm, Term
from loc_builder.workspace import put, read_input


@dataclass(frozen=True, slots=True)
class StampedFile:
    page: int
    term: Term


def stamp_file(file: Path, output: Path, edition: Edition, *, signed_on: date, page: int | None) -> StampedFile:
    """Write a stamped copy; the page is the one asked for, else the signature page, else the last."""
    term = edition.rule.reckon(signed_on, edition.school_year)
    if isinstance(term, OutsideTerm):
        raise InputError(
            f"a signature of {in_words(signed_on)} is outside the term of the {edition.school_year} letter",
            hint="Check the date, or name the edition of the letter's own school year.",
        )
    _refuse_overwriting(output)
    reading = read_return(read_input(file), file.name)
    part = _pdf_part(reading, file.name)
    data = next(iter(reading.held)) if part.held_in else read_input(file)
    if has_digital_signature(data):
        raise InputError(
            f"{file.name} is digitally signed, and a stamp would break the signature",
            hint="Take it in with loc receive: its record carries the stamp on a copy.",
        )
    seen = _page(part, page)
    stamped = stamp_page(data, seen.number, Stamp.of(term, letter_id=_letter_id(part)))
    if stamped.box is None:
        raise InputError(f"page {seen.number} of {file.name} has no blank place for the stamp", hint="Try --page N")
    put(output, stamped.pdf)
    return StampedFile(seen.number, term)


def _refuse_overwriting(output: Path) -> None:
    """A stamped copy replaces no file, least of all the one it is made of."""
    if output.exists():
        raise InputError(f"{output} exists already", hint="Name another file with --output.")
    if not output.parent.is_dir():
        raise InputError(f"there is no folder {output.parent}", hint="Make it first, or name another with --output.")


def _pdf_part(reading: Reading, name: str) -> Part:
    part = reading.parts[0]
    if part.label:
        raise InputError(f"{name} holds other files", hint="Save the letter that lies in it, and give that.")
    if part.medium not in (Medium.SCAN, Medium.PDF_TEXT):
        why = "; ".join(each.message for each in part.findings) or "it is no PDF"
        raise InputError(f"{name} cannot be stamped: {why}", hint="Give a PDF; Word files can be saved as PDF in Word.")
    return part


def _page(part: Part, asked: int | None) -> PageSeen:
    if asked is None:
        return next((page for page in part.pages if page.is_signature_page), part.pages[-1])
    found = next((page for page in part.pages if page.number == asked), None)
    if found is None:
        raise InputError(f"there is no page {asked}; the file has {len(part.pages)}")
    return found


def _letter_id(part: Part) -> LetterId | None:
    from_codes = {clue.text for clue in part.clues if clue.revision is not None}
    return LetterId(from_codes.pop()) if len(from_codes) == 1 else None
