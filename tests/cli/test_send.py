"""Out of the door: drafts, the mailing workbook, and noting what went out."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from made.office import ADAIR, ALLEN, Office

from loc_builder import canonical
from loc_builder.errors import ExitCode
from loc_builder.facts import Issued
from loc_builder.workspace import Workspace

DRAFTS = "output/2024-2025/drafts"
ADAIRS = f"{DRAFTS}/001 Adair County - draft.eml"
ALLENS = f"{DRAFTS}/005 Allen County - draft.eml"
SEND = ("send", "2024-2025")
IN_AUGUST = "2024-08-02T09:00:00-04:00"
LATER = "2024-08-05T09:00:00-04:00"


def draft(office: Office, name: str = ADAIRS) -> EmailMessage:
    message = message_from_bytes((office.folder / name).read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text(office: Office, name: str = ADAIRS, kind: str = "plain") -> str:
    body = draft(office, name).get_body((kind,))
    assert body is not None
    return str(body.get_content())


def attachment(office: Office, name: str = ADAIRS) -> tuple[str | None, str, bytes]:
    [part] = draft(office, name).iter_attachments()
    return part.get_filename(), part.get_content_type(), part.get_content()


def mailing(office: Office) -> list[dict[str, str]]:
    sheet = openpyxl.load_workbook(office.folder / DRAFTS / "mailing 2024-2025.xlsx").worksheets[0]
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), (str(each or "") for each in row), strict=True)) for row in rows]


def edit(office: Office, name: str, old: str, new: str) -> None:
    place = office.folder / "templates/2024-2025" / name
    content = place.read_text(encoding="utf-8")
    assert old in content
    place.write_text(content.replace(old, new), encoding="utf-8")


def refill(office: Office, *changed: tuple[str, str]) -> None:
    """Make the letters of both districts anew, Adair's row changed."""
    row = ADAIR
    for old, new in changed:
        row = row.replace(old, new)
    said = office.loc("fill", "2024-2025", "--roster", office.roster(row, ALLEN), "--reissue", now=IN_AUGUST)
    assert said.code == ExitCode.DONE, said.err


def fill_with(office: Office, changed: Mapping[str, str]) -> None:
    """Issue Adair's letter once more as if these had been its roster values, which no roster would be let through."""
    workspace = Workspace.open(office.folder)
    issued = next(each.said for each in workspace.ledger.facts() if isinstance(each.said, Issued))
    values = canonical.load_plain(workspace.kept(issued.values_sha256))
    values["roster"] |= changed
    again = replace(issued, revision=issued.revision + 1, values_sha256=workspace.keep(canonical.dump(values)))
    workspace.ledger.append([again], at=datetime(2024, 8, 1, 20, tzinfo=UTC), by="tester")


# ---- drafts -----------------------------------------------------------------------------------------------------


def test_each_letter_gets_a_draft_to_its_people_with_the_letter_attached(office: Office) -> None:
    office.fill()
    said = office.loc(*SEND, now=IN_AUGUST)
    assert said.code == ExitCode.DONE
    assert said.json["drafts"] == [
        {
            "letter_id": "KYILN-2024-001-L1-32",
            "district_number": "001",
            "district": "Adair County",
            "file": ADAIRS,
            "to": ["jane@adair.example"],
            "cc": ["john@adair.example"],
        },
        {
            "letter_id": "KYILN-2024-005-L1-60",
            "district_number": "005",
            "district": "Allen County",
            "file": ALLENS,
            "to": ["ann@allen.example"],
            "cc": ["max@allen.example"],
        },
    ]
    assert {name: str(value) for name, value in draft(office).items()} == {
        "X-Unsent": "1",
        "Date": "Fri, 02 Aug 2024 09:00:00 -0400",
        "Message-ID": "<KYILN-2024-001-L1-32.1@education.ky.gov>",
        "To": "Jane Doe <jane@adair.example>",
        "Cc": "John Roe <john@adair.example>",
        "Reply-To": "Rob Collins <robert.collins@education.ky.gov>",
        "Subject": "KY ILN Letter of Commitment 2024-2025, Adair County",
        "MIME-Version": "1.0",
        "Content-Type": 'multipart/mixed; boundary="=_loc-draft"',
    }
    assert attachment(office) == (
        "001 Adair County - KY ILN Letter of Commitment 2024-2025.docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        office.letter(),
    )


