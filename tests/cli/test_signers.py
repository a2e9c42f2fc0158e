"""One to four signers, with the agency among them or not, from the letter to its acceptance."""

from pathlib import Path

import pytest
from made.office import PLANS, Office
from made.word import Element, at, control, edited, without_tags, written
from makers.pdfs import saved_as_pdf
from openxml_audit import OpenXmlValidator

from loc_builder.binding.placing import find_signature_page
from loc_builder.errors import ExitCode
from loc_builder.facts import Accepted, Signed
from loc_builder.files.word import open_word

ROLES = {
    "district": "superintendent or designee",
    "board": "chair of the board of education",
    "regional_partner": "director of the cooperative",
    "agency": "KDE designee",
}
NAMES = {"district": "Jane Doe", "board": "Bea Ash", "regional_partner": "Cy Elm"}
DAY = "2024-09-03"


def have_signers(office: Office, *parties: str) -> None:
    """Have the 2024-2025 letter signed by these parties; without the agency a signature makes a member."""
    settings = office.folder / "templates/2024-2025/edition.toml"
    text = settings.read_text(encoding="utf-8").partition("[[signatures]]")[0]
    text += "".join(
        f'[[signatures]]\nparty = "{party}"\nrole = "{ROLES[party]}"\n'
        f"dates_term = {'true' if party == 'district' else 'false'}\n"
        for party in parties
    )
    if "agency" not in parties:
        text = text.replace('membership_starts = "approval"', 'membership_starts = "signature"')
    settings.write_text(text, encoding="utf-8")


def signed_by(letter: bytes, *parties: str) -> bytes:
    """The letter with every answer, typed and dated in the blocks of these parties."""
    texts = dict(PLANS)
    for party in parties:
        texts |= {f"signature.{party}.{room}": NAMES[party] for room in ("signature", "name")}
        texts |= {f"signature.{party}.title": "Chair", f"signature.{party}.date": "September 3, 2024"}

    def date(root: Element) -> None:
        for party in parties:
            at(control(root, f"signature.{party}.date"), "sdtPr/date").set(FULL_DATE, f"{DAY}T00:00:00Z")

    return edited(written(letter, texts), date)


FULL_DATE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}fullDate"


def receive(office: Office, letter: bytes) -> tuple[str, list[str]]:
    said = office.loc("receive", office.file("back.docx", letter))
    assert said.code in (ExitCode.DONE, ExitCode.PERSON_NEEDED), said.out
    (decided,) = said.json["letters"]
    (part,) = said.json["returns"][0]["parts"]
    return decided["decision"], [each["message"] for each in part["findings"]]


def parties_noted(office: Office) -> list[str]:
    return [fact.said.party for fact in office.facts() if isinstance(fact.said, Signed)]


@pytest.mark.parametrize("parties", [("district",), ("district", "board", "agency"), tuple(ROLES)])
def test_one_template_has_a_block_for_each_that_signs(office: Office, parties: tuple[str, ...], tmp_path: Path) -> None:
    have_signers(office, *parties)
    office.fill()
    (tmp_path / "letter.docx").write_bytes(office.letter())
    assert not OpenXmlValidator().validate(tmp_path / "letter.docx").errors
    controls = [each for each in open_word(office.letter()).controls if each.tag.startswith("signature.")]
    rooms = [each.tag.removeprefix("signature.") for each in controls]
    assert rooms == [
        f"{party}.{room}" for party in parties if party != "agency" for room in ("signature", "name", "title", "date")
    ]
    assert len({each.alias for each in open_word(office.letter()).controls}) == len(open_word(office.letter()).controls)
    text = open_word(office.letter()).text
    assert all(ROLES[party] in text for party in parties)
    assert ("completes its block when the letter has come back" in text) == ("agency" in parties)


@pytest.mark.parametrize("parties", [("district",), tuple(ROLES)])
def test_the_signature_page_has_a_box_for_each_room(
    office: Office, parties: tuple[str, ...], libreoffice: Path
) -> None:
    assert libreoffice
    have_signers(office, *parties)
    office.fill()
    (pdf,) = saved_as_pdf({"letter": office.letter()}).values()
    page = find_signature_page(pdf, parties)
    assert set(page.boxes) == {(party, room) for party in parties for room in ("signature", "name", "title", "date")}
    assert all(box.height > 15 and box.width > 200 for box in page.boxes.values())
    assert len(page.codes) == 2


def test_one_signer_is_accepted_by_rule_and_a_member_without_approval(office: Office) -> None:
    have_signers(office, "district")
    office.fill()
    decision, findings = receive(office, signed_by(office.letter(), "district"))
    assert (decision, parties_noted(office)) == ("accepted", ["district"]), findings
    members = office.loc("members", "--on", "2024-10-01").json["members"]
    assert [each["district_number"] for each in members] == ["001"]


def test_three_signers_are_accepted_when_all_but_the_agency_have_signed(office: Office) -> None:
    have_signers(office, "district", "board", "agency")
    office.fill()
    decision, findings = receive(office, signed_by(office.letter(), "district", "board"))
    assert (decision, parties_noted(office)) == ("accepted", ["district", "board"]), findings
    said = office.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    assert said.code == ExitCode.DONE
    status = office.loc("status", "2024-2025").json["letters"]
    assert [each["state"] for each in status if each["district_number"] == "001"] == ["approved"]


def test_a_party_that_has_not_signed_is_named(office: Office) -> None:
    have_signers(office, "district", "board", "agency")
    office.fill()
    decision, findings = receive(office, signed_by(office.letter(), "district"))
    assert decision == "waiting"
    assert findings == ["board: there is no signature", "board: there is no date beside the signature"]


def test_four_signers_may_be_read_one_after_another(office: Office, libreoffice: Path) -> None:
    assert libreoffice
    have_signers(office, *ROLES)
    office.fill()
    (pdf,) = saved_as_pdf({"letter": signed_by(office.letter())}).values()
    office.loc("receive", office.file("back.pdf", pdf))
    for party in ("regional_partner", "board", "district"):
        read = ("--signed-on", DAY, "--party", party, "--signer", NAMES[party])
        despite = ("--despite", "not-signed") if party == "district" else ()  # nobody wrote on these pages
        said = office.loc("accept", "back.pdf", *read, *despite)
        assert said.code == ExitCode.DONE, said.out
    assert parties_noted(office) == ["regional_partner", "board", "district"]
    accepted = [fact.said for fact in office.facts() if isinstance(fact.said, Accepted)]
    assert [(each.by_rule, each.despite) for each in accepted] == [(False, ("not-signed",))]


def test_the_dating_party_alone_does_not_complete_a_letter_of_several(office: Office) -> None:
    have_signers(office, "district", "board")
    office.fill()
    receive(office, signed_by(office.letter()))
    said = office.loc("accept", "back.docx", "--signed-on", DAY, "--despite", "not-signed")
    assert said.code == ExitCode.DONE, said.out
    assert [fact.said.despite for fact in office.facts() if isinstance(fact.said, Accepted)] == [("not-signed",)]


def test_signatures_are_found_by_their_aliases_where_the_tags_are_lost(office: Office) -> None:
    have_signers(office, "district", "board", "agency")
    office.fill()
    _, findings = receive(office, without_tags(signed_by(office.letter(), "district", "board")))
    assert not [each for each in findings if "signature" in each and "places to write" not in each]
