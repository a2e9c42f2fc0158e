"""Whether a small picture in a Word file is a letter's code: programs that save a file anew lose its name."""

from loc_builder.errors import InputError, ToolError
from loc_builder.files.codes import CodeFound, read_qr
from loc_builder.files.pictures import picture_pdf
from loc_builder.files.render import POINTS_PER_INCH, Picture, open_pages
from loc_builder.letter_id import parse_code

LEAST_SHARE = 0.6  # of the picture's width and height that the code must take up
SIDE = 400  # pixels to which the picture is drawn


def shows_our_code(picture: bytes) -> bool:
    """Tell whether a picture is one of a letter's codes and nothing besides; what cannot be read is none."""
    try:
        with open_pages(picture_pdf(picture)) as pages:
            drawn = pages.picture(1, SIDE * POINTS_PER_INCH / max(*pages.size(1), 1.0))
    except (InputError, ToolError):
        return False
    found = read_qr(drawn.pixels)
    return len(found) == 1 and parse_code(found[0].text) is not None and _fills(found[0], drawn)


def _fills(code: CodeFound, drawn: Picture) -> bool:
    across, along = ([corner[axis] for corner in code.corners] for axis in (0, 1))
    width, height = max(across) - min(across), max(along) - min(along)
    return width >= LEAST_SHARE * drawn.width and height >= LEAST_SHARE * drawn.height
