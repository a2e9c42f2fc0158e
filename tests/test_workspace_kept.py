"""What keeping promises beyond the ordinary: power cuts, other bytes in a place, files that cannot be removed."""

import os
import stat
from pathlib import Path

import pytest

from loc_builder.errors import IntegrityError
from loc_builder.workspace import Workspace, put, sweep_unfinished


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "templates").mkdir()
    return Workspace.open(tmp_path)


def synced(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the system is asked to write through from now on, folder or file, in order."""
    seen: list[str] = []
    fsync = os.fsync

    def noted(handle: int) -> None:
        seen.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    return seen


@pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")
def test_a_new_name_is_written_through_after_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = synced(monkeypatch)
    put(tmp_path / "letter.docx", b"data")
    assert seen == ["file", "folder"]


def test_a_system_that_syncs_no_folders_is_content_with_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def refused(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise PermissionError
        fsync(handle)

    monkeypatch.setattr(os, "fsync", refused)
    put(tmp_path / "letter.docx", b"data")
    assert (tmp_path / "letter.docx").read_bytes() == b"data"


def test_a_file_becomes_read_only_in_its_place(workspace: Workspace) -> None:
    """So that what a killed command leaves beside it can be removed where read-only files cannot."""
    seen: list[int] = []
    replace = os.replace

    def noted(source: str, target: Path) -> None:
        seen.append(stat.S_IMODE(Path(source).stat().st_mode))
        replace(source, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", noted)
        name = workspace.keep(b"a return")
    assert seen == [0o644]
    assert stat.S_IMODE((workspace.kept_folder / name).stat().st_mode) == 0o444


def test_other_bytes_in_a_kept_files_place_are_noticed_when_it_is_kept_again(workspace: Workspace) -> None:
    place = workspace.kept_folder / workspace.keep(b"a record")
    place.chmod(0o644)
    place.write_bytes(b"another")
    with pytest.raises(IntegrityError, match="was changed"):
        workspace.keep(b"a record")


def test_what_cannot_be_swept_is_left_and_the_rest_is_swept(tmp_path: Path) -> None:
    stuck = tmp_path / "a" / ".folder.part"
    stuck.mkdir(parents=True)
    leftover = tmp_path / "b" / ".x.part"
    leftover.parent.mkdir()
    leftover.write_bytes(b"")
    leftover.chmod(0o444)
    sweep_unfinished(tmp_path)
    assert stuck.exists()
    assert not leftover.exists()
