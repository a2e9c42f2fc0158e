"""What was set aside is brought back; what nobody can read is sent back for the district that sent it."""

from datetime import UTC, datetime

import pytest
from made.drafts import text
from made.office import Office

from loc_builder.books import Books
from loc_builder.dossier import case_of, certificate_of
from loc_builder.errors import ExitCode
from loc_builder.workspace import Workspace

BACK = ("--because", "It is signed overleaf.")


@pytest.fixture
def torn(office: Office) -> Office:
    """A file that cannot be opened came back, and a note that is no letter."""
    office.fill()
    office.loc("receive", office.file("torn.pdf", b"%PDF-1.4 torn"), office.file("note.txt", "see attached"))
    return office


def waiting(office: Office) -> list[str]:
    return [each["name"] for each in office.loc("review").json["returns"]]


def state_of(office: Office, number: str = "001") -> str:
    letters = office.loc("status", "2024-2025").json["letters"]
    return str(next(each["state"] for each in letters if each["district_number"] == number))


def key(office: Office, name: str) -> str:
    returns = office.loc("review").json["returns"]
    return str(next(each["return_id"] for each in returns if each["name"] == name))[:8]


def test_a_return_that_was_set_aside_is_brought_back_and_decided(torn: Office) -> None:
    number = key(torn, "note.txt")
    said = torn.loc("reject", "note.txt", "--because", "An advertisement.", as_json=False)
    assert f"note.txt is set aside: An advertisement. To bring it back: loc reopen {number} --because" in said.out
    assert waiting(torn) == ["torn.pdf"]
    accept = torn.loc("accept", "note.txt", "--district", "Adair County", "--signed-on", "2024-09-03", as_json=False)
    assert f"loc reopen {number} --because TEXT" in accept.err
    assert torn.loc("reopen", number, *BACK).code == ExitCode.DONE
    assert sorted(waiting(torn)) == ["note.txt", "torn.pdf"]
    assert torn.kinds()[-2:] == ["part-set-aside", "part-reopened"]
    again = torn.loc("reopen", "note.txt", *BACK, as_json=False)
    assert (again.code, again.err.splitlines()[0]) == (
        ExitCode.INPUT,
        "note.txt waits for a decision; nothing of it was set aside.",
    )


def test_what_was_set_aside_and_comes_again_is_said_to_be_aside(torn: Office) -> None:
    torn.loc("reject", "note.txt", "--because", "An advertisement.")
    said = torn.loc("receive", str(torn.folder / "note.txt"), as_json=False)
    assert "it was set aside; to bring it back: loc reopen" in said.out


def test_what_came_after_the_acceptance_is_brought_back_to_its_letter(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    later = office.answered(texts={"answers.learning_goal": "Another goal."})
    office.loc("receive", office.file("later.docx", later))
    office.loc("reject", "later.docx", "--because", "It came too late.")
    assert office.loc("review").json["letters"] == []
    [letter] = office.loc("reopen", "later.docx", *BACK).json["letters"]
    assert (letter["state"], letter["waiting_for"]) == ("accepted", ["second-part"])
    assert [each["letter_id"] for each in office.loc("review").json["letters"]] == [letter["letter_id"]]


def test_a_return_that_a_letter_was_decided_with_names_the_letter_to_reopen(office: Office) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered()))
    said = office.loc("reopen", "Adair.docx", *BACK, as_json=False)
    assert said.code == ExitCode.INPUT
    assert "loc reopen KYILN-2024-001-L1-32 --because TEXT" in said.err
    decided = office.loc("accept", "Adair.docx", "--signed-on", "2024-09-03", as_json=False)
    assert "loc reopen KYILN-2024-001-L1-32 --because TEXT" in decided.err


