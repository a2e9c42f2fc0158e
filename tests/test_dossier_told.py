"""What a certificate tells beside the checks: how signatures are known, how files came, where paper lies."""

from datetime import UTC, datetime
from hashlib import sha256

from made.letter import letter_pdf, scan
from made.office import Office
from made.pdf import text_of, texts_of

from loc_builder.binding.certificate import Certificate, certificate_pdf, originals_list
from loc_builder.books import Books
from loc_builder.dossier import case_of, certificate_of
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
