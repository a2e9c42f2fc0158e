"""Files of a batch: nothing seen before all are shown, complete ones only, and nothing left behind."""

from pathlib import Path

import pytest

from loc_builder.errors import IntegrityError, WorkspaceError
from loc_builder.staging import batch
from loc_builder.workspace import Workspace, sweep_unfinished


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "templates").mkdir()
    (tmp_path / "output").mkdir()
    return Workspace.open(tmp_path)


def files(workspace: Workspace) -> set[str]:
    return {each.relative_to(workspace.output).as_posix() for each in workspace.output.rglob("*") if each.is_file()}


def test_files_are_seen_all_together(workspace: Workspace) -> None:
    with batch(workspace) as begun:
        name = begun.keep(b"a letter")
        begun.put(workspace.output / "letters" / "001.docx", b"a letter")
        assert all(each.endswith(".part") for each in files(workspace))
        begun.show()
    assert files(workspace) == {f"kept/{name}", "letters/001.docx"}
    assert workspace.kept(name) == b"a letter"
    assert (workspace.kept_folder / name).stat().st_mode & 0o222 == 0
    assert (workspace.output / "letters" / "001.docx").stat().st_mode & 0o200


def test_a_spoiled_batch_leaves_nothing(workspace: Workspace) -> None:
    with batch(workspace) as begun:
        begun.keep(b"a letter")
        begun.put(workspace.output / "letters" / "001.docx", b"a letter")
        assert len(files(workspace)) == 2
    assert list(workspace.output.iterdir()) == []


def test_what_a_killed_batch_leaves_is_swept_up(workspace: Workspace) -> None:
    with batch(workspace) as begun:
        begun.put(workspace.output / "001.docx", b"a letter")
        begun.hidden.clear()  # as if it had never come to its end
    assert files(workspace)
    sweep_unfinished(workspace.output)
    assert not files(workspace)


def test_the_same_bytes_are_kept_once_and_a_file_is_replaced(workspace: Workspace) -> None:
    place = workspace.output / "001.docx"
    place.write_bytes(b"before")
    kept = workspace.keep(b"a letter")
    with batch(workspace) as begun:
        assert begun.keep(b"a letter") == kept
        assert begun.keep(b"values") == begun.keep(b"values")
        begun.put(place, b"after")
        assert len(begun.hidden) == 2
        begun.show()
    assert place.read_bytes() == b"after"


def test_other_bytes_in_a_kept_files_place_are_noticed(workspace: Workspace) -> None:
    place = workspace.kept_folder / workspace.keep(b"a letter")
    place.chmod(0o644)
    place.write_bytes(b"another")
    with pytest.raises(IntegrityError, match="was changed"), batch(workspace) as begun:
        begun.keep(b"a letter")


def test_a_place_that_cannot_be_taken_is_named(workspace: Workspace) -> None:
    place = workspace.output / "001.docx"
    (place / "in the way").mkdir(parents=True)
    with batch(workspace) as begun:
        begun.put(place, b"a letter")
        with pytest.raises(WorkspaceError, match=r"001\.docx cannot be written") as refused:
            begun.show()
    assert "close it there" in refused.value.hint
    assert not files(workspace)