def test_a_return_that_nobody_can_read_is_sent_back_for_its_district(torn: Office) -> None:
    refused = torn.loc("accept", "torn.pdf", "--district", "Adair County", "--signed-on", "2024-09-03", as_json=False)
    asking = f"loc reject {key(torn, 'torn.pdf')} --letter KYILN-2024-001-L1-32 --because TEXT"
    assert asking in refused.err
    assert "the file cannot be read" in refused.err
    said = torn.loc("reject", "torn.pdf", "--district", "Adair County", "--because", "We cannot open it.")
    [letter] = said.json["letters"]
    assert (letter["letter_id"], letter["state"]) == ("KYILN-2024-001-L1-32", "returned-for-correction")
    assert waiting(torn) == ["note.txt"]
    torn.loc("corrections", "2024-2025")
    [draft] = torn.folder.glob("output/2024-2025/drafts/001*correction.eml")
    words = text(torn, str(draft.relative_to(torn.folder)))
    assert "We cannot open it." in words
    assert "we could not open the file that arrived" in words


def test_what_was_sent_back_for_a_district_waits_again_when_its_letter_is_reopened(torn: Office) -> None:
    torn.loc("reject", "torn.pdf", "--letter", "KYILN-2024-001", "--because", "We cannot open it.")
    torn.loc("reopen", "KYILN-2024-001", "--because", "It could be mended.")
    assert state_of(torn) == "waiting"


def test_a_return_of_one_district_is_not_sent_back_for_another(office: Office) -> None:
    office.fill()
    unsigned = office.answered(texts={"signature.district.signature": ""}, day="")
    office.loc("receive", office.file("Adair.docx", unsigned))
    said = office.loc("reject", "Adair.docx", "--district", "Allen County", "--because", "x", as_json=False)
    assert said.code == ExitCode.INPUT
    assert "Adair.docx belongs to KYILN-2024-001-L1-32" in said.err


def test_a_newcomers_unreadable_return_is_sent_back_too(torn: Office) -> None:
    reject = ("reject", "torn.pdf", "--district", "Barren County", "--because", "We cannot open it.")
    assert "loc fill 2024-2025 --blank" in torn.loc(*reject, as_json=False).err
    torn.loc("fill", "2024-2025", "--blank")
    [letter] = torn.loc(*reject).json["letters"]
    assert (letter["district"], letter["state"]) == ("Barren County", "returned-for-correction")


def test_an_envelope_that_holds_no_signature_is_sent_back_without_a_scan(office: Office) -> None:
    office.fill()
    office.loc("receive", "--paper", "Adair County")
    [letter] = office.loc("reject", "KYILN-2024-001", "--because", "It is not signed.").json["letters"]
    assert letter["state"] == "returned-for-correction"


def test_the_certificate_tells_that_a_return_was_set_aside_and_brought_back(office: Office) -> None:
    office.fill()
    unsure = {"signature.district.date": "the third"}
    office.loc("receive", office.file("Adair.docx", office.answered(texts=unsure, day="")))
    office.loc("receive", office.file("note.txt", "see attached"))
    office.loc("accept", "Adair.docx", "--signed-on", "2024-09-03")
    later = office.answered(texts={"answers.learning_goal": "Another goal."})
    office.loc("receive", office.file("later.docx", later))
    office.loc("reject", "later.docx", "--because", "It came too late.")
    office.loc("reopen", "later.docx", *BACK)
    office.loc("reopen", "KYILN-2024-001", "--because", "The later one counts.")
    office.loc("accept", "later.docx", "--signed-on", "2024-09-03")
    books = Books.open(Workspace.open(office.folder), now=datetime(2024, 10, 1, tzinfo=UTC), by="tester")
    letter = books.letter("KYILN-2024-001")
    assert letter.commitment is not None
    told = [
        each.what
        for each in certificate_of(books, books.edition_of(letter), case_of(books, letter, letter.commitment)).events
    ]
    assert "Set aside by tester: It came too late." in told
    assert "Brought back by tester: It is signed overleaf." in told
