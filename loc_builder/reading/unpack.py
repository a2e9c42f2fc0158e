"""One PDF into its parts: which pages belong together, in what order, and what they are.

A district sends one letter in one file, or an office scans a week's post in one go: pages are put together by the
letter they name.
"""

from dataclasses import dataclass

from loc_builder.findings import Finding, FindingCode
from loc_builder.model import LetterId, Medium, Role
from loc_builder.reading.looking import Looked


@dataclass(frozen=True, slots=True)
class Bundle:
    """The pages of one letter, in the letter's order where it is known, else as they lay."""

    pages: tuple[Looked, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def role(self) -> Role:
        signed = [page for page in self.filled if page.seen.is_signature_page]
        if signed:
            return Role.SIGNATURE_PAGE if len(signed) == len(self.filled) else Role.WHOLE
        return Role.ANSWERS if any(page.letters for page in self.pages) else Role.OTHER

    @property
    def medium(self) -> Medium:
        with_text = sum(page.has_text for page in self.filled)
        return Medium.PDF_TEXT if with_text * 2 > len(self.filled) else Medium.SCAN

    @property
    def filled(self) -> tuple[Looked, ...]:
        """The pages without the empty backs of sheets."""
        return tuple(page for page in self.pages if not page.is_blank) or self.pages

    @property
    def text(self) -> str | None:
        """The text page by page, form feeds between; a page without text is an empty one. None for a scan."""
        return "\f".join(page.text for page in self.pages) if self.medium is Medium.PDF_TEXT else None


def bundles(looked: tuple[Looked, ...]) -> tuple[Bundle, ...]:
    """Put the pages of each letter together, in the order in which the letters first appear.

    A page that names no letter goes with the page before it, at the front of a file with the first that names one.
    """
    owner = next((page.letters[0] for page in looked if page.letters), None)
    of_letter: dict[LetterId | None, list[Looked]] = {}
    for page in looked:
        owner = page.letters[0] if page.letters else owner
        of_letter.setdefault(owner, []).append(page)
    return tuple(_bundle(pages) for pages in of_letter.values())


def _bundle(pages: list[Looked]) -> Bundle:
    doubt = _order_doubt(pages)
    in_order = pages if doubt else sorted(pages, key=_place)
    draft = Bundle(tuple(in_order))
    order = [Finding(FindingCode.PAGE_ORDER_UNKNOWN, doubt)] if doubt else []
    found = (*_troubles(draft), *_unread_codes(draft), *order, *_missing_pages(draft), *_pictures_among_text(draft))
    return Bundle(draft.pages, found)


def _place(page: Looked) -> tuple[int, int]:
    """Sort by the printed number; the empty back of a sheet goes to the end."""
    printed = page.seen.printed
    return (printed[0] if printed else 10_000, page.seen.number)


def _order_doubt(pages: list[Looked]) -> str:
    """Say in words why the order cannot be told; empty where it can, or where there is nothing to order."""
    filled = [page for page in pages if not page.is_blank]
    if len(filled) < 2:
        return ""
    without = [page.seen.number for page in filled if page.seen.printed is None]
    if without:
        return f"no page number could be read on {_pages(without)}"
    printed = [page.seen.printed for page in filled if page.seen.printed]
    if len({of for _, of in printed}) > 1:
        return "the pages count to different numbers"
    twice = sorted({one for one, _ in printed if printed.count((one, printed[0][1])) > 1})
    return f"{_printed(twice)} there more than once" if twice else ""


def _missing_pages(bundle: Bundle) -> tuple[Finding, ...]:
    """A whole letter has all its pages; one whose signature page comes apart has all but the last."""
    printed = {page.seen.printed for page in bundle.filled if page.seen.printed}
    lengths = {of for _, of in printed}
    if len(lengths) != 1 or bundle.role not in (Role.WHOLE, Role.ANSWERS):
        return ()
    last = lengths.pop() - (bundle.role is Role.ANSWERS)
    missing = sorted(set(range(1, last + 1)) - {number for number, _ in printed})
    is_countable = all(page.seen.printed for page in bundle.filled)
    return (Finding(FindingCode.PAGE_MISSING, _pages(missing)),) if missing and is_countable else ()


def _unread_codes(bundle: Bundle) -> tuple[Finding, ...]:
    unread = [page.seen.number for page in bundle.filled if not page.letters and not page.trouble]
    return (Finding(FindingCode.CODE_UNREAD, _pages(unread)),) if unread else ()


def _pictures_among_text(bundle: Bundle) -> tuple[Finding, ...]:
    without = [page.seen.number for page in bundle.filled if not page.text.strip()]
    if bundle.medium is not Medium.PDF_TEXT or not without:
        return ()
    return (Finding(FindingCode.TEXT_UNCHECKED, f"no text of its own on {_pages(without)} of the file"),)


def _troubles(bundle: Bundle) -> tuple[Finding, ...]:
    return tuple(Finding(FindingCode.UNREADABLE, page.trouble) for page in bundle.pages if page.trouble)


def _pages(numbers: list[int]) -> str:
    """`page 3`, `pages 3, 4 and 7`, `pages 3, 4, 5, 6, 7 and 90 more`."""
    *first, last = [str(number) for number in numbers]
    if len(first) > 5:
        first, last = first[:5], f"{len(first) - 4} more"
    return f"pages {', '.join(first)} and {last}" if first else f"page {last}"


def _printed(numbers: list[int]) -> str:
    return f"{_pages(numbers)} {'is' if len(numbers) == 1 else 'are'}"
