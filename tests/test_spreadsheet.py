from pathlib import Path

import pytest
from made.places import TEMPLATES

from loc_builder.register import read_register
from loc_builder.spreadsheet import decoded, with_zeros


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_each_way_that_excel_saves_it(encoding: str) -> None:
    assert decoded("Señor \N{EN DASH} Ruíz".encode(encoding)) == "Señor \N{EN DASH} Ruíz"


def test_what_is_no_text_is_not_read_as_some() -> None:
    assert decoded(b"\x89PNG\x81\x8d") is None
    assert decoded(b"\xff\xfe\x00") is None


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1", "001"), ("1.0", "001"), ("35", "035"), ("001", "001"), ("0001", "0001"), ("", ""), ("N/A", "N/A")],
)
def test_a_number_gets_its_zeros_back(typed: str, number: str) -> None:
    assert with_zeros(typed) == number


def test_a_register_that_excel_saved_as_unicode_text_is_understood(tmp_path: Path) -> None:
    text = (TEMPLATES / "districts.csv").read_text(encoding="utf-8")
    (tmp_path / "districts.csv").write_bytes(text.encode("utf-16"))
    assert read_register(tmp_path / "districts.csv") == read_register(TEMPLATES / "districts.csv")
