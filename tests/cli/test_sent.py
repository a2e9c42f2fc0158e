"""Noting what went out."""

from made.drafts import IN_AUGUST, LATER
from made.office import Office

from loc_builder.errors import ExitCode


def test_what_went_out_is_noted_once(office: Office) -> None:
    office.fill()
    said = office.loc("sent", "2024-2025", "--on", "2024-08-02", now=LATER)
    assert (said.code, [each["state"] for each in said.json["letters"]]) == (ExitCode.DONE, ["sent", "sent"])
    again = office.loc("sent", "2024-2025", "--on", "2024-08-03", now=LATER)
    assert (again.code, again.json["letters"], len(again.json["noted_before"])) == (ExitCode.DONE, [], 2)
    assert office.kinds() == ["issued", "issued", "sent", "sent"]


def test_letters_noted_before_on_another_day_are_told_with_that_day(office: Office) -> None:
    office.fill()
    office.loc("sent", "2024-2025", "--on", "2024-08-02", now=LATER)
    again = office.loc("sent", "2024-2025", "--on", "2024-08-03", now=LATER, as_json=False)
    assert "2 letters noted before as sent on August 2, 2024, which stays so." in again.out
    same = office.loc("sent", "2024-2025", "--on", "2024-08-02", now=LATER, as_json=False)
    assert "stays so" not in same.out


def test_a_dry_run_notes_nothing(office: Office) -> None:
    office.fill()
    said = office.loc("sent", "2024-2025", "--on", "2024-08-02", "--dry-run", now=LATER, as_json=False)
    assert "2 letters would be noted as sent" in said.out
    assert office.kinds() == ["issued", "issued"]


def test_a_day_to_come_is_refused(office: Office) -> None:
    office.fill()
    said = office.loc("sent", "2024-2025", "--on", "2024-08-03", now=IN_AUGUST, as_json=False)
    assert said.code == ExitCode.INPUT
    assert "August 3, 2024 is in the future." in said.err


def test_no_letter_went_out_before_it_was_made(office: Office) -> None:
    office.fill()
    said = office.loc("sent", "2024-2025", "--on", "2024-07-31", now=IN_AUGUST)
    assert said.code == ExitCode.PERSON_NEEDED
    assert {each["because"] for each in said.json["refused"]} == {
        "the letter was made on August 1, 2024, after that day"
    }
    assert office.kinds() == ["issued", "issued"]


def test_a_letter_that_came_back_is_noted_only_by_name_and_not_after_its_return(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    all_others = office.loc("sent", "2024-2025", "--on", "2024-09-20")
    assert [each["district"] for each in all_others.json["letters"]] == ["Allen County"]
    sent = ("sent", "2024-2025", "--only", "Adair County", "--on")
    late = office.loc(*sent, "2024-09-21", now="2024-09-22T12:00:00-04:00")
    assert late.json["refused"][0]["because"] == "the letter came back on September 20, 2024, before that day"
    named = office.loc(*sent, "2024-08-02")
    assert [(each["district"], each["state"]) for each in named.json["letters"]] == [("Adair County", "accepted")]
