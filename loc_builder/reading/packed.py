"""What passes between the office's process and its readers: files that lay in a return, and what was read of them."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from loc_builder.findings import Finding
from loc_builder.model import Clue, Part, Reading, ReturnId, Sha256
from loc_builder.reading.gate import clean_label, unread
from loc_builder.reading.siblings import completed


@dataclass(frozen=True, slots=True)
class Packed:
    """One file of a return: `label` names it with those it lies in, `name` alone; `clues` come from its mails.

    `trouble` says why it is not to be read. An `album` are pictures that lay side by side and are read as the pages of
    one file, which has no bytes of its own.
    """

    label: str
    name: str
    data: bytes
    clues: tuple[Clue, ...] = ()
    trouble: Finding | None = None
    album: tuple["Packed", ...] = ()

    @property
    def originals(self) -> tuple[bytes, ...]:
        """The bytes of all files that it stands for, as they came."""
        return tuple(each.data for each in self.album or (self,) if each.data)

    def placed(self, part: Part) -> Part:
        """Say in a part that was read from this file where it lies and what its mails say."""
        own = hash_of(self.data) if self.data else None
        made_from = own if part.held_in else None
        clues = (*part.clues, *self.clues)
        return replace(part, label=self.label, held_in=part.held_in or own, made_from=made_from, clues=clues)

    def turned_away(self, finding: Finding) -> "FileRead":
        return FileRead((self.placed(unread(self.name, finding)),))


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A return taken apart; `arrived_at` is when its mail says that it came, `left_out` names what is no letter."""

    name: str
    files: tuple[Packed, ...]
    left_out: tuple[str, ...]
    arrived_at: datetime | None


@dataclass(frozen=True, slots=True)
class FileRead:
    """The parts of one file; `made` is the PDF that was made of it in order to read it, empty where none was."""

    parts: tuple[Part, ...]
    made: bytes = b""


def hash_of(data: bytes) -> Sha256:
    return Sha256(hashlib.sha256(data).hexdigest())


def reading_of(data: bytes, name: str, read: FileRead) -> Reading:
    """The reading of a return that is one file."""
    held = (read.made,) if read.made else ()
    return Reading(ReturnId(hash_of(data)), clean_label(name), read.parts, held=held)


def reading_of_several(data: bytes, opened: Unpacked, files: Iterable[FileRead]) -> Reading:
    """Put together what was read of the files in a container; its parts are numbered through."""
    read, own = tuple(files), hash_of(data)
    parts = completed(
        replace(part, made_from=own) if packed.album and part.held_in and not part.made_from else part
        for packed, each in zip(opened.files, read, strict=True)
        for part in each.parts
    )
    held = [each for packed, one in zip(opened.files, read, strict=True) for each in (*packed.originals, one.made)]
    return Reading(
        ReturnId(own),
        opened.name,
        tuple(replace(part, number=number) for number, part in enumerate(parts, 1)),
        held=tuple(dict.fromkeys(each for each in held if each)),
        sent_at=opened.arrived_at,
        left_out=opened.left_out,
    )