def test_nothing_is_noted_by_drafting(office: Office) -> None:
    office.fill()
    said = office.loc(*SEND, now=IN_AUGUST, as_json=False)
    assert office.kinds() == ["issued", "issued"]
    assert "Nothing was sent. When they have gone out: loc sent 2024-2025 --on DATE" in said.out


def test_the_mail_says_what_to_do_how_to_return_it_and_whom_to_ask(office: Office) -> None:
    edit(office, "edition.toml", "time_zone =", "due_on = 2024-09-30\ntime_zone =")
    office.fill()
    office.loc(*SEND, now=IN_AUGUST)
    for kind in ("plain", "html"):
        says = text(office, kind=kind)
        assert "Dear Jane Doe," in says
        assert "Sign and date the last page." in says
        assert "September 30, 2024" in says
        assert "robert.collins@education.ky.gov" in says
        assert "(502) 564-4201" in says
        assert "A copy of this message goes to John Roe." in says
        assert "{" not in says


def test_the_mail_of_2017_gives_the_postal_way_too(office: Office) -> None:
    rows = office.roster(ADAIR, questions="Points of action 1", answers="Visit a school.")
    office.loc("fill", "2017-2018", "--roster", rows, now="2017-07-14T12:00:00-04:00")
    said = office.loc("send", "2017-2018", now="2017-07-15T12:00:00-04:00")
    [made] = said.json["drafts"]
    says = text(office, made["file"])
    assert "by post to Kentucky Department of Education" in says
    assert "two or three points of action" in says


def test_a_second_run_changes_nothing_even_on_another_day(office: Office) -> None:
    office.fill()
    office.loc(*SEND, now=IN_AUGUST)
    before = {each: each.read_bytes() for each in (office.folder / DRAFTS).iterdir()}
    said = office.loc(*SEND, now=LATER)
    assert (said.code, said.json["drafts"], len(said.json["unchanged"])) == (ExitCode.DONE, [], 2)
    assert {each: each.read_bytes() for each in (office.folder / DRAFTS).iterdir()} == before


def test_two_offices_write_the_same_bytes(office: Office) -> None:
    office.fill()
    office.loc(*SEND, now=IN_AUGUST)
    before = {each: each.read_bytes() for each in (office.folder / DRAFTS).iterdir()}
    for each in before:
        each.unlink()
    office.loc(*SEND, now=IN_AUGUST)
    assert {each: each.read_bytes() for each in (office.folder / DRAFTS).iterdir()} == before


def test_an_edited_text_is_taken_over_into_drafts_that_have_not_gone_out(office: Office) -> None:
    office.fill()
    office.loc(*SEND, now=IN_AUGUST)
    edit(office, "mail.txt", "With kind regards,", "With best wishes,")
    said = office.loc(*SEND, now=LATER)
    assert len(said.json["drafts"]) == 2
    assert "With best wishes," in text(office)


def test_the_mail_agrees_with_the_letter_when_the_settings_changed_since(office: Office) -> None:
    office.fill()
    edit(office, "edition.toml", 'phone = "(502) 564-4201, ext. 4071"', 'phone = "(502) 555-0100"')
    office.loc(*SEND, now=IN_AUGUST)
    assert "(502) 564-4201" in text(office)


def test_only_the_district_asked_for_gets_its_draft_and_the_workbook_holds_all(office: Office) -> None:
    office.fill()
    said = office.loc(*SEND, "--only", "Allen County", now=IN_AUGUST)
    assert [each["file"] for each in said.json["drafts"]] == [ALLENS]
    assert not (office.folder / ADAIRS).exists()
    assert [each["District"] for each in mailing(office)] == ["Adair County", "Allen County"]


def test_a_dry_run_writes_no_draft(office: Office) -> None:
    office.fill()
    said = office.loc(*SEND, "--dry-run", now=IN_AUGUST)
    assert len(said.json["drafts"]) == 2
    assert not (office.folder / DRAFTS).exists()


def test_a_district_without_a_letter_is_named(office: Office) -> None:
    office.fill("--only", "001")
    for command in (SEND, ("sent", "2024-2025", "--on", "2024-08-02")):
        said = office.loc(*command, "--only", "005", now=IN_AUGUST, as_json=False)
        assert said.code == ExitCode.INPUT
        assert "There is no letter of 2024-2025 for the district 005." in said.err


