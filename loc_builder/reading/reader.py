"""Reads one returned file into its parts, knowing nothing of what was sent out.

No letters, no register and no clock come in: whose a part is and what it is worth is decided elsewhere, from what
is gathered here. Nothing in the file is executed, fetched or used as a path. Run it through
`loc_builder.reading.worker`: a hostile file can take the process down.
"""

import hashlib

from loc_builder.findings import Finding, FindingCode
from loc_builder.model import Reading, ReturnId
from loc_builder.reading.gate import Kind, clean_label, kind_of, unread
from loc_builder.reading.pdf import read_pdf
from loc_builder.reading.word import read_word


def read(data: bytes, name: str) -> Reading:
    """Read a returned file; `name` is what it was called, shown and believed in nothing."""
    label = clean_label(name)
    opened = kind_of(data)
    if opened.kind is Kind.WORD:
        parts = read_word(data, label)
    elif opened.kind is Kind.PDF:
        parts = read_pdf(data, label)
    else:
        is_locked = opened.kind is Kind.PASSWORD
        code = FindingCode.NEEDS_PASSWORD if is_locked else FindingCode.UNREADABLE
        parts = (unread(label, Finding(code, opened.what)),)
    return Reading(ReturnId(hashlib.sha256(data).hexdigest()), label, parts)
