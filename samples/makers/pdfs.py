"""PDFs as districts save them from Word, and what can happen to such a file."""

import io
from collections.abc import Mapping

import pikepdf

from loc_builder.files.convert import LibreOffice


def saved_as_pdf(documents: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Convert Word files in one start of LibreOffice; the same file gives the same bytes."""
    made = LibreOffice().convert([(f"{name}.docx", document) for name, document in documents.items()])
    return {name: _timeless(made[f"{name}.docx"]) for name in documents}


def fronts_then_backs(pdf: bytes) -> bytes:
    """Give the odd pages first and then the even ones, as a feeder does that takes one side at a time."""
    with pikepdf.open(io.BytesIO(pdf)) as old:
        new = pikepdf.new()
        for page in (*list(old.pages)[::2], *list(old.pages)[1::2]):
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
    """Take out what differs from run to run: dates, ids, and the colour profile, which says when it was made."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for place, keys in (
            (document.docinfo, ("/CreationDate", "/ModDate")),
            (document.trailer, ("/ID", "/DocChecksum")),
            (document.Root, ("/Metadata", "/OutputIntents")),
        ):
            for key in keys:
                if key in place:
                    del place[key]
        return _saved(document)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return file.getvalue()
