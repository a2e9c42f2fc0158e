"""What only looks: term, status, members, verify; and the errors every command shares."""

import shutil
from pathlib import Path

import pytest
from made.office import Office

from loc_builder.cli import run
from loc_builder.errors import ExitCode


@pytest.mark.parametrize(
    ("day", "years", "findings"),
    [
        ("2017-05-20", ["2016-2017", "2017-2018"], []),
        ("2017-06-01", ["2017-2018"], []),
        ("2017-06-15", ["2017-2018"], []),
        ("2017-08-04", ["2017-2018"], []),
        ("2017-12-31", ["2017-2018"], []),
        ("2018-01-01", ["2017-2018", "2018-2019"], []),
        ("2018-03-09", ["2017-2018", "2018-2019"], []),
        ("2018-05-31", ["2017-2018", "2018-2019"], []),
        ("2018-06-10", ["2018-2019"], ["outside-term"]),
        ("2016-05-20", ["2015-2016", "2016-2017"], ["outside-term"]),
    ],
)
def test_the_term_of_a_signature_on_the_2017_letter(
    office: Office, day: str, years: list[str], findings: list[str]
) -> None:
    said = office.loc("term", day, "--edition", "2017-2018")
    assert (said.code, said.json["school_years"], said.json["findings"]) == (ExitCode.DONE, years, findings)


def test_the_2024_letter_covers_the_year_it_names(office: Office) -> None:
    said = office.loc("term", "2024-08-05", "--edition", "2024-2025")
    assert said.json == {
        "signed_on": "2024-08-05",
        "school_years": ["2024-2025"],
        "effective_on": "2024-08-05",
        "ends_on": "2025-06-30",
        "findings": [],
    }
    refused = office.loc("term", "2025-07-15", "--edition", "2024-2025")
    assert refused.code == ExitCode.INPUT


def test_a_folder_that_is_no_workspace_says_so_and_what_to_try(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(("--workspace", str(tmp_path), "status", "2024-2025")) == ExitCode.WORKSPACE
    assert "loc demo" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["receive", "verify"])
def test_a_name_that_was_typed_is_told_as_it_was_typed(office: Office, command: str) -> None:
    said = office.loc(command, "nothere", as_json=False)
    assert said.code == ExitCode.INPUT
    assert said.err.startswith("nothere ")


def test_an_unknown_edition_names_those_there_are(office: Office) -> None:
    said = office.loc("status", "2030-2031", as_json=False)
    assert said.code == ExitCode.WORKSPACE
    assert "2017-2018, 2024-2025" in said.err


@pytest.mark.parametrize("arguments", [("fill",), ("term", "yesterday", "--edition", "2024-2025"), ("nonsense",)])
def test_a_command_line_that_is_not_understood_ends_with_2(office: Office, arguments: tuple[str, ...]) -> None:
    assert office.loc(*arguments, as_json=False).code == ExitCode.USAGE


def test_verify_finds_a_changed_byte_in_any_kept_file_and_any_letter(office: Office) -> None:
    office.fill()
    assert office.loc("verify").json == {"ok": True, "problems": []}
    kept = sorted((office.folder / "output/kept").iterdir())
    letters = sorted(office.folder.glob("output/2024-2025/letters/*.docx"))
    for file in (*kept, *letters):
        before = file.read_bytes()
        file.chmod(0o644)
        file.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
        said = office.loc("verify")
        assert said.code == ExitCode.INTEGRITY, file
        assert said.json["problems"][0]["code"] == "file-mismatch"
        file.write_bytes(before)
    assert office.loc("verify").code == ExitCode.DONE


def test_verify_of_a_year_says_what_was_checked_and_refuses_one_without_an_edition(office: Office) -> None:
    office.fill()
    said = office.loc("verify", "2024-2025", as_json=False)
    assert said.code == ExitCode.DONE
    checked = "the letters, returns, records, archives and bags of 2024-2025"
    assert f"Checked: the whole ledger, every kept file, and {checked}." in said.out
    refused = office.loc("verify", "2031-2032", as_json=False)
    assert (refused.code, refused.out) == (ExitCode.WORKSPACE, "")
    assert "2017-2018, 2024-2025" in refused.err


def test_a_year_whose_edition_is_gone_is_still_verified(office: Office) -> None:
    office.fill()
    shutil.rmtree(office.folder / "templates/2024-2025")
    assert office.loc("verify", "2024-2025").code == ExitCode.DONE


def test_verify_finds_a_ledger_that_was_cut_short(office: Office) -> None:
    office.fill()
    heads = office.folder / "output/heads.txt"
    heads.write_text(heads.read_text(encoding="ascii") + "3 " + "0" * 64 + "\n", encoding="ascii")
    said = office.loc("verify")
    assert said.code == ExitCode.INTEGRITY
    assert said.json["problems"][0]["code"] == "head-missing"


def test_verify_knows_a_letter_by_its_content_wherever_it_lies(office: Office) -> None:
    office.fill()
    assert office.loc("verify", office.file("elsewhere.docx", office.letter())).code == ExitCode.DONE
    assert office.loc("verify", office.file("other.docx", b"other")).code == ExitCode.INTEGRITY


def test_status_can_show_only_who_is_outstanding(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    said = office.loc("status", "2024-2025", "--outstanding")
    assert [each["district"] for each in said.json["letters"]] == ["Allen County"]
    assert said.json["counts"] == {"accepted": 1, "issued": 1}


def test_a_damaged_ledger_is_named_with_what_to_do(office: Office) -> None:
    office.fill()
    office.file("output/ledger.sqlite3", b"this is no database" * 100)
    said = office.loc("status", "2024-2025", as_json=False)
    assert said.code == ExitCode.INTEGRITY
    assert "Restore output/ledger.sqlite3 from a backup" in said.err


def test_a_fault_of_the_program_leaves_a_report_and_no_traceback(
    office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("loc_builder.books.standing_of", None)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    said = office.loc("members", "--on", "2024-10-01", as_json=False)
    assert said.code == ExitCode.BUG
    assert "Traceback" not in said.err
    report = Path(said.err.strip().rpartition(": ")[2])
    assert "TypeError" in report.read_text(encoding="utf-8")


def test_with_json_a_command_line_that_is_not_understood_is_answered_in_json_too(office: Office) -> None:
    said = office.loc("status", "banana")
    assert said.code == ExitCode.USAGE
    assert said.json["error"]["code"] == "usage"
    assert "banana" in said.json["error"]["message"]


def test_a_ledger_that_was_begun_anew_is_noticed_before_anything_is_done(office: Office) -> None:
    office.fill()
    (office.folder / "output/ledger.sqlite3").unlink()
    said = office.fill()
    assert said.code == ExitCode.INTEGRITY
    assert "heads.txt" in said.json["error"]["message"]
    assert office.facts() == ()


def test_letters_that_went_missing_are_laid_anew(office: Office) -> None:
    office.fill()
    [adair, _] = sorted(office.folder.glob("output/2024-2025/letters/*.docx"))
    letter = adair.read_bytes()
    adair.unlink()
    office.fill()
    assert adair.read_bytes() == letter
