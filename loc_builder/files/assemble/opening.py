"""A PDF opened and saved, with the library's errors in our words."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf

from loc_builder.errors import InputError

Source = bytes | Path

_ASK_AGAIN = "Ask the sender for it again, or scan the printed pages."


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
    except (pikepdf.PdfError, pikepdf.DataDecodingError, RecursionError) as error:
        raise InputError(f"{name} is damaged and cannot be used", hint=_ASK_AGAIN) from error


def saved(document: pikepdf.Pdf) -> bytes:
    """Write a PDF the same way each time, its id made from its content."""
    file = io.BytesIO()
    save(document, file)
    return file.getvalue()


def save(document: pikepdf.Pdf, target: Path | io.BytesIO) -> None:
    """Write a PDF as `saved` does, to a file without having it in memory."""
    if "/ID" in document.trailer:
        del document.trailer["/ID"]  # its first half would be kept, whatever chance made it
    document.save(
        target,
        deterministic_id=True,
        min_version="1.7",
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
    )
