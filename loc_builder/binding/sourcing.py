"""Which pages a record is made of, from the parts that were accepted.

The signed page comes from the countersigned copy, else from the page that came back signed; the rest from the same
file where it holds the whole letter, else from the returned Word file, else from the letter as issued.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from loc_builder.binding.pages import PageKind, PageSource
from loc_builder.binding.placing import find_signature_page, place_on_page
from loc_builder.errors import InputError
from loc_builder.files.assemble import page_count
from loc_builder.model import Box, Medium, Part, Recognised, Role, SignaturePage

_BODIES = (Role.WHOLE, Role.ANSWERS)


@dataclass(frozen=True, slots=True)
class AcceptedPart:
    """A part and its file as PDF: the file itself, or its conversion where it is a Word file.

    `recognised` is what was recognised on its pages where these are pictures.
    """

    part: Part
    role: Role
    pdf: bytes
    name: str
    recognised: Recognised | None = None

    @property
    def is_word(self) -> bool:
        return self.part.medium is Medium.WORD


@dataclass(frozen=True, slots=True)
class RecordPages:
    """The pages of a record; `signature_page` counts from 1 in them, `rooms` are the places to write on it."""

    sources: tuple[PageSource, ...]
    signature_page: int | None
    rooms: Mapping[tuple[str, str], Box]


def record_pages(parts: Sequence[AcceptedPart], issued: bytes, parties: Sequence[str]) -> RecordPages:
    """Choose the pages; `issued` is the PDF of the letter as issued, `parties` the order of the signature blocks."""
    signed = _signed(parts)
    if signed is None:
        raise InputError("no signed page is among the accepted parts")
    signed_pages = _pages(signed)
    body = () if _is_whole(signed) else _body(parts, issued)
    sources, number = (*body, *signed_pages), len(body) + _signature_page(signed, signed_pages)
    rooms = _rooms(signed, sources[number - 1], issued, parties)
    return RecordPages(_named(sources, parts), number, rooms)


def shows_issued_pages(parts: Sequence[AcceptedPart]) -> bool:
    """Whether a record of these parts shows pages of the letter as issued, since they did not come back."""
    signed = _signed(parts)
    return signed is not None and not _is_whole(signed) and _first(parts, _BODIES) is None


def _signed(parts: Sequence[AcceptedPart]) -> AcceptedPart | None:
    return _first(parts, (Role.COUNTERSIGNED, Role.SIGNATURE_PAGE, Role.WHOLE))


def _named(sources: Sequence[PageSource], parts: Sequence[AcceptedPart]) -> tuple[PageSource, ...]:
    """Name the file of each page that came back, where several did."""
    if len({part.name for part in parts}) < 2:
        return tuple(sources)
    names = {id(part.pdf): part.name for part in parts}
    return tuple(replace(each, note=names.get(id(each.pdf), each.note)) for each in sources)


def _is_whole(signed: AcceptedPart) -> bool:
    """Whether the part holds the letter and not its signature page only, which may come with its empty back.

    Pages that nobody but a person could place are the whole letter where there are several.
    """
    roles = (signed.role, signed.part.role)
    return Role.WHOLE in roles or (Role.OTHER in roles and len(signed.part.pages) > 1)


def _first(parts: Sequence[AcceptedPart], roles: Sequence[Role]) -> AcceptedPart | None:
    """The first part of the first role there is one of; returned pages go before Word files."""
    ranked = sorted(parts, key=lambda each: each.is_word)
    return next((each for role in roles for each in ranked if each.role is role), None)


def _body(parts: Sequence[AcceptedPart], issued: bytes) -> tuple[PageSource, ...]:
    """The pages before the signature page."""
    body = _first(parts, _BODIES)
    if body is None:
        return tuple(PageSource(PageKind.AS_ISSUED, issued, number) for number in range(1, page_count(issued)))
    pages = _pages(body)
    if body.role is Role.ANSWERS:
        return pages if body.is_word else _in_order([each for each in parts if each.role is Role.ANSWERS])
    page = _signature_page(body, pages)
    return (*pages[: page - 1], *pages[page:])


def _in_order(parts: Sequence[AcceptedPart]) -> tuple[PageSource, ...]:
    """The pages of a letter that came back in several files, in the letter's order where all of them say it.

    A page of which there are two is there twice: nothing here says which one counts.
    """
    found = [
        (page.printed, source)
        for part in parts
        if not part.is_word
        for source in _pages(part)
        for page in part.part.pages
        if page.number == source.page
    ]
    if all(printed for printed, _ in found):
        found.sort(key=lambda each: each[0] or (0, 0))
    return tuple(source for _, source in found)


def _pages(part: AcceptedPart) -> tuple[PageSource, ...]:
    """The part's pages in the letter's order, where they say it; else as they lie in the file."""
    if part.is_word:
        count = page_count(part.pdf)
        return tuple(PageSource(PageKind.RETURNED_WORD, part.pdf, number) for number in range(1, count + 1))
    kind = PageKind.RETURNED_SCAN if part.part.medium is Medium.SCAN else PageKind.RETURNED_PDF
    seen = part.part.pages
    if all(page.printed for page in seen):
        seen = tuple(sorted(seen, key=lambda page: page.printed or (0, 0)))
    read = {page.number: page for page in part.recognised.pages} if part.recognised else {}
    return tuple(
        PageSource(kind, part.pdf, page.number, page.turned, recognised=read.get(page.number)) for page in seen
    )


def _signature_page(part: AcceptedPart, pages: Sequence[PageSource]) -> int:
    """Where the signature page is among the pages, from 1; the last where none says so."""
    marked = {page.number for page in part.part.pages if page.is_signature_page}
    found = [place for place, source in enumerate(pages, start=1) if source.page in marked]
    return found[0] if found else len(pages)


def _rooms(
    signed: AcceptedPart, source: PageSource, issued: bytes, parties: Sequence[str]
) -> Mapping[tuple[str, str], Box]:
    """The signature block's rooms on the signed page as displayed; none where the page shows no code."""
    if signed.is_word:
        return _measured(signed.pdf, parties)
    seen = next((page for page in signed.part.pages if page.number == source.page), None)
    layout = _layout(issued, parties)
    if layout is None or seen is None:
        return {}
    placement = place_on_page(layout, seen.codes, size=(seen.width, seen.height))
    return {} if placement is None else {name: placement.box(box) for name, box in layout.boxes.items()}


def _measured(pdf: bytes, parties: Sequence[str]) -> Mapping[tuple[str, str], Box]:
    layout = _layout(pdf, parties)
    return layout.boxes if layout else {}


def _layout(pdf: bytes, parties: Sequence[str]) -> SignaturePage | None:
    """Measure the signature page; None where the district's changes left no full block."""
    try:
        return find_signature_page(pdf, parties)
    except InputError:
        return None
