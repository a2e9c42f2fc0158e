"""What review says of what waits: what was read, where the file lies, and commands that do what they say."""

import re
import shlex

import pytest
from made.mails import mail
from made.office import Office
from made.word import replaced

from loc_builder.errors import ExitCode

UNSIGNED = {"signature.district.signature": "", "signature.district.date": ""}


def changed(office: Office, number: str = "001") -> bytes:
    return replaced(office.answered(number), "work side by side", "not work side by side")


def commands(text: str) -> list[list[str]]:
    """The commands that decide, as they would be typed with their words filled in."""
    found = re.findall(r"^    decide: loc (.*?)(?: \(.*\))?$", text, re.MULTILINE)
    filled = (each.replace("TEXT", "x").replace("DATE", "2024-09-03").replace("DISTRICT", "Adair") for each in found)
    return [shlex.split(each) for each in filled]


def test_what_is_typed_or_signed_digitally_is_shown_and_the_command_takes_it(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", changed(office)))
    out = office.loc("review", as_json=False).out
    assert "    for the district: Jane Doe, September 3, 2024, signed with a typed name\n" in out
    assert "    to look at: output/2024-2025/returns/Adair.docx\n" in out
    accept, _ = commands(out)
    assert accept == ["accept", "KYILN-2024-001-L1-32", "--signed-on", "2024-09-03", "--despite", "text-changed"]
    assert office.loc(*accept).code == ExitCode.DONE


def test_a_day_that_was_not_read_is_left_to_be_given(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered(texts=UNSIGNED, day="")))
    out = office.loc("review", as_json=False).out
    assert "accept KYILN-2024-001-L1-32 --signed-on DATE --despite not-signed\n" in out
    accept, _ = commands(out)
    assert office.loc(*accept).code == ExitCode.DONE


def test_of_two_returns_of_one_kind_each_has_its_own_command(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("one.docx", changed(office)))
    other = office.answered(texts=UNSIGNED | {"answers.learning_goal": "Another."}, day="")
    office.loc("receive", office.file("two.docx", other))
    returns = {each["name"]: each["return_id"][:8] for each in office.loc("review").json["letters"][0]["came_back"]}
    first, second, reject = commands(office.loc("review", as_json=False).out)
    assert first[:2] == ["accept", returns["one.docx"]]
    assert second[:2] == ["accept", returns["two.docx"]]
    assert reject[1] == "KYILN-2024-001-L1-32"
    assert office.loc(*second).code == ExitCode.DONE


def test_without_a_signed_page_only_sending_back_is_offered(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("torn.pdf", b"%PDF-1.4 torn"))
    for_district, aside = commands(office.loc("review", as_json=False).out)
    assert (for_district[0], aside[0]) == ("reject", "reject")
    [letter] = office.loc(*for_district).json["letters"]
    assert letter["state"] == "returned-for-correction"


def test_what_came_after_the_acceptance_can_be_rejected_or_the_letter_reopened(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    later = office.answered(texts={"answers.learning_goal": "Another goal."})
    office.loc("receive", office.file("later.docx", later))
    reopen, reject = commands(office.loc("review", as_json=False).out)
    assert (reopen[0], reject[0]) == ("reopen", "reject")
    assert office.loc(*reopen).code == ExitCode.DONE


def test_a_letter_in_a_mail_is_shown_where_its_own_copy_lies(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("mail.eml", mail(("Adair.docx", changed(office))).as_bytes()))
    [came_back] = office.loc("review").json["letters"][0]["came_back"]
    assert came_back["copy"] == "output/2024-2025/returns/mail - Adair.docx"
    assert (office.folder / came_back["copy"]).read_bytes() == changed(office)


def test_where_a_copy_is_gone_or_altered_the_kept_file_is_named(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("note.txt", "see attached"))
    [returned] = office.loc("review").json["returns"]
    assert returned["copies"] == ["output/unmatched-returns/note.txt"]
    (office.folder / "output/unmatched-returns/note.txt").write_text("something else")
    [returned] = office.loc("review").json["returns"]
    assert returned["copies"] == [f"output/kept/{returned['return_id']}"]


def test_two_files_of_one_name_are_told_apart(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("a/note.txt", "one"), office.file("b/note.txt", "two"))
    told = [office.folder / each["copies"][0] for each in office.loc("review").json["returns"]]
    assert [each.read_text() for each in told] == ["one", "two"]


@pytest.mark.parametrize("year", [(), ("2024-2025",)])
def test_paper_that_is_not_scanned_yet_waits_too(office: Office, year: tuple[str, ...]) -> None:
    office.fill()
    office.loc("receive", "--paper", "Adair County", "--paper-kept", "binder 3")
    said = office.loc("review", *year, as_json=False)
    assert said.code == ExitCode.PERSON_NEEDED
    assert "On paper, not scanned yet; when a scan is there: loc receive FILE\n" in said.out
    assert "KYILN-2024-001-L1-32  Adair County, came on September 20, 2024, kept at: binder 3\n" in said.out
    assert said.out.endswith("0 letters and 0 unmatched returns to decide, 1 on paper to scan.\n")
    assert [each["district"] for each in office.loc("review").json["on_paper"]] == ["Adair County"]
    assert office.loc("review", "2017-2018").json["on_paper"] == []
