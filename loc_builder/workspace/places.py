"""Where each thing lives in a workspace, what is kept there for ever, and that one command at a time works in it."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from loc_builder.errors import IntegrityError, WorkspaceError
from loc_builder.ledger import Ledger
from loc_builder.model import Sha256
from loc_builder.schoolyear import SchoolYear
from loc_builder.workspace.putting import hash_of, put, sync_folder


@dataclass(frozen=True, slots=True)
class Workspace:
    folder: Path

    @classmethod
    def open(cls, folder: Path) -> "Workspace":
        """Open a folder that has `templates/`; raise WorkspaceError for any other."""
        if not (folder / "templates").is_dir():
            raise WorkspaceError(
                f"{folder} is no workspace: it has no folder 'templates'",
                hint="Change into your workspace, name it with --workspace DIR, or try: loc init DIR, loc demo",
            )
        return cls(folder.resolve())

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def register_file(self) -> Path:
        return self.folder / "templates" / "districts.csv"

    def roster_file(self, school_year: SchoolYear) -> Path:
        """The workbook in which the office says whom it asks; it may lie anywhere, and here it is made."""
        return self.folder / f"roster-{school_year}.xlsx"

    @property
    def trusted_folder(self) -> Path:
        """Certificates that the office lays there vouch for digital signers."""
        return self.folder / "trusted"

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.output / "ledger.sqlite3")

    @property
    def heads_file(self) -> Path:
        return self.output / "heads.txt"

    def noted_heads(self) -> tuple[str, ...]:
        """The heads of the ledger that heads.txt notes, one line each."""
        text = self.heads_file.read_text(encoding="ascii", errors="replace") if self.heads_file.exists() else ""
        return tuple(text.splitlines())

    @property
    def kept_folder(self) -> Path:
        return self.output / "kept"

    def edition_folder(self, school_year: SchoolYear) -> Path:
        return self.folder / "templates" / str(school_year)

    def letters_folder(self, school_year: SchoolYear) -> Path:
        return self.output / str(school_year) / "letters"

    def previews_folder(self, school_year: SchoolYear) -> Path:
        """The letters as issued, as PDFs to look at."""
        return self.output / str(school_year) / "previews"

    def drafts_folder(self, school_year: SchoolYear) -> Path:
        return self.output / str(school_year) / "drafts"

    def returns_folder(self, school_year: SchoolYear | None) -> Path:
        """Readable copies of returns; those that belong to no edition yet lie in `unmatched-returns`."""
        return self.output / str(school_year) / "returns" if school_year else self.output / "unmatched-returns"

    def records_folder(self, school_year: SchoolYear) -> Path:
        return self.output / str(school_year) / "records"

    def archive_folder(self, school_year: SchoolYear) -> Path:
        return self.output / str(school_year) / "archive"

    def reports_folder(self, school_year: SchoolYear) -> Path:
        return self.output / str(school_year) / "reports"

    def school_years(self) -> tuple[SchoolYear, ...]:
        """The editions that there are, in order."""
        names = (each.parent.name for each in (self.folder / "templates").glob("*/edition.toml"))
        return tuple(sorted(SchoolYear.parse(name) for name in names if _is_school_year(name)))

    def relative(self, path: Path) -> str:
        """The path as people and JSON see it: from the workspace, with forward slashes."""
        return path.relative_to(self.folder).as_posix() if path.is_relative_to(self.folder) else str(path)

    # ---- kept files -------------------------------------------------------------------------------------------

    def keep(self, data: bytes) -> Sha256:
        """Keep bytes for ever under their hash, read-only; the same bytes again change nothing.

        Raises IntegrityError where other bytes lie in their place.
        """
        name = Sha256(hashlib.sha256(data).hexdigest())
        place = self.kept_folder / name
        if not place.exists():
            put(place, data, mode=0o444)
        elif place.read_bytes() != data:
            raise _was_changed(name)
        return name

    def kept(self, name: Sha256) -> bytes:
        """Give kept bytes back; raise IntegrityError where they are gone or not what they were."""
        try:
            data = (self.kept_folder / name).read_bytes()
        except OSError as error:
            raise IntegrityError(
                f"the kept file {name[:12]} is gone", hint="Restore output/kept from a backup."
            ) from error
        if hashlib.sha256(data).hexdigest() != name:
            raise _was_changed(name)
        return data

    @contextmanager
    def making_kept(self) -> Iterator[Path]:
        """Give a place for a file that is to be kept with `keep_file`; what is left there afterwards is removed."""
        self.kept_folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=self.kept_folder)
        os.close(handle)
        try:
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    def keep_file(self, file: Path) -> Sha256:
        """Keep a file that lies in the kept folder already, as `keep` keeps bytes, however large it is."""
        name = hash_of(file)
        place = self.kept_folder / name
        if place.exists():
            if hash_of(place) != name:
                raise _was_changed(name)
            return name
        with file.open("rb+") as content:
            os.fsync(content.fileno())
        file.replace(place)
        place.chmod(0o444)
        sync_folder(place.parent)
        return name

    def kept_file(self, name: Sha256) -> Path:
        """Say where kept bytes lie, however large; raise IntegrityError where they are gone or not what they were."""
        place = self.kept_folder / name
        if not place.is_file():
            raise IntegrityError(f"the kept file {name[:12]} is gone", hint="Restore output/kept from a backup.")
        if hash_of(place) != name:
            raise _was_changed(name)
        return place

    # ---- one command at a time --------------------------------------------------------------------------------

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the workspace for one command that writes, then note the ledger's head."""
        lock = FileLock(self.output / ".lock")
        try:
            self.output.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=0)
        except Timeout as error:
            raise WorkspaceError(
                "another LoC Builder command is working in this workspace", hint="Wait for it, then run this again."
            ) from error
        except OSError as error:
            raise WorkspaceError(
                f"{self.output} cannot be written: {error.strerror}", hint="Ask for the right to write there."
            ) from error
        try:
            yield
            self._note_head()
        finally:
            lock.release()

    def _note_head(self) -> None:
        facts = self.ledger.facts()
        if not facts:
            return
        noted = self.heads_file.read_bytes() if self.heads_file.exists() else b""
        line = f"{facts[-1].sequence} {facts[-1].hash}\n".encode("ascii")
        if not noted.endswith(line):
            put(self.heads_file, noted + line)


def _was_changed(name: Sha256) -> IntegrityError:
    return IntegrityError(f"the kept file {name[:12]} was changed", hint="Restore output/kept from a backup.")


def _is_school_year(name: str) -> bool:
    try:
        return str(SchoolYear.parse(name)) == name
    except ValueError:
        return False
