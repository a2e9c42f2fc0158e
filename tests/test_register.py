"""The register as the office keeps it, and as Excel leaves it."""

from datetime import date
from pathlib import Path

import pytest

from loc_builder.errors import InputError
from loc_builder.register import Register, read_register

HEADINGS = "number,name,aliases,coop,city,from,until,successor\n"


def register_of(tmp_path: Path, text: str, encoding: str = "utf-8") -> Register:
    file = tmp_path / "districts.csv"
    file.write_bytes((HEADINGS + text).encode(encoding))
    return read_register(file)


def problems_of(tmp_path: Path, text: str) -> list[tuple[str, int | None, str]]:
    with pytest.raises(InputError) as refused:
        register_of(tmp_path, text)
    return [(problem.code, problem.row, problem.column) for problem in refused.value.problems]


def test_kentucky_has_171_districts_in_2024_and_173_when_the_first_form_went_out(register: Register) -> None:
    assert len(register.current_on(date(2024, 8, 1))) == 171
    assert len(register.current_on(date(2017, 8, 1))) == 173


def test_a_merged_district_is_known_until_its_last_day_and_names_its_successor(register: Register) -> None:
    silver_grove = register.by_number("533")
    assert silver_grove is not None
    assert silver_grove.until == date(2019, 6, 30)
    assert silver_grove in register.current_on(date(2019, 6, 30))
    assert silver_grove not in register.current_on(date(2019, 7, 1))
    successor = register.by_number(silver_grove.successor or "")
    assert successor is not None
    assert successor.name == "Campbell County"


def test_an_unknown_number_is_no_district(register: Register) -> None:
    assert register.by_number("999") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_register_saved_by_excel_is_read(tmp_path: Path, encoding: str) -> None:
    register = register_of(tmp_path, "1,Peña County,Peña;Pena Co,GRREC,Columbia,,,\n", encoding)
    (district,) = register.districts
    assert (district.number, district.name, district.aliases) == ("001", "Peña County", ("Peña", "Pena Co"))


def test_semicolons_between_columns_are_read(tmp_path: Path) -> None:
    file = tmp_path / "districts.csv"
    file.write_text((HEADINGS + "001,Adair County,,GRREC,Columbia,,,\n").replace(",", ";"), encoding="utf-8")
    assert read_register(file).districts[0].city == "Columbia"


def test_every_problem_is_named_at_once_with_its_row(tmp_path: Path) -> None:
    text = (
        "001,Adair County,,,,,,\n"
        "001,Adair Again,,,,,,\n"
        "A12,Anderson County,,,,,,\n"
        "002,,,,,,,\n"
        "003,Gone,,,,,6/30/2019,001\n"
        "004,Gone Too,,,,,2019-06-30,888\n"
        "005,Backwards,,,,2020-01-01,2019-01-01,\n"
        "006,Never Ended,,,,,,001\n"
        "007,Its Own Heir,,,,,2019-06-30,007\n"
    )
    assert problems_of(tmp_path, text) == [
        ("duplicate-district", 3, "number"),
        ("bad-number", 4, "number"),
        ("empty", 5, "name"),
        ("bad-date", 6, "until"),
        ("unknown-successor", 7, "successor"),
        ("bad-date", 8, "until"),
        ("empty", 9, "until"),
        ("unknown-successor", 10, "successor"),
    ]


def test_missing_columns_are_named(tmp_path: Path) -> None:
    file = tmp_path / "districts.csv"
    file.write_text("number,name,aliases,coop,city,from\n001,Adair County,,,,\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_register(file)
    assert [problem.column for problem in refused.value.problems] == ["until", "successor"]


@pytest.mark.parametrize("content", [b"", b"\x81\x8d\x8f", b'number,name\n"001,Adair', b"\xff\xfe\x00\x00"])
def test_what_is_no_register_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "districts.csv"
    file.write_bytes(content)
    with pytest.raises(InputError, match="register"):
        read_register(file)


def test_a_register_that_is_not_there_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_register(tmp_path / "districts.csv")
