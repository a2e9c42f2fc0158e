"""A return on the office's blank form, from a district that nobody asked."""

import pytest
from made.office import PLANS, SIGNED, Office, Said
from made.word import replaced, written

from loc_builder.errors import ExitCode
from loc_builder.facts import Issued

BARREN = {
    "district.name": "Barren County",
    "superintendent.name": "Bo Low",
    "superintendent.email": "bo@barren.example",
}
ACCEPT = ("accept", "Barren.docx", "--district", "Barren County", "--signed-on", "2024-09-03")


@pytest.fixture
def newcomer(office: Office) -> Office:
    """Adair and Allen were asked; Barren County sends the blank form, filled in and signed."""
    office.fill()
    office.loc("fill", "2024-2025", "--blank", now="2024-08-02T12:00:00-04:00")
    [form] = office.folder.glob("output/2024-2025/letters/Blank*.docx")
    receive(office, form.read_bytes())
    return office


def receive(office: Office, form: bytes) -> Said:
    return office.loc(
        "receive", office.file("Barren.docx", written(form, {**PLANS, **SIGNED, **BARREN}, day="2024-09-03"))
    )


def test_it_waits_for_a_person(newcomer: Office) -> None:
    [returned] = newcomer.loc("review").json["returns"]
    assert returned["name"] == "Barren.docx"
    assert "blank form" in returned["parts"][0]["findings"][0]["message"]


def test_it_can_be_accepted_for_the_district_that_sent_it(newcomer: Office) -> None:
    said = newcomer.loc(*ACCEPT)
    assert said.code == ExitCode.DONE, said.out
    [letter] = said.json["letters"]
    assert (letter["letter_id"][:14], letter["district"], letter["state"]) == (
        "KYILN-2024-021",
        "Barren County",
        "accepted",
    )
    issued = [fact.said for fact in newcomer.facts() if isinstance(fact.said, Issued)][-1]
    assert issued.blank_made_at is not None


def test_it_becomes_a_member_and_goes_into_the_books_like_any_other(newcomer: Office) -> None:
    newcomer.loc(*ACCEPT)
    newcomer.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    members = newcomer.loc("members", "--on", "2024-10-01").json["members"]
    assert [each["district"] for each in members] == ["Barren County"]
    assert newcomer.loc("verify").code == ExitCode.DONE


def test_what_was_refused_leaves_no_letter_behind(newcomer: Office) -> None:
    before = newcomer.facts()
    said = newcomer.loc("accept", "Barren.docx", "--district", "Barren County", "--signed-on", "2024-10-03")
    assert said.code == ExitCode.INPUT
    assert newcomer.facts() == before


def test_it_is_not_accepted_for_another_district_than_it_names(newcomer: Office) -> None:
    said = newcomer.loc(
        "accept", "Barren.docx", "--district", "Boyd County", "--signed-on", "2024-09-03", as_json=False
    )
    assert said.code == ExitCode.INPUT
    assert "--despite identity-conflict" in said.err


def test_text_changed_on_the_blank_form_is_found(office: Office) -> None:
    office.fill()
    office.loc("fill", "2024-2025", "--blank", now="2024-08-02T12:00:00-04:00")
    [form] = office.folder.glob("output/2024-2025/letters/Blank*.docx")
    receive(office, replaced(form.read_bytes(), "innovation", "renovation"))
    assert "text-changed" in office.loc(*ACCEPT).out


def test_without_a_blank_form_it_says_how_to_make_one(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Barren.docx", b"%PDF-1.4 no pages"))
    said = office.loc(*ACCEPT, as_json=False)
    assert said.code == ExitCode.INPUT
    assert "loc fill 2024-2025 --blank" in said.err
