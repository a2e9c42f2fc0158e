"""What a certificate tells beside the checks: how signatures are known, how files came, where paper lies."""

from datetime import UTC, datetime
from hashlib import sha256

from made.letter import letter_pdf, scan
from made.office import Office
from made.pdf import text_of, texts_of

from loc_builder.binding.certificate import Certificate, certificate_pdf, originals_list
from loc_builder.binding.stamp import Stamp
from loc_builder.books import Books
from loc_builder.dossier import case_of, certificate_of, stamp_of
from loc_builder.errors import ExitCode
from loc_builder.workspace import Workspace

LETTER = "KYILN-2024-001"
ACCEPT = ("accept", LETTER, "--signed-on", "2024-09-03", "--signer", "Jane Doe")


def certificate(office: Office) -> Certificate:
    books = Books.open(Workspace.open(office.folder), now=datetime(2024, 10, 1, tzinfo=UTC), by="tester")
    letter = books.letter(LETTER)
    assert letter.commitment is not None
    return certificate_of(books, books.edition_of(letter), case_of(books, letter, letter.commitment))


def printed(told: Certificate) -> str:
    return " ".join("\n".join(texts_of(certificate_pdf(told))).split())


def test_a_typed_signature_that_a_rule_read_is_told_for_whom_by_whom_and_how(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    told = certificate(office)
    [line] = told.signatures
    assert (line.party, line.name, line.title) == ("Adair County", "Jane Doe", "Superintendent")
    assert line.basis == "Name typed in the place for the signature; read by rule, September 20, 2024"
    assert told.edition == "revision 1"
    assert "By e-mail, September 20, 2024" in printed(told)


def test_a_scan_that_a_person_read_names_that_person_and_where_the_paper_lies(office: Office) -> None:
    office.fill()
    paper = ("--by-way", "post", "--paper-kept", "Room 12, cabinet B")
    assert office.loc("receive", office.file("whole.pdf", scan(letter_pdf(), pen=True)), *paper).code in (
        ExitCode.DONE,
        ExitCode.PERSON_NEEDED,
    )
    office.loc(*ACCEPT)
    told = certificate(office)
    assert "tester, September 20, 2024" in told.signatures[0].basis
    assert told.papers == (("whole.pdf, September 20, 2024", "Room 12, cabinet B"),)
    assert "By post" in printed(told)
    assert "Room 12, cabinet B" in printed(told)


def test_paper_that_nobody_noted_a_place_for_is_not_passed_over(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("whole.pdf", scan(letter_pdf(), pen=True)), "--by-way", "post")
    office.loc(*ACCEPT)
    assert certificate(office).papers == (("whole.pdf", "The office has not noted where the paper is"),)


def test_amendments_and_the_end_are_told_with_their_files_and_are_originals(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    amendment, notice = b"two schools join", b"the board leaves"
    for command in (
        ("amend", "001", "--file", office.file("amendment.txt", amendment), "--on", "2024-11-01"),
        ("end", "001", "--notice", office.file("notice.txt", notice), "--on", "2024-12-31"),
    ):
        said = office.loc(*command, "--because", "The board said so.", now="2024-12-01T12:00:00-05:00")
        assert said.code == ExitCode.DONE, said.out + said.err
    told = certificate(office)
    assert [(line.what, line.name) for line in told.later] == [
        ("Amended from November 1, 2024: The board said so", "amendment.txt"),
        ("Ended with December 31, 2024: The board said so", "notice.txt"),
    ]
    lines = originals_list(told).splitlines()
    assert lines[1:] == [
        f"{sha256(amendment).hexdigest()}  amendment.txt",
        f"{sha256(notice).hexdigest()}  notice.txt",
    ]
    assert "Ended with December 31, 2024: The board said so." in printed(told)


def test_an_ordinary_certificate_is_one_page(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    office.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    made = certificate_pdf(certificate(office))
    assert len(texts_of(made)) == 1
    assert "Certificate page 1 of 1" in text_of(made, 1)


def test_a_corrected_signature_and_approval_are_told_with_who_corrected_them_and_when(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    office.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    day = ("--signed-on", "2024-09-02", "--despite", "date-differs")
    reason = ("--because", "The 2 was read as a 3.")
    assert office.loc("correct", LETTER, *day, *reason, now="2024-10-02T12:00:00-04:00").code == ExitCode.DONE
    approval = ("--party", "agency", "--signed-on", "2024-09-21", "--because", "A day later.")
    assert office.loc("correct", LETTER, *approval, now="2024-10-03T12:00:00-04:00").code == ExitCode.DONE
    told = certificate(office)
    assert told.signatures[0].basis == "Seen and recorded by a person: tester, October 2, 2024"
    assert told.approval is not None
    assert told.approval.entry == "Entered by tester on October 3, 2024, 12:00 (UTC-04:00)"
    words = [event.what for event in told.events]
    signature = "Date of the district's signature corrected from September 3, 2024 to September 2, 2024"
    assert words[-3:] == [
        f"{signature} by tester: The 2 was read as a 3.",
        "Accepted by tester, despite: the file itself says another day for the signature",
        "Date of the approval corrected from September 20, 2024 to September 21, 2024 by tester: A day later.",
    ]
    assert sum("The 2 was read" in each for each in words) == 1


def test_a_signer_that_a_person_corrected_is_no_longer_read_by_rule(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    signer = ("--signed-on", "2024-09-03", "--signer", "Jane B. Doe", "--because", "Her full name.")
    assert office.loc("correct", LETTER, *signer, now="2024-10-02T12:00:00-04:00").code == ExitCode.DONE
    [line] = certificate(office).signatures
    assert line.name == "Jane B. Doe"
    assert line.basis == "Name typed in the place for the signature; read by tester, October 2, 2024"


def test_what_came_by_e_mail_is_nowhere_called_mail(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    told = certificate(office)
    assert any(each.what.startswith("Received by e-mail on September 20, 2024: Adair.docx") for each in told.events)
    assert "by mail" not in printed(told)


def ended(office: Office, on: str = "2025-02-28") -> None:
    said = office.loc(
        *("end", "001", "--notice", office.file("notice.txt", b"we leave"), "--on", on, "--because", "The board left."),
        now="2025-02-10T12:00:00-05:00",
    )
    assert said.code == ExitCode.DONE, said.out + said.err


def stamp(office: Office) -> Stamp:
    books = Books.open(Workspace.open(office.folder), now=datetime(2024, 10, 1, tzinfo=UTC), by="tester")
    letter = books.letter(LETTER)
    assert letter.commitment is not None
    return stamp_of(books.edition_of(letter), case_of(books, letter, letter.commitment))


def test_an_ended_letters_certificate_and_stamp_end_with_its_last_day(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    office.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    ended(office)
    words = printed(certificate(office))
    assert "In effect from September 3, 2024 through February 28, 2025: school year 2024-2025" in words
    assert "which it would have covered through June 30, 2025." in words
    drawn = stamp(office)
    assert drawn.dates == "September 3, 2024 \N{EN DASH} February 28, 2025"
    assert drawn.signed == "Signed September 3, 2024 \N{MIDDLE DOT} ended by notice"


def test_a_letter_that_is_not_approved_says_so_on_certificate_and_stamp(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    words = printed(certificate(office))
    missing = (
        "Not yet approved by Kentucky Department of Education: the district is a member from the day of the approval."
    )
    assert missing in words
    assert stamp(office).signed == "Signed September 3, 2024 \N{MIDDLE DOT} not approved"
    ended(office)
    words = printed(certificate(office))
    assert "It was ended before Kentucky Department of Education approved it: the district was never a member." in words
    assert "Not yet approved" not in words


def test_an_approved_letter_says_nothing_of_a_missing_approval(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    office.loc("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins")
    assert "pproved by Kentucky" not in printed(certificate(office))
    assert stamp(office).signed == "Signed September 3, 2024"
