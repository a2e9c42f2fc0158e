"""A PDF's pages, one by one: which way they lie, what their codes and their print say, what text they carry.

Pages are looked at as pictures first: the code is what survives printing, signing and scanning. Where it did not, the
print beside it is read.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from loc_builder.errors import InputError
from loc_builder.files.codes import CodeFound, read_qr
from loc_builder.files.render import POINTS_PER_INCH, Pages, Picture
from loc_builder.letter_id import Code, Side, find_printed, parse_code
from loc_builder.model import Corners, LetterId, PageSeen
from loc_builder.reading.print_read import read_print
from loc_builder.reading.scanned import as_scanned
from loc_builder.reading.typed_on import text_of

QUICK_DPI = 99
DPI = 200
FINE_DPI = 300  # for a picture on which nothing was found: a photo from further away, a small or poor print
LONGEST_SIDE = 3400  # pixels; photos saved as PDF call themselves four feet tall
WORDS_OF_A_TEXT_PAGE = 20
SCANNED_SHARE = 0.7  # of a page that pictures must cover for it to be a scan, its text then being a machine's reading
BLANK_INK = 0.0005  # share of dark pixels below which a page without text is the empty back of a sheet

MOST_BY_PRINT = 6  # pages of a file whose print is recognised where there are no codes: seconds each, at worst

_OurCodes = tuple[tuple[Code, CodeFound], ...]

_NEW_LINE = re.compile(r"\r\n?|[\f\v]")  # a form feed in the text would look like the end of a page
_PAGE_OF = re.compile(r"\bpage\s+([0-9]{1,3})\s+of\s+([0-9]{1,3})\b", re.IGNORECASE)
_PAGE_OF_ALONE = re.compile(rf"^\s*{_PAGE_OF.pattern}\s*$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Looked:
    """A page as looked at: where things are (`seen`), what its codes and printed ids say, and its text layer.

    `text` is empty where the layer is a scanner's own reading of the picture: nothing may be compared with that.
    """

    seen: PageSeen
    codes: tuple[Code, ...] = ()
    printed_ids: tuple[tuple[LetterId, int | None], ...] = ()
    text: str = ""
    is_blank: bool = False
    trouble: str = ""

    @property
    def letters(self) -> tuple[LetterId, ...]:
        """The letters this page names: by its codes, else by its print."""
        return tuple(dict.fromkeys([code.letter_id for code in self.codes] or [one for one, _ in self.printed_ids]))

    @property
    def has_text(self) -> bool:
        return len(self.text.split()) > WORDS_OF_A_TEXT_PAGE


def look_at_pages(pages: Pages) -> Iterator[Looked]:
    """Look at each page; one that cannot be drawn or read says so in `trouble` and stops no other."""
    tries = iter(range(MOST_BY_PRINT))
    for number in range(1, len(pages) + 1):
        try:
            yield _look(pages, number, tries)
        except InputError as error:
            yield Looked(PageSeen(number, 0, 0), trouble=error.message)


def _look(pages: Pages, number: int, tries: Iterator[int]) -> Looked:
    """Look at a page; `tries` are how often print may still be recognised, which is slow."""
    layer = _NEW_LINE.sub("\n", text_of(pages, number)).replace("\0", "")
    is_scan = pages.picture_share(number) >= SCANNED_SHARE
    size = pages.size(number)
    picture, found = _codes_on(pages, number, size)
    if is_scan and not found and _ink(picture) >= BLANK_INK:
        finer = pages.picture(number, FINE_DPI)
        found, picture = (_our_codes(finer), finer) if finer.dpi > picture.dpi else (found, picture)
    is_blank = not found and not layer.strip() and _ink(picture) < BLANK_INK
    is_mute = not (found or layer.strip() or is_blank)
    may_read = is_mute and next(tries, None) is not None
    by_print, lies = read_print(pages.picture(number, DPI)) if may_read else ("", 0)
    place = _Place(size, picture, tuple(code for _, code in found), lies)
    codes = tuple(dict.fromkeys(code for code, _ in found))
    printed = printed_number(layer or by_print)
    ids = find_printed(layer or by_print)
    return Looked(
        seen=PageSeen(
            number=number,
            width=place.upright_size[0],
            height=place.upright_size[1],
            printed=printed,
            is_signature_page=_is_signature(codes, ids, printed),
            turned=place.turned,
            codes=place.corners(),
        ),
        codes=codes,
        printed_ids=ids,
        text="" if is_scan else layer,
        is_blank=is_blank,
    )


def _codes_on(pages: Pages, number: int, size: tuple[float, float]) -> tuple[Picture, _OurCodes]:
    """Read our codes off a scan at half its size, which is fast; where that shows not all, with every dot there is."""
    quick = as_scanned(pages, number, at_least=QUICK_DPI)
    found = _read(quick, is_patient=False) if quick else ()
    if quick and _are_all(found):
        return quick, found
    picture = as_scanned(pages, number, at_least=DPI - 1) or pages.picture(
        number, min(DPI, LONGEST_SIDE * POINTS_PER_INCH / max(*size, 1.0))
    )
    return picture, _our_codes(picture)


def _our_codes(picture: Picture) -> _OurCodes:
    """Read our codes; where some may be missing, look again with the noise taken out."""
    found = _read(picture)
    return found if _are_all(found) else max(found, _read(picture.softened()), key=len)


def _are_all(found: _OurCodes) -> bool:
    """Whether no more codes are to be expected on a page: a signature page has two."""
    return len(found) > 1 or bool(found and found[0][0].side is Side.BODY)


def _read(picture: Picture, *, is_patient: bool = True) -> _OurCodes:
    read = ((parse_code(found.text), found) for found in read_qr(picture.pixels, is_patient=is_patient))
    return tuple((code, found) for code, found in read if code)


def _is_signature(codes: tuple[Code, ...], ids: tuple[object, ...], printed: tuple[int, int] | None) -> bool:
    """Believe the code; where it is lost and the id is printed, the signature page is the letter's last."""
    if codes:
        return any(code.side is Side.SIGNATURE for code in codes)
    return bool(ids) and printed is not None and printed[0] == printed[1]


