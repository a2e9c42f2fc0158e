"""A workspace's folder of trusted certificates, from `loc receive` to the certificate of a record."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from made.mails import mail
from made.office import PLANS, Office
from made.pdf import texts_of
from made.places import DATA
from made.signer import holder, signed_at
from made.word import written
from makers.pdfs import saved_as_pdf

from loc_builder.errors import ExitCode

STATE = holder("State Certificates", is_authority=True)
SIGNER, WHEN = holder("Jane Doe", by=STATE), datetime(2024, 9, 3, 16, tzinfo=UTC)
SIGNED = signed_at((DATA / "returns" / "adair-2024-2025.pdf").read_bytes(), SIGNER, WHEN)
TRUSTED = "signed digitally by Jane Doe, trusted through State Certificates"


@pytest.fixture
def trusting(office: Office) -> Office:
    office.fill()
    office.file("trusted/state.cer", STATE.der)
    return office


def test_a_signer_whom_the_folder_vouches_for_is_told_with_the_certificates_name(trusting: Office) -> None:
    said = trusting.loc("receive", trusting.file("signed.pdf", SIGNED))
    [part] = said.json["returns"][0]["parts"]
    assert [(each["basis"], each["trust"]) for each in part["signatures"]] == [
        ("digital", "trusted through State Certificates")
    ]
    assert "signer-unknown" not in {each["code"] for each in part["findings"]}
    assert TRUSTED in trusting.loc("review", as_json=False).out


def test_a_signature_in_a_mails_attachment_is_held_against_the_folder_too(trusting: Office) -> None:
    sent = trusting.file("mail.eml", mail(("signed.pdf", SIGNED)).as_bytes())
    assert f"    {TRUSTED}\n" in trusting.loc("receive", sent, as_json=False).out


def test_without_the_folder_trust_is_unknown(office: Office) -> None:
    office.fill()
    out = office.loc("receive", office.file("signed.pdf", SIGNED), as_json=False).out
    assert "its trust is unknown: nothing here vouches for it: Jane Doe" in out
    assert TRUSTED not in out


def test_a_file_in_the_folder_that_is_no_certificate_is_named_and_stops_nothing(trusting: Office) -> None:
    trusting.file("trusted/notes.cer", b"ask Rob")
    said = trusting.loc("receive", trusting.file("signed.pdf", SIGNED), as_json=False)
    assert said.code == ExitCode.PERSON_NEEDED
    assert "trusted/notes.cer: it is no certificate that can be read" in said.err
    assert TRUSTED in said.out


@pytest.fixture
def whole(libreoffice: Path, office: Office) -> str:  # noqa: ARG001 - it must be there
    """Adair County's letter, answered in Word, saved as a PDF and signed digitally."""
    office.fill()
    pdf = saved_as_pdf({"letter": written(office.letter(), PLANS)})["letter"]
    return office.file("signed.pdf", signed_at(pdf, SIGNER, WHEN))


def certificate(office: Office) -> str:
    office.loc("archive", "2024-2025", now="2024-10-01T12:00:00-04:00")
    (record,) = office.folder.glob("output/2024-2025/records/*.pdf")
    return " ".join(texts_of(record.read_bytes())[-1].split())


def test_a_whole_letter_of_a_trusted_signer_needs_nobody(office: Office, whole: str) -> None:
    office.file("trusted/state.cer", STATE.der)
    [letter] = office.loc("receive", whole).json["letters"]
    assert letter["decision"] == "accepted"
    assert "Digital signature, trusted through State Certificates; read by rule" in certificate(office)


def test_a_whole_letter_of_an_unknown_signer_waits_for_that_alone(office: Office, whole: str) -> None:
    [letter] = office.loc("receive", whole).json["letters"]
    assert letter["waiting_for"] == ["signer-unknown"]
    accepted = office.loc("accept", "signed.pdf", "--signed-on", "2024-09-03", "--signer", "Jane Doe")
    assert accepted.code == ExitCode.DONE, accepted.out
    assert "digital signature of Jane Doe, trust unknown" in certificate(office)