def test_without_letters_there_is_nothing_to_draft(office: Office) -> None:
    said = office.loc(*SEND, now=IN_AUGUST)
    assert (said.code, said.json["drafts"], said.json["workbook"]) == (ExitCode.DONE, [], None)


# ---- what keeps a draft from being written ----------------------------------------------------------------------


@pytest.mark.parametrize("missing", ["mail.txt", "mail.html"])
def test_a_missing_mail_is_named_and_nothing_is_written(office: Office, missing: str) -> None:
    office.fill()
    (office.folder / "templates/2024-2025" / missing).unlink()
    said = office.loc(*SEND, now=IN_AUGUST)
    assert said.code == ExitCode.INPUT
    assert f"2024-2025/{missing} cannot be read" in said.json["error"]["message"]
    assert not (office.folder / DRAFTS).exists()


def test_a_mail_that_names_the_year_it_was_copied_from_is_refused(office: Office) -> None:
    office.fill()
    edit(office, "mail.html", "What we ask of you", "What we ask of you in 2023-24")
    said = office.loc(*SEND, now=IN_AUGUST)
    assert said.code == ExitCode.INPUT
    [problem] = said.json["error"]["problems"]
    assert (problem["file"], problem["code"]) == ("2024-2025/mail.html", "other-year-named")
    assert "2023-2024" in problem["message"]
    assert not (office.folder / DRAFTS).exists()


def test_a_letter_without_an_address_is_named_and_the_others_are_drafted(office: Office) -> None:
    office.fill()
    fill_with(office, {"Superintendent e-mail": "", "Contact 1 email": " "})
    said = office.loc(*SEND, now=IN_AUGUST)
    assert said.code == ExitCode.PERSON_NEEDED
    assert said.json["skipped"] == [
        {
            "letter_id": "KYILN-2024-001-L1-32",
            "district": "Adair County",
            "because": "the letter names no e-mail address",
        }
    ]
    assert [each["file"] for each in said.json["drafts"]] == [ALLENS]
    assert mailing(office)[0]["Status"] == "to send without a draft: the letter names no e-mail address"


@pytest.mark.parametrize(
    "spoilt", ["john@adair.example\r\nBcc: thief@evil.example", "john@adair.example, thief@evil.example", "john"]
)
def test_a_spoilt_address_is_named_without_being_repeated(office: Office, spoilt: str) -> None:
    office.fill()
    fill_with(office, {"Contact 1 email": spoilt})
    said = office.loc(*SEND, now=IN_AUGUST)
    assert said.code == ExitCode.PERSON_NEEDED
    assert said.json["skipped"][0]["because"] == "the e-mail address of contact 1 cannot be used"
    assert not (office.folder / ADAIRS).exists()


def test_without_a_superintendents_address_the_contacts_are_written_to(office: Office) -> None:
    office.fill()
    fill_with(office, {"Superintendent e-mail": ""})
    [made] = office.loc(*SEND, "--only", "001", now=IN_AUGUST).json["drafts"]
    assert (made["to"], made["cc"]) == (["john@adair.example"], [])


def test_nobody_gets_the_mail_twice(office: Office) -> None:
    office.fill()
    fill_with(office, {"Contact 1 email": "JANE@adair.example"})
    [made] = office.loc(*SEND, "--only", "001", now=IN_AUGUST).json["drafts"]
    assert (made["to"], made["cc"]) == (["jane@adair.example"], [])


def test_hostile_names_of_a_roster_stay_names(office: Office) -> None:
    office.fill()
    fill_with(office, {"Superintendent name": 'Doe, "J"\r\nBcc: thief@evil.example', "Contact 1 name": "<b>Núñez</b>"})
    office.loc(*SEND, now=IN_AUGUST)
    made = draft(office)
    assert made["Bcc"] is None
    assert [each.addr_spec for each in made["To"].addresses] == ["jane@adair.example"]
    assert made["Cc"].addresses[0].display_name == "<b>Núñez</b>"
    assert "&lt;b&gt;Núñez&lt;/b&gt;" in text(office, kind="html")


