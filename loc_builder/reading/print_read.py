"""What header and footer say where neither code nor text is left: read off the picture, with the extra `ocr`.

Only the letter id, whose check digits tell a misreading, and "Page 2 of 5" are taken from it; never a date, an answer
or the wording.
"""

import re

from loc_builder.files.ocr import is_available, read_lines
from loc_builder.files.render import Picture
from loc_builder.letter_id import find_printed

STRIP = 1.15  # inches from the page's upper and lower edge
LEAST_CERTAIN = 0.85

_PAGE = re.compile(r"\bpage\s*([0-9]{1,3})\s*of\s*([0-9]{1,3})\b", re.IGNORECASE)
_REVISION = re.compile(r"\s*\brev\.?\s*(?=[0-9])|(?<=[0-9])rev\.?\s*(?=[0-9])", re.IGNORECASE)


def read_print(picture: Picture) -> tuple[str, int]:
    """Read the lines in the margins of a page drawn at 200 dots an inch.

    Gives them, and the degrees clockwise by which the page had to be turned; nothing where no letter id is among them,
    or the extra is not installed.
    """
    if is_available():
        for turned in (0, 180):
            text = _margins(picture.turned(turned))
            if find_printed(text):
                return text, turned
    return "", 0


def _margins(picture: Picture) -> str:
    rows = round(STRIP * picture.dpi)
    strips = (picture.pixels[-rows:], picture.pixels[:rows])
    lines = (line for strip in strips for line in read_lines(strip) if line.certainty >= LEAST_CERTAIN)
    return "\n".join(spaced(line.text) for line in lines)


def spaced(text: str) -> str:
    """Part words that were read as one."""
    return _PAGE.sub(r"Page \1 of \2", _REVISION.sub(" rev. ", text))
