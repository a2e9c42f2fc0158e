"""Files too large for memory: kept, given back and laid as copies, each complete or absent."""

from pathlib import Path

import pytest
from made.office import lay_out

from loc_builder.errors import IntegrityError, WorkspaceError
from loc_builder.model import Sha256
from loc_builder.workspace import Workspace, put_copy


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    lay_out(tmp_path)
    return Workspace.open(tmp_path)


def kept(workspace: Workspace, content: bytes) -> Sha256:
    with workspace.making_kept() as file:
        file.write_bytes(content)
        return workspace.keep_file(file)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


def test_a_file_is_kept_as_its_bytes_would_be(workspace: Workspace) -> None:
    name = kept(workspace, b"an archive")
    assert workspace.keep(b"an archive") == name
    assert kept(workspace, b"an archive") == name
    assert workspace.kept_file(name).read_bytes() == b"an archive"
    assert not workspace.kept_file(name).stat().st_mode & 0o222
    assert names(workspace.kept_folder) == [name]


def test_a_file_that_was_not_finished_is_not_kept_and_leaves_nothing(workspace: Workspace) -> None:
    def broken() -> None:
        with workspace.making_kept() as file:
            file.write_bytes(b"half")
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError):
        broken()
    assert names(workspace.kept_folder) == []


def test_a_kept_file_that_was_changed_or_taken_away_is_noticed(workspace: Workspace) -> None:
    name = kept(workspace, b"an archive")
    place = workspace.kept_file(name)
    place.chmod(0o644)
    place.write_bytes(b"another")
    with pytest.raises(IntegrityError, match="was changed"):
        workspace.kept_file(name)
    with pytest.raises(IntegrityError, match="was changed"):
        kept(workspace, b"an archive")
    place.unlink()
    with pytest.raises(IntegrityError, match="is gone"):
        workspace.kept_file(name)


def test_a_copy_is_laid_once_and_mended_where_it_was_changed(tmp_path: Path) -> None:
    source, copy = tmp_path / "source", tmp_path / "new" / "copy.pdf"
    source.write_bytes(b"an archive")
    put_copy(copy, source)
    first = copy.stat().st_mtime_ns
    put_copy(copy, source)
    assert (copy.read_bytes(), copy.stat().st_mtime_ns) == (b"an archive", first)
    copy.write_bytes(b"AN ARCHIVE")
    put_copy(copy, source)
    assert copy.read_bytes() == b"an archive"
    assert names(copy.parent) == ["copy.pdf"]
    source.chmod(0o644)
    with pytest.raises(WorkspaceError, match=r"copy\.pdf cannot be written"):
        put_copy(source / "copy.pdf", source)
