"""What pages that are pictures seem to say: their print recognised, with the extra `ocr`.

It takes seconds a page, so it is apart from reading: what fails or takes too long here costs nothing but itself.
"""

from collections.abc import Iterator
from dataclasses import replace

from loc_builder.errors import InputError
from loc_builder.files.ocr import PlacedLine, read_page
from loc_builder.files.render import Pages, open_pages
from loc_builder.model import Box, Corners, PageSeen, RecognisedLine, RecognisedPage

WORDS_OF_PRINT = 3  # that are read surely on a page which stands upright
SURELY = 0.9
LETTERS_OF_A_LINE = 6  # from which its shape says which way it runs


def recognised_pages(pdf: bytes, seen: tuple[PageSeen, ...]) -> tuple[RecognisedPage, ...] | str:
    """Recognise these pages of a PDF; say in words why that cannot be done."""
    try:
        with open_pages(pdf) as pages:
            return tuple(_recognised(pages, each) for each in seen)
    except InputError as error:
        return error.message


def _recognised(pages: Pages, seen: PageSeen) -> RecognisedPage:
    """Recognise a page; one that shows no code may lie any way, and is turned until there is print on it."""
    first = _read(pages, seen)
    if seen.codes or not first.lines or _is_print(first):
        return first
    turns = (90, 270) if _stands_on_end(first) else (180,)
    others = (_read(pages, _turned(seen, more)) for more in turns)
    return next((each for each in others if _is_print(each)), first)


def _turned(seen: PageSeen, more: int) -> PageSeen:
    size = (seen.width, seen.height) if more == 180 else (seen.height, seen.width)
    return replace(seen, turned=(seen.turned + more) % 360, width=size[0], height=size[1])


def _is_print(page: RecognisedPage) -> bool:
    sure = sum(certainty >= SURELY for line in page.lines for certainty in line.of_words)
    return sure >= WORDS_OF_PRINT and not _stands_on_end(page)


def _stands_on_end(page: RecognisedPage) -> bool:
    """Whether most lines run up or down the page; they are read all the same, and their order is lost."""
    upright = page.upright()
    words = [line for line in upright.lines if len(line.text) > LETTERS_OF_A_LINE]
    return 2 * sum(line.box.height > line.box.width for line in words) > len(words)


def _read(pages: Pages, seen: PageSeen) -> RecognisedPage:
    picture = pages.picture(seen.number).turned(seen.turned)
    lines = tuple(_lines(read_page(picture.pixels, picture.dpi), seen.codes))
    upright = RecognisedPage(seen.number, seen.width, seen.height, lines, turned=-seen.turned)
    return replace(upright.upright(), turned=seen.turned)


def _lines(read: tuple[PlacedLine, ...], codes: tuple[Corners, ...]) -> Iterator[RecognisedLine]:
    """Give the lines but for what was made of the squares of a code."""
    for each in read:
        if not any(_lies_in(each.box, code) for code in codes):
            yield RecognisedLine(each.text, each.box, each.certainty, each.of_words, each.lean)


def _lies_in(box: Box, code: Corners) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    across, along = zip(*code, strict=True)
    return min(across) <= x <= max(across) and min(along) <= y <= max(along)
