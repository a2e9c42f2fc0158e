"""What commands say on consoles and pipes that know few characters, and who they say did it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from made.child import environment
from made.office import ADAIR, Office

from loc_builder.errors import ExitCode
from loc_builder.workspace import Workspace

NAME = "Peña Łódź \N{PARTY POPPER}"


def run_in(encoding: str, office: Office, *arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a process of its own whose console knows the characters of `encoding`."""
    command = [sys.executable, "-m", "loc_builder", "--workspace", str(office.folder), *arguments]
    known = {**environment(), "PYTHONIOENCODING": encoding, **settings}
    return subprocess.run(command, check=False, capture_output=True, env=known)


@pytest.fixture
def named(office: Office) -> Office:
    """A return whose file has a name that cp1252 cannot say."""
    office.fill()
    office.loc("receive", office.file(f"{NAME}.docx", office.answered()))
    return office


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
def test_json_is_the_same_on_every_console(named: Office, encoding: str) -> None:
    file = named.file(f"{NAME} again.docx", named.answered())
    said = run_in(encoding, named, "--json", "receive", file)
    assert said.returncode == ExitCode.DONE, said.stderr
    assert json.loads(said.stdout)["returns"][0]["same_as"] == f"{NAME}.docx"


def test_a_name_that_a_console_cannot_say_does_not_stop_a_command(named: Office) -> None:
    before = len(named.facts())
    other = named.file(f"{NAME} two.docx", named.answered("005"))
    said = run_in("cp1252", named, "--now", "2024-09-20T12:00:00Z", "receive", other)
    assert said.returncode == ExitCode.DONE, said.stderr
    assert "Peña ?ód? ? two.docx" in said.stdout.decode("cp1252")
    assert len(named.facts()) > before
    refused = run_in("cp1252", named, "receive", f"{NAME}.pdf")
    assert refused.returncode == ExitCode.INPUT
    assert b"does not exist" in refused.stderr


@pytest.mark.parametrize(
    ("by", "noted"),
    [
        (b"J\xfcrgen", "J\N{REPLACEMENT CHARACTER}rgen"),
        (b"Pat\nDoe\x07", "Pat Doe"),
        (b" \t ", "unknown"),
        ("Łucja".encode(), "Łucja"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="names are bytes on other systems only")
def test_any_name_is_noted_as_far_as_it_is_one(office: Office, by: bytes, noted: str) -> None:
    roster = office.roster(ADAIR)
    shown = os.fsdecode(by)
    said = run_in("utf-8", office, "--by", shown, "fill", "2024-2025", "--roster", roster, PYTHONUTF8="1")
    assert said.returncode == ExitCode.DONE, said.stderr
    assert [fact.by for fact in office.facts()] == [noted]
    assert run_in("utf-8", office, "verify").returncode == ExitCode.DONE


def test_a_login_name_that_is_no_text_is_no_fault_of_the_program(office: Office) -> None:
    said = run_in(
        "utf-8", office, "fill", "2024-2025", "--roster", office.roster(ADAIR), LOGNAME=os.fsdecode(b"J\xfcrgen")
    )
    assert said.returncode == ExitCode.DONE, said.stderr
    assert office.facts()[0].by == "J\N{REPLACEMENT CHARACTER}rgen"


# ---- dry runs ---------------------------------------------------------------------------------------------------


def test_a_dry_run_of_fill_leaves_no_trace(office: Office) -> None:
    said = office.fill("--dry-run")
    assert len(said.json["issued"]) == 2
    assert not (office.folder / "output").exists()


def test_dry_runs_look_while_another_command_works_and_note_nothing(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    (office.folder / "output/heads.txt").unlink()
    before = listing(office.folder)
    with Workspace.open(office.folder).locked():
        (office.folder / "output/heads.txt").unlink(missing_ok=True)
        assert office.fill("--dry-run").code == ExitCode.DONE
        approve = ("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins", "--dry-run")
        said = office.loc(*approve)
        assert said.code == ExitCode.DONE
        assert len(said.json["letters"]) == 1
        assert listing(office.folder) == before
    assert "approved" not in office.kinds()


def listing(folder: Path) -> dict[str, bytes]:
    files = (each for each in (folder / "output").rglob("*") if each.is_file() and each.name != ".lock")
    return {each.name: each.read_bytes() for each in files}
