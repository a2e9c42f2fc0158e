"""What a record's certificate says was checked, from what came back of one letter and who accepted it."""

from datetime import UTC, datetime

from made.letter import letter_pdf, scan, signature_page_pdf
from made.office import Office

from loc_builder.books import Books
from loc_builder.dossier import case_of, certificate_of
from loc_builder.model import CheckName
from loc_builder.workspace import Workspace

LETTER = "KYILN-2024-001"
ACCEPT = ("accept", LETTER, "--signed-on", "2024-09-03", "--signer", "Jane Doe")
UNSIGNED = {f"signature.district.{room}": "" for room in ("signature", "name", "title", "date")}
OF_WORD = "the file's property says KYILN-2024-001-L1-32; the printed id says KYILN-2024-001-L1-32"


def checks(office: Office) -> list[str]:
    """Each check of Adair's certificate as a line: its name, what came of it, and why; that of ink left out."""
    books = Books.open(Workspace.open(office.folder), now=datetime(2024, 10, 1, tzinfo=UTC), by="tester")
    letter = books.letter(LETTER)
    assert letter.commitment is not None
    case = case_of(books, letter, letter.commitment)
    made = certificate_of(books, books.edition_of(letter), case).checks
    lines = [f"{check.name} {check.result}: {check.why}".removesuffix(": ") for check in made]
    return [line for line in lines if not line.startswith(CheckName.INK)]


def receive(office: Office, name: str, content: bytes) -> None:
    office.loc("receive", office.file(name, content))


def test_of_a_letter_accepted_by_rule_every_check_was_passed(office: Office) -> None:
    office.fill()
    receive(office, "Adair.docx", office.answered())
    assert checks(office) == [
        f"identity passed: {OF_WORD}",
        "agreement text passed",
        "pages passed",
        "answers passed",
        "signature passed",
        "date passed",
    ]


def test_what_no_rule_can_read_of_a_scan_is_not_shown_as_fine(office: Office) -> None:
    office.fill()
    receive(office, "whole.pdf", scan(letter_pdf(), pen=True))
    office.loc(*ACCEPT)
    by_name = dict(line.split(": ", 1) for line in checks(office))
    assert [*by_name] == [
        "identity passed",
        "agreement text not made",
        "pages not made",
        "answers not made",
        "signature passed",
        "date passed",
    ]
    assert by_name["signature passed"] == by_name["date passed"] == "read on the page by tester"
    assert "pictures without text" in by_name["agreement text not made"]


def test_of_two_parts_each_check_names_its_file_and_what_one_shows_is_not_missed_in_the_other(office: Office) -> None:
    office.fill()
    receive(office, "answers.docx", office.answered(texts=UNSIGNED, day=""))
    receive(office, "page.pdf", scan(signature_page_pdf(), pen=True))
    office.loc(*ACCEPT)
    assert checks(office) == [
        f"identity passed: answers.docx: {OF_WORD}",
        "agreement text passed: answers.docx: passed",
        "pages passed: answers.docx: passed",
        "answers passed: answers.docx: passed",
        "identity passed: page.pdf: the code on page 1 says KYILN-2024-001-L1-32",
        "signature passed: page.pdf: read on the page by tester",
        "date passed: page.pdf: read on the page by tester",
    ]


def test_what_failed_and_was_accepted_all_the_same_stays_failed(office: Office) -> None:
    office.fill()
    receive(office, "Adair.docx", office.answered(texts=UNSIGNED, day=""))
    office.loc(*ACCEPT, "--despite", "not-signed")
    assert checks(office)[-2:] == [
        "signature failed: there is no signature",
        "date failed: there is no date beside the signature",
    ]


def test_the_countersigned_page_is_told_beside_the_letter_that_was_accepted(office: Office) -> None:
    office.fill()
    receive(office, "Adair.docx", office.answered())
    receive(office, "countersigned.pdf", scan(signature_page_pdf(), pen=True))
    office.loc(
        *("accept", LETTER, "--party", "agency"),
        *("--signed-on", "2024-09-20", "--signer", "Rob Collins"),
    )
    told = checks(office)
    assert told[0] == f"identity passed: Adair.docx: {OF_WORD}"
    assert told[-2:] == [
        "date passed: Adair.docx: passed",
        "identity passed: countersigned.pdf: the code on page 1 says KYILN-2024-001-L1-32",
    ]
