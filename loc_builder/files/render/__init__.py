"""PDF pages as pictures and as text (pypdfium2)."""

from loc_builder.files.render.faces import standard_program
from loc_builder.files.render.pages import (
    LARGEST_SIDE,
    LONGEST_PICTURE,
    POINTS_PER_INCH,
    SMALLEST_SIDE,
    Pages,
    PasswordNeededError,
    open_pages,
)
from loc_builder.files.render.picture import Line, Picture, Scanned

__all__ = [
    "LARGEST_SIDE",
    "LONGEST_PICTURE",
    "POINTS_PER_INCH",
    "SMALLEST_SIDE",
    "Line",
    "Pages",
    "PasswordNeededError",
    "Picture",
    "Scanned",
    "open_pages",
    "standard_program",
]
