"""Mail drafts that ask for what is missing."""

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from made.office import Office

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


def test_only_letters_that_were_sent_back_get_a_draft(sent_back: Office) -> None:
    said = sent_back.loc("corrections", "2024-2025")
    assert said.code == ExitCode.DONE
    assert [(each["district"], each["file"]) for each in said.json["drafts"]] == [("Adair County", ADAIRS)]


def test_the_draft_says_in_plain_words_what_is_missing(sent_back: Office) -> None:
    sent_back.loc("corrections", "2024-2025")
    message = draft(sent_back)
    body = message.get_body()
    assert body is not None
    text = body.get_content()
    assert message["To"] == "Jane Doe <jane@adair.example>"
    assert message["X-Unsent"] == "1"
    assert "The superintendent has still to sign it." in text
    assert "- The letter is not signed yet. Please sign it on the last page." in text
    assert "- An answer that we need is empty. Please write it in the letter." in text


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
