"""Archives unpacked under caps; a member that cannot be had says so and stops no other."""

import pytest
from made.mails import locked_zip, zipped

from loc_builder.errors import InputError
from loc_builder.files.zipped import TOO_MUCH, members

MUCH = 10_000_000


def test_files_come_in_their_order_and_folders_are_none() -> None:
    found = list(members(zipped({"b.txt": b"1", "folder/": b"", "folder/a.txt": b"22"}), most_bytes=MUCH))
    assert [(each.name, each.content) for each in found] == [("b.txt", b"1"), ("folder/a.txt", b"22")]


def test_nothing_is_unpacked_after_what_is_too_much() -> None:
    data = zipped({"a": b"1", "b": bytes(6_000_000), "c": b"2"})
    assert [(each.name, each.trouble) for each in members(data, most_bytes=MUCH)] == [("a", ""), ("b", TOO_MUCH)]
    assert [each.trouble for each in members(zipped({"a": b"123"}), most_bytes=2)] == [TOO_MUCH]


def test_a_stated_size_is_not_believed() -> None:
    data = bytearray(zipped({"a": bytes(6_000_000)}))
    place = data.find(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    (found,) = members(bytes(data), most_bytes=MUCH)
    assert found.trouble
    assert not found.content


def test_locked_and_damaged_members_are_told_apart() -> None:
    (locked,) = members(locked_zip({"a.pdf": b"x"}), most_bytes=MUCH)
    assert locked.is_locked
    data = bytearray(zipped({"a.pdf": b"x" * 100, "b.pdf": b"yy"}))
    data[40] ^= 0xFF
    damaged, whole = members(bytes(data), most_bytes=MUCH)
    assert "damaged" in damaged.trouble
    assert not damaged.is_locked
    assert whole.content == b"yy"


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(InputError, match="damaged or incomplete"):
        list(members(b"PK\x03\x04", most_bytes=MUCH))
