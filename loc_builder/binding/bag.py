"""The bag: everything of a year that an archive takes in, in one folder that anybody can check.

A bag is made in a folder of another name and renamed, so it is there whole or not at all. The same contents give the
same bytes. Files are copied, never read into memory whole.
"""

import hashlib
import os
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from loc_builder.binding.bag_profile import PDFA_LABEL, PROFILE
from loc_builder.binding.bag_words import Told, is_validated, readme, validation_words
from loc_builder.binding.index import (
    COLUMNS,
    Change,
    IndexRow,
    as_csv,
    as_dictionary,
    as_json,
    cells,
)
from loc_builder.binding.premis import SOFTWARE_AGENT, FileObject, PremisEvent, premis_xml
from loc_builder.errors import WorkspaceError
from loc_builder.files.assemble import page_count
from loc_builder.files.bag import bag_hash, make_bag, sync_files
from loc_builder.files.pdfa import FLAVOUR, Validation, validated
from loc_builder.model import Sha256

UNFINISHED = ".part"
LONGEST_PATH = 200
"""Characters of a path from the bag's own folder on; Windows has 260 for a whole one."""

_LONGEST_STEM = 60
_LONGEST_SUFFIX = 6
_CHANGES = ("district_number", "district", "letter_id", "what", "old", "new", "by", "because")


@dataclass(frozen=True, slots=True)
class Item:
    """A file to go in: its path below `data`, and the kept file that it is a copy of."""

    path: str
    kept: Path
    sha256: Sha256
    original_name: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a bag holds.

    `originals`, `records` and `archive` are copied as they are. `tables` are spreadsheets and `files` whole files, by
    their path below `data/metadata`; `events` are told as PREMIS. `validation` is what the validator said when this
    bag was first made; None has it asked.
    """

    told: Told
    info: Mapping[str, str]
    originals: tuple[Item, ...]
    records: tuple[Item, ...]
    archive: Item
    rows: tuple[IndexRow, ...]
    changes: tuple[Change, ...]
    tables: Mapping[str, Table]
    files: Mapping[str, bytes]
    facts: Iterable[bytes]
    events: tuple[PremisEvent, ...]
    validation: bytes | None = None


@dataclass(frozen=True, slots=True)
class BagBuilt:
    """A finished bag: its hash (that of its SHA-512 tag manifest), and what the PDF/A validator said, as kept."""

    sha256: Sha256
    validation: bytes


def build_bag(contents: Contents, place: Path, *, wanted: Sha256 | None = None) -> BagBuilt:
    """Make the bag at `place`; what lies there already is replaced, unless it is the same bag.

    Where the bag does not turn out to be the one that is `wanted`, everything stays as it is.
    """
    with _making(place) as making:
        _put_items(contents, making)
        validation = contents.validation or validation_of(making)
        _put_metadata(contents, validation, making)
        info = {**contents.info, PDFA_LABEL: validation_words(validation)}
        tags = {"README.txt": readme(contents.told, validation), "bagit-profile.json": as_json(PROFILE)}
        made = _finished(making, place, info, tags, wanted=wanted)
    return BagBuilt(made, validation)


def build_plain_bag(files: Mapping[str, bytes], info: Mapping[str, str], words: bytes, place: Path) -> Sha256:
    """Make a bag of a few files and a README at `place`, in the way of `build_bag`."""
    with _making(place) as making:
        for name, content in files.items():
            (making / name).parent.mkdir(parents=True, exist_ok=True)
            (making / name).write_bytes(content)
        return _finished(making, place, info, {"README.txt": words})


@contextmanager
def _making(place: Path) -> Iterator[Path]:
    """The folder to make a bag in, empty; the system's refusals in our words."""
    sweep_unfinished_bags(place.parent)
    try:
        yield place.parent / f".{place.name}{UNFINISHED}"
    except OSError as error:
        raise WorkspaceError(
            f"the bag {place.name} cannot be written: {error.strerror}",
            hint="Check the disk's free space, and close files of an earlier bag; then run the command again.",
        ) from error


def _finished(
    making: Path, place: Path, info: Mapping[str, str], tags: Mapping[str, bytes], *, wanted: Sha256 | None = None
) -> Sha256:
    made = Sha256(make_bag(making, info, tags))
    if wanted not in (None, made):
        shutil.rmtree(making)
        return made
    sync_files(making)
    _move(making, place, made)
    return made


def sweep_unfinished_bags(folder: Path) -> None:
    """Remove what a killed command left of a bag."""
    for leftover in folder.glob(f".*{UNFINISHED}"):
        if leftover.is_dir():
            with suppress(OSError):
                shutil.rmtree(leftover)


