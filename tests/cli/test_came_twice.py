"""The same letter in two mails, or once more saved out of one: taken once, told in words, and waiting for nobody."""

import pytest
from made.mails import mail
from made.office import PLANS, Office, Said
from made.pdf import sheets
from made.word import written

from loc_builder.errors import ExitCode

NAMELESS = sheets("We commit ourselves. Signed, the superintendent.")
BY_ADAIR = {"sender": "jane@adair.example", "subject": "Adair County", "text": "The letter of Adair County."}
BY_ALLEN = {"sender": "ann@allen.example", "subject": "Allen County", "text": "The letter of Allen County."}
BY_NOBODY = {"sender": "scanner@copy.example", "subject": "Scan", "text": "Attached."}


@pytest.fixture
def unsigned(office: Office) -> bytes:
    office.fill()
    return written(office.letter(), PLANS)


def receive(office: Office, name: str, data: bytes, **said: str) -> Said:
    """Take in a mail with one letter attached."""
    sent = mail(("letter" + (".pdf" if data is NAMELESS else ".docx"), data), **said)
    return office.loc("receive", office.file(name, sent.as_bytes()), as_json=False)


def waiting(office: Office) -> tuple[list[str], list[str]]:
    """The letters and the returns that wait."""
    shown = office.loc("review").json
    return [each["letter_id"][:14] for each in shown["letters"]], [each["name"] for each in shown["returns"]]


def test_a_letter_that_waits_is_not_waited_for_twice(office: Office, unsigned: bytes) -> None:
    receive(office, "first.eml", unsigned)
    said = receive(office, "second.eml", unsigned, subject="Once more")
    assert "second.eml > letter.docx: whole, KYILN-2024-001-L1-32" in said.out
    assert "    the same file came before: first.eml > letter.docx\n" in said.out
    assert "another return of the same kind" not in said.out
    assert waiting(office) == (["KYILN-2024-001"], [])
    assert office.loc("reject", "KYILN-2024-001", "--because", "Not signed.").code == ExitCode.DONE
    copies = {file.name for file in (office.folder / "output" / "2024-2025" / "returns").iterdir()}
    assert copies == {"first.eml", "first - letter.docx", "second.eml"}


def test_after_the_letter_was_accepted_nothing_waits(office: Office, unsigned: bytes) -> None:
    assert unsigned
    signed = office.answered()
    assert receive(office, "first.eml", signed).code == ExitCode.DONE
    assert receive(office, "second.eml", signed, subject="Once more").code == ExitCode.DONE
    assert office.kinds().count("part-matched") == 1
    assert waiting(office) == ([], [])


def test_both_mails_may_come_in_one_folder(office: Office, unsigned: bytes) -> None:
    office.file("back/1.eml", mail(("letter.docx", unsigned)).as_bytes())
    office.file("back/2.eml", mail(("letter.docx", unsigned), subject="Again").as_bytes())
    office.file("back/3.docx", unsigned)
    out = office.loc("receive", str(office.folder / "back"), as_json=False).out
    assert "the same file came before: 1.eml > letter.docx" in out
    assert "3.docx: the same file as 1.eml > letter.docx, taken in before" in out
    assert waiting(office) == (["KYILN-2024-001"], [])


def test_an_attachment_that_somebody_saved_is_known(office: Office, unsigned: bytes) -> None:
    receive(office, "mail.eml", unsigned)
    before = office.kinds()
    again = office.loc("receive", office.file("Adair letter.docx", unsigned))
    assert again.json["returns"][0]["same_as"] == "mail.eml > letter.docx"
    assert office.kinds() == before


def test_a_file_that_came_alone_is_known_in_a_mail(office: Office, unsigned: bytes) -> None:
    office.loc("receive", office.file("Adair letter.docx", unsigned))
    assert "the same file came before: Adair letter.docx" in receive(office, "mail.eml", unsigned).out


def test_a_letter_returned_for_correction_is_still_owed(office: Office, unsigned: bytes) -> None:
    receive(office, "first.eml", unsigned)
    office.loc("reject", "KYILN-2024-001", "--because", "Not signed.")
    assert "returned-for-correction" in receive(office, "second.eml", unsigned, subject="Here it is").out
    assert waiting(office) == ([], [])


def test_a_mail_that_says_whose_it_is_answers_for_the_one_that_did_not(office: Office) -> None:
    office.fill()
    receive(office, "scan.eml", NAMELESS, **BY_NOBODY)
    assert waiting(office) == ([], ["scan.eml"])
    receive(office, "adair.eml", NAMELESS, **BY_ADAIR)
    assert waiting(office) == ([], ["adair.eml"])


def test_a_mail_that_says_no_more_adds_nothing(office: Office) -> None:
    office.fill()
    receive(office, "scan.eml", NAMELESS, **BY_NOBODY)
    receive(office, "again.eml", NAMELESS, **{**BY_NOBODY, "text": "Once more."})
    assert waiting(office) == ([], ["scan.eml"])


def test_one_file_for_two_districts_needs_a_person(office: Office) -> None:
    office.fill()
    receive(office, "adair.eml", NAMELESS, **BY_ADAIR)
    said = receive(office, "allen.eml", NAMELESS, **BY_ALLEN)
    assert "the same file came before as adair.eml > letter.pdf, for KYILN-2024-001-L1-32" in said.out
    assert waiting(office) == ([], ["adair.eml", "allen.eml"])


def test_what_was_set_aside_is_looked_at_again_when_it_comes_again(office: Office) -> None:
    office.fill()
    receive(office, "scan.eml", NAMELESS, **BY_NOBODY)
    office.loc("reject", "scan.eml", "--because", "Nobody's.")
    receive(office, "again.eml", NAMELESS, **{**BY_NOBODY, "text": "Once more."})
    assert waiting(office) == ([], ["again.eml"])
