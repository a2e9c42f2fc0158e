import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from made.child import running

from loc_builder.errors import IntegrityError, WorkspaceError
from loc_builder.facts import CHAIN_START, Sent, Statement, hash_after
from loc_builder.ledger import Ledger, check_chain
from loc_builder.model import LetterId

NOON = datetime(2024, 7, 1, 16, 0, tzinfo=UTC)


def sent(day: int) -> Sent:
    return Sent(LetterId("KYILN-2024-001-L1-32"), date(2024, 7, day))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite3"


@pytest.fixture
def ledger(file: Path) -> Ledger:
    """Three facts, said one by one."""
    ledger = Ledger(file)
    for day in (1, 2, 3):
        ledger.append([sent(day)], at=NOON, by="Pat")
    return ledger


def change(file: Path, *statements: str) -> None:
    """Do what somebody does who opens the file with another program."""
    with closing(sqlite3.connect(file)) as database, database:
        for statement in statements:
            database.execute(statement)


# ---- said and read ----------------------------------------------------------------------------------------------


def test_facts_are_read_in_the_order_they_were_said(ledger: Ledger) -> None:
    facts = ledger.facts()
    assert [(fact.sequence, fact.at, fact.by, fact.said) for fact in facts] == [
        (day, NOON, "Pat", sent(day)) for day in (1, 2, 3)
    ]


def test_every_fact_is_chained_to_the_one_before_it(ledger: Ledger) -> None:
    facts = ledger.facts()
    assert [fact.previous for fact in facts] == [CHAIN_START, facts[0].hash, facts[1].hash]
    assert check_chain(facts) == facts[-1].hash


def test_what_append_gives_is_what_will_be_read(ledger: Ledger) -> None:
    eastern = timezone(timedelta(hours=-4))
    said = ledger.append([sent(4), sent(5)], at=NOON.astimezone(eastern), by="Pat")
    assert said == ledger.facts()[3:]


def test_an_absent_ledger_holds_no_facts_and_is_not_made_by_reading(file: Path) -> None:
    assert Ledger(file).facts() == ()
    assert check_chain(()) == CHAIN_START
    assert not file.exists()


def test_two_ledgers_with_the_same_facts_have_the_same_head(ledger: Ledger, tmp_path: Path) -> None:
    other = Ledger(tmp_path / "other.sqlite3")
    other.append([sent(1), sent(2), sent(3)], at=NOON, by="Pat")
    assert check_chain(other.facts()) == check_chain(ledger.facts())


# ---- never changed ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    ["UPDATE fact SET by = 'Sam' WHERE sequence = 2", "DELETE FROM fact WHERE sequence = 3", "DELETE FROM fact"],
)
def test_the_database_refuses_to_change_or_delete_a_fact(ledger: Ledger, file: Path, statement: str) -> None:
    before = ledger.facts()
    with pytest.raises(sqlite3.IntegrityError, match="facts are never"):
        change(file, statement)
    assert ledger.facts() == before


FORCED = ("DROP TRIGGER fact_is_never_updated", "DROP TRIGGER fact_is_never_deleted")


@pytest.mark.parametrize(
    ("what", "statements", "breaks_at"),
    [
        ("a changed day", ["UPDATE fact SET body = replace(body, '07-02', '07-12') WHERE sequence = 2"], 2),
        ("a changed author", ["UPDATE fact SET by = 'Sam' WHERE sequence = 1"], 1),
        ("a changed moment", ["UPDATE fact SET at = '2024-07-01T16:00:01+00:00' WHERE sequence = 3"], 3),
        ("a dropped row", ["DELETE FROM fact WHERE sequence = 2"], 2),
        ("a dropped first row", ["DELETE FROM fact WHERE sequence = 1"], 1),
        (
            "rows in another order",
            [
                "UPDATE fact SET sequence = 9 WHERE sequence = 2",
                "UPDATE fact SET sequence = 2 WHERE sequence = 3",
                "UPDATE fact SET sequence = 3 WHERE sequence = 9",
            ],
            2,
        ),
        (
            "a row put in twice",
            ["INSERT INTO fact SELECT 4, kind, version, at, NULL, NULL, by, body, previous, 'x' FROM fact LIMIT 1"],
            4,
        ),
    ],
)
def test_the_chain_names_the_fact_that_was_tampered_with(
    ledger: Ledger, file: Path, what: str, statements: list[str], breaks_at: int
) -> None:
    change(file, *FORCED, *statements)
    with pytest.raises(IntegrityError, match=rf"chain breaks at fact {breaks_at}$") as found:
        check_chain(ledger.facts())
    assert "backup" in found.value.hint, what


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE fact SET body = '{' WHERE sequence = 2",
        "UPDATE fact SET at = 'noon' WHERE sequence = 2",
        "UPDATE fact SET kind = 'forged' WHERE sequence = 2",
        "UPDATE fact SET body = '[]' WHERE sequence = 2",
    ],
)
def test_a_fact_made_unreadable_is_an_integrity_fault_not_a_crash(ledger: Ledger, file: Path, statement: str) -> None:
    change(file, *FORCED, statement)
    with pytest.raises(IntegrityError, match="fact"):
        ledger.facts()


# ---- other files ------------------------------------------------------------------------------------------------


