"""What a returned file is, told by its content: a letter in some form, a container of files, or neither.

A file's name says what people call it and nothing else; it is shown as a cleaned label and never used as a path.
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from loc_builder.files import compound, opendocument
from loc_builder.findings import Finding
from loc_builder.model import Clue, ClueKind, Medium, Part, Role

LONGEST_LABEL = 120
NAMELESS = "unnamed file"

_ASK = "ask for the Word file or a PDF"
_WRAPPED = b"\x78\x9f\x3e\x22"
_HEAD = 1024  # bytes in which a PDF must say that it is one


class Kind(StrEnum):
    WORD = "word"
    PDF = "pdf"
    PICTURE = "picture"
    OLD_WORD = "old-word"
    OPEN_DOCUMENT = "open-document"
    RICH_TEXT = "rich-text"
    ZIP = "zip"
    MAIL = "mail"
    OUTLOOK = "outlook"
    WRAPPED = "wrapped"
    PASSWORD = "password"  # noqa: S105 - a kind of file, not a password
    OTHER = "other"


CONTAINERS = frozenset({Kind.ZIP, Kind.MAIL, Kind.OUTLOOK, Kind.WRAPPED})
FOREIGN = frozenset({Kind.OLD_WORD, Kind.OPEN_DOCUMENT, Kind.RICH_TEXT})
"""Texts that are read through another program."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's kind; `what` says what it is, and for those that are not read what to ask for."""

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
    if data.startswith(b"PK"):
        return _zip_kind(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound_kind(data)
    if data.startswith(_WRAPPED):
        return Opened(Kind.WRAPPED, "attachments wrapped by Outlook (winmail.dat)")
    if b"%PDF-" in data[:_HEAD]:
        return Opened(Kind.PDF)
    if _is_mail(data[:_LONGEST_HEADER]):
        return _mail_kind(data)
    return _other_kind(data[:_HEAD])


def _is_mail(head: bytes) -> bool:
    """Whether it begins with header lines, two or more of those that mails have."""
    begun = _HEADERS_BEGUN.match(head)
    return begun is not None and len({name.lower() for name in _MAIL_HEADER.findall(begun[0])}) > 1


def _mail_kind(data: bytes) -> Opened:
    if len(_MAIL_OF_A_BOX.findall(data)) > 1:
        return Opened(Kind.OTHER, "a mailbox with several e-mails; save each as a file of its own")
    return Opened(Kind.MAIL, "an e-mail")


_LONGEST_HEADER = 65_536
_HEADERS_BEGUN = re.compile(rb"(?:\s*|From [^\n]*\n)(?:[!-9;-~]{1,70}:[^\n]*\n|[ \t][^\n]*\n)+")
_MAIL_HEADER = re.compile(
    rb"^(received|from|to|subject|date|message-id|mime-version|return-path|content-type|x-unsent):",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_OF_A_BOX = re.compile(rb"^From \S+@\S+ .*\d{4}\r?$", re.MULTILINE)


def _zip_kind(data: bytes) -> Opened:
    """Only the list of members is read here; nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {member.filename for member in package.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return Opened(Kind.OTHER, "a damaged or incomplete Word or ZIP file; ask for it again")
    if any(name.startswith("word/document") for name in names):
        return Opened(Kind.WORD)
    if "content.xml" in names and opendocument.is_text(data):
        return _open_document_kind(data)
    return _package_kind(names)


def _open_document_kind(data: bytes) -> Opened:
    what = "an OpenDocument text (.odt)"
    return Opened(Kind.PASSWORD, what) if opendocument.is_locked(data) else Opened(Kind.OPEN_DOCUMENT, what)


def _package_kind(names: set[str]) -> Opened:
    """Documents are packages of named parts; what has none of these is an archive of files."""
    for part, what in _PACKAGES.items():
        if part in names:
            return Opened(Kind.OTHER, f"{what}; {_ASK}")
    return Opened(Kind.ZIP, "a ZIP archive")


_PACKAGES = {
    "xl/workbook.xml": "an Excel workbook",
    "xl/workbook.bin": "an Excel workbook",
    "ppt/presentation.xml": "a PowerPoint presentation",
    "visio/document.xml": "a Visio drawing",
    "Index/Document.iwa": "an Apple Pages document",
    "content.xml": "an OpenDocument file",
    "AndroidManifest.xml": "a program for a telephone",
}


def _compound_kind(data: bytes) -> Opened:
    """Office's old container; also what a Word file with a password is wrapped in."""
    names = compound.names_in(data)
    opened = next((opened for name, opened in _COMPOUNDS.items() if name in names), None)
    if opened is None:
        return Opened(
            Kind.OTHER, f"an old Office file; {_ASK}" if names else "a damaged old Office file; ask for it again"
        )
    if opened.kind is Kind.OLD_WORD and compound.is_locked_word(data):
        return Opened(Kind.PASSWORD, opened.what)
    return opened


_COMPOUNDS = {
    "EncryptedPackage": Opened(Kind.PASSWORD, "a Word, Excel or PowerPoint file"),
    "__properties_version1.0": Opened(Kind.OUTLOOK, "an Outlook message"),
    "WordDocument": Opened(Kind.OLD_WORD, "a Word file of the old kind (.doc)"),
    "Workbook": Opened(Kind.OTHER, f"an old Excel workbook; {_ASK}"),
    "Book": Opened(Kind.OTHER, f"an old Excel workbook; {_ASK}"),
    "PowerPoint Document": Opened(Kind.OTHER, f"an old PowerPoint presentation; {_ASK}"),
}


def _other_kind(head: bytes) -> Opened:
    for pattern, opened in _HEADS:
        if pattern.match(head):
            return opened
    return Opened(Kind.OTHER, f"a file of an unknown kind; {_ASK}")


def _picture(name: str) -> Opened:
    return Opened(Kind.PICTURE, f"a picture ({name})")


def _other(what: str) -> Opened:
    return Opened(Kind.OTHER, what)


_HEADS = tuple(
    (re.compile(pattern, re.DOTALL | re.IGNORECASE), opened)
    for pattern, opened in (
        (rb"\xff\xd8\xff", _picture("JPEG")),
        (rb"\x89PNG\r\n", _picture("PNG")),
        (rb"GIF8", _picture("GIF")),
        (rb"II\*\x00|MM\x00\*", _picture("TIFF")),
        (rb"BM.{4}\x00\x00\x00\x00", _picture("BMP")),
        (rb"RIFF.{4}WEBP", _picture("WebP")),
        (rb".{4}ftyp(hei|hev|mif|msf)", _picture("HEIC")),
        (rb".{4}ftypavi", _picture("AVIF")),
        (rb"\x00\x00\x00\x0cjP  ", _picture("JPEG 2000")),
        (rb"\{\\rtf", Opened(Kind.RICH_TEXT, "an RTF text")),
        (rb"%!PS", _other(f"a PostScript file; {_ASK}")),
        (rb"\s*<(!doctype html|html)", _other(f"a web page; {_ASK}")),
        (rb"\x1f\x8b|Rar!|7z\xbc\xaf", _other("a compressed archive; unpack it and take its files in one by one")),
        (rb"MZ|\x7fELF", _other("a program; it was kept and not opened")),
        (rb"(\xef\xbb\xbf)?[\t\n\r\x20-\x7e\x80-\xff]+\Z", _other(f"plain text; {_ASK}")),
    )
)
