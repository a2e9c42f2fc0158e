"""The blank form for a district that is on no roster."""

from pathlib import Path

import pytest
from made.office import PLANS, SIGNED, Office
from made.places import EDITIONS
from made.word import replaced, written
from makers.pdfs import saved_as_pdf

from loc_builder.errors import ExitCode
from loc_builder.files.codes import read_qr
from loc_builder.files.render import open_pages
from loc_builder.files.word import open_word, read_wording
from loc_builder.letter_id import is_blank, parse, parse_code
from loc_builder.model import LetterId, Zone

BLANK = "KYILN-2024-000-L1-25"
FILE = "output/2024-2025/letters/Blank - KY ILN Letter of Commitment 2024-2025.docx"


def made(office: Office, *options: str, year: str = "2024-2025") -> bytes:
    said = office.loc("fill", year, "--blank", *options)
    assert said.code == ExitCode.DONE, said.out
    file: Path = office.folder / said.json["blank"]["file"]
    return file.read_bytes()


def test_the_blank_form_lies_among_the_letters_and_is_a_fact(office: Office) -> None:
    said = office.loc("fill", "2024-2025", "--blank")
    assert said.json == {
        "school_year": "2024-2025",
        "blank": {"letter_id": BLANK, "file": FILE, "revision": 1, "unchanged": False},
    }
    assert office.kinds() == ["blank-made"]
    assert office.loc("verify").json["ok"]


@pytest.mark.parametrize("year", EDITIONS)
def test_nothing_is_filled_in_and_the_district_writes_its_own_name(office: Office, year: str) -> None:
    form = made(office, year=year)
    held = {each.tag: each.text for each in open_word(form).controls}
    assert "district.name" in held
    assert set(held.values()) == {""}
    text = "".join(each.prefilled if isinstance(each, Zone) else each.text for each in read_wording(form).body)
    assert "the ____________________ school district" in text
    assert "000" not in text


def test_made_again_it_is_the_same(office: Office) -> None:
    form = made(office)
    (office.folder / FILE).unlink()
    said = office.loc("fill", "2024-2025", "--blank", now="2024-09-21T12:00:00-04:00")
    assert said.json["blank"]["unchanged"]
    assert (office.folder / FILE).read_bytes() == form
    assert office.kinds() == ["blank-made"]


def test_a_changed_edition_gives_another_revision_beside_it(office: Office) -> None:
    form = made(office)
    settings = office.folder / "templates/2024-2025/edition.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("ext. 4071", "ext. 5000"), encoding="utf-8")
    said = office.loc("fill", "2024-2025", "--blank")
    assert said.json["blank"]["revision"] == 2
    assert said.json["blank"]["file"].endswith("2024-2025 (revision 2).docx")
    assert (office.folder / FILE).read_bytes() == form
    assert office.loc("fill", "2024-2025", "--blank").json["blank"]["unchanged"]
    assert office.kinds() == ["blank-made", "blank-made"]


def test_a_dry_run_makes_none(office: Office) -> None:
    said = office.loc("fill", "2024-2025", "--blank", "--dry-run", as_json=False)
    assert said.out.startswith("The blank form would be made: output/")
    assert not (office.folder / FILE).exists()


def test_a_blank_form_goes_with_no_roster_and_one_of_both_is_needed(office: Office) -> None:
    assert office.loc("fill", "2024-2025").code == ExitCode.USAGE
    assert office.loc("fill", "2024-2025", "--blank", "--reissue").code == ExitCode.USAGE


def test_a_form_that_names_another_year_is_not_made(office: Office) -> None:
    letter = office.folder / "templates/2024-2025/letter.docx"
    letter.write_bytes(replaced(letter.read_bytes(), "released in 2024", "released in 2021-2022"))
    said = office.loc("fill", "2024-2025", "--blank")
    assert (said.code, said.json["error"]["problems"][0]["code"]) == (ExitCode.INPUT, "other-year-named")
    assert office.facts() == ()


def test_its_codes_read_as_a_form_that_is_for_no_district(office: Office, libreoffice: object) -> None:
    assert libreoffice
    (pdf,) = saved_as_pdf({"blank": made(office)}).values()
    with open_pages(pdf) as pages:
        found = [parse_code(each.text) for each in read_qr(pages.picture(len(pages), 200).pixels)]
    assert len(found) == 2
    assert all(code is not None and is_blank(code.letter_id) for code in found)


def test_only_an_id_with_the_number_of_no_district_is_a_blank_forms() -> None:
    assert parse(BLANK) == BLANK
    assert is_blank(LetterId(BLANK))
    assert not is_blank(LetterId("KYILN-2024-001-L1-32"))


def test_a_returned_blank_form_waits_and_says_what_it_is(office: Office) -> None:
    office.fill()
    form = made(office)
    filled = written(form, {**PLANS, **SIGNED, "district.name": "Bath County"}, day="2024-09-03")
    said = office.loc("receive", office.file("bath.docx", filled))
    (part,) = said.json["returns"][0]["parts"]
    assert (said.code, part["match"]["kind"]) == (ExitCode.PERSON_NEEDED, "unmatched")
    assert [each["message"] for each in part["findings"] if each["code"] == "unidentified"] == [
        "nothing in it says which letter it belongs to: it is the office's blank form, which is for no district"
    ]
    assert "the name typed says Bath County, for whom no letter was made" in part["match"]["reasons"]
    assert said.json["letters"] == []


def test_a_blank_form_with_the_name_of_a_district_that_was_asked_proposes_its_letter(office: Office) -> None:
    office.fill()
    filled = written(made(office), {"district.name": "Allen County"})
    said = office.loc("receive", office.file("allen.docx", filled))
    (part,) = said.json["returns"][0]["parts"]
    assert (part["match"]["kind"], part["match"]["candidates"]) == ("ambiguous", ["KYILN-2024-005-L1-60"])
    assert [each["code"] for each in part["findings"]].count("identity-conflict") == 0


def test_no_district_can_have_the_blank_forms_number(office: Office) -> None:
    register = office.folder / "templates/districts.csv"
    lines = register.read_text(encoding="utf-8").splitlines()
    commas = lines[0].count(",") - 1
    register.write_text("\n".join([*lines, f"000,Nowhere{',' * commas}"]) + "\n", encoding="utf-8")
    (problem,) = office.fill().json["error"]["problems"]
    assert problem["message"] == "no district can have the number 000, which the blank form has"
