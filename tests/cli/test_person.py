"""A person's decision is judged as strictly as a rule's, but for what the person says in so many words."""

from pathlib import Path

import pytest
from made.office import ADAIR, ALLEN, Office

from loc_builder.errors import ExitCode
from loc_builder.facts import Accepted, Signed
from loc_builder.model import Basis
from loc_builder.standing import Commitment, standing_of

RETURNS = Path(__file__).parents[2] / "samples" / "returns" / "2024-09"
UNSIGNED = {"signature.district.signature": "", "signature.district.date": ""}
BOARD = """
[[signatures]]
party = "board"
role = "chair of the board"
"""


@pytest.fixture
def scanned(office: Office) -> Office:
    """Allen's letter came back as a scan whose codes say so."""
    office.fill()
    office.loc("receive", str(RETURNS / "scan0007.pdf"))
    return office


def unsigned(office: Office, name: str, reflection: str) -> str:
    texts = {**UNSIGNED, "answers.reflection": reflection}
    return office.file(name, office.answered(texts=texts, day=""))


def commitment(office: Office) -> Commitment:
    [found] = standing_of(office.facts()).commitments()
    return found


def test_a_mistyped_district_does_not_get_another_ones_letter(scanned: Office) -> None:
    before = scanned.facts()
    accept = ("accept", "scan0007.pdf", "--district", "001", "--signed-on", "2024-09-09")
    said = scanned.loc(*accept)
    assert said.code == ExitCode.INPUT
    assert "KYILN-2024-005-L1-60" in said.json["error"]["message"]
    assert scanned.facts() == before


def test_a_scan_is_accepted_with_the_date_and_the_name_that_a_person_read(scanned: Office) -> None:
    said = scanned.loc("accept", "scan0007.pdf", "--signed-on", "2024-09-09", "--signer", "Ramona Wetherby")
    assert said.json["letters"][0]["state"] == "accepted"
    signed = commitment(scanned).signatures["district"]
    assert (signed.signer, signed.basis) == ("Ramona Wetherby", Basis.SEEN_BY_PERSON)
    assert signed.shown_by is not None


def test_of_two_returns_the_one_named_is_accepted_and_the_other_still_waits(office: Office) -> None:
    office.fill()
    office.loc("receive", unsigned(office, "first.docx", "One."), unsigned(office, "second.docx", "Two."))
    both = office.loc("accept", "KYILN-2024-001", "--signed-on", "2024-09-03", as_json=False)
    assert both.code == ExitCode.INPUT
    assert "first.docx" in both.err
    assert "second.docx" in both.err
    accept = ("accept", "second.docx", "--signed-on", "2024-09-03", "--despite", "not-signed")
    assert office.loc(*accept).code == ExitCode.DONE
    named = {each.received.name: each.parts[0] for each in standing_of(office.facts()).returns.values()}
    assert commitment(office).accepted.parts == (named["second.docx"].ref,)
    assert not named["first.docx"].is_decided
    assert office.loc("reject", "first.docx", "--because", "The second one counts.").code == ExitCode.DONE
    assert commitment(office).accepted.parts == (named["second.docx"].ref,)
    assert office.loc("review").json["letters"] == []


def test_a_commitment_is_to_the_revision_that_was_signed(office: Office) -> None:
    office.fill()
    signed = office.answered()
    roster = office.roster(ADAIR.replace("John Roe", "Joan Roe"), ALLEN)
    office.loc("fill", "2024-2025", "--roster", roster, "--reissue", now="2024-09-10T12:00:00-04:00")
    said = office.loc("receive", office.file("Adair.docx", signed))
    assert said.json["letters"][0]["decision"] == "accepted"
    assert (commitment(office).accepted.revision, commitment(office).issued.revision) == (1, 1)


def test_a_day_before_the_revision_was_made_is_refused_whatever_came_back_before(office: Office) -> None:
    office.fill()
    office.loc("receive", unsigned(office, "first.docx", "One."))
    office.loc("reject", "first.docx", "--because", "It is not signed.")
    roster = office.roster(ADAIR.replace("John Roe", "Joan Roe"), ALLEN)
    office.loc("fill", "2024-2025", "--roster", roster, "--reissue", now="2024-09-10T12:00:00-04:00")
    office.loc("receive", unsigned(office, "second.docx", "Two."))
    said = office.loc("accept", "second.docx", "--signed-on", "2024-09-03", "--despite", "not-signed")
    assert said.code == ExitCode.INPUT
    assert "earlier than the day the letter was made" in said.json["error"]["message"]


