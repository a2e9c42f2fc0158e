"""Whether a bag holds, wherever it lies: by its bytes, by what its parts say of each other, by the ledger."""

import json
import shutil
from pathlib import Path

import pytest
from made.bagged import ADAIRS, archived, bag_of, books_of, corrected, files_of, rebagged

from loc_builder.books import Books
from loc_builder.cli import run
from loc_builder.errors import ExitCode, InputError
from loc_builder.steps.archive import ArchiveMade
from loc_builder.steps.verify import verify, verify_bag, verify_path


def test_a_changed_byte_in_any_file_of_a_bag_is_found_without_a_workspace(
    once: tuple[Path, ArchiveMade], tmp_path: Path
) -> None:
    bag = Path(shutil.copytree(bag_of(*once), tmp_path / "elsewhere"))
    assert verify_bag(None, bag).problems == ()
    for name, content in files_of(bag).items():
        changed = bytearray(content)
        changed[len(content) // 2] ^= 1
        (bag / name).write_bytes(changed)
        assert [problem.file for problem in verify_bag(None, bag).problems] == [f"elsewhere/{name}"]
        (bag / name).write_bytes(content)
    assert verify_bag(None, bag).problems == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "found"),
    [
        (
            "data/metadata/facts.jsonl",
            b'"signed_on":"2024-09-03"',
            b'"signed_on":"2024-09-04"',
            "the chain breaks at fact",
        ),
        ("data/metadata/index.json", b'"sequence": ', b'"sequence": 1', "its ledger head is not the last fact's"),
        ("data/metadata/index.json", b'"record_pages": "', b'"record_pages": "9', "pages, not 9"),
        ("data/metadata/index.json", b'"archive_file_page": "', b'"archive_file_page": "9', "does not begin on page"),
        ("bag-info.txt", b"Ledger-Head: ", b"Ledger-Head: 9", "its Ledger-Head is not the last fact's"),
    ],
)
def test_a_forger_who_makes_the_hashes_fit_is_found_by_what_the_parts_say_of_each_other(
    name: str, old: bytes, new: bytes, found: str, once: tuple[Path, ArchiveMade], tmp_path: Path
) -> None:
    bag = Path(shutil.copytree(bag_of(*once), tmp_path / "forged"))
    problems = verify_bag(None, rebagged(bag, name, old, new)).problems
    assert any(found in problem.message for problem in problems), problems
    assert not any(problem.code == "file-mismatch" for problem in problems), "every hash fits"


def test_an_original_that_no_fact_names_is_found(once: tuple[Path, ArchiveMade], tmp_path: Path) -> None:
    bag = Path(shutil.copytree(bag_of(*once), tmp_path / "forged"))
    [original] = (each.relative_to(bag).as_posix() for each in (bag / "data/originals").rglob("*.docx"))
    problems = verify_bag(None, rebagged(bag, original, b"PK", b"pk")).problems
    assert [(each.file, each.message) for each in problems] == [
        (f"forged/{original}", "it is not the file that the index names")
    ]


def test_a_bag_is_compared_with_the_ledger_where_there_is_one(year: Path) -> None:
    old = bag_of(year, archived(year))
    corrected(year, ADAIRS)
    archived(year)
    books = books_of(year)
    assert "The ledger of this workspace holds the head too" in verify_bag(books, old).told[-1]
    shorter = Books(books.workspace, books.now, books.by, books.facts[:5])
    [problem] = verify_bag(shorter, old).problems
    assert "the ledger does not hold the bag's last fact" in problem.message
    rebagged(old, "bag-info.txt", b"Bag-Version: 1", b"Bag-Version: 7")
    [problem] = verify_bag(books, old).problems
    assert problem.message == "it is not the bag that was noted under this name"
    assert [each.file for each in verify(books).problems] == [old.name]


def test_one_pdf_is_checked_by_the_bag_it_lies_in_by_the_ledger_or_by_nothing(
    once: tuple[Path, ArchiveMade], tmp_path: Path
) -> None:
    folder, made = once
    bag = Path(shutil.copytree(bag_of(folder, made), tmp_path / "bag"))
    [record] = (bag / "data/records").iterdir()
    assert verify_path(None, record).problems == ()
    alone = tmp_path / "alone.pdf"
    shutil.copy(record, alone)
    said = verify_path(None, alone)
    assert said.problems == ()
    assert "compared with nothing" in said.told[-1]
    assert ADAIRS in said.told[0]
    assert "The ledger knows this file" in verify_path(books_of(folder), alone).told[0]
    content = record.read_bytes()
    record.write_bytes(content.replace(b"%%EOF", b"%%EOX"))
    assert [problem.message for problem in verify_path(None, record).problems] == ["it was changed"]
    alone.write_bytes(content + b"\n")
    assert [problem.message for problem in verify_path(books_of(folder), alone).problems] == [
        "no fact knows a file with this content"
    ]
    assert verify_path(None, folder / "flyer.pdf").problems != ()
    with pytest.raises(InputError, match="is no bag: it has no bagit"):
        verify_path(None, tmp_path)


def test_loc_verify_needs_no_workspace_for_a_bag_and_ends_with_6_where_it_does_not_hold(
    once: tuple[Path, ArchiveMade], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = Path(shutil.copytree(bag_of(*once), tmp_path / "bag"))
    monkeypatch.chdir(tmp_path)
    assert run(("verify", str(bag))) == ExitCode.DONE
    assert "The bag holds" in capsys.readouterr().out
    (bag / "README.txt").write_bytes(b"another")
    assert run(("--json", "verify", str(bag))) == ExitCode.INTEGRITY
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], [each["file"] for each in said["problems"]]) == (False, ["bag/README.txt"])
    assert run(("verify", "2024-2025")) == ExitCode.WORKSPACE
