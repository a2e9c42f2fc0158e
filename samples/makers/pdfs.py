"""PDFs as districts save them from Word, and what can happen to such a file; drawing on their pages."""

import io
from collections.abc import Mapping, Sequence

import pikepdf
from PIL import Image, ImageDraw, ImageFont

from loc_builder.files.convert import LibreOffice
from loc_builder.files.render import POINTS_PER_INCH, Line, open_pages
from makers import ink
from makers.scanner import DRAWN_AT

FONT = "loc_builder/files/fonts/NotoSans-Bold.ttf"


def saved_as_pdf(documents: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Convert Word files in one start of LibreOffice; the same file gives the same bytes."""
    made = LibreOffice().convert([(f"{name}.docx", document) for name, document in documents.items()])
    return {name: _timeless(made[f"{name}.docx"]) for name in documents}


def in_order(pdf: bytes, order: Sequence[int]) -> bytes:
    """Give a PDF's pages (numbered from 1) in another order."""
    with pikepdf.open(io.BytesIO(pdf)) as old:
        pages = [old.pages[number - 1] for number in order]
        new = pikepdf.new()
        for page in pages:
            new.pages.append(page)
        return _saved(new)


def locked(pdf: bytes, password: str) -> bytes:
    """Ask for a password; the old cipher is the one that gives the same bytes each time."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        cipher = pikepdf.Encryption(owner=f"{password}-owner", user=password, R=3, aes=False, metadata=False)
        document.save(file, encryption=cipher, static_id=True)
    return file.getvalue()


def torn(pdf: bytes, share: float) -> bytes:
    """Keep only the first part of a file, as a broken download does."""
    return pdf[: int(len(pdf) * share)]


def _timeless(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for key in ("/CreationDate", "/ModDate"):
            if key in document.docinfo:
                del document.docinfo[key]
        if "/Metadata" in document.Root:
            del document.Root.Metadata
        return _saved(document)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()
