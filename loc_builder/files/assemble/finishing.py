"""What turns pages into a document: bookmarks, page labels, links, metadata, colour, and the same bytes each time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from loc_builder.files.assemble.opening import Source, opened, saved
from loc_builder.files.assemble.xmp import Description, put_description
from loc_builder.model import Box

_SRGB = Path(__file__).parent.parent / "colour" / "srgb.icc"
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline; `page` from 1."""

    title: str
    page: int
    below: tuple["Bookmark", ...] = ()


class NumberStyle(StrEnum):
    ROMAN = "r"
    ARABIC = "D"


@dataclass(frozen=True, slots=True)
class Numbering:
    """From page `page` (from 1) on, pages are called 1, 2, 3 or i, ii, iii."""

    page: int
    style: NumberStyle


@dataclass(frozen=True, slots=True)
class Link:
    """A place on page `page` that leads to page `target`, both from 1."""

    page: int
    box: Box
    target: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Finish:
    """All that is added to joined pages. PDF/A-2b is claimed only if `may_claim_pdfa` and all fonts are embedded."""

    description: Description
    bookmarks: tuple[Bookmark, ...] = ()
    numbering: tuple[Numbering, ...] = ()
    links: tuple[Link, ...] = ()
    may_claim_pdfa: bool = True


def normalised(pdf: Source, *, seed: str, created: datetime) -> bytes:
    """Rewrite a PDF without the dates and ids of the moment it was made, keeping its title and author.

    Two conversions of one letter become the same bytes; so does a second call.
    """
    with opened(pdf) as document:
        info = document.trailer.get("/Info", Dictionary())
        description = Description(
            title=str(info.get("/Title", "")), author=str(info.get("/Author", "")), seed=seed, created=created
        )
        if "/DocChecksum" in document.trailer:
            del document.trailer["/DocChecksum"]
        _put_output_intent(document)  # LibreOffice's own colour profile carries the second it was made in
        put_description(document, description, claims_pdfa=False)
        return saved(document)


def finished(sources: Iterable[Source], finish: Finish) -> bytes:
    """Put whole PDFs one after the other and add outline, labels, links, metadata and output intent.

    Each source is open only while its pages are taken; form fields are left behind (`cleaned` makes them flat).
    """
    with pikepdf.new() as document:
        for source in sources:
            with opened(source) as part:
                document.add_pages_from(part, forms="strip")
        _put_outline(document, finish.bookmarks)
        _put_labels(document, finish.numbering)
        _put_links(document, finish.links)
        _put_output_intent(document)
        claims = finish.may_claim_pdfa and _are_fonts_embedded(document)
        put_description(document, finish.description, claims_pdfa=claims)
        document.Root.Lang = pikepdf.String("en-US")
        document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        return saved(document)


def bookmarks(pdf: Source) -> tuple[Bookmark, ...]:
    """Give the first level of a PDF's outline, as `finished` wrote it."""
    with opened(pdf) as document:
        numbers = {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}
        with document.open_outline(max_depth=1) as outline:
            items = [(str(item.title), item.destination) for item in outline.root]
        return tuple(
            Bookmark(title, numbers[place[0].objgen])
            for title, place in items
            if isinstance(place, Array) and len(place) and place[0].objgen in numbers
        )


def are_fonts_embedded(pdf: Source) -> bool:
    """Whether every font that a page can use is in the file."""
    with opened(pdf) as document:
        return _are_fonts_embedded(document)


def _put_outline(document: pikepdf.Pdf, marks: Sequence[Bookmark]) -> None:
    with document.open_outline() as outline:
        outline.root.clear()
        outline.root.extend(_item(mark) for mark in marks)
    if marks:
        document.Root.PageMode = Name.UseOutlines


def _item(mark: Bookmark) -> pikepdf.OutlineItem:
    item = pikepdf.OutlineItem(mark.title, mark.page - 1)
    item.is_closed = True
    item.children.extend(_item(below) for below in mark.below)
    return item


def _put_labels(document: pikepdf.Pdf, numbering: Sequence[Numbering]) -> None:
    if not numbering:
        return
    labels = Array()
    for start in numbering:
        labels.append(start.page - 1)
        labels.append(Dictionary(S=Name("/" + start.style)))
    document.Root.PageLabels = Dictionary(Nums=labels)


def _put_links(document: pikepdf.Pdf, links: Sequence[Link]) -> None:
    pages = [page.obj for page in document.pages]
    for link in links:
        box = link.box
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=[round(side, 2) for side in (box.x0, box.y0, box.x1, box.y1)],
            Border=[0, 0, 0],
            F=4,
            Dest=[pages[link.target - 1], Name.Fit],
            Contents=pikepdf.String(link.words),
        )
        page = pages[link.page - 1]
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(document.make_indirect(note))


def _put_output_intent(document: pikepdf.Pdf) -> None:
    profile = document.make_stream(_SRGB.read_bytes())
    profile.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB"),
        Info=pikepdf.String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    document.Root.OutputIntents = Array([document.make_indirect(intent)])


def _are_fonts_embedded(document: pikepdf.Pdf) -> bool:
    seen: set[tuple[int, int]] = set()
    return all(_is_embedded(font) for page in document.pages for font in _fonts(page.obj.get("/Resources"), seen, 0))


def _fonts(resources: object, seen: set[tuple[int, int]], depth: int) -> Iterator[pikepdf.Dictionary | pikepdf.Stream]:
    """Give the fonts of a resource dictionary and of the forms, patterns and glyphs below it, each once."""
    if not isinstance(resources, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    for font in _values(resources.get("/Font"), seen):
        yield font
        yield from _fonts(font.get("/Resources"), seen, depth + 1)
    for kind in ("/XObject", "/Pattern"):
        for form in _values(resources.get(kind), seen):
            yield from _fonts(form.get("/Resources"), seen, depth + 1)


def _values(holder: object, seen: set[tuple[int, int]]) -> Iterator[pikepdf.Dictionary | pikepdf.Stream]:
    if not isinstance(holder, pikepdf.Dictionary):
        return
    for value in holder.values():
        if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream) or value.objgen in seen:
            continue
        if value.is_indirect:
            seen.add(value.objgen)
        yield value


def _is_embedded(font: pikepdf.Dictionary | pikepdf.Stream) -> bool:
    if font.get("/Subtype") == Name.Type3:
        return True
    descendants = font.get("/DescendantFonts")
    if isinstance(descendants, Array):
        return all(isinstance(below, pikepdf.Dictionary) and _is_embedded(below) for below in descendants)
    descriptor = font.get("/FontDescriptor")
    return isinstance(descriptor, pikepdf.Dictionary) and any(
        key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )
