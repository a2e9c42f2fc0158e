"""A year with its bag, as commands and steps make it, without an outside program."""

import csv
import io
import re
from datetime import datetime
from pathlib import Path

import bagit

from loc_builder.books import Books
from loc_builder.cli import run
from loc_builder.errors import ExitCode
from loc_builder.files.signatures import Seal
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps import archive
from loc_builder.steps.archive import ArchiveMade
from loc_builder.workspace import Workspace
from made.converter import Played
from made.office import PLANS, SIGNED
from made.signer import PASSPHRASE, key_file
from made.word import written

YEAR = SchoolYear(2024)
ADAIRS, ALLENS = "KYILN-2024-001-L1-32", "KYILN-2024-005-L1-60"
FIRST, SUPPLEMENT = "KYILN-2024-2025-bag-v1", "KYILN-2024-2025-supplement-1"
CERTIFICATE, _ = key_file("Kentucky Department of Education")
FOLDER = "output/2024-2025/archive"
RETURNED = "Adair Cöunty, LoC signed!.docx"


def loc(folder: Path, *arguments: str, now: str = "2024-09-20T12:00:00-04:00") -> int:
    return run(("--workspace", str(folder), "--by", "tester", "--now", now, "--quiet", *arguments))


def books_of(folder: Path) -> Books:
    moment = datetime.fromisoformat("2024-10-01T12:00:00-04:00")
    return Books.open(Workspace.open(folder), now=moment, by="tester")


def archived(folder: Path) -> ArchiveMade:
    books = books_of(folder)
    edition = books.edition(YEAR)
    return archive.carry_out(books, edition, archive.plan(books, edition), Played())[1]


def bag_of(folder: Path, made: ArchiveMade) -> Path:
    return folder / "output/2024-2025/archive" / made.bag.folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def answer(folder: Path, number: str, name: str) -> None:
    """A district sends its letter back as it should be."""
    [letter] = folder.glob(f"output/2024-2025/letters/{number} *.docx")
    (folder / name).write_bytes(written(letter.read_bytes(), {**PLANS, **SIGNED}, day="2024-09-03"))
    assert loc(folder, "receive", str(folder / name)) == ExitCode.DONE


def corrected(folder: Path, letter: str, *, day: str = "2024-09-02", because: str = "misread") -> None:
    """The office finds that a signature's day was entered wrong; the file itself keeps saying the 3rd."""
    said = ("--signed-on", day, "--despite", "date-differs", "--because", because)
    assert loc(folder, "correct", letter, *said) == ExitCode.DONE


def rebagged(bag: Path, name: str, old: bytes, new: bytes) -> Path:
    """A forger changes a file and makes all hashes of the bag fit again."""
    content = (bag / name).read_bytes()
    assert old in content
    (bag / name).write_bytes(content.replace(old, new, 1))
    forged = bagit.Bag(str(bag))
    forged.save(manifests=True)
    for each in ("sha256", "sha512"):
        manifest = bag / f"tagmanifest-{each}.txt"
        lines = sorted((line.split()[1], line.split()[0]) for line in manifest.read_text().splitlines())
        manifest.write_text("".join(f"{hashed}  {file}\n" for file, hashed in lines))
    return bag


def archive_settings(settings: Path, lines: str) -> None:
    """The office writes what its archive decided into an edition's settings."""
    text = settings.read_text(encoding="utf-8")
    told, count = re.subn(r"^\[archive\]\n(?:[^\[\n].*\n)*", f"[archive]\n{lines}\n", text, flags=re.MULTILINE)
    assert count == 1
    settings.write_text(told, encoding="utf-8")


def accession(folder: Path, number: str = "2025-014") -> None:
    """The office writes the number that the archive gave into its settings."""
    archive_settings(folder / "templates/2024-2025/edition.toml", f'accession = "{number}"')


def sealed(folder: Path) -> ArchiveMade:
    books = books_of(folder)
    edition = books.edition(YEAR)
    seal = Seal.open(CERTIFICATE, PASSPHRASE, at=books.now)
    return archive.carry_out(books, edition, archive.plan(books, edition), Played(), seal=seal)[1]
