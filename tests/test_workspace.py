import hashlib
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from made.child import running

from loc_builder.errors import InputError, IntegrityError, WorkspaceError
from loc_builder.facts import Sent
from loc_builder.model import LetterId, Sha256
from loc_builder.schoolyear import SchoolYear
from loc_builder.workspace import (
    Workspace,
    put,
    read_input,
    sweep_unfinished,
)

NOON = datetime(2024, 7, 1, 16, 0, tzinfo=UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "templates").mkdir()
    return Workspace.open(tmp_path)


def say_sent(workspace: Workspace) -> str:
    """Add a fact and give the line that names it as the head."""
    (fact,) = workspace.ledger.append([Sent(LetterId("K"), date(2024, 7, 1))], at=NOON, by="Pat")
    return f"{fact.sequence} {fact.hash}"


# ---- where things live ------------------------------------------------------------------------------------------


def test_tests_have_no_workspace_by_default() -> None:
    with pytest.raises(WorkspaceError, match="is no workspace: it has no folder 'templates'") as refused:
        Workspace.open(Path())
    assert "--workspace" in refused.value.hint


def test_the_editions_of_a_workspace_are_its_folders_with_settings(workspace: Workspace) -> None:
    for name in ("2024-2025", "2017-2018", "2023-24", "drafts"):
        put(workspace.folder / "templates" / name / "edition.toml", b"")
    (workspace.folder / "templates" / "2030-2031").mkdir()
    assert workspace.school_years() == (SchoolYear(2017), SchoolYear(2024))


def test_paths_are_said_from_the_workspace_with_forward_slashes(workspace: Workspace, tmp_path: Path) -> None:
    place = workspace.letters_folder(SchoolYear(2024)) / "001.docx"
    assert workspace.relative(place) == "output/2024-2025/letters/001.docx"
    outside = tmp_path.parent / "elsewhere.pdf"
    assert workspace.relative(outside) == str(outside)


def test_a_return_that_belongs_to_no_year_has_its_own_folder(workspace: Workspace) -> None:
    assert workspace.relative(workspace.returns_folder(SchoolYear(2024))) == "output/2024-2025/returns"
    assert workspace.relative(workspace.returns_folder(None)) == "output/unmatched-returns"


# ---- complete or absent -----------------------------------------------------------------------------------------


def test_a_file_is_put_with_its_folders_and_over_an_older_one(tmp_path: Path) -> None:
    place = tmp_path / "new" / "folder" / "letter.docx"
    put(place, b"old")
    put(place, b"new")
    assert place.read_bytes() == b"new"
    assert [each.name for each in place.parent.iterdir()] == ["letter.docx"]


def test_a_file_that_cannot_be_written_leaves_nothing_behind_and_says_what_to_do(tmp_path: Path) -> None:
    place = tmp_path / "letter.docx"
    place.mkdir()
    with pytest.raises(WorkspaceError, match=r"letter\.docx cannot be written: ") as refused:
        put(place, b"data")
    assert "close it there" in refused.value.hint
    assert list(tmp_path.iterdir()) == [place]


PUT_A_BIG_FILE = """
import sys
from pathlib import Path
from loc_builder.workspace import put
put(Path(sys.argv[1]), b"n" * 64_000_000)
"""


@pytest.mark.parametrize("before", [None, b"what was there before"])
def test_a_file_whose_writer_is_killed_is_complete_or_as_it_was(tmp_path: Path, before: bytes | None) -> None:
    place = tmp_path / "archive.pdf"
    if before is not None:
        put(place, before)
    with running(PUT_A_BIG_FILE, place) as process:
        while process.poll() is None and not list(tmp_path.glob(".*.part")):
            time.sleep(0.001)
        process.kill()
    found = place.read_bytes() if place.exists() else None
    assert found in (before, b"n" * 64_000_000)
    sweep_unfinished(tmp_path)
    assert set(tmp_path.iterdir()) == ({place} if found is not None else set())
    put(place, b"again")
    assert place.read_bytes() == b"again"


