"""Which page of the letter each page that came back is, told by laying one over the other.

The printed "Page 2 of 5" cannot be read off a picture, and body pages carry the same code; their print differs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from loc_builder.files.laying import darkness, halved
from loc_builder.files.render import POINTS_PER_INCH, Pages, Picture
from loc_builder.findings import Finding, FindingCode
from loc_builder.model import PageSeen, Part, Role
from loc_builder.reading.scanned import as_scanned
from loc_builder.scans.issued import IssuedLetter, IssuedPage
from loc_builder.scans.locating import Located, Sheet, anchored, locate, locate_moved
from loc_builder.scans.moved import move_of_footer

_FLAT_SIDE, _PHOTO_SIDE = 1320, 2000  # pixels of the longer side; a photo shows the table, too
_SCANNED = 0.8  # of that; a scanner's own dots are as good as more that are drawn from them
_BLANK = 0.0008  # share of dark pixels on the empty back of a sheet
_CLEARLY = 0.6  # share of the print found from which no other page is tried
_TELL_THE_ORDER = 2  # pages found; of one nobody can say which way the file goes
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Found:
    """The page of the letter that a page is, and where it lies on its picture."""

    page: IssuedPage
    place: Located


@dataclass(frozen=True, slots=True)
class Laid:
    """A page of a part, its upright picture's dpi and height in pixels, and which page it is, where that was found."""

    seen: PageSeen
    dpi: float = 72
    rows: int = 1
    found: Found | None = None
    is_blank: bool = False


def lay_pages(pages: Pages, seen: Sequence[PageSeen], letter: IssuedLetter) -> tuple[Laid, ...]:
    """Lay each page over the pages it can be; where two lie on the same page of the letter, neither is sure."""
    laid = [_lay(pages, page, letter, at) for at, page in enumerate(seen, 1)]
    numbers = [each.found.page.number for each in laid if each.found]
    return tuple(
        replace(each, found=None) if each.found and numbers.count(each.found.page.number) > 1 else each for each in laid
    )


def _lay(pages: Pages, seen: PageSeen, letter: IssuedLetter, at: int) -> Laid:
    if not (seen.width and seen.height):
        return Laid(seen)
    picture = _picture(pages, seen.number, _dpi(seen, letter)).turned(seen.turned)
    laid = Laid(seen, picture.dpi, picture.height, is_blank=not seen.codes and _is_blank(picture))
    if laid.is_blank:
        return laid
    sheet = Sheet(picture, seen.codes)
    best: Found | None = None
    for number in _likely(seen, letter, at):
        page = letter.page(number)
        place = locate(sheet, page)
        if place and place.is_same_print and (best is None or place.fit > best.place.fit):
            best = Found(page, place)
            if place.fit > _CLEARLY:
                break
    best = best or _found_moved(sheet, [letter.page(each) for each in _likely(seen, letter, at)])
    return replace(laid, found=_anchored(sheet, best) if best else None)


def _anchored(sheet: Sheet, found: Found) -> Found:
    """Lay the page by its footer where it was laid on text that answers had moved."""
    down = move_of_footer(found.place, found.page)
    return replace(found, place=anchored(sheet, found.page, found.place, down)) if down else found


def _found_moved(sheet: Sheet, pages: Sequence[IssuedPage]) -> Found | None:
    """The page whose print a page shows higher or lower, as typed answers move it."""
    best: Found | None = None
    for page in pages:
        place = locate_moved(sheet, page)
        if place and place.is_same_print and (best is None or place.fit > best.place.fit):
            best = Found(page, place)
            if place.fit > _CLEARLY:
                break
    return best


def _picture(pages: Pages, number: int, dpi: float) -> Picture:
    return as_scanned(pages, number, at_least=_SCANNED * dpi) or pages.picture(number, dpi)


def _dpi(seen: PageSeen, letter: IssuedLetter) -> float:
    is_flat = abs(seen.width / seen.height * letter.height / letter.width - 1) < 0.03
    return (_FLAT_SIDE if is_flat else _PHOTO_SIDE) * POINTS_PER_INCH / max(seen.width, seen.height)


def _is_blank(picture: Picture) -> bool:
    dark = darkness(halved(picture.pixels))
    return int(np.count_nonzero(dark > 90)) < _BLANK * dark.size


def _likely(seen: PageSeen, letter: IssuedLetter, at: int) -> Sequence[int]:
    """The pages it can be, the likeliest first; a code tells signature page and body apart."""
    last = len(letter)
    if seen.is_signature_page:
        return (last,)
    body = range(1, last) if seen.codes else range(1, last + 1)
    first = seen.printed[0] if seen.printed else at
    return sorted(body, key=lambda number: abs(number - first))


def numbered(laid: Sequence[Laid], pages: Sequence[PageSeen], count: int) -> tuple[PageSeen, ...]:
    """Give each page the number it was found to have, where it says none itself."""
    known = _numbers(laid, count)
    return tuple(
        replace(page, printed=(known[page.number], count)) if page.printed is None and page.number in known else page
        for page in pages
    )


def _numbers(laid: Sequence[Laid], count: int) -> dict[int, int]:
    """The number of each page of the file in the letter: as found, and between pages found as their order tells.

    Only where the file has as many pages as the letter, and all that were found lie in one order, does it tell.
    """
    filled = [each for each in laid if not each.is_blank]
    known = {each.seen.number: each.found.page.number for each in filled if each.found}
    if len(filled) != count or len(known) < _TELL_THE_ORDER:
        return known
    for order in (range(1, count + 1), range(count, 0, -1)):
        whole = {each.seen.number: number for each, number in zip(filled, order, strict=True)}
        signed = [each.seen.number for each in filled if each.seen.is_signature_page]
        if known.items() <= whole.items() and all(whole[each] == count for each in signed):
            return whole
    return known


def order_findings(part: Part, laid: Sequence[Laid], count: int) -> Iterator[Finding]:
    """What reading found, with what is now known of the pages' order; `count` is the letter's number of pages.

    A letter whose answers were typed may have more pages or fewer: only with every page known is one missing.
    """
    doubts = (FindingCode.PAGE_ORDER_UNKNOWN, FindingCode.PAGE_MISSING)
    if any(page.printed for page in part.pages) or part.role not in (Role.WHOLE, Role.ANSWERS):
        yield from part.findings
        return
    yield from (each for each in part.findings if each.code not in doubts)
    numbers = _numbers(laid, count)
    filled = [each.seen.number for each in laid if not each.is_blank]
    unsure = [each for each in filled if each not in numbers]
    missing = sorted(set(range(1, count + (part.role is Role.WHOLE))) - set(numbers.values()))
    if unsure and len(filled) > 1 and (missing or not _in_order(numbers)):
        yield Finding(FindingCode.PAGE_ORDER_UNKNOWN, f"{_pages(unsure)} of the file {_like(unsure)}")
    elif missing and not unsure:
        yield Finding(FindingCode.PAGE_MISSING, f"{_pages(missing)} of {count}")


def _in_order(numbers: Mapping[int, int]) -> bool:
    """Whether pages lie in the file as in the letter, so that others among them are what long answers ran over to."""
    return all(numbers[first] < numbers[then] for first, then in pairwise(sorted(numbers)))


def _like(numbers: Sequence[int]) -> str:
    return f"{'looks' if len(numbers) == 1 else 'look'} like no page of the letter as issued"


def _pages(numbers: Sequence[int]) -> str:
    named = ", ".join(map(str, numbers[:_MOST_NAMED]))
    more = f" and {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else ""
    return f"page{'s' if len(numbers) > 1 else ''} {named}{more}"
