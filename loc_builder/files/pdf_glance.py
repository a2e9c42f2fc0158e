"""What the bytes of a PDF tell before it is opened: most scanners write files that hold pages and nothing else."""

import re

_NAMES = (
    *(b"AcroForm", b"Annots", b"Names", b"AF", b"EmbeddedFiles", b"EF", b"XFA", b"RichMediaContent", b"ByteRange"),
    *(b"JS", b"JavaScript", b"Launch", b"ImportData", b"SubmitForm", b"GoToR", b"GoToE", b"RichMediaExecute"),
)
"""Every name by which `look_inside` and what reads signatures find something."""
_HIDING = (b"ObjStm", b"Encrypt")
"""Compressed objects and encryption, in which names are not seen."""
_ENDS = rb"(?=[\s\0()<>\[\]{}/%]|\Z)"
_ESCAPED = rb"[A-Za-z]{0,16}#[0-9A-Fa-f]{2}(?:[A-Za-z]|#[0-9A-Fa-f]{2})*"  # the names are of letters
_MAY_HOLD_MORE = re.compile(rb"/(?:" + b"|".join((*_NAMES, *_HIDING, _ESCAPED)) + rb")" + _ENDS)
_END = 2048  # bytes in which a file that is whole says where its list of objects is


def may_be_signed(pdf: bytes) -> bool:
    """Whether a PDF can hold a digital signature.

    A signature's `/ByteRange` names offsets in the file, so it never stands in a compressed part.
    """
    return b"/ByteRange" in pdf


def holds_only_pages(pdf: bytes) -> bool:
    """Whether a PDF surely has no form fields, signatures, notes, attachments and actions; False where that is open."""
    return b"startxref" in pdf[-_END:] and not _MAY_HOLD_MORE.search(pdf)
