"""What a returned file is, told by its content: a Word file, a PDF, or something to ask for again.

A file's name says what people call it and nothing else; it is shown as a cleaned label and never used as a path.
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from loc_builder.findings import Finding
from loc_builder.model import Clue, ClueKind, Medium, Part, Role

LONGEST_LABEL = 120
NAMELESS = "unnamed file"

_ASK = "ask for the Word file or a PDF"
_HEAD = 1024  # bytes in which a PDF must say that it is one


class Kind(StrEnum):
    WORD = "word"
    PDF = "pdf"
    PASSWORD = "password"  # noqa: S105 - a kind of file, not a password
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's kind; `what` says for those that are not read what they are and what to ask for."""

    kind: Kind
    what: str = ""


def clean_label(name: str) -> str:
    """Reduce a file's name to what may be shown: no folders, no control or direction marks, at most 120 characters."""
    last = re.split(r"[\\/]", name)[-1]
    shown = "".join(mark if unicodedata.category(mark)[0] != "C" else " " for mark in last)
    words = " ".join(shown.split()).strip(" .")
    if len(words) <= LONGEST_LABEL:
        return words or NAMELESS
    ending = PurePosixPath(words).suffix[:12]
    return words[: LONGEST_LABEL - len(ending) - 1] + "…" + ending


def unread(label: str, *findings: Finding) -> Part:
    """Make the part of a file that is turned away: nothing is known of it but its name."""
    return Part(1, Role.OTHER, Medium.NONE, clues=(file_name_clue(label),), findings=findings)


def file_name_clue(label: str) -> Clue:
    """Give a file's name without its ending, which may name a district."""
    return Clue(ClueKind.FILE_NAME, PurePosixPath(label).stem)


def kind_of(data: bytes) -> Opened:
    """Tell a file's kind by its content alone."""
    if not data:
        return Opened(Kind.OTHER, "the file is empty; ask for it again")
    if b"%PDF-" in data[:_HEAD]:
        return Opened(Kind.PDF)
    if data.startswith(b"PK"):
        return _zip_kind(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound_kind(data)
    return Opened(Kind.OTHER, _other_kind(data[:_HEAD]))


def _zip_kind(data: bytes) -> Opened:
    """Only the list of members is read here; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {member.filename for member in package.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return Opened(Kind.OTHER, "a damaged or incomplete Word or ZIP file; ask for it again")
    if any(name.startswith("word/document") for name in names):
        return Opened(Kind.WORD)
    return Opened(Kind.OTHER, _package_kind(names))


def _package_kind(names: set[str]) -> str:
    for beginning, what in _PACKAGES.items():
        if any(name.startswith(beginning) for name in names):
            return f"{what}; {_ASK}"
    return "a ZIP archive that is no Word file; unpack it and take its files in one by one"


_PACKAGES = {
    "xl/": "an Excel workbook",
    "ppt/": "a PowerPoint presentation",
    "visio/": "a Visio drawing",
    "Index/Document.iwa": "an Apple Pages document",
    "content.xml": "an OpenDocument file",
    "AndroidManifest.xml": "a program for a telephone",
}


def _compound_kind(data: bytes) -> Opened:
    """Office's old container; also what a Word file with a password is wrapped in."""
    for mark, opened in _COMPOUNDS.items():
        if mark.encode("utf-16-le") in data:
            return opened
    return Opened(Kind.OTHER, f"an old Office file; {_ASK}")


_COMPOUNDS = {
    "EncryptedPackage": Opened(Kind.PASSWORD, "a Word, Excel or PowerPoint file"),
    "WordDocument": Opened(Kind.OTHER, "a Word file of the old kind (.doc); ask for it saved as .docx or PDF"),
    "Workbook": Opened(Kind.OTHER, f"an old Excel workbook; {_ASK}"),
    "PowerPoint Document": Opened(Kind.OTHER, f"an old PowerPoint presentation; {_ASK}"),
    "__substg1.0": Opened(Kind.OTHER, "an Outlook message; save its attachments and take those in"),
}


def _other_kind(head: bytes) -> str:
    for pattern, what in _HEADS:
        if pattern.match(head):
            return what
    return f"a file of an unknown kind; {_ASK}"


def _picture(name: str) -> str:
    return f"a picture ({name}); photos are not read yet: ask for a PDF, or print the picture into one"


_HEADS = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), what)
    for pattern, what in (
        (rb"\xff\xd8\xff", _picture("JPEG")),
        (rb"\x89PNG\r\n", _picture("PNG")),
        (rb"GIF8", _picture("GIF")),
        (rb"II\*\x00|MM\x00\*", _picture("TIFF")),
        (rb"BM.{4}\x00\x00\x00\x00", _picture("BMP")),
        (rb"RIFF.{4}WEBP", _picture("WebP")),
        (rb".{4}ftyp(hei|hev|mif|msf|avif)", _picture("HEIC")),
        (rb"\{\\rtf", f"an RTF text; {_ASK}"),
        (rb"%!PS", f"a PostScript file; {_ASK}"),
        (rb"\s*<(!doctype html|html)", f"a web page; {_ASK}"),
        (
            rb"(received|from|return-path|delivered-to|mime-version|subject|x-[\w-]+): |from \S+@",
            ("an e-mail; save its attachments and take those in"),
        ),
        (rb"\x1f\x8b|Rar!|7z\xbc\xaf", "a compressed archive; unpack it and take its files in one by one"),
        (rb"MZ|\x7fELF", "a program; it was kept and not opened"),
        (rb"(\xef\xbb\xbf)?[\t\n\r\x20-\x7e\x80-\xff]+\Z", f"plain text; {_ASK}"),
    )
)
