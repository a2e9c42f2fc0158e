"""The zip around a Word file, as other programs read it."""

import io
import zipfile

from hypothesis import given, settings
from hypothesis import strategies as st

from loc_builder.files.word.packing import lay_together, pack

PARTS = st.dictionaries(st.text(st.characters(codec="utf-8", exclude_characters="\0\\/"), min_size=1), st.binary())


@settings(max_examples=50)
@given(parts=PARTS, level=st.integers(0, 9))
def test_what_was_packed_is_read_back_in_its_order(parts: dict[str, bytes], level: int) -> None:
    data = lay_together(pack(name, content, level=level) for name, content in parts.items())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {member.filename: archive.read(member) for member in archive.infolist()} == parts
        assert archive.namelist() == list(parts)


def test_a_part_is_compressed_only_where_that_makes_it_smaller() -> None:
    data = lay_together(
        (pack("text", b"again and " * 2_000), pack("short", b"x"), pack("as it is", b"x" * 90, level=0))
    )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {member.filename: member for member in archive.infolist()}
    assert members["text"].compress_size < members["text"].file_size / 50
    assert members["short"].compress_type == members["as it is"].compress_type == zipfile.ZIP_STORED


def test_a_part_packed_once_is_the_same_in_every_file() -> None:
    part = pack("styles", b"again and again")
    assert lay_together([part]) == lay_together([part]) == lay_together([pack("styles", b"again and again")])
