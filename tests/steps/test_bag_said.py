"""What `loc archive` says of bag and PDF/A, to people and to programs."""

import json
from pathlib import Path

import pytest
from made.bagged import ADAIRS, archived, bag_of, corrected, loc

from loc_builder.cli import run
from loc_builder.errors import ExitCode


def said(folder: Path, capture: pytest.CaptureFixture[str], *arguments: str) -> str:
    capture.readouterr()
    assert run(("--workspace", str(folder), "--by", "tester", *arguments)) == ExitCode.DONE
    return capture.readouterr().out


def test_people_are_told_where_the_bag_is_and_that_nothing_was_validated(
    year: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archived(year)
    lines = said(year, capsys, "archive", "2024-2025", "--public").splitlines()
    folder = "output/2024-2025/archive"
    assert "Made to the rules of PDF/A-2b; not validated." in lines
    assert f"The bag is unchanged, version 1: {folder}/KYILN-2024-2025-bag-v1" in lines
    assert f"A copy for the public, without contact e-mails: {folder}/KYILN-2024-2025-public-v1" in lines
    assert lines[-1].startswith("The archive is unchanged, ")
    assert (year / folder / "KYILN-2024-2025-public-v1" / "README.txt").is_file()


def test_programs_are_told_the_bag_its_version_and_the_verdict(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archived(year)
    corrected(year, ADAIRS)
    made = archived(year)
    told = json.loads(said(year, capsys, "--json", "archive", "2024-2025"))
    assert told["pdfa"] == {"flavour": "2b", "verdict": "not validated", "validator": ""}
    assert (year / told["bag"]) == bag_of(year, made)
    assert (told["bag_version"], told["unchanged"], told["changes"], told["public"]) == (2, True, [], None)


def test_letters_that_are_bound_but_not_approved_are_named(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    archived(year)
    assert "1 letter is not approved yet: Adair County" in said(year, capsys, "archive", "2024-2025").splitlines()
    assert json.loads(said(year, capsys, "--json", "archive", "2024-2025"))["not_approved"] == [ADAIRS]
    loc(year, "countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    archived(year)
    assert "not approved" not in said(year, capsys, "archive", "2024-2025")


def test_a_validator_that_comes_later_is_asked_and_the_bag_stays_as_it_is(
    year: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bag = bag_of(year, archived(year))
    before = (bag / "bag-info.txt").read_bytes()
    program = tmp_path / "verapdf"
    program.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "veraPDF 1.28.2" && exit\nshift 4\necho "<report><jobs>"\n'
        'for each in "$@"; do echo "<job><item><name>$each</name></item>'
        '<validationReport isCompliant=\'true\'/></job>"; done\necho "</jobs></report>"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    lines = said(year, capsys, "archive", "2024-2025").splitlines()
    assert "The archive and all records are valid PDF/A-2b by veraPDF 1.28.2." in lines
    assert (bag / "bag-info.txt").read_bytes() == before


def test_nothing_is_archived_before_a_letter_is_accepted(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("--workspace", str(year), "archive", "2017-2018")) == ExitCode.INPUT
    assert "No letter of 2017-2018 is accepted yet" in capsys.readouterr().err
