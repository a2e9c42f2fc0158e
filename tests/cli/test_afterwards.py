"""What happens beside and after the letters: an envelope before its scan, a notice of termination, an amendment."""

import pytest
from made.office import Office

from loc_builder.errors import ExitCode

NOTICE = "The board has decided to leave the network."


@pytest.fixture
def accepted(office: Office) -> Office:
    """Adair's letter for 2024-2025 is accepted and approved."""
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    office.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    return office


def state_of(office: Office, district: str = "Adair County") -> tuple[str, list[str]]:
    letters = office.loc("status", "2024-2025").json["letters"]
    return next((each["state"], each["waiting_for"]) for each in letters if each["district"] == district)


def members(office: Office, on: str) -> list[str]:
    return [each["district"] for each in office.loc("members", "--on", on).json["members"]]


def test_an_envelope_that_is_not_scanned_yet_stops_the_asking(office: Office) -> None:
    office.fill()
    said = office.loc("receive", "--paper", "Adair County", "--paper-kept", "binder 3")
    assert said.code == ExitCode.PERSON_NEEDED
    assert state_of(office) == ("waiting", ["paper-unscanned"])
    outstanding = office.loc("status", "2024-2025", "--outstanding").json["letters"]
    assert [each["district"] for each in outstanding] == ["Allen County"]
    assert [each["district_number"] for each in office.loc("send", "2024-2025").json["drafts"]] == ["005"]


def test_the_same_envelope_is_noted_once(office: Office) -> None:
    office.fill()
    for _ in range(2):
        office.loc("receive", "--paper", "001", "--paper-kept", "binder 3")
    assert office.kinds().count("paper-noted") == 1


def test_the_scan_of_an_envelope_takes_its_place(office: Office) -> None:
    office.fill()
    office.loc("receive", "--paper", "001")
    office.loc("receive", office.file("Adair.docx", office.answered()), "--paper-kept", "binder 3")
    assert state_of(office) == ("accepted", [])


def test_an_envelope_and_files_are_not_taken_in_at_once(office: Office) -> None:
    office.fill()
    letter = office.file("Adair.docx", office.answered())
    assert office.loc("receive", letter, "--paper", "001", as_json=False).code == ExitCode.USAGE
    assert office.loc("receive", as_json=False).code == ExitCode.USAGE


def test_a_notice_of_termination_ends_the_membership_with_its_day(accepted: Office) -> None:
    notice = accepted.file("notice.pdf", NOTICE)
    said = accepted.loc("end", "Adair County", "--on", "2024-12-31", "--notice", notice, "--because", "board vote")
    assert said.json["letters"][0]["ended_on"] == "2024-12-31"
    assert members(accepted, "2024-12-31") == ["Adair County"]
    assert members(accepted, "2025-01-01") == []
    assert (accepted.folder / "output/2024-2025/returns/notice.pdf").read_text() == NOTICE


def test_the_same_notice_again_changes_nothing(accepted: Office) -> None:
    notice = accepted.file("notice.pdf", NOTICE)
    for _ in range(2):
        accepted.loc("end", "001", "--on", "2024-12-31", "--notice", notice, "--because", "board vote")
    assert accepted.kinds().count("ended") == 1


def test_a_commitment_cannot_end_outside_its_term(accepted: Office) -> None:
    notice = accepted.file("notice.pdf", NOTICE)
    arguments = ("--on", "2025-07-01", "--notice", notice, "--because", "board vote")
    said = accepted.loc("end", "KYILN-2024-001", *arguments, as_json=False)
    assert said.code == ExitCode.INPUT
    assert "It runs from September 3, 2024 to June 30, 2025." in said.err


def test_a_signature_is_not_corrected_to_a_day_after_the_end(accepted: Office) -> None:
    notice = accepted.file("notice.pdf", NOTICE)
    accepted.loc("end", "001", "--on", "2024-09-10", "--notice", notice, "--because", "board vote")
    arguments = ("--signed-on", "2024-09-12", "--despite", "date-differs", "--because", "It says the 12th.")
    said = accepted.loc("correct", "KYILN-2024-001", *arguments, as_json=False)
    assert said.code == ExitCode.INPUT
    assert "ended with September 10, 2024, before that day" in said.err


def test_a_district_without_a_commitment_has_nothing_to_end(accepted: Office) -> None:
    notice = accepted.file("notice.pdf", NOTICE)
    arguments = ("--on", "2024-12-31", "--notice", notice, "--because", "board vote")
    said = accepted.loc("end", "Allen County", *arguments, as_json=False)
    assert said.code == ExitCode.INPUT
    assert "Allen County has no commitment in force on December 31, 2024" in said.err


def test_an_amendment_is_kept_and_told_and_leaves_the_term(accepted: Office) -> None:
    change = accepted.file("amendment.pdf", "Two schools join.")
    arguments = ("--on", "2024-11-01", "--file", change, "--because", "two schools join")
    said = accepted.loc("amend", "Adair County", *arguments, as_json=False)
    assert "Amended from November 1, 2024: two schools join (amendment.pdf)" in said.out
    assert accepted.loc("amend", "Adair County", *arguments).code == ExitCode.DONE
    assert accepted.kinds().count("amended") == 1
    assert members(accepted, "2025-06-30") == ["Adair County"]


def test_a_letter_that_was_ended_is_approved_for_the_days_until_then_only_when_it_is_named(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    notice = ("--notice", office.file("notice.pdf", NOTICE), "--because", "board vote")
    later = "2024-11-04T12:00:00-05:00"
    assert office.loc("end", "001", "--on", "2024-10-31", *notice, now=later).code == ExitCode.DONE
    approve = ("countersign", "2024-2025", "--signer", "Rob Collins", "--on")
    together = office.loc(*approve, "2024-10-01", now=later)
    assert together.json["letters"] == []
    assert together.json["refused"][0]["because"] == (
        "the letter was ended with October 31, 2024; to approve it for the days until then, name it: --only 001"
    )
    after = office.loc(*approve, "2024-11-01", "--only", "001", now=later)
    assert after.json["refused"][0]["because"] == "the letter was ended with October 31, 2024, before that day"
    assert office.loc(*approve, "2024-10-01", "--only", "001", now=later).code == ExitCode.DONE
    assert members(office, "2024-10-31") == ["Adair County"]
    assert members(office, "2024-11-01") == []


def test_ink_of_the_agency_dated_after_the_end_is_not_taken_for_an_approval(accepted: Office) -> None:
    notice = ("--notice", accepted.file("notice.pdf", NOTICE), "--because", "board vote")
    later = "2024-11-04T12:00:00-05:00"
    accepted.loc("end", "001", "--on", "2024-10-31", *notice, now=later)
    agencys = ("correct", "KYILN-2024-001", "--party", "agency", "--because", "misread")
    said = accepted.loc(*agencys, "--signed-on", "2024-11-01", now=later, as_json=False)
    assert said.code == ExitCode.INPUT
    assert "the letter was ended with October 31, 2024, before that day" in said.err
