"""A PDF opened and saved, with the library's errors in our words."""

import io
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from loc_builder.errors import InputError

Source = bytes | Path

_ASK_AGAIN = "Ask the sender for it again, or scan the printed pages."
_ID_BYTES = 16
_ID = re.compile(rb"/ID \[<([0-9a-f]{32})><([0-9a-f]{32})>\]")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_LONGEST_START = 64
_LONGEST_TRAILER = 2048


@contextmanager
def opened(pdf: Source) -> Iterator[pikepdf.Pdf]:
    """Open a PDF; raise InputError where it cannot be opened, or used, as one."""
    name = pdf.name if isinstance(pdf, Path) else "the PDF"
    try:
        source = pdf if isinstance(pdf, Path) else io.BytesIO(pdf)
        with pikepdf.open(source, access_mode=pikepdf.AccessMode.stream) as document:
            yield document
    except pikepdf.PasswordError as error:
        raise InputError(f"{name} needs a password", hint="Ask the sender for it without one.") from error
    except FileNotFoundError as error:
        raise InputError(f"{name} is not there", hint=f"It was looked for in {Path(str(pdf)).parent}.") from error
    except (pikepdf.PikepdfError, RecursionError) as error:
        raise InputError(f"{name} is damaged and cannot be used", hint=_ASK_AGAIN) from error


def saved(document: pikepdf.Pdf) -> bytes:
    """Write a PDF the same way each time, its id made from its content."""
    if "/ID" in document.trailer:
        del document.trailer["/ID"]  # its first half would be kept, whatever chance made it
    file = io.BytesIO()
    _write(document, file, id_of_content=True)
    return file.getvalue()


def save(document: pikepdf.Pdf, target: Path, *, identity: bytes) -> None:
    """Write a PDF as `saved` does, to a file without having it in memory; its id is the first bytes of `identity`.

    An id made from the content would be a second hash over all that is written, which takes as long as the rest.
    """
    half = identity[:_ID_BYTES]
    document.trailer.ID = pikepdf.Array([pikepdf.String(half), pikepdf.String(half)])
    _write(document, target, id_of_content=False)
    _make_halves_equal(target)


def _write(document: pikepdf.Pdf, target: Path | io.BytesIO, *, id_of_content: bool) -> None:
    """Write a PDF; its id is made from its content, or is the first half of that which it has and a constant."""
    document.save(
        target,
        deterministic_id=id_of_content,
        static_id=not id_of_content,
        min_version="1.7",
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )


def _make_halves_equal(file: Path) -> None:
    """Write the first half of a PDF's id over the second, for which the library has one value that never changes."""
    with file.open("rb+") as content:
        content.seek(-_LONGEST_START, os.SEEK_END)
        start = _START.search(content.read())
        if start is None:
            return
        place = int(start[1])
        content.seek(place)
        found = _ID.search(content.read(_LONGEST_TRAILER))
        if found:
            content.seek(place + found.start(2))
            content.write(found[1])
