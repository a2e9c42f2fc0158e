"""Opening what came back: the files that a person names, and each one's bytes, or why it is left out.

A file or folder that cannot be opened is a `Problem` of its own and stops no other.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG

from loc_builder.errors import InputError, Problem
from loc_builder.model import Part, Reading
from loc_builder.workspace import Workspace

LARGEST_FILE = 200_000_000  # bytes; a letter scanned in colour at 600 dpi has a tenth of it


@dataclass(frozen=True, slots=True)
class Found:
    """The files to take in, and the folders that could not be looked into."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def _is_the_systems(name: str) -> bool:
    """What Word, Windows and macOS leave in folders, and hidden files."""
    return name.startswith((".", "~$")) or name.casefold() in ("thumbs.db", "desktop.ini")


def files_named(paths: Sequence[Path], workspace: Workspace) -> Found:
    """The files to take in: folders give all files in them, hidden ones left out, in the order of their names."""
    found: dict[Path, None] = {}
    problems: list[Problem] = []
    for path in paths:
        _refuse(path, workspace)
        inside = _inside(path, workspace, problems) if path.is_dir() else [path]
        found |= {each: None for each in inside if not _is_the_systems(each.name)}
    return Found(tuple(found), tuple(problems))


def _refuse(path: Path, workspace: Workspace) -> None:
    """Refuse a path that is not there, and the workspace's own work: it would be taken in as if it came back."""
    try:
        place = path.resolve(strict=True)
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist", hint="Check the name and the folder.") from error
    except (OSError, RuntimeError) as error:
        raise InputError(f"{path} cannot be looked at", hint="Check the name and your right to open it.") from error
    if place.is_relative_to(workspace.output) or workspace.output.is_relative_to(place):
        raise InputError(
            f"{path} is part of this workspace's own output, or holds it",
            hint="What lies there was made or taken in already. Name the files that came back, or their folder.",
        )


def _inside(folder: Path, workspace: Workspace, problems: list[Problem]) -> list[Path]:
    def cannot_look(error: OSError) -> None:
        problems.append(_unopened(_called(workspace, Path(error.filename)), "folder", error))

    walked = os.walk(folder, onerror=cannot_look)
    return sorted(Path(place) / name for place, _, names in walked for name in names)


def bytes_of(file: Path, workspace: Workspace) -> bytes | Problem:
    """Give a file's bytes, or why it is left out; only a plain file is opened, since a pipe may never end."""
    called = _called(workspace, file)
    try:
        about = file.stat()
        if not S_ISREG(about.st_mode):
            return Problem("no-file", "it is no file with content of its own", called, hint="Save it as a file first.")
        if about.st_size > LARGEST_FILE:
            size = f"it has {about.st_size // 1_000_000} MB, the most is {LARGEST_FILE // 1_000_000}"
            return Problem("too-large", size, called, hint="Scan it with fewer dots per inch, or in black and white.")
        return file.read_bytes()
    except OSError as error:
        return _unopened(called, "file", error)


def _called(workspace: Workspace, path: Path) -> str:
    """How a path is told: without what a terminal would act on."""
    return "".join(each if each.isprintable() else "-" for each in workspace.relative(path))


def _unopened(called: str, what: str, error: OSError) -> Problem:
    hint = "Close it in other programs and check your right to open it; then receive it again."
    return Problem(f"unreadable-{what}", f"the {what} cannot be opened: {error.strerror}", called, hint=hint)


def file_of_part(workspace: Workspace, reading: Reading, part: Part) -> bytes:
    """The file that a part's pages lie in: one made or unpacked while reading, else the return itself."""
    wanted = part.lies_in(reading.return_id)
    held = (each for each in reading.held if sha256(each).hexdigest() == wanted)
    return next(held, None) or workspace.kept(wanted)