def _ink(picture: Picture) -> float:
    return float(np.count_nonzero(picture.pixels < 128)) / max(1, picture.pixels.size)


# ---- which way the page lies


@dataclass(frozen=True, slots=True)
class _Place:
    """A page as displayed, `size` in points, and the codes found on its picture.

    `lies` are the degrees clockwise to turn it by, as its print says; the codes know better.
    """

    size: tuple[float, float]
    picture: Picture
    codes: tuple[CodeFound, ...]
    lies: int = 0

    @property
    def turned(self) -> int:
        """Degrees clockwise to turn the page so that most of its codes stand upright; skew is rounded away."""
        turns = [-_lean(code) % 360 for code in self.codes]
        return max(turns, key=turns.count, default=self.lies)

    @property
    def upright_size(self) -> tuple[float, float]:
        width, height = self.size
        return (width, height) if self.turned % 180 == 0 else (height, width)

    def corners(self) -> tuple[Corners, ...]:
        """Give the codes' corners on the upright page, the topmost code first."""
        return tuple(sorted((self._moved(code) for code in self.codes), key=lambda four: -four[0][1]))

    def _moved(self, code: CodeFound) -> Corners:
        across, along = self.size[0] / self.picture.width, self.size[1] / self.picture.height
        one, two, three, four = (self._point(x * across, y * along) for x, y in code.corners)
        return one, two, three, four

    def _point(self, x: float, y: float) -> tuple[float, float]:
        """Turn a point given from the displayed page's top left; the answer counts from the lower left."""
        width, height = self.size
        turned = {0: (x, height - y), 90: (height - y, width - x), 180: (width - x, y), 270: (y, x)}
        return turned[self.turned]


def _lean(code: CodeFound) -> int:
    (x0, y0), (x1, y1), *_ = code.corners
    return round(math.degrees(math.atan2(y1 - y0, x1 - x0)) / 90) * 90


# ---- what the page calls itself


def printed_number(text: str) -> tuple[int, int] | None:
    """Read "Page 2 of 5" from a page's text; None where there is none or two that differ.

    A line of its own counts before words in a sentence: a district may write "see page 2 of 5".
    """
    for pattern in (_PAGE_OF_ALONE, _PAGE_OF):
        numbers = {(int(found[1]), int(found[2])) for found in pattern.finditer(text)}
        possible = {(number, of) for number, of in numbers if 1 <= number <= of}
        if numbers:
            return next(iter(possible)) if len(possible) == len(numbers) == 1 else None
    return None
