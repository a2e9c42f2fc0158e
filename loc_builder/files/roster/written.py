"""What every workbook of ours has in common: cells that nothing can act from, and the same bytes for the same rows."""

import io
import re
import zipfile

from openpyxl import Workbook

_NOT_PRINT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
_BEGINS_FORMULA = ("=", "+", "-", "@")
AUTHOR = "LoC Builder"
_LONGEST_CELL = 32_767  # characters; Excel's limit
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_MOMENT = b"1980-01-01T00:00:00Z"


def harmless(text: str) -> str | None:
    """Put an apostrophe before what a spreadsheet would work out, also after the sheet is saved as CSV."""
    line = " ".join(_NOT_PRINT.sub(" ", text).split())[: _LONGEST_CELL - 1]
    return f"'{line}" if line.startswith(_BEGINS_FORMULA) else line or None


def workbook_bytes(book: Workbook, *, title: str) -> bytes:
    """Save a workbook of ours under a title, with one time everywhere."""
    book.properties.title = title
    book.properties.creator = AUTHOR
    saved, packed = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + _MOMENT, content)
            member = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # the writing system would otherwise be in the bytes
            new.writestr(member, content)
    return packed.getvalue()
