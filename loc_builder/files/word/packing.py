"""The zip around a Word file's parts, written so that the same parts give the same bytes.

A part is packed once and laid into any number of files; the standard library would compress it anew for each. The
times are the earliest that a zip can state, and nothing in it tells which system wrote it.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

_STORED, _DEFLATED = 0, 8
_VERSION = 20  # of the zip format: 2.0, deflated members
_EARLIEST = 0x21  # 1 January 1980
_UTF8_NAME = 0x800

_LOCAL = b"PK\x03\x04"
_CENTRAL = b"PK\x01\x02"
_END = b"PK\x05\x06"
_FACTS = struct.Struct("<HHHHHLLLHH")  # version, flags, method, time, day, check, packed, unpacked, name, extra
_PLACE = struct.Struct("<HHHLL")  # comment, disk, inner and outer attributes, where the member begins
_CLOSING = struct.Struct("<HHHHLLH")  # disks, members, length and start of the directory, comment


@dataclass(frozen=True, slots=True)
class Packed:
    """A part as it lies in a zip; `facts` are what its own header and the directory both say of it."""

    name: bytes
    facts: bytes
    content: bytes


def pack(name: str, content: bytes, *, level: int = 6) -> Packed:
    """Compress a part, 1 (fast) to 9 (small) or 0 (not at all); one that would not get smaller is stored as it is."""
    written = name.encode()
    method, packed = _DEFLATED, _deflated(content, level) if level else content
    if len(packed) >= len(content):
        method, packed = _STORED, content
    flags = 0 if name.isascii() else _UTF8_NAME
    check = zlib.crc32(content)
    sizes = (len(packed), len(content), len(written))
    return Packed(written, _FACTS.pack(_VERSION, flags, method, 0, _EARLIEST, check, *sizes, 0), packed)


def _deflated(content: bytes, level: int) -> bytes:
    """Compress; a short part gets a short window, since clearing the full one takes longer than such a part."""
    window, memory = (13, 6) if len(content) <= 1 << 13 else (zlib.MAX_WBITS, 8)
    compressor = zlib.compressobj(level, zlib.DEFLATED, -window, memory)
    return compressor.compress(content) + compressor.flush()


def lay_together(parts: Iterable[Packed]) -> bytes:
    """Give the zip that holds these parts in this order."""
    pieces, directory = [], []
    length = count = 0
    for part in parts:
        place = _PLACE.pack(0, 0, 0, 0, length)
        directory += [_CENTRAL, _VERSION.to_bytes(2, "little"), part.facts, place, part.name]
        pieces += [_LOCAL, part.facts, part.name, part.content]
        length += len(_LOCAL) + len(part.facts) + len(part.name) + len(part.content)
        count += 1
    listed = b"".join(directory)
    return b"".join((*pieces, listed, _END, _CLOSING.pack(0, 0, count, count, len(listed), length, 0)))
