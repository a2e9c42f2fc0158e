"""Whether all that people open of a year is as it was: what came back, and the ledger itself."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from made.bagged import RETURNED, YEAR, archived, books_of, loc
from made.pdf import sheets

from loc_builder.errors import ExitCode
from loc_builder.steps.verify import verify

RETURNS = "output/2024-2025/returns"
FLYER = "output/unmatched-returns/flyer.pdf"


def flipped(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


@pytest.mark.parametrize("name", [f"{RETURNS}/{RETURNED}", FLYER])
def test_a_changed_copy_of_what_came_back_is_found(year: Path, name: str) -> None:
    assert verify(books_of(year), YEAR).problems == ()
    flipped(year / name)
    [problem] = verify(books_of(year), YEAR).problems
    assert (problem.file, problem.message) == (name, "it is not what came back; the kept file is in output/kept")
    (year / name).unlink()
    [problem] = verify(books_of(year), YEAR).problems
    assert problem.message == "its readable copy is gone; the kept file is in output/kept"


def test_what_the_office_lays_beside_the_returns_is_its_own(year: Path) -> None:
    (year / RETURNS / "my notes.txt").write_text("call Adair", encoding="utf-8")
    assert verify(books_of(year)).problems == ()


def test_a_copy_of_another_year_is_not_asked_for_where_one_year_is_verified(year: Path) -> None:
    flipped(year / RETURNS / RETURNED)
    assert verify(books_of(year), YEAR.following).problems == ()
    assert len(verify(books_of(year)).problems) == 1


def test_a_notice_of_termination_is_watched_too(year: Path) -> None:
    (year / "notice.pdf").write_bytes(b"%PDF-1.4 we leave")
    ending = ("--on", "2024-10-01", "--notice", str(year / "notice.pdf"), "--because", "They leave.")
    assert loc(year, "end", "001", *ending) == ExitCode.DONE
    assert verify(books_of(year)).problems == ()
    flipped(year / RETURNS / "notice.pdf")
    assert [each.file for each in verify(books_of(year), YEAR).problems] == [f"{RETURNS}/notice.pdf"]


def test_a_broken_index_of_the_ledger_is_found_though_every_fact_holds(year: Path) -> None:
    archived(year)
    ledger = year / "output/ledger.sqlite3"
    with closing(sqlite3.connect(ledger)) as database:
        size = database.execute("PRAGMA page_size").fetchone()[0]
        root = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'fact_letter'").fetchone()[0]
    content = ledger.read_bytes()
    at = content.index(b"KYILN", (root - 1) * size)
    ledger.write_bytes(content[:at] + b"X" + content[at + 1 :])
    assert loc(year, "verify", "2024-2025") == ExitCode.INTEGRITY
    [problem] = verify(books_of(year), YEAR).problems
    assert (problem.code, problem.file) == ("ledger-damaged", "ledger.sqlite3")


def test_a_changed_date_in_the_ledger_is_not_blamed_on_a_newer_program(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = year / "output/ledger.sqlite3"
    content = ledger.read_bytes()
    at = content.index(b'"signed_on":"2024-09-03"') + len(b'"signed_on":"')
    ledger.write_bytes(content[:at] + b"x" + content[at + 1 :])
    assert loc(year, "verify") == ExitCode.INTEGRITY
    said = capsys.readouterr().err
    assert "was changed" in said
    assert "restore output/ledger.sqlite3 from a backup" in said
    assert "newer" not in said


def test_a_second_file_of_a_name_is_watched_under_the_name_it_got(year: Path) -> None:
    (year / "again").mkdir()
    (year / "again/flyer.pdf").write_bytes(sheets("Another flyer"))
    loc(year, "receive", str(year / "again/flyer.pdf"))
    [second] = (each for each in (year / "output/unmatched-returns").iterdir() if each.name != "flyer.pdf")
    assert verify(books_of(year)).problems == ()
    flipped(second)
    assert [each.file for each in verify(books_of(year)).problems] == [f"output/unmatched-returns/{second.name}"]
