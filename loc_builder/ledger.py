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
from loc_builder.facts import CHAIN_START, Fact, Statement, chain_hash, read_statement

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
                _prepare(database, self._path)
                yield database
        except sqlite3.OperationalError as error:
            hint = "Close other LoC Builder windows, check the disk's free space, and run the command again."
            raise WorkspaceError(f"the ledger {self._path.name} cannot be used: {error}", hint=hint) from error
        except sqlite3.DatabaseError as error:
            hint = "Restore output/ledger.sqlite3 from a backup; heads.txt names the last fact's hash."
            raise IntegrityError(f"the ledger {self._path.name} is damaged: {error}", hint=hint) from error


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
    try:
        plain, moment = json.loads(body), datetime.fromisoformat(at)
    except ValueError as error:
        raise IntegrityError(f"the ledger's fact {sequence} cannot be read", hint=_CHANGED_OUTSIDE) from error
    return Fact(sequence, moment, by, read_statement(kind, version, plain), previous, hashed)
