"""Storing and chaining facts: the only SQL of the program (sqlite3).

The table is append-only (triggers refuse updates and deletes: a guard against accident), every fact's hash covers
the one before it, and a batch is one transaction. Rollback journal, full sync: after a crash a batch is there whole
or not at all.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from loc_builder import canonical
from loc_builder.errors import IntegrityError, WorkspaceError
from loc_builder.facts import CHAIN_START, Fact, Statement, chain_hash, hash_after, read_statement

APPLICATION_ID = 0x4C6F4331  # "LoC1"
VERSION = 1

_CHANGED_OUTSIDE = "Someone changed the ledger outside LoC Builder; restore output/ledger.sqlite3 from a backup."

_SCHEMA = """
CREATE TABLE fact (
    sequence INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    at TEXT NOT NULL,
    letter_id TEXT,
    return_id TEXT,
    by TEXT NOT NULL,
    body TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX fact_letter ON fact (letter_id);
CREATE TRIGGER fact_is_never_updated BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER fact_is_never_deleted BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
"""

_ODD_COLUMNS = """
SELECT sequence FROM fact
WHERE letter_id IS NOT json_extract(body, '$.letter_id') OR return_id IS NOT json_extract(body, '$.return_id')
"""


class Ledger:
    """The facts of one workspace, in the file `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def facts(self) -> tuple[Fact, ...]:
        """Read all facts in order; an absent file holds none."""
        if not self._path.exists():
            return ()
        with self._open() as database:
            rows = database.execute(
                "SELECT sequence, kind, version, at, by, body, previous, hash FROM fact ORDER BY sequence"
            ).fetchall()
        return tuple(_fact(*row) for row in rows)

    def damage(self) -> str:
        """What SQLite finds wrong with the file itself, or a column that is not as its fact says; empty if nothing."""
        if not self._path.exists():
            return ""
        with self._open() as database:
            [found] = database.execute("PRAGMA integrity_check(1)").fetchone()
            odd = database.execute(_ODD_COLUMNS).fetchone() if found == "ok" else None
        if odd:
            return f"the columns of fact {odd[0]} are not what it says"
        return "" if found == "ok" else " ".join(str(found).split())

    def append(self, statements: Iterable[Statement], *, at: datetime, by: str) -> tuple[Fact, ...]:
        """Chain the statements onto the ledger in one transaction and give them back as facts."""
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            last = database.execute("SELECT sequence, hash FROM fact ORDER BY sequence DESC LIMIT 1").fetchone()
            facts = _chain(tuple(statements), last or (0, CHAIN_START), at=at, by=by)
            database.executemany("INSERT INTO fact VALUES (?,?,?,?,?,?,?,?,?,?)", [_row(fact) for fact in facts])
            database.execute("COMMIT")
        return facts

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, isolation_level=None)) as database:
                database.text_factory = _text
                _prepare(database, self._path)
                yield database
        except sqlite3.DatabaseError as error:
            raise _refusal(self._path.name, error) from error


def _text(stored: bytes) -> str:
    """Text as it is stored; what is no text any more becomes other text, which no hash fits."""
    return stored.decode("utf-8", errors="replace")


def _refusal(name: str, error: sqlite3.DatabaseError) -> WorkspaceError | IntegrityError:
    """Tell a file that cannot be used now (in use, disk full) from one that is not what was written."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if isinstance(error, sqlite3.OperationalError) and code != sqlite3.SQLITE_ERROR:
        hint = "Close other LoC Builder windows, check the disk's free space, and run the command again."
        return WorkspaceError(f"the ledger {name} cannot be used: {error}", hint=hint)
    hint = "Restore output/ledger.sqlite3 from a backup; heads.txt names the last fact's hash."
    return IntegrityError(f"the ledger {name} is damaged: {error}", hint=hint)


def check_chain(facts: Sequence[Fact]) -> str:
    """Recompute every hash; give the head, or raise IntegrityError naming the first fact that does not hold."""
    previous = CHAIN_START
    for number, fact in enumerate(facts, start=1):
        hashed = chain_hash(sequence=fact.sequence, at=fact.at, by=fact.by, said=fact.said, previous=previous)
        if (fact.sequence, fact.previous, fact.hash) != (number, previous, hashed):
            raise IntegrityError(f"the ledger's chain breaks at fact {number}", hint=_CHANGED_OUTSIDE)
        previous = fact.hash
    return previous


def missing_heads(facts: Sequence[Fact], noted: Iterable[str]) -> tuple[str, ...]:
    """Give the noted heads (`sequence hash`, as heads.txt has them) that the ledger does not hold."""
    held = {(str(fact.sequence), fact.hash) for fact in facts}
    return tuple(line for line in noted if tuple(line.split()) not in held)


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise WorkspaceError(f"{path.name} was made by a newer LoC Builder", hint="Update LoC Builder.")
    database.execute("PRAGMA synchronous = FULL")
    if version == 0:
        database.executescript(
            f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA application_id = {APPLICATION_ID};"
            f" PRAGMA user_version = {VERSION}; COMMIT;"
        )


def _chain(statements: tuple[Statement, ...], last: tuple[int, str], *, at: datetime, by: str) -> tuple[Fact, ...]:
    sequence, previous = last
    facts = []
    for said in statements:
        sequence += 1
        hashed = chain_hash(sequence=sequence, at=at, by=by, said=said, previous=previous)
        facts.append(Fact(sequence, at.astimezone(UTC), by, said, previous, hashed))
        previous = hashed
    return tuple(facts)


def _row(fact: Fact) -> tuple[object, ...]:
    said = fact.said
    return (
        fact.sequence,
        said.kind,
        said.version,
        canonical.to_plain(fact.at),
        getattr(said, "letter_id", None),
        getattr(said, "return_id", None),
        fact.by,
        canonical.dump(said).decode("utf-8"),
        fact.previous,
        fact.hash,
    )


def _fact(sequence: int, kind: str, version: int, at: str, by: str, body: str, previous: str, hashed: str) -> Fact:
    if not all(isinstance(each, str) for each in (kind, at, by, body, previous, hashed)):
        raise IntegrityError(f"the ledger's fact {sequence} was changed", hint=_CHANGED_OUTSIDE)
    try:
        plain, moment = json.loads(body), datetime.fromisoformat(at)
    except (TypeError, ValueError) as error:
        raise IntegrityError(f"the ledger's fact {sequence} cannot be read", hint=_CHANGED_OUTSIDE) from error
    if canonical.to_plain(moment) != at:  # the same moment, otherwise written: no hash shows it
        raise IntegrityError(f"the ledger's fact {sequence} was changed", hint=_CHANGED_OUTSIDE)
    try:
        said = read_statement(kind, version, plain)
    except IntegrityError as error:  # of a newer version only where it is what was written
        told = {"sequence": sequence, "at": at, "by": by, "kind": kind, "version": version, "body": plain}
        if hash_after(previous, told) == hashed:
            raise
        raise IntegrityError(f"the ledger's fact {sequence} was changed", hint=_CHANGED_OUTSIDE) from error
    return Fact(sequence, moment, by, said, previous, hashed)
