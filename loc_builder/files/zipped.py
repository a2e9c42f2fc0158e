"""Zip archives from outside: members streamed under caps, since the sizes that a zip states can be forged."""

import io
import zipfile
import zlib
from collections.abc import Iterator

from loc_builder.errors import InputError
from loc_builder.model import Inside

HIGHEST_RATIO = 200  # unpacked to packed, where more than a few megabytes come out
FREE_BYTES = 5_000_000
TOO_MUCH = "it unpacks to far more than a return holds; the rest of the archive was not opened"

_IS_ENCRYPTED = 0x1
_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,  # a wrong password; also NotImplementedError, an unknown compression
    ValueError,
    LookupError,
)


def members(data: bytes, *, most_bytes: int) -> Iterator[Inside]:
    """Unpack an archive's files one by one, never more than `most_bytes` together; folders are left out.

    A member that is damaged, locked or too large says so in its `trouble`; after a too large one nothing more is
    unpacked. Raises InputError where the archive itself cannot be opened.
    """
    allowed = min(most_bytes, max(FREE_BYTES, len(data) * HIGHEST_RATIO))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _FAULTS as error:
        raise InputError("the ZIP archive is damaged or incomplete", hint="Ask for it again.") from error
    with archive:
        for member in archive.infolist():
            if member.is_dir():
                continue
            inside = _member(archive, member, allowed)
            yield inside
            if inside.trouble == TOO_MUCH:
                return
            allowed -= len(inside.content) if isinstance(inside.content, bytes) else 0


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, allowed: int) -> Inside:
    if member.flag_bits & _IS_ENCRYPTED:
        return Inside(member.filename, trouble="it is locked in the ZIP archive", is_locked=True)
    try:
        with archive.open(member) as stream:
            content = stream.read(allowed + 1)
    except _FAULTS:
        return Inside(member.filename, trouble="it is damaged in the ZIP archive; ask for it again")
    return Inside(member.filename, content) if len(content) <= allowed else Inside(member.filename, trouble=TOO_MUCH)
