"""Check that the kept files, the chain and the finished PDFs still hold.

Every file that a fact names by its hash is read and hashed again; every head ever noted must lie in the chain.
"""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from loc_builder.books import Books
from loc_builder.errors import InputError, IntegrityError, Problem
from loc_builder.facts import Archived, Converted, Fact, FindingsNoted, Issued, Received, Recorded, effective
from loc_builder.ledger import check_chain, missing_heads
from loc_builder.schoolyear import SchoolYear
from loc_builder.workspace import Workspace


def verify(books: Books, school_year: SchoolYear | None = None) -> tuple[Problem, ...]:
    """Check the chain, all kept files, and the readable letters, records and archives (of one edition, or of all)."""
    return (
        *_chain_problems(books),
        *_kept_problems(books.workspace, books.facts),
        *_copy_problems(books, school_year),
    )


def verify_file(books: Books, file: Path) -> tuple[Problem, ...]:
    """Check one finished PDF, letter or return against what the ledger says of files with its content or name."""
    try:
        found = sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}", hint="Name a year or a file.") from error
    known = dict(_hashes(books.facts))
    if found in known:
        return _chain_problems(books)
    return (_mismatch(file.name, "no fact knows a file with this content"),)


def _chain_problems(books: Books) -> tuple[Problem, ...]:
    try:
        check_chain(books.facts)
    except IntegrityError as error:
        return (Problem("chain-broken", error.message, "ledger.sqlite3", hint=error.hint),)
    noted = books.workspace.noted_heads()
    name = books.workspace.heads_file.name
    if books.facts and not noted:
        return (
            Problem(
                "heads-gone", "it is gone or empty, though there are facts", name, hint="Restore it from a backup."
            ),
        )
    return tuple(
        Problem("head-missing", f"the ledger no longer holds the fact noted as its head: {line[:20]}", name, row)
        for row, line in enumerate(noted, start=1)
        if missing_heads(books.facts, [line])
    )


def _hashes(facts: tuple[Fact, ...]) -> Iterator[tuple[str, str]]:
    """The hash of each file that a fact speaks of, and what people call it."""
    for fact in facts:
        match fact.said:
            case Issued() as said:
                yield said.sha256, said.file
                yield said.values_sha256, f"values of {said.letter_id}"
                yield said.template_sha256, f"template of {said.school_year}"
            case Received() as said:
                yield said.return_id, said.name
            case FindingsNoted() as said:
                yield said.assessment_sha256, f"reading of {said.return_id[:8]}"
            case Converted() as said:
                yield said.sha256, f"conversion of {said.source_sha256[:8]}"
            case Recorded() | Archived() as said:
                yield said.sha256, said.file


def _kept_problems(workspace: Workspace, facts: tuple[Fact, ...]) -> Iterator[Problem]:
    for name, called in dict(_hashes(facts)).items():
        file = workspace.kept_folder / name
        if not file.exists():
            yield _mismatch(called, f"its kept file {name[:12]} is gone")
        elif sha256(file.read_bytes()).hexdigest() != name:
            yield _mismatch(called, f"its kept file {name[:12]} was changed")


def _copy_problems(books: Books, school_year: SchoolYear | None) -> Iterator[Problem]:
    """Readable copies that were changed or taken away."""
    for file, expected in _copies(books, school_year).items():
        called = books.workspace.relative(file)
        if not file.exists():
            yield _mismatch(called, "it is gone; the kept file is in output/kept")
        elif sha256(file.read_bytes()).hexdigest() != expected:
            yield _mismatch(called, "it was changed since; the kept file is in output/kept")


def _copies(books: Books, school_year: SchoolYear | None) -> dict[Path, str]:
    """The files that people see and the content each must have: of several facts about one name the last counts."""
    workspace = books.workspace
    found: dict[Path, str] = {}
    for fact in effective(books.facts):
        match fact.said:
            case Issued() as said if school_year in (None, said.school_year):
                found[workspace.letters_folder(said.school_year) / said.file] = said.sha256
            case Recorded() as said:
                year = books.standing.letters[said.letter_id].issued.school_year
                if school_year in (None, year):
                    found[workspace.records_folder(year) / said.file] = said.sha256
            case Archived() as said if school_year in (None, said.school_year):
                found[workspace.archive_folder(said.school_year) / said.file] = said.sha256
    return found


def _mismatch(file: str, message: str) -> Problem:
    return Problem("file-mismatch", message, file, hint="Restore it from a backup.")