def test_a_revision_that_was_never_made_waits(office: Office) -> None:
    office.fill()
    signed = office.answered()
    other = Office(office.folder / "elsewhere", office.capture)
    (other.folder / "templates").parent.mkdir()
    (other.folder / "templates").symlink_to(office.folder / "templates", target_is_directory=True)
    other.fill()
    roster = other.roster(ADAIR.replace("John Roe", "Joan Roe"))
    other.loc("fill", "2024-2025", "--roster", roster, "--reissue")
    said = office.loc("receive", office.file("Adair.docx", other.answered()), office.file("own.docx", signed))
    waiting = {each["letter_id"]: each["waiting_for"] for each in said.json["letters"]}
    assert "identity-conflict" in waiting["KYILN-2024-001-L1-32"]


def test_a_letter_of_two_signers_is_accepted_when_both_have_signed(office: Office) -> None:
    settings = office.folder / "templates/2024-2025/edition.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + BOARD, encoding="utf-8")
    office.fill()
    said = office.loc("receive", office.file("Adair.docx", office.answered()))
    assert said.json["letters"][0]["waiting_for"] == ["not-signed", "no-date"]
    of_the_board = ("accept", "KYILN-2024-001", "--signed-on", "2024-09-09", "--party", "board")
    assert "board: there is no signature" in office.loc(*of_the_board).json["error"]["message"]
    board = office.loc(*of_the_board, "--despite", "not-signed")
    assert board.json["letters"][0]["state"] == "accepted"
    assert commitment(office).signed_on.isoformat() == "2024-09-03"
    signatures = commitment(office).signatures
    assert signatures["district"].basis is Basis.TYPED_NAME
    assert signatures["board"].signed_on.isoformat() == "2024-09-09"


def test_one_signature_of_two_is_noted_and_the_letter_still_waits(scanned: Office) -> None:
    settings = scanned.folder / "templates/2024-2025/edition.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + BOARD, encoding="utf-8")
    said = scanned.loc("accept", "scan0007.pdf", "--signed-on", "2024-09-09", "--party", "board")
    assert said.json["letters"][0]["state"] == "waiting"
    assert [fact.said.party for fact in scanned.facts() if isinstance(fact.said, Signed)] == ["board"]
    said = scanned.loc("accept", "scan0007.pdf", "--signed-on", "2024-09-08")
    assert said.json["letters"][0]["state"] == "accepted"
    assert commitment(scanned).signed_on.isoformat() == "2024-09-08"


def test_only_a_wrong_name_is_corrected_without_touching_the_day(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    correct = ("correct", "KYILN-2024-001", "--signed-on", "2024-09-03", "--signer", "June Doe", "--because", "Typing.")
    assert office.loc(*correct).code == ExitCode.DONE
    signed = commitment(office).signatures["district"]
    assert (signed.signer, signed.basis) == ("June Doe", Basis.TYPED_NAME)
    assert office.kinds().count("corrected") == 1


def test_a_signature_cannot_be_corrected_to_a_day_after_its_approval(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    office.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    correct = ("correct", "KYILN-2024-001", "--signed-on", "2024-09-21", "--because", "Typing.")
    said = office.loc(*correct, "--despite", "date-in-future", now="2024-09-25T12:00:00-04:00")
    assert said.code == ExitCode.INPUT
    assert "approved before that day" in said.json["error"]["message"]


def test_pages_that_only_a_person_could_place_can_be_accepted(office: Office) -> None:
    office.fill()
    office.loc("receive", str(RETURNS / "IMG_0042.pdf"))
    meant = ("--despite", "page-missing")  # where it was laid over the letter, its page was not found there
    accept = ("accept", "IMG_0042.pdf", "--letter", "KYILN-2024-001", "--signed-on", "2024-09-03", *meant)
    assert office.loc(*accept).json["letters"][0]["state"] == "accepted"
    assert any(isinstance(fact.said, Accepted) for fact in office.facts())