def plain_name(text: str) -> str:
    """Make a piece of a name that any system takes: ASCII letters, digits, dots and hyphens, not too long."""
    stem, dot, suffix = text.rpartition(".")
    if not (dot and stem and re.fullmatch(rf"[A-Za-z0-9]{{1,{_LONGEST_SUFFIX}}}", suffix)):
        stem, suffix = text, ""
    folded = unicodedata.normalize("NFKD", stem).encode("ascii", errors="ignore").decode("ascii")
    plain = re.sub(r"[^A-Za-z0-9]+", "-", folded).strip("-")[:_LONGEST_STEM].strip("-") or "unnamed"
    return f"{plain}.{suffix.lower()}" if suffix else plain


def _put_items(contents: Contents, folder: Path) -> None:
    for item in (*contents.originals, *contents.records, contents.archive):
        target = folder / item.path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(item.kept, target)


def validation_of(payload: Path) -> bytes:
    """Have a bag's archive and records judged as PDF/A; no time is kept, so the same verdict is the same bytes."""
    files = [each for part in ("archive", "records") for each in sorted((payload / part).glob("*.pdf"))]
    return validation_json(validated(files), {each: each.relative_to(payload).as_posix() for each in files})


def validation_json(found: Validation, paths: Mapping[Path, str]) -> bytes:
    """What the validator said, as a bag keeps it."""
    return as_json(
        {
            "flavour": FLAVOUR,
            "verdict": found.verdict.value,
            "validator": found.program,
            "files": [
                {"path": f"data/{paths[file]}", "verdict": judged.verdict.value, "why": list(judged.why)}
                for file, judged in found.files.items()
            ],
        }
    )


def _put_metadata(contents: Contents, validation: bytes, folder: Path) -> None:
    place = folder / "metadata"
    put = {
        "index.csv": as_csv(COLUMNS, map(cells, contents.rows)),
        "index.json": as_json(_index(contents, folder)),
        "pdfa.json": validation,
        "changes.csv": as_csv(_CHANGES, map(cells, contents.changes)),
        "premis.xml": premis_xml(
            _objects(contents, folder), (*contents.events, *_validation_events(contents, validation))
        ),
        **{name: as_csv(table.columns, table.rows) for name, table in contents.tables.items()},
        **contents.files,
    }
    for name, content in put.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    with (place / "facts.jsonl").open("wb") as file:
        file.writelines(line + b"\n" for line in contents.facts)


def _validation_events(contents: Contents, validation: bytes) -> tuple[PremisEvent, ...]:
    """That a validator judged the PDFs; without one nothing happened."""
    if not is_validated(validation):
        return ()
    files = (contents.archive.sha256, *(item.sha256 for item in contents.records))
    words, told = validation_words(validation), contents.told
    return (PremisEvent(f"validation {told.head_hash}", "val", told.made_at, words, words, SOFTWARE_AGENT, files),)


def _index(contents: Contents, folder: Path) -> Mapping[str, object]:
    told, archive = contents.told, contents.archive
    return {
        "title": told.title,
        "program": told.program,
        "agency": told.agency,
        "school_year": told.school_year,
        "version": told.version,
        "supplement_to": _supplement_to(told),
        "ledger_head": {"sequence": told.head_sequence, "hash": told.head_hash},
        "archive": {
            "path": f"data/{archive.path}",
            "sha256": archive.sha256,
            "pages": page_count(folder / archive.path),
            "is_sealed": bool(told.seal),
        },
        "originals": [
            {"path": f"data/{item.path}", "sha256": item.sha256, "name": item.original_name}
            for item in contents.originals
        ],
        "districts": [as_dictionary(row) for row in contents.rows],
        "changes": [as_dictionary(change) for change in contents.changes],
    }


def _supplement_to(told: Told) -> Mapping[str, object] | None:
    """The bag that this one goes with; None where it stands alone."""
    if told.supplement is None:
        return None
    return {"bag": told.supplement.bag, "accession": told.supplement.accession, "number": told.supplement.number}


def _objects(contents: Contents, folder: Path) -> tuple[FileObject, ...]:
    return tuple(
        FileObject(f"data/{item.path}", item.sha256, (folder / item.path).stat().st_size, item.original_name)
        for item in (*contents.originals, *contents.records, contents.archive)
    )


def _move(making: Path, place: Path, made: Sha256) -> None:
    """Rename the finished bag into its place; an unfinished one's remains there give way."""
    if place.exists():
        if bag_hash(place) == made and _is_same(making, place):
            shutil.rmtree(making)
            return
        aside = place.parent / f".{place.name}.old{UNFINISHED}"
        place.rename(aside)
        os.rename(making, place)  # noqa: PTH104 - beside the line above it reads as what it is
        shutil.rmtree(aside, ignore_errors=True)
        return
    making.rename(place)


def _is_same(one: Path, other: Path) -> bool:
    """Whether two folders hold the same files."""
    return _content_hashes(one) == _content_hashes(other)


def _content_hashes(folder: Path) -> Mapping[str, str]:
    found = {}
    for each in sorted(folder.rglob("*")):
        if each.is_file():
            with each.open("rb") as file:
                found[each.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found
