"""Files written so that they are complete or absent, and files read that people name."""

import hashlib
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from loc_builder.errors import InputError, WorkspaceError
from loc_builder.model import Sha256

_BLOCK = 1 << 20


def put(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Write a file so that it is complete or absent; raise WorkspaceError where the system refuses.

    It becomes read-only in its place: what a killed command leaves beside it can be removed, on Windows too.
    """
    _put(path, lambda file: file.write(data), mode)


def put_copy(path: Path, source: Path) -> None:
    """Lay a copy of a file, however large, unless it is there already; complete or absent, as `put` writes."""
    if path.is_file() and path.stat().st_size == source.stat().st_size and hash_of(path) == hash_of(source):
        return
    _put(path, lambda file: _pour(source, file), 0o644)


def _pour(source: Path, file: BinaryIO) -> None:
    with source.open("rb") as content:
        shutil.copyfileobj(content, file, _BLOCK)


def _put(path: Path, write: Callable[[BinaryIO], object], mode: int) -> None:
    """Have a file written beside its place, synced, then renamed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(beside, mode | stat.S_IWUSR)  # noqa: PTH101 - mkstemp gives a string
            os.replace(beside, path)  # noqa: PTH105 - as above
            path.chmod(mode)
            sync_folder(path.parent)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _cannot_be_written(path, error) from error


def _cannot_be_written(path: Path, error: OSError) -> WorkspaceError:
    return WorkspaceError(
        f"{path.name} cannot be written: {error.strerror}",
        hint="If it is open in Word, Excel or a PDF viewer, close it there; then run the command again.",
    )


def sync_folder(folder: Path) -> None:
    """Have a new name survive a power cut; where folders cannot be synced (Windows) the system sees to it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def put_if_changed(path: Path, data: bytes) -> None:
    """Write a file unless it holds these bytes already."""
    if not (path.exists() and path.read_bytes() == data):
        put(path, data)


def hash_of(file: Path) -> Sha256:
    """The SHA-256 of a file, read in blocks."""
    with file.open("rb") as content:
        return Sha256(hashlib.file_digest(content, "sha256").hexdigest())


def read_input(path: Path) -> bytes:
    """Read a file that the user named."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path.name} cannot be read: {error.strerror}", hint="Check the name and the folder."
        ) from error


def sweep_unfinished(folder: Path) -> None:
    """Remove what a killed command left half written; what cannot be removed now is left to the next command."""
    for leftover in folder.rglob(".*.part"):
        with suppress(OSError):
            leftover.chmod(0o600)
            leftover.unlink()
