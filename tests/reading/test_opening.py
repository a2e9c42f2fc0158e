"""Files and folders as people name them: what can be opened is, what cannot is named."""

import os
import sys
from pathlib import Path

import pytest

from loc_builder.errors import InputError
from loc_builder.reading import opening
from loc_builder.reading.opening import LARGEST_FILE, bytes_of, files_named
from loc_builder.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "office/templates").mkdir(parents=True)
    (tmp_path / "office/output/2024-2025/returns").mkdir(parents=True)
    return Workspace.open(tmp_path / "office")


@pytest.fixture
def back(tmp_path: Path) -> Path:
    folder = tmp_path / "back"
    folder.mkdir()
    return folder


def test_a_file_larger_than_any_scan_is_left_out_unread(workspace: Workspace, back: Path) -> None:
    with (back / "film.pdf").open("wb") as film:
        film.truncate(LARGEST_FILE + 1_000_000)
    problem = bytes_of(back / "film.pdf", workspace)
    assert not isinstance(problem, bytes)
    assert (problem.code, problem.message) == ("too-large", "it has 201 MB, the most is 200")
    assert problem.file.endswith("back/film.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(workspace: Workspace, back: Path) -> None:
    os.mkfifo(back / "pipe.pdf")
    assert files_named([back], workspace).files == (back / "pipe.pdf",)
    problem = bytes_of(back / "pipe.pdf", workspace)
    assert not isinstance(problem, bytes)
    assert problem.code == "no-file"


def test_a_file_that_is_gone_is_a_problem_that_shows_no_marks(workspace: Workspace, back: Path) -> None:
    problem = bytes_of(back / "gone\x1b[2J\u202e.pdf", workspace)
    assert not isinstance(problem, bytes)
    assert (problem.code, problem.file) == ("unreadable-file", str(back / "gone-[2J-.pdf"))
    assert "No such file" in problem.message


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may open everything")
def test_a_folder_nobody_may_look_into_is_named_and_the_others_are_looked_into(
    workspace: Workspace, back: Path
) -> None:
    for name in ("a", "locked", "z"):
        (back / name).mkdir()
        (back / name / "letter.pdf").write_bytes(b"%PDF")
    (back / "z" / "letter.pdf").chmod(0)
    (back / "locked").chmod(0)
    found = files_named([back], workspace)
    (back / "locked").chmod(0o700)
    assert found.files == (back / "a/letter.pdf", back / "z/letter.pdf")
    (problem,) = found.problems
    assert (problem.code, problem.file) == ("unreadable-folder", str(back / "locked"))
    assert problem.message == "the folder cannot be opened: Permission denied"
    assert bytes_of(back / "a/letter.pdf", workspace) == b"%PDF"
    assert not isinstance(bytes_of(back / "z/letter.pdf", workspace), bytes)


@pytest.mark.parametrize("named", ["output/2024-2025/returns/Adair.pdf", "output/2024-2025", "output", ".", ".."])
def test_the_workspaces_own_work_is_not_taken_in(workspace: Workspace, named: str) -> None:
    (workspace.output / "2024-2025/returns/Adair.pdf").write_bytes(b"%PDF")
    with pytest.raises(InputError, match="this workspace's own output") as refused:
        files_named([workspace.folder / named], workspace)
    assert "Name the files that came back" in refused.value.hint


def test_a_name_that_leads_round_in_a_circle_is_refused(workspace: Workspace, back: Path) -> None:
    try:
        (back / "one").symlink_to(back / "two")
        (back / "two").symlink_to(back / "one")
    except OSError:
        pytest.skip("this system lets nobody make links")
    with pytest.raises(InputError):
        files_named([back / "one"], workspace)
    assert not isinstance(opening.bytes_of(back / "one", workspace), bytes)
