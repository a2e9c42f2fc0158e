"""Bags as any BagIt program sees them, and what a changed byte does."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import bagit
import pytest

from loc_builder.errors import InputError, WorkspaceError
from loc_builder.files.bag import bag_hash, bag_info, bag_problems, is_bag, make_bag

INFO = {"Bagging-Date": "2024-10-01", "Source-Organization": "KDE", "Note": "two\nlines"}
FILES = {
    "originals/001-Adair/a.docx": b"a letter",
    "records/r.pdf": b"%PDF a record",
    "metadata/index.csv": b"\xef\xbb\xbfx",
}


def bag(folder: Path, files: dict[str, bytes] | None = None) -> Path:
    for name, content in (files or FILES).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    make_bag(folder, INFO, {"README.txt": b"What this is\n"})
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


def test_a_bag_is_version_1_with_two_manifests_and_bagit_accepts_it(tmp_path: Path) -> None:
    made = bag(tmp_path / "b")
    assert is_bag(made)
    assert not is_bag(tmp_path)
    assert (made / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    found = bagit.Bag(str(made))
    found.validate()
    assert (found.version_info, sorted(found.algorithms)) == ((1, 0), ["sha256", "sha512"])
    assert bag_info(made)["Payload-Oxum"] == f"{sum(map(len, FILES.values()))}.3"
    assert bag_info(made)["Note"] == "twolines"
    assert bag_problems(made) == ()
    done = subprocess.run([sys.executable, "-m", "bagit", "--validate", made], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(shutil.which("sha512sum") is None, reason="there is no sha512sum here")
def test_a_stranger_with_nothing_but_sha512sum_can_check_it(tmp_path: Path) -> None:
    made = bag(tmp_path / "b")
    for manifest in ("manifest-sha512.txt", "tagmanifest-sha512.txt"):
        command = ["sha512sum", "-c", "--strict", manifest]
        assert subprocess.run(command, cwd=made, capture_output=True, check=False).returncode == 0
    (made / "data/records/r.pdf").write_bytes(b"%PDF another")
    done = subprocess.run(
        ["sha512sum", "-c", "manifest-sha512.txt"], cwd=made, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "data/records/r.pdf: FAILED" in done.stdout


def test_the_same_content_gives_the_same_bytes_in_whatever_order_it_was_laid(tmp_path: Path) -> None:
    one = bag(tmp_path / "one")
    other = bag(tmp_path / "other", dict(reversed(FILES.items())))
    assert contents(one) == contents(other)
    assert bag_hash(one) == bag_hash(other) == hashlib.sha256(contents(one)["tagmanifest-sha512.txt"]).hexdigest()


def test_a_changed_byte_in_any_file_is_found_and_the_file_named(tmp_path: Path) -> None:
    made = bag(tmp_path / "b")
    for name, content in contents(made).items():
        for place in {0, len(content) // 2, len(content) - 1}:
            changed = bytearray(content)
            changed[place] ^= 0x20  # the smallest change that a careless reader takes for the same: a capital letter
            (made / name).write_bytes(changed)
            assert [problem.file for problem in bag_problems(made)] == [f"b/{name}"], (name, place)
        (made / name).write_bytes(content)
    assert bag_problems(made) == ()


def test_a_file_that_is_gone_cut_short_or_foreign_is_named(tmp_path: Path) -> None:
    made = bag(tmp_path / "b")
    for name, content in contents(made).items():
        (made / name).unlink()
        assert f"b/{name}" in {problem.file for problem in bag_problems(made)}, name
        (made / name).write_bytes(content[:-1])
        assert f"b/{name}" in {problem.file for problem in bag_problems(made)}, name
        (made / name).write_bytes(content)
    for name in ("data/records/more.pdf", "note.txt", "more/note.txt"):
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_bytes(b"")
        [problem] = bag_problems(made)
        assert (problem.file, problem.message) == (f"b/{name}", "it does not belong to the bag")
        (made / name).unlink()


def test_what_is_no_bag_that_can_be_read_is_said_to_be_none(tmp_path: Path) -> None:
    made = bag(tmp_path / "b")
    (made / "bagit.txt").write_bytes(b"BagIt-Version: 7\n")
    with pytest.raises(InputError, match="b is no bag that can be read"):
        bag_info(made)
    with pytest.raises(WorkspaceError, match="the bag cannot be made"):
        make_bag(tmp_path / "nowhere", INFO, {})
