"""Mails as .eml files (the standard library's `email`), read for their sender, text and attachments.

What stands in a header was written by whoever sent the mail: it is decoded and handed on, and believed nowhere.
Nothing that a mail names elsewhere is fetched.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from loc_builder.errors import InputError
from loc_builder.model import Inside, Mail

LONGEST_TEXT = 20_000  # characters of a mail's own text that are kept
DEEPEST = 20  # mails in mails

# The parser of structured headers lets Python's own errors through where a header is not what it looks like.
_FAULTS = (MessageError, ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)

_OWN = ("text/plain", "text/html")
_TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)\s*>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_SHOWN = re.compile(r"cid:([^\"'<>\s)]+)", re.IGNORECASE)


def read_mail(data: bytes) -> Mail:
    """Read a mail; raise InputError where it is so nested that it cannot be followed."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        return _mail(message, 0)
    except _FAULTS as error:
        raise InputError("the e-mail cannot be followed", hint="Save its attachments and take those in.") from error


def _mail(message: Message, depth: int) -> Mail:
    leaves = [(leaf, _own_kind(leaf)) for leaf in _leaves(message)]
    texts = {kind: "\n".join(_text(leaf) for leaf, its in leaves if its == kind) for kind in _OWN}
    shown = frozenset(_SHOWN.findall(texts["text/html"]))
    own = texts["text/plain"] or _without_tags(texts["text/html"])
    return Mail(
        sender=address_in(_header(message, "From") or _header(message, "Sender")),
        subject=_header(message, "Subject"),
        text=own.strip()[:LONGEST_TEXT],
        arrived_at=arrival((*_headers(message, "Received"), _header(message, "Date"))),
        inside=tuple(_inside(leaf, shown, depth) for leaf, its in leaves if not its),
    )


def address_in(written: str) -> str:
    """Give the address in what a mail says of its author; empty where there is none."""
    try:
        return parseaddr(" ".join(written.split()))[1]
    except _FAULTS:
        return ""


def arrival(stamps: Sequence[str]) -> datetime | None:
    """The first moment among `Received:` headers, the last server's first, and the sender's own `Date:`."""
    for stamp in stamps:
        try:
            moment = parsedate_to_datetime(stamp.rpartition(";")[2].strip())
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (*_FAULTS, OverflowError):
            continue
    return None


def _headers(message: Message, name: str) -> list[str]:
    """A header's values, as far as they can be read."""
    try:
        return [str(each) for each in message.get_all(name) or []]
    except _FAULTS:
        return []


def _header(message: Message, name: str) -> str:
    return next(iter(_headers(message, name)), "")


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something: neither containers of parts nor the inside of a forwarded mail."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting += [each for each in reversed(payload) if isinstance(each, Message)]
        else:
            yield part


def _own_kind(leaf: Message) -> str:
    """Say which of the mail's own texts it is; empty for what was attached."""
    kind = leaf.get_content_type()
    is_own = kind in _OWN and _disposition(leaf) != "attachment" and not _name(leaf)
    return kind if is_own else ""


def _disposition(leaf: Message) -> str:
    try:
        return leaf.get_content_disposition() or ""
    except _FAULTS:
        return ""


def _name(leaf: Message) -> str:
    try:
        return leaf.get_filename() or ""
    except _FAULTS:
        return ""


def _text(leaf: Message) -> str:
    held = _bytes(leaf)
    try:
        return held.decode(leaf.get_content_charset("utf-8"), errors="replace")
    except _FAULTS:
        return held.decode("latin-1")


def _bytes(leaf: Message) -> bytes:
    try:
        held = leaf.get_payload(decode=True)
    except _FAULTS:
        return b""
    return held if isinstance(held, bytes) else b""


def _without_tags(text: str) -> str:
    return html.unescape(_TAG.sub(" ", text[: 10 * LONGEST_TEXT]))


def _inside(leaf: Message, shown: frozenset[str], depth: int) -> Inside:
    kind = leaf.get_content_type()
    if leaf.get_content_maintype() == "message":
        return _forwarded(leaf, depth)
    is_in_text = _header(leaf, "Content-ID").strip(" <>") in shown
    return Inside(_name(leaf), _bytes(leaf), kind, is_in_text or _disposition(leaf) == "inline")


def _forwarded(leaf: Message, depth: int) -> Inside:
    """A mail in the mail; its name is what it was attached as, else its subject."""
    payload, kind = leaf.get_payload(), leaf.get_content_type()
    inner = payload[0] if isinstance(payload, list) and payload and isinstance(payload[0], Message) else None
    if kind != "message/rfc822" or inner is None:
        return Inside(_name(leaf), media_type=kind, trouble="it only tells of a mail, and holds none")
    name = _name(leaf) or f"{_header(inner, 'Subject') or 'forwarded mail'}.eml"
    if depth >= DEEPEST:
        return Inside(name, media_type=kind, trouble=f"it lies deeper than {DEEPEST} mails in mails")
    if not inner.keys():
        return Inside(name, _decoded(inner), kind)
    return Inside(name, _mail(inner, depth + 1), kind)


def _decoded(inner: Message) -> bytes:
    """A forwarded mail that was sent as base64, against the rules: the parser then sees no header in it."""
    payload = inner.get_payload()
    try:
        return base64.b64decode(payload) if isinstance(payload, str) else b""
    except (binascii.Error, ValueError):
        return b""
