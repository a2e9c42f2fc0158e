"""Mail drafts that ask for what is missing."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from made.office import Office
from made.word import replaced

from loc_builder.errors import ExitCode

UNSIGNED = {"signature.district.signature": "", "signature.district.date": "", "answers.learning_goal": ""}
ADAIRS = "output/2024-2025/drafts/001 Adair County - correction.eml"


@pytest.fixture
def sent_back(office: Office) -> Office:
    """Adair's letter came back without a signature and an answer, and was rejected."""
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered(texts=UNSIGNED, day="")))
    office.loc("reject", "Adair.docx", "--because", "The superintendent has still to sign it.")
    return office


def draft(office: Office) -> EmailMessage:
    message = message_from_bytes((office.folder / ADAIRS).read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(message: EmailMessage) -> str:
    body = message.get_body()
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_only_letters_that_were_sent_back_get_a_draft(sent_back: Office) -> None:
    said = sent_back.loc("corrections", "2024-2025")
    assert said.code == ExitCode.DONE
    assert [(each["district"], each["file"]) for each in said.json["drafts"]] == [("Adair County", ADAIRS)]


def test_the_draft_says_in_plain_words_what_is_missing(sent_back: Office) -> None:
    sent_back.loc("corrections", "2024-2025")
    message = draft(sent_back)
    text = text_of(message)
    assert message["To"] == "Jane Doe <jane@adair.example>"
    assert message["X-Unsent"] == "1"
    assert "The superintendent has still to sign it." in text
    assert "Please:\n\n- " in text
    assert "- Sign the letter on its last page.\n" in text
    assert "- Write an answer in every place of the letter that needs one.\n" in text


def test_a_changed_wording_is_told_once_and_the_attached_letter_is_said_to_be_without_the_answers(
    office: Office,
) -> None:
    office.fill()
    office.loc("receive", office.file("Adair.docx", replaced(office.answered(), "work side by side", "work apart")))
    office.loc("reject", "Adair.docx", "--because", "A sentence of the agreement was changed.")
    office.loc("corrections", "2024-2025")
    text = text_of(draft(office))
    assert text.count("changed") == 1
    assert "missing" not in text
    assert "- Use the attached letter: the wording of the agreement must stay as it is.\n" in text
    assert "as we first sent it: your answers are not in it" in text


def test_the_letter_is_attached_again(sent_back: Office) -> None:
    sent_back.loc("corrections", "2024-2025")
    [attached] = draft(sent_back).iter_attachments()
    assert attached.get_filename() == "001 Adair County - KY ILN Letter of Commitment 2024-2025.docx"
    assert attached.get_content() == sent_back.letter()


def test_a_draft_that_says_the_same_is_not_written_again(sent_back: Office) -> None:
    sent_back.loc("corrections", "2024-2025")
    first = (sent_back.folder / ADAIRS).read_bytes()
    again = sent_back.loc("corrections", "2024-2025", now="2024-10-01T12:00:00-04:00")
    assert [each["is_new"] for each in again.json["drafts"]] == [False]
    assert (sent_back.folder / ADAIRS).read_bytes() == first


def test_an_edition_without_the_text_says_where_to_get_it(sent_back: Office) -> None:
    (sent_back.folder / "templates/2024-2025/correction.txt").unlink()
    said = sent_back.loc("corrections", "2024-2025", as_json=False)
    assert said.code == ExitCode.INPUT
    assert "2024-2025/correction.txt cannot be read" in said.err
