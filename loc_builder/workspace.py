"""Where each thing lives and what it is called; complete files or none; one command at a time.

A workspace is a folder with `templates/`; everything produced goes under its `output/`. A file is written beside
its place, synced, then renamed, so that it is complete or absent.
"""

import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from loc_builder.errors import InputError, IntegrityError, WorkspaceError
from loc_builder.ledger import Ledger
from loc_builder.model import DistrictNumber, Edition, Sha256
from loc_builder.schoolyear import SchoolYear

_RESERVED_BY_WINDOWS = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\..*)?")
_UNPORTABLE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]')
"""What some system refuses in a name, and what makes a name show as another one (marks that turn the direction)."""

_LONGEST_NAME = 150
"""In bytes of UTF-8: systems allow 255, and a copy's name may get a hash; a whole path on Windows has 260."""

_LONGEST_SUFFIX = 12
_BLOCK = 1 << 20


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
        name = _hash_of(file)
        place = self.kept_folder / name
        if place.exists():
            if _hash_of(place) != name:
                raise _was_changed(name)
            return name
        with file.open("rb+") as content:
            os.fsync(content.fileno())
        os.replace(file, place)  # noqa: PTH105
        place.chmod(0o444)
        sync_folder(place.parent)
        return name

    def kept_file(self, name: Sha256) -> Path:
        """Say where kept bytes lie, however large; raise IntegrityError where they are gone or not what they were."""
        place = self.kept_folder / name
        if not place.is_file():
            raise IntegrityError(f"the kept file {name[:12]} is gone", hint="Restore output/kept from a backup.")
        if _hash_of(place) != name:
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


def put(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Write a file so that it is complete or absent; raise WorkspaceError where the system refuses.

    It becomes read-only in its place: what a killed command leaves beside it can be removed, on Windows too.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(beside, mode | stat.S_IWUSR)  # noqa: PTH101 - mkstemp gives a string
            os.replace(beside, path)  # noqa: PTH105
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


def put_copy(path: Path, source: Path) -> None:
    """Lay a copy of a file, however large, unless it is there already; complete or absent, as `put` writes."""
    if path.is_file() and path.stat().st_size == source.stat().st_size and _hash_of(path) == _hash_of(source):
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file, source.open("rb") as content:
                shutil.copyfileobj(content, file, _BLOCK)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(beside, 0o644)  # noqa: PTH101 - mkstemp gives a string
            os.replace(beside, path)  # noqa: PTH105
            sync_folder(path.parent)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _cannot_be_written(path, error) from error


def _hash_of(file: Path) -> Sha256:
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


def letter_file_name(edition: Edition, number: DistrictNumber, district: str, revision: int) -> str:
    """`001 Adair County - KY ILN Letter of Commitment 2024-2025.docx`, with the revision from the second on."""
    suffix = f" (revision {revision})" if revision > 1 else ""
    return portable_name(f"{_title(edition, number, district)}{suffix}.docx")


def blank_file_name(edition: Edition, revision: int) -> str:
    """`Blank - KY ILN Letter of Commitment 2024-2025.docx`, with the revision from the second on."""
    suffix = f" (revision {revision})" if revision > 1 else ""
    title = f"{edition.program.short_name} {edition.title} {edition.school_year}"
    return portable_name(f"Blank - {title}{suffix}.docx")


def preview_file_name(letter_file: str) -> str:
    """The letter's name, as a PDF."""
    return f"{letter_file.removesuffix('.docx')}.pdf"


def draft_file_name(number: DistrictNumber, district: str) -> str:
    """`001 Adair County - draft.eml`; a new revision's draft takes the place of the one before."""
    return portable_name(f"{number} {district} - draft.eml")


def correction_file_name(number: DistrictNumber, district: str) -> str:
    return portable_name(f"{number} {district} - correction.eml")


def mailing_file_name(school_year: SchoolYear) -> str:
    return f"mailing {school_year}.xlsx"


def record_file_name(edition: Edition, number: DistrictNumber, district: str) -> str:
    return portable_name(f"{_title(edition, number, district)} - record.pdf")


def archive_file_name(edition: Edition, version: int) -> str:
    """A later version lies beside the earlier ones."""
    suffix = f" (version {version})" if version > 1 else ""
    return portable_name(f"{edition.program.short_name} {edition.title} {edition.school_year} - archive{suffix}.pdf")


def bag_folder_name(edition: Edition, version: int) -> str:
    """`KYILN-2024-2025-bag-v1`; a later version lies beside the earlier ones."""
    return f"{edition.program.code}-{edition.school_year}-bag-v{version}"


def public_folder_name(edition: Edition, version: int) -> str:
    """`KYILN-2024-2025-public-v1`, of the version of the bag that it goes with."""
    return f"{edition.program.code}-{edition.school_year}-public-v{version}"


def portable_name(name: str) -> str:
    """Make a file name that Windows, macOS and Linux all take, without leading dots or trailing blanks.

    Too long a name loses the end of its stem; what follows the last dot stays where it is short.
    """
    cleaned = _UNPORTABLE.sub("-", name).strip(" .") or "unnamed"
    cleaned = f"_{cleaned}" if _RESERVED_BY_WINDOWS.fullmatch(cleaned) else cleaned
    if len(cleaned.encode("utf-8")) <= _LONGEST_NAME:
        return cleaned
    stem, suffix = os.path.splitext(cleaned)  # noqa: PTH122 - a name, not a path
    if len(suffix) > _LONGEST_SUFFIX:
        stem, suffix = cleaned, ""
    room = _LONGEST_NAME - len(suffix.encode("utf-8"))
    return f"{stem.encode('utf-8')[:room].decode('utf-8', errors='ignore').rstrip(' .')}{suffix}"


def _was_changed(name: Sha256) -> IntegrityError:
    return IntegrityError(f"the kept file {name[:12]} was changed", hint="Restore output/kept from a backup.")


def _title(edition: Edition, number: DistrictNumber, district: str) -> str:
    return f"{number} {district} - {edition.program.short_name} {edition.title} {edition.school_year}"


def _is_school_year(name: str) -> bool:
    try:
        return str(SchoolYear.parse(name)) == name
    except ValueError:
        return False
