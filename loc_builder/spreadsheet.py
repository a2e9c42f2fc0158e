"""What a spreadsheet does to a table on its way through a text file, undone: Windows' characters, lost zeros."""

import re

NUMBER_LENGTH = 3
"""Digits of a district's number."""

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decoded(content: bytes) -> str | None:
    """Read a CSV file as Excel saves it, "CSV UTF-8" or not; None where it is no text."""
    marked = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark)), "")
    for encoding in (marked,) if marked else ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def with_zeros(typed: str) -> str:
    """Give a district's number its zeros back: 1 and 1.0 are 001."""
    whole = re.fullmatch(r"([0-9]{1,3})(?:\.0+)?", typed)
    return whole[1].zfill(NUMBER_LENGTH) if whole else typed
