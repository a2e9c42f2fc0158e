"""Office's old container (olefile): Outlook's messages (.msg), and what an old Word file (.doc) carries.

The container's own tables can name the same bytes many times over, so what is read from it is counted: together its
streams hold no more than the file does.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.parser import HeaderParser
from email.utils import parseaddr
from typing import Any

import olefile

from loc_builder.errors import InputError
from loc_builder.model import Inside, Mail

DEEPEST = 20  # mails in mails
LONGEST_TEXT = 20_000

_FAULTS = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    struct.error,
)
_SUBJECT, _BODY, _HTML, _HEADERS = 0x0037, 0x1000, 0x1013, 0x007D
_SENDER_SMTP, _SENDER, _SENDER_KIND = 0x5D01, 0x0C1F, 0x0C1E
_DELIVERED, _SUBMITTED = 0x0E06, 0x0039
_DATA, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME, _CONTENT_ID = 0x3701, 0x3707, 0x3704, 0x3001, 0x3712
_MEDIA_TYPE, _IS_HIDDEN = 0x370E, 0x7FFE
_UNICODE, _NARROW, _BINARY, _TIME, _OBJECT = 0x001F, 0x001E, 0x0102, 0x0040, 0x000D
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

_MARK = "__properties_version1.0"
_ACTIVE = {
    "Macros": "macros",
    "_VBA_PROJECT_CUR": "macros",
    "VBA": "macros",
    "ObjectPool": "an embedded object",
}
_ENCRYPTED = 0x0100  # a flag in the head of a Word file's main stream

Path = tuple[str, ...]


def names_in(data: bytes) -> frozenset[str]:
    """Give the names at the top of a container, which tell what it is; none where it cannot be opened."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return frozenset(path[0] for path in container.listdir(streams=True, storages=True))
    except _FAULTS:
        return frozenset()


def is_locked_word(data: bytes) -> bool:
    """Whether an old Word file needs a password."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            head = container.openstream("WordDocument").read(12)
            return bool(struct.unpack_from("<H", head, 10)[0] & _ENCRYPTED)
    except _FAULTS:
        return False


def active_content_of_word(data: bytes) -> tuple[str, ...]:
    """Say what in an old Word file could run when it is opened."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            # Word writes an empty ObjectPool into every file: a storage counts with what it holds.
            names = {name for path in container.listdir(streams=True, storages=True) for name in path[:-1]}
    except _FAULTS:
        return ("what cannot be told, since its container is damaged",)
    return tuple(dict.fromkeys(what for name, what in _ACTIVE.items() if name in names))


def read_message(data: bytes) -> Mail:
    """Read an Outlook message; raise InputError where its container cannot be followed."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            return _mail(_Container(container, len(data)), (), 0)
    except _FAULTS as error:
        raise InputError(
            "the Outlook message is damaged or cannot be followed", hint="Save its attachments and take those in."
        ) from error


@dataclass(slots=True)
class _Container:
    """An open container and how many bytes may still be read from it."""

    file: "olefile.OleFileIO[Any]"  # generic in its stubs only
    left: int
    paths: frozenset[Path] = field(init=False)

    def __post_init__(self) -> None:
        self.paths = frozenset(tuple(path) for path in self.file.listdir(streams=True, storages=True))

    def bytes_of(self, path: Path) -> bytes:
        if path not in self.paths:
            return b""
        self.left -= self.file.get_size(list(path))
        if self.left < 0:
            raise ValueError("the container's streams hold more than the file")
        return bytes(self.file.openstream(list(path)).read())

    def binary(self, folder: Path, number: int) -> bytes:
        return self.bytes_of((*folder, _stream(number, _BINARY)))

    def text(self, folder: Path, number: int) -> str:
        wide = self.bytes_of((*folder, _stream(number, _UNICODE)))
        if wide:
            return wide.decode("utf-16-le", errors="replace").rstrip("\0")
        narrow = self.bytes_of((*folder, _stream(number, _NARROW)))
        return narrow.decode("cp1252", errors="replace").rstrip("\0")

    def fixed(self, folder: Path, *, head: int) -> dict[tuple[int, int], bytes]:
        """The values of fixed length, eight bytes each, by number and type; `head` bytes stand before them."""
        listed = self.bytes_of((*folder, _MARK))[head:]
        entries = (listed[start : start + 16] for start in range(0, len(listed) - 15, 16))
        return {(number, kind): value for kind, number, _, value in (struct.unpack("<HHI8s", each) for each in entries)}

    def folders(self, within: Path, beginning: str) -> list[Path]:
        depth = len(within) + 1
        found = {path[:depth] for path in self.paths if path[:-1][: depth - 1] == within and len(path) >= depth}
        return sorted(each for each in found if each[-1].startswith(beginning))


def _stream(number: int, kind: int) -> str:
    return f"__substg1.0_{number:04X}{kind:04X}"


def _mail(held: _Container, folder: Path, depth: int) -> Mail:
    shown = _html(held, folder)
    times = held.fixed(folder, head=24 if depth else 32)
    headers = HeaderParser().parsestr(held.text(folder, _HEADERS))
    return Mail(
        sender=_sender(held, folder) or parseaddr(str(headers.get("From", "")))[1],
        subject=held.text(folder, _SUBJECT),
        text=held.text(folder, _BODY)[:LONGEST_TEXT],
        arrived_at=_moment(times.get((_DELIVERED, _TIME))) or _moment(times.get((_SUBMITTED, _TIME))),
        inside=tuple(_attachments(held, folder, shown, depth)),
    )


def _html(held: _Container, folder: Path) -> str:
    return held.binary(folder, _HTML).decode("latin-1") or held.text(folder, _HTML)


def _sender(held: _Container, folder: Path) -> str:
    """The author's address; inside one Exchange server the plain field holds a name of its own kind instead."""
    if address := held.text(folder, _SENDER_SMTP):
        return address
    return held.text(folder, _SENDER) if held.text(folder, _SENDER_KIND).upper() in ("SMTP", "") else ""


def _moment(value: bytes | None) -> datetime | None:
    ticks = int.from_bytes(value or b"", "little")
    try:
        return _EPOCH + timedelta(microseconds=ticks // 10) if ticks else None
    except OverflowError:
        return None


def _attachments(held: _Container, folder: Path, shown: str, depth: int) -> Iterator[Inside]:
    for place in held.folders(folder, "__attach_version1.0_#"):
        names = (held.text(place, each) for each in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME))
        name = next(filter(None, names), "")
        content_id = held.text(place, _CONTENT_ID)
        hidden = held.fixed(place, head=8).get((_IS_HIDDEN, 0x000B), b"\0")
        is_in_text = bool(content_id and f"cid:{content_id}" in shown) or hidden[:1] != b"\0"
        inner = (*place, _stream(_DATA, _OBJECT))
        media_type = held.text(place, _MEDIA_TYPE)
        if (*inner, _MARK) in held.paths:
            if depth >= DEEPEST:
                yield Inside(name, trouble=f"it lies deeper than {DEEPEST} mails in mails")
            else:
                yield Inside(f"{name or 'forwarded mail'}.msg", _mail(held, inner, depth + 1))
        elif inner in held.paths:
            yield Inside(name, trouble="it is an object drawn by another program; ask for it as a file")
        else:
            yield Inside(name, held.binary(place, _DATA), media_type, is_in_text)
