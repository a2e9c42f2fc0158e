"""Texts of other programs (.doc, .odt, .rtf) as PDFs, made by LibreOffice.

What could run or fetch something is never given to it, and no PDF is believed that lacks a word.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from loc_builder.errors import InputError, ToolError
from loc_builder.files import compound, opendocument, rich_text
from loc_builder.files.assemble import normalised
from loc_builder.files.convert import LibreOffice, NotConvertedError, missing_words
from loc_builder.files.render import open_pages
from loc_builder.findings import Finding, FindingCode
from loc_builder.reading.gate import Kind, Opened

SECONDS = 25.0
"""For each of the two runs of the program, so that it ends itself before the reader's own time is over."""

_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # in each PDF made here, so that the same text gives the same bytes
_ASK = "ask for the Word file or a PDF"


@dataclass(frozen=True, slots=True)
class _Format:
    ending: str
    active_content: Callable[[bytes], tuple[str, ...]]


_FORMATS: Mapping[Kind, _Format] = {
    Kind.OLD_WORD: _Format(".doc", compound.active_content_of_word),
    Kind.OPEN_DOCUMENT: _Format(".odt", opendocument.active_content),
    Kind.RICH_TEXT: _Format(".rtf", rich_text.active_content),
}


def as_pdf(data: bytes, opened: Opened) -> bytes | Finding:
    """Make a PDF that has all words of a text; else say why there is none."""
    format_ = _FORMATS[opened.kind]
    if active := format_.active_content(data):
        return Finding(FindingCode.ACTIVE_CONTENT, f"{', '.join(active)}; it was not opened; {_ASK}")
    try:
        return _checked(f"text{format_.ending}", data)
    except NotConvertedError:
        why = f"{opened.what}; LibreOffice made no PDF of it; {_ASK}"
    except ToolError:
        why = (
            f"{opened.what}; LibreOffice, which opens it, is not installed: {_ASK}, or install it and receive it again"
        )
    except InputError as error:
        why = f"{opened.what}; {error.message}; {_ASK}"
    return Finding(FindingCode.UNREADABLE, why)


def _checked(name: str, data: bytes) -> bytes:
    office = LibreOffice(patience=SECONDS)
    made = office.convert([(name, data)])[name]
    pdf = normalised(made, seed=sha256(data).hexdigest(), created=_DAY)
    with open_pages(pdf) as pages:
        text = "\n".join(pages.text(number) for number in range(1, len(pages) + 1))
    if lost := missing_words(office.texts([(name, data)])[name], text):
        raise InputError(f"the PDF made of it lost words: {', '.join(lost[:5])}")
    return pdf