def test_only_what_a_killed_command_left_is_swept(tmp_path: Path) -> None:
    for name in ("a/.x1.part", "b/c/.y.part", "a/letter.part", "a/.hidden"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    sweep_unfinished(tmp_path)
    left = sorted(each.name for each in tmp_path.rglob("*") if each.is_file())
    assert left == [".hidden", "letter.part"]


def test_a_file_the_user_named_wrongly_is_a_plain_message(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.pdf cannot be read") as refused:
        read_input(tmp_path / "gone.pdf")
    assert refused.value.hint == "Check the name and the folder."


# ---- kept for ever ----------------------------------------------------------------------------------------------


def test_bytes_are_kept_under_their_hash_and_only_to_be_read(workspace: Workspace) -> None:
    name = workspace.keep(b"a return")
    place = workspace.kept_folder / name
    assert name == hashlib.sha256(b"a return").hexdigest()
    assert place.stat().st_mode & 0o222 == 0
    assert workspace.kept(name) == b"a return"


def test_the_same_bytes_again_change_nothing(workspace: Workspace) -> None:
    place = workspace.kept_folder / workspace.keep(b"a return")
    before = place.stat()
    assert workspace.keep(b"a return") == place.name
    assert (place.stat().st_mtime_ns, place.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    assert list(workspace.kept_folder.iterdir()) == [place]


def test_a_changed_byte_in_a_kept_file_is_noticed(workspace: Workspace) -> None:
    name = workspace.keep(b"a return")
    place = workspace.kept_folder / name
    place.chmod(0o644)
    place.write_bytes(b"a Return")
    with pytest.raises(IntegrityError, match=f"the kept file {name[:12]} was changed") as found:
        workspace.kept(name)
    assert "backup" in found.value.hint


def test_a_kept_file_that_is_gone_is_noticed(workspace: Workspace) -> None:
    with pytest.raises(IntegrityError, match=r"the kept file abababababab is gone"):
        workspace.kept(Sha256("ab" * 32))


# ---- one command at a time --------------------------------------------------------------------------------------

HOLD_THE_WORKSPACE = """
import sys
from pathlib import Path
from loc_builder.workspace import Workspace
with Workspace.open(Path(sys.argv[1])).locked():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_command_is_refused_while_one_works_and_let_in_when_it_is_gone(workspace: Workspace) -> None:
    with running(HOLD_THE_WORKSPACE, workspace.folder) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with (
            pytest.raises(WorkspaceError, match="another LoC Builder command is working") as refused,
            workspace.locked(),
        ):
            pytest.fail("two commands work at once")
        assert "Wait" in refused.value.hint
    with workspace.locked():
        assert process.returncode != 0, "the first was killed, and its lock went with it"


def test_an_output_that_cannot_be_written_is_a_plain_message(workspace: Workspace) -> None:
    workspace.output.write_bytes(b"a file where the folder should be")
    with pytest.raises(WorkspaceError, match="output cannot be written"), workspace.locked():
        pytest.fail("nothing can be written there")


# ---- the chain's head -------------------------------------------------------------------------------------------


def heads(workspace: Workspace) -> list[str]:
    return workspace.heads_file.read_text(encoding="ascii").splitlines()


def test_the_head_is_noted_after_a_command_that_said_something_and_only_then(workspace: Workspace) -> None:
    with workspace.locked():
        pass
    assert not workspace.heads_file.exists()
    with workspace.locked():
        first = say_sent(workspace)
    with workspace.locked():
        pass
    assert heads(workspace) == [first]
    with workspace.locked():
        say_sent(workspace)
        third = say_sent(workspace)
    assert heads(workspace) == [first, third]


def test_a_head_that_a_killed_command_did_not_note_is_noted_by_the_next(workspace: Workspace) -> None:
    workspace.output.mkdir()
    head = say_sent(workspace)
    assert not workspace.heads_file.exists()
    with workspace.locked():
        pass
    assert heads(workspace) == [head]


def test_notes_in_the_file_of_heads_do_not_stop_a_command(workspace: Workspace) -> None:
    put(workspace.output / "heads.txt", "checked \N{CHECK MARK}\n".encode())
    with workspace.locked():
        head = say_sent(workspace)
    assert workspace.heads_file.read_bytes() == f"checked \N{CHECK MARK}\n{head}\n".encode()
