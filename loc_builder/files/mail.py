"""E-mail drafts as .eml files (the standard library's `email`).

A draft carries `X-Unsent: 1`, by which classic Outlook and Thunderbird open it to be edited, and no From: who opens it
sends it from their own account. The same draft and attachment give the same bytes. Nothing that comes from a
roster can add a header: what is not print becomes a blank, and addresses that are not plain are refused.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address, AddressHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import quote
from typing import Any

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_NOT_PRINT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
"""Control characters, marks that turn the direction of writing, and halves of characters."""

_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
_LINE_BREAK = re.compile(r"\r\n?|\u2028|\u2029")
_ADDRESS = re.compile(r"[\w!#$%&'*+/=?^`{|}~.-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}", re.ASCII)
_DATE_LINE = re.compile(rb"^Date: [^\r\n]*\r\n", re.MULTILINE)

_LONGEST_ADDRESS = 254  # RFC 5321
_LONGEST_NAME = 100  # characters; a line of a header holds 998 bytes
_LONGEST_SUBJECT = 255  # characters; Outlook's limit
_MIXED, _ALTERNATIVE = "=_loc-draft", "=_loc-text"  # "=_" stands in no line of base64


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A person's name, which may be empty, and address."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A message without its attachment; `html` is empty for a plain text only, `written_at` is aware.

    `message_id` is what stands in the angle brackets, before the domain, which is that of `reply_to`.
    """

    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...]
    reply_to: Mailbox
    subject: str
    text: str
    html: str
    message_id: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file under the name that it gets in the mail."""

    name: str
    content: bytes
    media_type: str = WORD_TYPE


class _DraftPolicy(EmailPolicy):
    """Folds a header where mail programs can read it again.

    Outlook reads no name of a file that is cut in pieces (RFC 2231), so parameters stay on one line; and Python 3.11
    cuts lists of addresses with letters beyond ASCII in the wrong place (gh-100884), so each address gets a line.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        if isinstance(value, AddressHeader):
            folded = ",\r\n ".join(_folded_address(each) for each in value.addresses)
            return f"{name}: {folded}\r\n".encode("ascii")
        if name == "Subject":
            return f"{name}: {_encoded(str(value), name)}\r\n".encode("ascii")
        return _ON_ONE_LINE.fold_binary(name, value)


_ON_ONE_LINE = SMTP.clone(max_line_length=0)
_POLICY = _DraftPolicy(linesep="\r\n")


def is_usable_address(text: str) -> bool:
    """Say whether a text is one plain address that every mail program takes."""
    local = text.partition("@")[0]
    dots_stand_well = ".." not in text and not local.startswith(".") and not local.endswith(".")
    return len(text) <= _LONGEST_ADDRESS and dots_stand_well and bool(_ADDRESS.fullmatch(text))


def one_line(text: str) -> str:
    """Give a text as a header can hold it: in one line, without what is not print and without encoded words."""
    return " ".join(_NOT_PRINT.sub(" ", text).replace("=?", "= ?").split())


def draft_bytes(draft: Draft, attachment: Attachment) -> bytes:
    """Write a draft as an .eml file; raise ValueError where an address is not usable."""
    message = EmailMessage(policy=_POLICY)
    message["X-Unsent"] = "1"
    message["Date"] = draft.written_at
    message["Message-ID"] = f"<{draft.message_id}@{_address(draft.reply_to).domain}>"
    message["To"] = _addresses(draft.to)
    if draft.cc:
        message["Cc"] = _addresses(draft.cc)
    message["Reply-To"] = _addresses((draft.reply_to,))
    message["Subject"] = one_line(draft.subject)[:_LONGEST_SUBJECT]
    # base64, since soft line breaks of quoted-printable have come out of Outlook's editor as "=" in the text
    message.set_content(_lines(draft.text), cte="base64")
    if draft.html:
        message.add_alternative(_lines(draft.html), subtype="html", cte="base64")
        message.set_boundary(_ALTERNATIVE)
    _attach(message, attachment)
    message.set_boundary(_MIXED)
    return message.as_bytes()


def is_same_draft(one: bytes, other: bytes) -> bool:
    """Say whether two drafts of ours differ at most in the moment they were written."""
    return _DATE_LINE.sub(b"", one, count=1) == _DATE_LINE.sub(b"", other, count=1)


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    maintype, _, subtype = attachment.media_type.partition("/")
    name = one_line(attachment.name)
    # For programs that cannot read the name of an attachment once it has letters beyond ASCII (RFC 2231).
    fallback = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    message.add_attachment(
        attachment.content, maintype=maintype, subtype=subtype, filename=name, params={"name": fallback}
    )


def _addresses(mailboxes: Sequence[Mailbox]) -> tuple[Address, ...]:
    return tuple(_address(each) for each in mailboxes)


def _address(mailbox: Mailbox) -> Address:
    if not is_usable_address(mailbox.email):
        raise ValueError("an address in a draft must be usable")
    username, _, domain = mailbox.email.partition("@")
    return Address(one_line(mailbox.name)[:_LONGEST_NAME].rstrip(), username, domain)


def _folded_address(address: Address) -> str:
    if not address.display_name:
        return address.addr_spec
    name = address.display_name
    shown = f'"{quote(name)}"' if name.isascii() else _encoded(name, "Reply-To")
    return f"{shown} <{address.addr_spec}>"


def _encoded(text: str, header: str) -> str:
    return Header(text, "us-ascii" if text.isascii() else "utf-8", header_name=header).encode(linesep="\r\n")


def _lines(text: str) -> str:
    return _NOT_TEXT.sub("", _LINE_BREAK.sub("\n", text))
