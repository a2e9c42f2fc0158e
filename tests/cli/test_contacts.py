"""What districts corrected and answered, as lists and as a roster for the next time."""

from pathlib import Path

import pytest
from made.office import PLANS, Office
from made.places import SAMPLES

from loc_builder.errors import ExitCode
from loc_builder.files.word import open_word

SCAN = SAMPLES / "returns" / "2024-09" / "scan0007.pdf"
CORRECTED = {
    "superintendent.name": "June Day",
    "points_of_contact.1.name": "",
    "points_of_contact.1.title": "",
    "points_of_contact.1.email": "",
    "points_of_contact.2.name": "Max O'Moe",
    "points_of_contact.2.email": "max@adair.example",
}


@pytest.fixture
def corrected(office: Office) -> Office:
    """Adair's accepted letter names another superintendent and another contact."""
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered(texts=CORRECTED)))
    return office


def test_corrected_people_are_shown_as_changes_to_the_roster(corrected: Office) -> None:
    changes = corrected.loc("contacts", "2024-2025").json["changes"]
    assert {(each["district"], each["column"], each["before"], each["after"]) for each in changes} >= {
        ("Adair County", "Superintendent Name", "Jane Doe", "June Day"),
        ("Adair County", "Contact 1 Name", "John Roe", "Max O'Moe"),
    }


def test_a_place_that_was_empty_is_said_to_have_been(corrected: Office) -> None:
    out = corrected.loc("contacts", "2024-2025", as_json=False).out
    assert "Adair County, Superintendent Name: Jane Doe; now June Day\n" in out
    assert "Adair County, Contact 1 Title: Chief Academic Officer; now (empty)\n" in out


def test_a_letter_that_is_not_accepted_changes_nobody(office: Office) -> None:
    office.fill()
    assert office.loc("contacts", "2024-2025").json["changes"] == []


def test_the_roster_for_the_next_time_names_everybody_as_they_are_now(corrected: Office) -> None:
    roster = corrected.folder / "next.xlsx"
    corrected.loc("contacts", "2024-2025", "--roster", str(roster))
    assert corrected.loc("edition", "new", "2025-2026", "--from", "2024-2025").code == ExitCode.DONE
    said = corrected.loc("fill", "2025-2026", "--roster", str(roster), now="2025-08-01T12:00:00-04:00")
    assert [each["district"] for each in said.json["issued"]] == ["Adair County", "Allen County"], said.out
    letter = next(Path(corrected.folder / "output/2025-2026/letters").glob("001*"))
    assert "June Day" in _printed(letter)
    assert "Max O'Moe" in _printed(letter)


def test_the_next_edition_comes_with_that_roster(corrected: Office) -> None:
    made = corrected.loc("edition", "new", "2025-2026", "--from", "2024-2025", as_json=False)
    assert "The roster roster-2025-2026.xlsx has the 2 districts asked in 2024-2025" in made.out
    roster = str(corrected.folder / "roster-2025-2026.xlsx")
    said = corrected.loc("fill", "2025-2026", "--roster", roster, now="2025-08-01T12:00:00-04:00")
    assert [each["district"] for each in said.json["issued"]] == ["Adair County", "Allen County"], said.out


def test_a_roster_is_not_written_over_another_file(corrected: Office) -> None:
    roster = corrected.file("next.xlsx", b"half filled in")
    said = corrected.loc("contacts", "2024-2025", "--roster", roster, as_json=False)
    assert said.code == ExitCode.INPUT
    assert "is there already; nothing was changed" in said.err
    assert Path(roster).read_bytes() == b"half filled in"


def test_a_roster_is_not_written_under_the_name_of_another_kind_of_file(corrected: Office) -> None:
    said = corrected.loc("contacts", "2024-2025", "--roster", str(corrected.folder / "next.csv"), as_json=False)
    assert said.code == ExitCode.INPUT
    assert "is an Excel workbook" in said.err
    assert not (corrected.folder / "next.csv").exists()


def test_plans_are_what_accepted_letters_answered(corrected: Office) -> None:
    answers = corrected.loc("plans", "2024-2025").json["answers"]
    assert {each["question"]: each["answer"] for each in answers} == {
        name.removeprefix("answers."): text for name, text in PLANS.items()
    }
    assert {each["district"] for each in answers} == {"Adair County"}


def _printed(letter: Path) -> str:
    return open_word(letter.read_bytes()).printed_text


def test_what_was_answered_where_no_rule_reads_is_named_with_its_file(office: Office) -> None:
    office.fill()
    office.loc("receive", str(SCAN))
    office.loc("accept", "scan0007.pdf", "--signed-on", "2024-09-08")
    said = office.loc("plans", "2024-2025", as_json=False)
    assert said.out == "Allen County: not read; look at output/2024-2025/returns/scan0007.pdf\n"
    [unread] = office.loc("plans", "2024-2025").json["not_read"]
    assert (office.folder / unread["copies"][0]).read_bytes() == SCAN.read_bytes()