def test_a_return_address_that_no_mail_reaches_is_refused(office: Office) -> None:
    edit(office, "edition.toml", "robert.collins@education.ky.gov", "robért@education.ky.gov")
    office.fill()
    said = office.loc(*SEND, now=IN_AUGUST)
    assert said.code == ExitCode.INPUT
    assert "return_to.email" in office.loc(*SEND, now=IN_AUGUST, as_json=False).err


# ---- never the same letter twice --------------------------------------------------------------------------------


def test_a_letter_noted_as_sent_gets_no_draft_again(office: Office) -> None:
    office.fill()
    office.loc(*SEND, now=IN_AUGUST)
    noted = office.loc("sent", "2024-2025", "--on", "2024-08-02", "--only", "001", now=LATER)
    assert [(each["district"], each["state"]) for each in noted.json["letters"]] == [("Adair County", "sent")]
    edit(office, "mail.txt", "With kind regards,", "With best wishes,")
    said = office.loc(*SEND, now=LATER)
    assert [each["file"] for each in said.json["drafts"]] == [ALLENS]
    assert said.json["gone_out"] == [{"letter_id": "KYILN-2024-001-L1-32", "file": ADAIRS}]
    assert "With kind regards," in text(office)
    assert [each["Status"] for each in mailing(office)] == ["sent August 2, 2024", "to send"]
    assert "1 draft of these left in the folder from before; do not send them again." in (
        office.loc(*SEND, now=LATER, as_json=False).out
    )


def test_a_letter_made_anew_gets_a_new_draft_in_place_of_the_old_one(office: Office) -> None:
    office.fill()
    office.loc(*SEND, now=IN_AUGUST)
    office.loc("sent", "2024-2025", "--on", "2024-08-02", now=LATER)
    refill(office, ("Jane Doe", "June Dow"), ("jane@", "june@"))
    said = office.loc(*SEND, now=LATER)
    assert [(each["file"], each["to"]) for each in said.json["drafts"]] == [(ADAIRS, ["june@adair.example"])]
    made = draft(office)
    assert made["Message-ID"] == "<KYILN-2024-001-L1-32.2@education.ky.gov>"
    assert str(made["Subject"]).startswith("Please use this version: ")
    assert "revision 2" in text(office)
    assert attachment(office)[0] == "001 Adair County - KY ILN Letter of Commitment 2024-2025 (revision 2).docx"
    noted = office.loc("sent", "2024-2025", "--on", "2024-08-05", now=LATER)
    assert [each["district"] for each in noted.json["letters"]] == ["Adair County"]


def test_a_letter_that_came_back_is_not_drafted(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    said = office.loc(*SEND)
    assert [each["file"] for each in said.json["drafts"]] == [ALLENS]
    assert mailing(office)[0]["Status"] == "came back"


def test_a_letter_made_anew_after_a_rejection_is_drafted_though_the_old_one_came_back(office: Office) -> None:
    office.fill()
    unsigned = office.answered(texts={"signature.district.signature": "", "signature.district.date": ""}, day="")
    office.loc("receive", office.file("Adair.docx", unsigned))
    office.loc("reject", "Adair.docx", "--because", "It is not signed.")
    assert [each["file"] for each in office.loc(*SEND).json["drafts"]] == [ALLENS]
    row = ADAIR.replace("Jane Doe", "June Dow")
    office.loc("fill", "2024-2025", "--roster", office.roster(row, ALLEN), "--reissue")
    assert [each["file"] for each in office.loc(*SEND).json["drafts"]] == [ADAIRS]


# ---- noting what went out ---------------------------------------------------------------------------------------


def test_what_went_out_is_noted_once(office: Office) -> None:
    office.fill()
    said = office.loc("sent", "2024-2025", "--on", "2024-08-02", now=LATER)
    assert (said.code, [each["state"] for each in said.json["letters"]]) == (ExitCode.DONE, ["sent", "sent"])
    again = office.loc("sent", "2024-2025", "--on", "2024-08-03", now=LATER)
    assert (again.code, again.json["letters"], len(again.json["noted_before"])) == (ExitCode.DONE, [], 2)
    assert office.kinds() == ["issued", "issued", "sent", "sent"]


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


def test_the_shipped_mails_name_no_school_year_and_no_person(office: Office) -> None:
    for file in sorted((office.folder / "templates").glob("*/mail.*")):
        content = file.read_text(encoding="utf-8")
        assert Path(file).parent.name not in content
        assert "@" not in content
