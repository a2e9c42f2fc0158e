"""What files and folders are called, so that every system takes the name. Pure."""

import os
import re

from loc_builder.model import DistrictNumber, Edition
from loc_builder.schoolyear import SchoolYear

_RESERVED_BY_WINDOWS = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\..*)?")
_UNPORTABLE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]')
"""What some system refuses in a name, and what makes a name show as another one (marks that turn the direction)."""

_LONGEST_NAME = 150
"""In bytes of UTF-8: systems allow 255, and a copy's name may get a hash; a whole path on Windows has 260."""

_LONGEST_SUFFIX = 12


def letter_file_name(edition: Edition, number: DistrictNumber, district: str, revision: int) -> str:
    """`001 Adair County - KY ILN Letter of Commitment 2024-2025.docx`, with the revision from the second on."""
    suffix = f" (revision {revision})" if revision > 1 else ""
    return portable_name(f"{_title(edition, number, district)}{suffix}.docx")


def blank_file_name(edition: Edition, revision: int) -> str:
    """`Blank - KY ILN Letter of Commitment 2024-2025.docx`, with the revision from the second on."""
    suffix = f" (revision {revision})" if revision > 1 else ""
    title = f"{edition.program.short_name} {edition.title} {edition.school_year}"
    return portable_name(f"Blank - {title}{suffix}.docx")


def preview_file_name(letter_file: str) -> str:
    """The letter's name, as a PDF."""
    return f"{letter_file.removesuffix('.docx')}.pdf"


def draft_file_name(number: DistrictNumber, district: str) -> str:
    """`001 Adair County - draft.eml`; a new revision's draft takes the place of the one before."""
    return portable_name(f"{number} {district} - draft.eml")


def correction_file_name(number: DistrictNumber, district: str) -> str:
    return portable_name(f"{number} {district} - correction.eml")


def mailing_file_name(school_year: SchoolYear) -> str:
    return f"mailing {school_year}.xlsx"


def record_file_name(edition: Edition, number: DistrictNumber, district: str) -> str:
    return portable_name(f"{_title(edition, number, district)} - record.pdf")


def archive_file_name(edition: Edition, version: int) -> str:
    """A later version lies beside the earlier ones."""
    suffix = f" (version {version})" if version > 1 else ""
    return portable_name(f"{edition.program.short_name} {edition.title} {edition.school_year} - archive{suffix}.pdf")


def bag_folder_name(edition: Edition, version: int) -> str:
    """`KYILN-2024-2025-bag-v1`; a later version lies beside the earlier ones."""
    return f"{edition.program.code}-{edition.school_year}-bag-v{version}"


def supplement_file_name(edition: Edition, number: int, version: int) -> str:
    """`KY ILN Letter of Commitment 2024-2025 - supplement 1.pdf`; a later version of it lies beside it."""
    suffix = f" (version {version})" if version > 1 else ""
    title = f"{edition.program.short_name} {edition.title} {edition.school_year}"
    return portable_name(f"{title} - supplement {number}{suffix}.pdf")


def supplement_folder_name(edition: Edition, number: int) -> str:
    """`KYILN-2024-2025-supplement-1`; the numbers run over all supplements of the year."""
    return f"{edition.program.code}-{edition.school_year}-supplement-{number}"


def public_folder_name(edition: Edition, version: int, supplement: int = 0) -> str:
    """`KYILN-2024-2025-public-v1`, of the bag's version that it goes with and of the last supplement, if any."""
    suffix = f"-with-supplement-{supplement}" if supplement else ""
    return f"{edition.program.code}-{edition.school_year}-public-v{version}{suffix}"


def portable_name(name: str) -> str:
    """Make a file name that Windows, macOS and Linux all take, without leading dots or trailing blanks.

    Too long a name loses the end of its stem; what follows the last dot stays where it is short.
    """
    cleaned = _UNPORTABLE.sub("-", name).strip(" .") or "unnamed"
    cleaned = f"_{cleaned}" if _RESERVED_BY_WINDOWS.fullmatch(cleaned) else cleaned
    if len(cleaned.encode("utf-8")) <= _LONGEST_NAME:
        return cleaned
    stem, suffix = os.path.splitext(cleaned)  # noqa: PTH122 - a name, not a path
    if len(suffix) > _LONGEST_SUFFIX:
        stem, suffix = cleaned, ""
    room = _LONGEST_NAME - len(suffix.encode("utf-8"))
    return f"{stem.encode('utf-8')[:room].decode('utf-8', errors='ignore').rstrip(' .')}{suffix}"


def _title(edition: Edition, number: DistrictNumber, district: str) -> str:
    return f"{number} {district} - {edition.program.short_name} {edition.title} {edition.school_year}"
