"""PDFs taken apart, cleaned, joined and finished (pikepdf).

What is saved here is the same bytes for the same input. Merging by this library loses least of what was measured;
still, whoever joins foreign pages looks at the result and puts a page in as an image where it came out different.
"""

from loc_builder.files.assemble.cleaning import Cleaned, cleaned, has_digital_signature
from loc_builder.files.assemble.faces import Face, Faces
from loc_builder.files.assemble.finishing import (
    Bookmark,
    Finish,
    Link,
    Numbering,
    NumberStyle,
    PageOverlays,
    Whole,
    are_fonts_embedded,
    bookmarks,
    finish_file,
    finished,
    normalised,
)
from loc_builder.files.assemble.joining import Leaf, PageImage, image_page, joined, page_count
from loc_builder.files.assemble.xmp import Description, read_xmp

__all__ = [
    "Bookmark",
    "Cleaned",
    "Description",
    "Face",
    "Faces",
    "Finish",
    "Leaf",
    "Link",
    "NumberStyle",
    "Numbering",
    "PageImage",
    "PageOverlays",
    "Whole",
    "are_fonts_embedded",
    "bookmarks",
    "cleaned",
    "finish_file",
    "finished",
    "has_digital_signature",
    "image_page",
    "joined",
    "normalised",
    "page_count",
    "read_xmp",
]
