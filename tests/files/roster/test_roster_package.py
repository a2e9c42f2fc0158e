"""Files that are no roster, and workbooks built or damaged to harm."""

import random
from pathlib import Path

import pytest
from made.package import parts_of, with_parts
from made.roster import ADAIR, HEADINGS, problems_of, read, workbook

from loc_builder.errors import InputError
from loc_builder.files.roster import package as roster_package


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("roster.xlsx", b"", "no Excel workbook"),
        ("roster.xlsx", b"PK\x03\x04 and nothing", "no Excel workbook"),
        ("roster.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel workbook"),
        ("roster.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "password"),
        ("roster.pdf", b"%PDF-1.7", "a roster is"),
        ("roster", b"District", "a roster is"),
        ("roster.csv", b"PK\x03\x04rest", "under another name"),
        ("roster.csv", b"District,Superintendent\x81\n", "not text"),
        ("roster.csv", b'District,Superintendent\n"Adair', "cannot be read as a table"),
    ],
)
def test_a_file_that_is_no_roster_is_refused_in_words(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    (problem,) = problems_of(tmp_path / name)
    assert problem.code == "unreadable-file"
    assert said in problem.message


def test_a_missing_file_and_a_folder_are_refused_in_words(tmp_path: Path) -> None:
    assert "no such file" in problems_of(tmp_path / "none.xlsx")[0].message
    (tmp_path / "folder.xlsx").mkdir()
    assert problems_of(tmp_path / "folder.xlsx")[0].code == "unreadable-file"


@pytest.fixture
def sound(tmp_path: Path) -> bytes:
    return workbook(tmp_path, HEADINGS, ADAIR, name="sound.xlsx").read_bytes()


def test_a_package_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, sound: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(roster_package, "MOST_UNPACKED", 8 * 1024 * 1024)
    (tmp_path / "bomb.xlsx").write_bytes(with_parts(sound, {"xl/media/image1.png": bytes(9 * 1024 * 1024)}))
    assert "unpacks to more than" in problems_of(tmp_path / "bomb.xlsx")[0].message


def test_a_package_that_lies_about_its_sizes_is_refused(tmp_path: Path, sound: bytes) -> None:
    big = bytes(3_000_000)
    package = with_parts(sound, {"xl/media/image1.png": big})
    lying = package.replace(len(big).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert lying != package
    (tmp_path / "bomb.xlsx").write_bytes(lying)
    assert "not as long as they say" in problems_of(tmp_path / "bomb.xlsx")[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, sound: bytes, encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>'.encode(encoding)
    (tmp_path / "bomb.xlsx").write_bytes(with_parts(sound, {"xl/sharedStrings.xml": bomb}))
    assert "entities" in problems_of(tmp_path / "bomb.xlsx")[0].message


def test_damaged_workbooks_are_read_or_refused_and_never_a_traceback(tmp_path: Path, sound: bytes) -> None:
    chance = random.Random(7)  # noqa: S311 - a seed, not a secret
    parts = parts_of(sound)
    for _ in range(150):
        name = chance.choice(list(parts))
        part = bytearray(parts[name])
        for _ in range(chance.randint(1, 12)):
            part[chance.randrange(len(part))] = chance.randrange(256)
        cut = len(part) if chance.random() < 0.7 else chance.randrange(len(part))
        (tmp_path / "damaged.xlsx").write_bytes(with_parts(sound, {name: bytes(part[:cut])}))
        try:
            read(tmp_path / "damaged.xlsx")
        except InputError as error:
            assert error.problems  # noqa: PT017 - both ends are allowed
