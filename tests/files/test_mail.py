"""Drafts, parsed back as a mail program would."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.headerregistry import AddressHeader
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loc_builder.files.mail import (
    WORD_TYPE,
    Attachment,
    Draft,
    Mailbox,
    draft_bytes,
    is_same_draft,
    is_usable_address,
    one_line,
)

LETTER = Attachment("001 Adair County - KY ILN Letter of Commitment 2024-2025.docx", b"PK\x03\x04" + bytes(range(256)))
DRAFT = Draft(
    to=(Mailbox("Jane Doe", "jane@adair.example"),),
    cc=(Mailbox("John Roe", "john@adair.example"), Mailbox("", "max@adair.example")),
    reply_to=Mailbox("Rob Collins", "rob@agency.example"),
    subject="Letter of Commitment 2024-2025",
    text="Dear Jane Doe,\n\nhere it is.\n",
    html='<p lang="en">Here it is.</p>',
    message_id="KYILN-2024-001-L1-32.1",
    written_at=datetime(2024, 8, 2, 9, tzinfo=UTC),
)


def parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert [part.defects for part in message.walk() if part.defects] == []
    return message


def people(message: EmailMessage, header: str) -> list[tuple[str, str]]:
    value = message[header]
    assert isinstance(value, AddressHeader)
    return [(each.display_name, each.addr_spec) for each in value.addresses]


def attached(message: EmailMessage) -> EmailMessage:
    [part] = message.iter_attachments()
    assert isinstance(part, EmailMessage)
    return part


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_a_draft_has_these_headers_and_no_others() -> None:
    message = parsed(draft_bytes(DRAFT, LETTER))
    assert dict(message.items()) == {
        "X-Unsent": "1",
        "Date": "Fri, 02 Aug 2024 09:00:00 +0000",
        "Message-ID": "<KYILN-2024-001-L1-32.1@agency.example>",
        "To": "Jane Doe <jane@adair.example>",
        "Cc": "John Roe <john@adair.example>, max@adair.example",
        "Reply-To": "Rob Collins <rob@agency.example>",
        "Subject": "Letter of Commitment 2024-2025",
        "MIME-Version": "1.0",
        "Content-Type": 'multipart/mixed; boundary="=_loc-draft"',
    }


def test_the_letter_is_attached_bit_for_bit_under_its_own_name() -> None:
    part = attached(parsed(draft_bytes(DRAFT, LETTER)))
    assert part.get_filename() == LETTER.name
    assert part.get_content_type() == WORD_TYPE
    assert part.get_content_disposition() == "attachment"
    assert part.get_content() == LETTER.content


def test_plain_text_and_html_say_the_same_to_different_programs() -> None:
    message = parsed(draft_bytes(DRAFT, LETTER))
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", WORD_TYPE]
    assert body(message, "plain").replace("\r\n", "\n") == DRAFT.text
    assert body(message, "html").strip() == DRAFT.html


def test_without_html_there_is_plain_text_only() -> None:
    message = parsed(draft_bytes(replace(DRAFT, html=""), LETTER))
    assert [part.get_content_type() for part in message.walk()] == ["multipart/mixed", "text/plain", WORD_TYPE]


def test_no_copy_and_no_names_leave_plain_addresses() -> None:
    content = draft_bytes(replace(DRAFT, cc=(), to=(Mailbox("", "jane@adair.example"),)), LETTER)
    assert b"\r\nTo: jane@adair.example\r\n" in content
    assert parsed(content)["Cc"] is None


def test_bodies_are_base64_and_lines_end_as_mail_lines_do() -> None:
    content = draft_bytes(replace(DRAFT, text="é = ü\n" * 40), LETTER)
    assert content.count(b"\n") == content.count(b"\r\n")
    assert {part["Content-Transfer-Encoding"] for part in parsed(content).walk() if not part.is_multipart()} == {
        "base64"
    }


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert draft_bytes(DRAFT, LETTER) == draft_bytes(DRAFT, LETTER)


def test_a_draft_of_another_day_is_the_same_and_one_of_other_words_is_not() -> None:
    today = draft_bytes(DRAFT, LETTER)
    tomorrow = draft_bytes(replace(DRAFT, written_at=DRAFT.written_at + timedelta(days=1)), LETTER)
    assert today != tomorrow
    assert is_same_draft(today, tomorrow)
    assert not is_same_draft(today, draft_bytes(replace(DRAFT, text="Date: never\n"), LETTER))


@pytest.mark.parametrize(
    "name",
    [
        "Jane Doe\r\nBcc: thief@evil.example",
        "Jane Doe\u2028Bcc: thief@evil.example",
        "=?utf-8?q?Jane=0d=0aBcc:_thief=40evil.example?=",
        'Jane" <thief@evil.example>, "Doe',
        "Doe, Jane; thief@evil.example",
        "Jane \\",
        "Núñez, Ramón (Dr.)",
        "教育長" * 40,
        "Jane <b>Doe</b> " * 40,
        "\ud800\x00\x7f\u202e",
    ],
)
def test_no_name_can_add_a_header_or_a_recipient(name: str) -> None:
    draft = replace(DRAFT, to=(Mailbox(name, "jane@adair.example"),), reply_to=Mailbox(name, "rob@agency.example"))
    message = parsed(draft_bytes(draft, LETTER))
    assert [address for _, address in people(message, "To")] == ["jane@adair.example"]
    assert [address for _, address in people(message, "Reply-To")] == ["rob@agency.example"]
    assert message.keys() == parsed(draft_bytes(DRAFT, LETTER)).keys()
    shown = people(message, "To")[0][0]
    # Python 3.11 reads a blank between two encoded words of a name, which RFC 2047 says to leave out.
    assert one_line(name).replace(" ", "").startswith(shown.replace(" ", ""))


@pytest.mark.parametrize("name", ["Núñez, Ramón (Dr.)", 'Jane "JD" Doe', "O'Bannon & Sons, Inc.", "教育長 山田"])
def test_an_unusual_name_comes_back_as_it_was_typed(name: str) -> None:
    message = parsed(draft_bytes(replace(DRAFT, to=(Mailbox(name, "jane@adair.example"),)), LETTER))
    assert people(message, "To") == [(name, "jane@adair.example")]


def test_many_copies_to_unusual_names_all_arrive() -> None:
    cc = tuple(Mailbox(f"Ñoño Number {number}, of the Board", f"n{number}@adair.example") for number in range(20))
    content = draft_bytes(replace(DRAFT, cc=cc), LETTER)
    assert people(parsed(content), "Cc") == [(each.name, each.email) for each in cc]
    assert max(len(line) for line in content.split(b"\r\n")) < 998


@given(name=st.text(), subject=st.text(), text=st.text())
def test_any_unicode_stays_where_it_belongs(name: str, subject: str, text: str) -> None:
    draft = replace(DRAFT, to=(Mailbox(name, "jane@adair.example"),), subject=subject, text=text)
    message = parsed(draft_bytes(draft, LETTER))
    assert [address for _, address in people(message, "To")] == ["jane@adair.example"]
    assert set(message.keys()) == set(parsed(draft_bytes(DRAFT, LETTER)).keys())
    assert str(message["Subject"]).split() == one_line(subject)[:255].split()
    assert attached(message).get_content() == LETTER.content
    printed = [each for each in text if each == "\t" or unicodedata.category(each) not in ("Cc", "Cs", "Zl", "Zp")]
    assert set("".join(printed)) - set("\ufffe\uffff") <= set(body(message, "plain")) | set("\n")


def test_a_long_name_of_a_file_stays_on_one_line_which_outlook_reads() -> None:
    name = "063 Erlanger-Elsmere Independent - KY ILN Letter of Commitment 2024-2025 (revision 2).docx"
    content = draft_bytes(DRAFT, Attachment(name, b"x"))
    assert f'Content-Disposition: attachment; filename="{name}"\r\n'.encode() in content


def test_a_file_named_beyond_ascii_keeps_its_name_and_its_suffix_for_old_programs() -> None:
    content = draft_bytes(DRAFT, Attachment("001 Peña County.docx", b"x"))
    assert attached(parsed(content)).get_filename() == "001 Peña County.docx"
    assert b'name="001 Pena County.docx"' in content


@pytest.mark.parametrize(
    ("address", "is_usable"),
    [
        ("jane.doe+loc@adair.k12.ky.us", True),
        ("o'bannon@adair.example", True),
        ("jane@adair", False),
        ("jane@adair.example\r\nBcc: thief@evil.example", False),
        ("jane@adair.example, thief@evil.example", False),
        ("Jane <jane@adair.example>", False),
        ('"jane doe"@adair.example', False),
        ("jané@adair.example", False),
        ("jane@ádair.example", False),
        (".jane@adair.example", False),
        ("jane..doe@adair.example", False),
        ("j" * 250 + "@adair.example", False),
        ("jane@adair.example\n", False),
        ("", False),
    ],
)
def test_only_a_plain_address_is_used(address: str, *, is_usable: bool) -> None:
    assert is_usable_address(address) is is_usable


def test_a_draft_to_a_spoilt_address_is_never_built() -> None:
    with pytest.raises(ValueError, match="usable"):
        draft_bytes(replace(DRAFT, to=(Mailbox("Jane", "jane@adair.example\r\nBcc: thief@evil.example"),)), LETTER)
