"""Outlook's wrapping of attachments for servers of its own kind, `winmail.dat` (tnefparse)."""

import struct
from collections.abc import Iterator

from tnefparse import TNEF

from loc_builder.errors import InputError
from loc_builder.model import Inside, Mail

DEEPEST = 20  # wrapped mails in wrapped mails

# tnefparse lets Python's own errors through where a file's structure is not what its lengths promise.
_FAULTS = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    OSError,
    AssertionError,
    NameError,  # an attachment's data before any attachment
    struct.error,
)


def read_wrapped(data: bytes) -> Mail:
    """Unwrap a winmail.dat; raise InputError where it cannot be followed."""
    try:
        return _mail(TNEF(data, do_checksum=False), len(data), 0)
    except _FAULTS as error:
        what = "the winmail.dat is damaged or cannot be followed"
        raise InputError(what, hint="Ask for the attachments as files of their own.") from error


def _mail(wrapped: TNEF, most_bytes: int, depth: int) -> Mail:
    body = getattr(wrapped, "body", None) or b""
    text = body.decode("cp1252", errors="replace") if isinstance(body, bytes) else str(body)
    return Mail(text=text.rstrip("\0"), inside=tuple(_inside(wrapped, most_bytes, depth)))


def _inside(wrapped: TNEF, most_bytes: int, depth: int) -> Iterator[Inside]:
    for attachment in wrapped.attachments:
        name = _name(attachment)
        if hasattr(attachment, "embed") and depth < DEEPEST:
            yield Inside(name or "forwarded mail", _mail(attachment.embed, most_bytes, depth + 1))
            continue
        data = attachment.data
        most_bytes -= len(data)
        if not isinstance(data, bytes) or most_bytes < 0:
            yield Inside(name, trouble="it is damaged in the winmail.dat")
            return
        yield Inside(name, data)


def _name(attachment: object) -> str:
    held = attachment.long_filename()  # type: ignore[attr-defined]  # tnefparse has no types
    name = held.decode("cp1252", errors="replace") if isinstance(held, bytes) else str(held)
    return name.rstrip("\0")
