"""Out of the door: drafts and the mailing workbook, and no letter twice."""

from made.drafts import ADAIRS, ALLENS, DRAFTS, IN_AUGUST, LATER, SEND, attachment, draft, edit, mailing, refill, text
from made.office import ADAIR, ALLEN, Office

from loc_builder.errors import ExitCode

# ---- drafts


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


def test_the_shipped_mails_name_no_school_year_and_no_person(office: Office) -> None:
    for file in sorted((office.folder / "templates").glob("*/mail.*")):
        content = file.read_text(encoding="utf-8")
        assert file.parent.name not in content
        assert "@" not in content


# ---- never the same letter twice


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
