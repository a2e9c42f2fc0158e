"""Everything that is drawn on paper by us (reportlab): overlays on returned pages, and pages of our own.

The same values give the same bytes. One open face is embedded everywhere, since the fonts that PDF takes for granted
are not in the file and so not in an archive. Text comes in as words; what it says is decided by the caller.
"""

from loc_builder.files.draw.afm import TEXT_FACES, standard_encodings, standard_widths
from loc_builder.files.draw.archive import Cover, Listing, ListingRow, RowPlace, draw_cover, draw_listing
from loc_builder.files.draw.certificate import CertificateWords, draw_certificate
from loc_builder.files.draw.overlays import (
    STAMP_SIZES,
    Fit,
    HiddenLine,
    Inscription,
    MarginNote,
    Overlay,
    StampFace,
    draw_overlays,
    margin_note_length,
)
from loc_builder.files.draw.sheet import Block, Columns, Pairs, Paragraph, Rows
from loc_builder.files.draw.transmittal import TransmittalWords, draw_transmittal

__all__ = [
    "STAMP_SIZES",
    "TEXT_FACES",
    "Block",
    "CertificateWords",
    "Columns",
    "Cover",
    "Fit",
    "HiddenLine",
    "Inscription",
    "Listing",
    "ListingRow",
    "MarginNote",
    "Overlay",
    "Pairs",
    "Paragraph",
    "RowPlace",
    "Rows",
    "StampFace",
    "TransmittalWords",
    "draw_certificate",
    "draw_cover",
    "draw_listing",
    "draw_overlays",
    "draw_transmittal",
    "margin_note_length",
    "standard_encodings",
    "standard_widths",
]
