"""Files of one batch: written hidden while they are made, shown all together once all are known to be good.

No more than one of them is held in memory, and a batch that is spoiled or killed leaves nothing that anybody sees.
All are synced before the first is shown, many at once: a disk then takes a fiftieth of the time that it takes for one
after the other.
"""

import hashlib
import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from loc_builder.errors import WorkspaceError
from loc_builder.model import Sha256
from loc_builder.workspace import Workspace, sync_folder

_READ_ONLY = 0o444
_SYNCED_AT_ONCE = 32


@dataclass(slots=True)
class Batch:
    """Where each file of a batch will be shown, and where it lies until then, in the order they were given."""

    workspace: Workspace
    hidden: dict[Path, Path] = field(default_factory=dict)

    def keep(self, data: bytes) -> Sha256:
        """Have bytes kept for ever under their hash; raise IntegrityError where other bytes lie in their place."""
        name = Sha256(hashlib.sha256(data).hexdigest())
        place = self.workspace.kept_folder / name
        if place.exists():
            return self.workspace.keep(data)
        if place not in self.hidden:
            self._write(place, data)
        return name

    def put(self, place: Path, data: bytes) -> None:
        """Have a file written in place of what may lie there."""
        self._write(place, data)

    def show(self) -> None:
        """Bring every file to its place, complete; raise WorkspaceError where the system refuses."""
        with ThreadPoolExecutor(_SYNCED_AT_ONCE) as pool:
            deque(pool.map(_sync, self.hidden.values()), maxlen=0)  # so that a refusal is raised here
        for place, hidden in self.hidden.items():
            with _refusals_told(place):
                place.parent.mkdir(parents=True, exist_ok=True)
                hidden.replace(place)
                if place.parent == self.workspace.kept_folder:
                    place.chmod(_READ_ONLY)
        for folder in {place.parent for place in self.hidden}:
            sync_folder(folder)
        self.hidden.clear()

    def forget(self) -> None:
        """Remove what was not shown."""
        for hidden in self.hidden.values():
            hidden.unlink(missing_ok=True)

    def _write(self, place: Path, data: bytes) -> None:
        with _refusals_told(place):
            hidden = self.workspace.output / f".{os.getpid()}-{len(self.hidden)}.part"
            self.hidden[place] = hidden
            hidden.parent.mkdir(parents=True, exist_ok=True)
            hidden.write_bytes(data)


@contextmanager
def batch(workspace: Workspace) -> Iterator[Batch]:
    """Begin a batch; what it does not show is gone afterwards."""
    begun = Batch(workspace)
    try:
        yield begun
    finally:
        begun.forget()


@contextmanager
def _refusals_told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise WorkspaceError(
            f"{place.name} cannot be written: {error.strerror}",
            hint="If it is open in Word, Excel or a PDF viewer, close it there; then run the command again.",
        ) from error


def _sync(file: Path) -> None:
    with _refusals_told(file), file.open("r+b") as opened:
        os.fsync(opened.fileno())
