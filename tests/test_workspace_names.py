"""What files are called: for people, and so that every system takes the name."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from loc_builder.model import DistrictNumber, Edition
from loc_builder.workspace import (
    archive_file_name,
    bag_folder_name,
    letter_file_name,
    portable_name,
    public_folder_name,
    record_file_name,
    supplement_file_name,
    supplement_folder_name,
)


def test_files_are_named_for_people(edition_2024: Edition) -> None:
    adair = (DistrictNumber("001"), "Adair County")
    name = "001 Adair County - KY ILN Letter of Commitment 2024-2025"
    assert letter_file_name(edition_2024, *adair, 1) == f"{name}.docx"
    assert letter_file_name(edition_2024, *adair, 2) == f"{name} (revision 2).docx"
    assert record_file_name(edition_2024, *adair) == f"{name} - record.pdf"
    archive = "KY ILN Letter of Commitment 2024-2025 - archive"
    assert archive_file_name(edition_2024, 1) == f"{archive}.pdf"
    assert archive_file_name(edition_2024, 2) == f"{archive} (version 2).pdf"
    supplement = "KY ILN Letter of Commitment 2024-2025 - supplement 1"
    assert supplement_file_name(edition_2024, 1, 1) == f"{supplement}.pdf"
    assert supplement_file_name(edition_2024, 1, 2) == f"{supplement} (version 2).pdf"


def test_bags_supplements_and_public_copies_have_names_that_are_all_different(edition_2024: Edition) -> None:
    numbers = range(1, 4)
    names = [bag_folder_name(edition_2024, number) for number in numbers]
    names += [supplement_folder_name(edition_2024, number) for number in numbers]
    names += [public_folder_name(edition_2024, number, supplement) for number in numbers for supplement in range(3)]
    assert names[0] == "KYILN-2024-2025-bag-v1"
    assert names[3] == "KYILN-2024-2025-supplement-1"
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "portable"),
    [
        ("scan 3.pdf", "scan 3.pdf"),
        ("Señora \N{PARTY POPPER}.docx", "Señora \N{PARTY POPPER}.docx"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("C:\\letters\\a?.pdf", "C--letters-a-.pdf"),
        ("nul\x00byte\r\n.pdf", "nul-byte--.pdf"),
        ("half \ud83d.pdf", "half -.pdf"),
        ("letter\u202efdp.exe", "letter-fdp.exe"),
        (".htaccess", "htaccess"),
        ("trailing. . ", "trailing"),
        ("", "unnamed"),
        (" .. ", "unnamed"),
        ("CON", "_CON"),
        ("con.pdf", "_con.pdf"),
        ("Com1 .pdf", "_Com1 .pdf"),
        ("LPT\N{SUPERSCRIPT TWO}.txt", "_LPT\N{SUPERSCRIPT TWO}.txt"),
        ("contract.pdf", "contract.pdf"),
        ("a" * 200 + ".docx", "a" * 145 + ".docx"),
        ("b" * 200, "b" * 150),
        ("c." + "d" * 200, "c." + "d" * 148),
        ("\N{PARTY POPPER}" * 60 + ".pdf", "\N{PARTY POPPER}" * 36 + ".pdf"),
    ],
)
def test_a_name_is_changed_only_where_a_system_refuses_it(name: str, portable: str) -> None:
    assert portable_name(name) == portable


RESERVED = ("CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(10)))
TYPED = st.text(st.characters()) | st.tuples(st.sampled_from(RESERVED), st.text()).map("".join)


@given(TYPED | st.text(min_size=140, max_size=300) | st.from_regex(r"\A.{100,200}\.[a-z.]{1,100}\Z"))
@example("a" * 149 + " .pdf")
def test_any_name_becomes_one_that_every_system_takes(name: str) -> None:
    portable = portable_name(name)
    assert 0 < len(portable.encode("utf-8")) <= 150
    assert not re.search(r'[\x00-\x1f<>:"/\\|?*]', portable)
    assert portable == portable.strip(" ")
    assert not portable.startswith(".")
    assert not portable.endswith(".")
    assert portable.partition(".")[0].rstrip().upper() not in RESERVED
    assert portable_name(portable) == portable, "a portable name stays as it is"
