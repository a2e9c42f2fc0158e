"""What keeps a draft from being written, and what cannot spoil one."""

import pytest
from made.drafts import ADAIRS, ALLENS, DRAFTS, IN_AUGUST, SEND, draft, edit, fill_with, mailing, text
from made.office import Office

from loc_builder.errors import ExitCode


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