def test_a_ledger_of_a_newer_version_is_refused_untouched(ledger: Ledger, file: Path) -> None:
    change(file, "PRAGMA user_version = 99")
    before = file.read_bytes()
    for use in (ledger.facts, lambda: ledger.append([sent(4)], at=NOON, by="Pat")):
        with pytest.raises(WorkspaceError, match=r"ledger\.sqlite3 was made by a newer LoC Builder") as refused:
            use()
        assert "Update" in refused.value.hint
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_called_damaged(file: Path) -> None:
    file.write_bytes(b"This was the ledger. " * 100)
    with pytest.raises(IntegrityError, match="damaged") as found:
        Ledger(file).facts()
    assert "backup" in found.value.hint


def test_a_folder_that_is_not_there_is_a_plain_message(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="cannot be used"):
        Ledger(tmp_path / "gone" / "ledger.sqlite3").append([sent(1)], at=NOON, by="Pat")


# ---- all or nothing ---------------------------------------------------------------------------------------------


def test_a_batch_that_breaks_off_is_not_there_at_all(ledger: Ledger) -> None:
    def broken() -> Iterator[Statement]:
        yield sent(4)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ledger.append(broken(), at=NOON, by="Pat")
    assert len(ledger.facts()) == 3
    assert ledger.append([sent(4)], at=NOON, by="Pat")[0].sequence == 4


BIG = 600  # facts of a hundred kilobytes each

SLOW = """
CREATE TRIGGER slow AFTER INSERT ON fact BEGIN
    SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 50000) SELECT i FROM n);
END
"""
"""A row takes some milliseconds, so that a batch has a middle to be killed in."""

SAY_A_BIG_BATCH = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from loc_builder.facts import Reopened
from loc_builder.ledger import Ledger
big = [Reopened("KYILN-2024-001-L1-32", "x" * 100_000)] * int(sys.argv[2])
Ledger(Path(sys.argv[1])).append(big, at=datetime(2024, 7, 1, 16, tzinfo=UTC), by="Pat")
"""


def kill_when(has_come: Callable[[], bool], file: Path) -> int:
    """Say a big batch in another process and kill it at a moment; give how it ended."""
    with running(SAY_A_BIG_BATCH, file, BIG) as process:
        while process.poll() is None and not has_come():
            time.sleep(0.001)
    return process.returncode


def test_a_batch_whose_process_is_killed_in_the_middle_is_not_there(ledger: Ledger, file: Path) -> None:
    change(file, SLOW)
    before = ledger.facts()
    assert kill_when(lambda: file.stat().st_size > 8_000_000, file) != 0
    assert file.with_name(f"{file.name}-journal").exists(), "it was killed within the transaction"
    assert ledger.facts() == before
    ledger.append([sent(4)], at=NOON, by="Pat")
    assert [fact.said for fact in ledger.facts()] == [sent(day) for day in (1, 2, 3, 4)]
    check_chain(ledger.facts())


def test_a_batch_that_is_said_whole_is_there_whole(ledger: Ledger, file: Path) -> None:
    assert kill_when(lambda: False, file) == 0
    facts = ledger.facts()
    assert len(facts) == 3 + BIG
    check_chain(facts)


# ---- bytes that no hash covers ----------------------------------------------------------------------------------


def test_a_changed_date_in_a_fact_is_called_a_changed_fact_not_a_newer_program(ledger: Ledger, file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"sent_on":"2024-07-02"', b'"sent_on":"2024-07-x2"'))
    with pytest.raises(IntegrityError, match="the ledger's fact 2 was changed") as found:
        ledger.facts()
    assert "restore output/ledger.sqlite3 from a backup" in found.value.hint


def test_a_fact_of_a_newer_program_is_told_from_a_changed_one(ledger: Ledger, file: Path) -> None:
    told = {"sequence": 4, "at": "2024-07-01T16:00:00+00:00", "by": "Pat", "kind": "sung", "version": 7, "body": {}}
    previous = ledger.facts()[-1].hash
    row = (4, "sung", 7, told["at"], None, None, "Pat", "{}", previous, hash_after(previous, told))
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("INSERT INTO fact VALUES (?,?,?,?,?,?,?,?,?,?)", row)
    with pytest.raises(IntegrityError, match="kind 'sung'") as found:
        ledger.facts()
    assert "newer LoC Builder" in found.value.hint


def test_text_that_is_no_text_any_more_is_a_changed_fact_not_a_full_disk(ledger: Ledger, file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"sent_on":"2024-07-02"', b'"sent_on":"2024-07-\xff2"'))
    with pytest.raises(IntegrityError, match="the ledger's fact 2 was changed"):
        ledger.facts()


def test_damage_that_no_fact_shows_is_found(ledger: Ledger, file: Path) -> None:
    assert ledger.damage() == ""
    whole = file.read_bytes()
    change(file, *FORCED, "UPDATE fact SET return_id = 'ab' WHERE sequence = 2")
    assert ledger.damage() == "the columns of fact 2 are not what it says"
    file.write_bytes(whole)
    index = next(
        page for page in range(4096, len(whole), 4096) if whole[page] == 10 and b"KYILN" in whole[page:][:4096]
    )
    at = whole.index(b"KYILN", index)
    file.write_bytes(whole[:at] + b"X" + whole[at + 1 :])
    assert check_chain(ledger.facts())
    assert "index" in ledger.damage()


def test_a_ledger_that_says_it_is_new_though_it_holds_facts_is_damaged(ledger: Ledger, file: Path) -> None:
    change(file, "PRAGMA user_version = 0")
    with pytest.raises(IntegrityError, match="damaged"):
        ledger.facts()
