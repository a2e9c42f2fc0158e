"""All text of a Word file run together, quickly: to ask whether something can stand in it at all.

What a reader sees is told by `read_wording`, at a hundred times the cost. Nothing it reads is left out here, unless
a list label or a symbol says it; deleted and hidden text is here as well, and nothing parts paragraphs.
"""

import io
import re
import zipfile

_STORIES = re.compile(r"word/(?!styles|theme|settings|numbering|fontTable|webSettings)[^/]*\.xml")
_TEXT = re.compile(rb"<(?:\w+:)?t(?: [^>]*)?>([^<]*)")


def rough_text(letter: bytes) -> str:
    """Give the text of a letter that `LetterTemplate` filled; of nobody else's file, for nothing is capped here."""
    with zipfile.ZipFile(io.BytesIO(letter)) as archive:
        stories = [archive.read(name) for name in archive.namelist() if _STORIES.fullmatch(name)]
    found = (text for story in stories for text in _TEXT.findall(story.replace(b"<w:noBreakHyphen/>", b"<w:t>-")))
    return b"".join(found).decode(errors="replace")
