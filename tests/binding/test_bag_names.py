"""Names in a bag: what any system takes, short enough, and still telling."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loc_builder.binding.bag import LONGEST_PATH, plain_name
from loc_builder.binding.index import Change, IndexRow, as_csv, changes_between
from loc_builder.binding.premis import EVENT_TYPES, FileObject, PremisEvent, premis_xml
from loc_builder.model import Sha256
from loc_builder.schoolyear import SchoolYear

RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in range(10))}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Adair County LoC 2024-25 signed.docx", "Adair-County-LoC-2024-25-signed.docx"),
        ("Müller & Söhne, Brief.PDF", "Muller-Sohne-Brief.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("letter.of.commitment", "letter-of-commitment"),
        (".docx", "docx"),
        ("書類.pdf", "unnamed.pdf"),
        ("", "unnamed"),
    ],
)
def test_a_name_becomes_ascii_and_stays_readable(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@given(st.text(max_size=300), st.text(max_size=300))
def test_every_path_of_a_bag_is_portable_and_short(district: str, file: str) -> None:
    folder, name = f"001-{plain_name(district)}", f"3f2a9c1e-{plain_name(file)}"
    path = f"ABCDEFGHIJKL-{SchoolYear(2024)}-bag-v100/data/originals/{folder}/{name}"
    assert path.isascii()
    assert len(path) < LONGEST_PATH
    assert not set(path) & set('<>:"\\|?*% ')
    for piece in path.split("/"):
        assert piece.split(".")[0].lower() not in RESERVED
        assert not piece.endswith((".", " "))


def test_no_cell_of_a_table_is_a_formula() -> None:
    assert as_csv(("a",), [("=1+1",), ("@SUM(A1)",), ("plain, text",)]) == (
        b"\xef\xbb\xbfa\r\n'=1+1\r\n'@SUM(A1)\r\n\"plain, text\"\r\n"
    )


def test_a_letter_that_is_new_or_gone_differs_in_each_of_its_values() -> None:
    asked = IndexRow("001", "Adair", "Asked", letter_id="L-1", state="issued")
    signed = IndexRow("001", "Adair", "Member", letter_id="L-1", state="approved", signed_on="2024-09-03")
    changes = changes_between([asked], [signed], lambda _: ())
    assert changes == (
        Change("001", "Adair", "L-1", "state", "issued", "approved", "", ""),
        Change("001", "Adair", "L-1", "signed_on", "", "2024-09-03", "", ""),
    )
    assert {(each.what, each.new) for each in changes_between([signed], [], lambda _: ())} == {
        (each, "") for each in ("district", "letter_id", "state", "signed_on")
    }
    assert (
        changes_between([IndexRow("005", "Allen", "Not asked")], [IndexRow("005", "Allen", "Covered")], lambda _: ())
        == ()
    )


def test_premis_holds_no_character_that_xml_cannot() -> None:
    file = FileObject("data/a\x00b.pdf", Sha256("ab" * 32), 3, "we\x1bird <&>\ud800.pdf")
    event = PremisEvent("1", "ing", datetime(2024, 9, 3, tzinfo=UTC), "det\x07ail", "", "by", (file.sha256,))
    text = premis_xml([file], [event]).decode("utf-8")
    assert "we ird &lt;&amp;&gt; .pdf" in text
    assert not any(ord(sign) < 32 and sign != "\n" for sign in text)
    assert premis_xml([file], [event]).decode() == text
    assert all(len(code) == 3 for code in EVENT_TYPES)
