"""What turns pages into a document: bookmarks, page labels, links, metadata, colour, and the same bytes each time."""

import hashlib
import io
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from loc_builder.errors import InputError
from loc_builder.files.assemble.fitness import fonts, is_embedded, unfit_pages
from loc_builder.files.assemble.opening import Source, opened, save, saved
from loc_builder.files.assemble.xmp import Description, put_description
from loc_builder.model import Box

_SRGB = Path(__file__).parent.parent / "colour" / "srgb.icc"


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
class Whole:
    """A PDF to be put in whole, and the SHA-256 of its bytes where that is known."""

    pdf: Source
    sha256: str = ""

    @property
    def hashed(self) -> str:
        """The SHA-256, which is reckoned where nobody told it."""
        if self.sha256:
            return self.sha256
        with self.pdf.open("rb") if isinstance(self.pdf, Path) else io.BytesIO(self.pdf) as content:
            return hashlib.file_digest(content, "sha256").hexdigest()


@dataclass(frozen=True, slots=True)
class PageOverlays:
    """The pages of `pdf`, in order, to be put over the pages `numbers` (from 1), which have the same size."""

    pdf: bytes
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Finish:
    """All that is added to joined pages. PDF/A-2b is claimed only if `may_claim_pdfa` and every page is fit for it."""

    description: Description
    bookmarks: tuple[Bookmark, ...] = ()
    numbering: tuple[Numbering, ...] = ()
    links: tuple[Link, ...] = ()
    may_claim_pdfa: bool = True
    overlays: PageOverlays | None = None


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
        _finish(document, finish)
        return saved(document)


def finish_file(sources: Sequence[Whole], finish: Finish, target: Path) -> None:
    """Do as `finished` with documents of ours, which have no forms, into a file.

    Their pages are joined by the library's own program, which keeps none of them in memory. The file's id is made from
    the hashes of the sources and from what is added to them.
    """
    with tempfile.TemporaryDirectory(prefix="loc-merge-") as place:
        names = [str(_as_file(each.pdf, Path(place) / f"{number}.pdf")) for number, each in enumerate(sources)]
        # resources are not looked through for what is unused: that would read every page
        options = ("--empty", "--no-warn", "--remove-unreferenced-resources=no")
        line = ["qpdf", *options, "--pages", *names, "--", str(target)]
        try:
            identity = _identity(sources, finish)
            job = pikepdf.Job(line)
            with job.create_pdf() as document:  # type: ignore[no-untyped-call]  # the library has no type for it
                _finish(document, finish)
                save(document, target, identity=identity)
        except (pikepdf.PdfError, pikepdf.JobUsageError, RuntimeError, FileNotFoundError) as error:
            raise InputError(f"the PDFs cannot be put together: {error}", hint="Run: loc verify") from error


def _identity(sources: Sequence[Whole], finish: Finish) -> bytes:
    """A SHA-256 over all that goes into a file."""
    told = [*(each.hashed for each in sources), repr(finish)]
    return hashlib.sha256("\n".join(told).encode("utf-8", errors="surrogatepass")).digest()


def _as_file(source: Source, file: Path) -> Path:
    if isinstance(source, Path):
        return source
    file.write_bytes(source)
    return file


def _finish(document: pikepdf.Pdf, finish: Finish) -> None:
    _put_outline(document, finish.bookmarks)
    _put_labels(document, finish.numbering)
    _put_links(document, finish.links)
    if finish.overlays and finish.overlays.numbers:
        _put_overlays(document, finish.overlays)
    _put_output_intent(document)
    claims = finish.may_claim_pdfa and not unfit_pages(document)
    put_description(document, finish.description, claims_pdfa=claims)
    document.Root.Lang = pikepdf.String("en-US")
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


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
        return all(is_embedded(font) for font in fonts(document))


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


def _put_overlays(document: pikepdf.Pdf, overlays: PageOverlays) -> None:
    """Add each overlay as a form behind the page's own content, which stays as it is."""
    with opened(overlays.pdf) as drawn:
        for number, overlay in zip(overlays.numbers, drawn.pages, strict=True):
            page, name = document.pages[number - 1], Name(f"/LocPage{number}")  # pages may share their resources
            page.add_resource(document.copy_foreign(overlay.as_form_xobject()), Name.XObject, name)
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(f"\nQ q {name} Do Q\n".encode())


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
