"""Whether a workbook's package is safe to open: no bomb, no entities, nothing Excel would not write."""

import io
import zipfile
import zlib

from loc_builder.files.roster.refusing import unreadable

MOST_UNPACKED = 200 * 1024 * 1024  # bytes, all members together
MOST_MEMBERS = 10_000
CHUNK = 64 * 1024

_DOCTYPE = b"<!DOCTYPE"


def check_package(content: bytes, name: str) -> None:
    """Unpack every member once, counting; raise InputError for what must not reach the XML parser.

    The sizes a package declares are not believed: each member is read until its data end, and must then be as long
    as it said, because openpyxl reads members whole.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            members = package.infolist()
            if len(members) > MOST_MEMBERS:
                raise unreadable(name, "it has too many parts")
            left = MOST_UNPACKED
            for member in members:
                left -= _unpacked(package, member, left, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise unreadable(name, "it is damaged, or no Excel workbook") from error


def _unpacked(package: zipfile.ZipFile, member: zipfile.ZipInfo, most: int, name: str) -> int:
    """Count a member's bytes; more than `most`, or other than declared, is refused."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unreadable(name, "it is packed in a way Excel does not use")
    declared, member.file_size = member.file_size, most + 2 * CHUNK  # the reader would stop at the declared size
    count, tail = 0, b""
    with package.open(member) as stream:
        while chunk := stream.read(CHUNK):
            count += len(chunk)
            seen = tail + chunk.replace(b"\0", b"").upper()
            if count > most:
                raise unreadable(name, f"it unpacks to more than {MOST_UNPACKED // 1024**2} MB")
            if _DOCTYPE in seen:
                raise unreadable(name, "it declares XML entities, which Excel never does")
            tail = seen[-len(_DOCTYPE) :]
    member.file_size = declared
    if count != declared:
        raise unreadable(name, "its parts are not as long as they say")
    return count
