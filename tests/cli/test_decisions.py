"""What a person decides: accept, reject, reopen, correct, countersign."""

import pytest
from made.office import Office

from loc_builder.errors import ExitCode

UNSIGNED = {"signature.district.signature": "", "signature.district.date": ""}


@pytest.fixture
def accepted(office: Office) -> Office:
    """Adair's letter came back signed on September 3 and was accepted by rule on September 20."""
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    return office


def state_of(office: Office, district: str = "Adair County") -> str:
    letters = office.loc("status", "2024-2025").json["letters"]
    return str(next(each["state"] for each in letters if each["district"] == district))


def members(office: Office, on: str) -> list[str]:
    return [each["district"] for each in office.loc("members", "--on", on).json["members"]]


def test_an_unsigned_letter_is_accepted_only_in_so_many_words(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered(texts=UNSIGNED, day="")))
    refused = office.loc("accept", "KYILN-2024-001", "--signed-on", "2024-09-03", as_json=False)
    assert refused.code == ExitCode.INPUT
    assert "add: --despite not-signed" in refused.err
    said = office.loc("accept", "KYILN-2024-001", "--signed-on", "2024-09-03", "--despite", "not-signed")
    assert (said.code, said.json["letters"][0]["state"]) == (ExitCode.DONE, "accepted")


def test_a_letter_that_did_not_come_back_cannot_be_accepted(office: Office) -> None:
    office.fill()
    said = office.loc("accept", "KYILN-2024-001", "--signed-on", "2024-09-03", as_json=False)
    assert said.code == ExitCode.INPUT
    assert "Nothing has come back for KYILN-2024-001-L1-32." in said.err


def test_a_letter_is_not_accepted_twice(accepted: Office) -> None:
    said = accepted.loc("accept", "KYILN-2024-001", "--signed-on", "2024-09-03", as_json=False)
    assert said.code == ExitCode.INPUT
    assert "loc correct KYILN-2024-001-L1-32" in said.err


def test_a_rejected_letter_is_sent_back_with_its_reason(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered(texts=UNSIGNED, day="")))
    said = office.loc("reject", "Adair.docx", "--because", "It is not signed.", as_json=False)
    assert "returned-for-correction" in said.out
    assert "It is not signed." in said.out
    assert office.loc("review").json["letters"] == []


def test_what_a_district_sends_after_a_rejection_is_judged_afresh(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered(texts=UNSIGNED, day="")))
    office.loc("reject", "KYILN-2024-001", "--because", "It is not signed.")
    office.loc("receive", office.file("Adair again.docx", office.answered()))
    assert state_of(office) == "accepted"


def test_a_reopened_letter_waits_to_be_decided_again(accepted: Office) -> None:
    accepted.loc("reopen", "KYILN-2024-001", "--because", "The signer left before that day.")
    assert state_of(accepted) == "waiting"
    assert accepted.loc("accept", "KYILN-2024-001", "--signed-on", "2024-09-03").code == ExitCode.DONE


def test_approval_makes_the_member_and_never_before_the_signature(accepted: Office) -> None:
    early = accepted.loc("countersign", "2024-2025", "--on", "2024-09-02", "--signer", "Rob Collins")
    assert early.code == ExitCode.PERSON_NEEDED
    assert "the district signed on September 3, 2024" in early.json["refused"][0]["because"]
    before_arrival = accepted.loc("countersign", "2024-2025", "--on", "2024-09-10", "--signer", "Rob Collins")
    assert "arrived on September 20, 2024" in before_arrival.json["refused"][0]["because"]
    assert members(accepted, "2024-10-01") == []
    said = accepted.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    assert [each["state"] for each in said.json["letters"]] == ["approved"]
    assert members(accepted, "2024-09-19") == []
    assert members(accepted, "2024-09-20") == ["Adair County"]
    assert members(accepted, "2025-06-30") == ["Adair County"]
    assert members(accepted, "2025-07-01") == []


def test_a_corrected_date_supersedes_the_wrong_one_and_both_stay_readable(accepted: Office) -> None:
    correct = ("correct", "KYILN-2024-001", "--signed-on", "2024-08-30", "--because", "Its mail says so.")
    said = accepted.loc(*correct, "--despite", "date-differs")
    assert said.code == ExitCode.DONE
    accepted.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    [member] = accepted.loc("members", "--on", "2024-10-01").json["members"]
    assert member["signed_on"] == "2024-08-30"
    assert accepted.kinds().count("signed") == 1
    assert accepted.kinds().count("corrected") == 2


def test_another_day_than_the_file_itself_says_must_be_meant(accepted: Office) -> None:
    before = accepted.facts()
    correct = ("correct", "KYILN-2024-001", "--signed-on", "2024-08-30", "--because", "A guess.")
    refused = accepted.loc(*correct, as_json=False)
    assert refused.code == ExitCode.INPUT
    assert "another day for the signature: September 3, 2024, not August 30, 2024" in refused.err
    assert "add: --despite date-differs" in refused.err
    assert accepted.facts() == before
    accepted.loc("reopen", "KYILN-2024-001", "--because", "To be read again.")
    accept = accepted.loc("accept", "KYILN-2024-001", "--signed-on", "2024-08-30", as_json=False)
    assert "add: --despite date-differs" in accept.err
    assert accepted.loc("accept", "KYILN-2024-001", "--signed-on", "2024-09-03").code == ExitCode.DONE


def test_a_year_typed_wrongly_is_answered_with_where_to_look(office: Office) -> None:
    office.fill()
    unsure = {"signature.district.date": "the third"}
    office.loc("receive", office.file("Adair.docx", office.answered(texts=unsure, day="")))
    said = office.loc("accept", "KYILN-2024-001", "--signed-on", "2025-09-03", as_json=False)
    assert said.code == ExitCode.INPUT
    assert "Look first at the year that you gave." in said.err


def test_a_correction_out_of_the_term_is_refused(accepted: Office) -> None:
    said = accepted.loc("correct", "KYILN-2024-001", "--signed-on", "2025-07-15", "--because", "A guess.")
    assert said.code == ExitCode.INPUT
    assert "the date gives no term" in said.json["error"]["message"]


def test_an_approvals_day_can_be_corrected(accepted: Office) -> None:
    accepted.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    correct = ("correct", "KYILN-2024-001", "--party", "agency")
    wrongly = ("--signed-on", "2024-09-25", "--because", "It was signed a week later.")
    assert accepted.loc(*correct, *wrongly).code == ExitCode.INPUT
    said = accepted.loc(*correct, *wrongly, now="2024-10-02T12:00:00Z")
    assert said.code == ExitCode.DONE
    assert members(accepted, "2024-09-24") == []
    assert members(accepted, "2024-09-25") == ["Adair County"]


def test_a_name_that_fits_nothing_says_where_to_look(office: Office) -> None:
    office.fill()
    said = office.loc("accept", "KYILN-1999", "--signed-on", "2024-09-03", as_json=False)
    assert said.code == ExitCode.INPUT
    assert said.err.splitlines()[-1].endswith("Try: loc review")


def test_countersigning_in_the_future_is_refused(accepted: Office) -> None:
    said = accepted.loc("countersign", "2024-2025", "--on", "2025-01-01", "--signer", "Rob Collins")
    assert said.code == ExitCode.INPUT


def test_a_district_can_be_left_out_of_the_approvals(accepted: Office) -> None:
    said = accepted.loc(
        "countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins", "--except", "Adair County"
    )
    assert said.json["letters"] == []
    assert state_of(accepted) == "accepted"
