"""The record: the finished PDF of one commitment.

The pages as they came back or were issued, each with its origin in the margin; the stamp and the approval on the
signature page; the certificate last. Where the words of a scanned page were recognised, they lie over it unseen. What
a returned PDF carries beside its pages stays out. Every page of the result is looked at beside its source; one that
came out different goes in as an image, and the certificate says so.

Sources are opened here, so they must have passed the gate of `loc_builder.reading` before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from loc_builder.binding.approval import Approval, approval_marks
from loc_builder.binding.certificate import Certificate, certificate_pdf
from loc_builder.binding.faces import standard_faces
from loc_builder.binding.fidelity import as_image, looks_as_its_source
from loc_builder.binding.margin import margin_note
from loc_builder.binding.pages import PageSource, numbered, origins
from loc_builder.binding.searching import hidden_lines, recognition_note
from loc_builder.binding.stamp import LOOKING_DPI, Stamp, stamp_face
from loc_builder.errors import InputError
from loc_builder.files import assemble
from loc_builder.files.assemble import Bookmark, Cleaned, Description, Finish, Leaf, cleaned
from loc_builder.files.blank import Ground, ground_of
from loc_builder.files.draw import HiddenLine, Inscription, MarginNote, Overlay, StampFace, draw_overlays
from loc_builder.files.render import LARGEST_SIDE, SMALLEST_SIDE, Pages, open_pages
from loc_builder.files.stamping import overlaid, page_shapes
from loc_builder.model import Box

_MARGIN_DPI = 50

Mark = StampFace | Inscription | MarginNote


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """What a record is made of.

    `signature_page` counts from 1 in `sources`, None where there is none. `agency_rooms` are the agency's rooms on
    that page by label, in points as displayed after turning; `keep_free` are places the stamp must not take.
    """

    title: str
    author: str
    created: datetime
    sources: tuple[PageSource, ...]
    certificate: Certificate
    stamp: Stamp
    signature_page: int | None
    approval: Approval | None = None
    agency_rooms: Mapping[str, Box] = field(default_factory=dict)
    keep_free: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """A finished record; `notes` are sentences on what could not be done as usual."""

    pdf: bytes
    pages: int
    certificate_page: int
    stamp_box: Box | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Marked:
    """Pages with their overlays, before the certificate; `marks` are what was drawn on each to be seen."""

    pdf: bytes
    marks: tuple[tuple[Mark, ...], ...]
    notes: tuple[str, ...]


def build_record(plan: RecordPlan) -> Record:
    """Bind one commitment; the same plan gives the same bytes."""
    if not plan.sources:
        raise InputError("a record needs at least one page")
    _refuse_impossible_sizes(plan.sources)
    copies = _copies(plan.sources)
    leaves = tuple(_leaf(source, copies) for source in plan.sources)
    marked = _marked(plan, leaves)
    wrong = _pages_that_differ(plan.sources, marked)
    if wrong:
        images = {number: as_image(plan.sources[number - 1]) for number in wrong}
        marked = _marked(plan, [images.get(number, leaf) for number, leaf in enumerate(leaves, 1)])
    pictured = {**dict.fromkeys(wrong, ""), **_not_to_be_joined(plan.sources, copies)}
    notes = (*_left_out(copies), *marked.notes, *_image_notes(pictured))
    certificate = replace(plan.certificate, origins=origins(plan.sources), notes=(*plan.certificate.notes, *notes))
    return _bound(plan, marked, certificate_pdf(certificate), notes)


def _refuse_impossible_sizes(sources: Sequence[PageSource]) -> None:
    for source in sources:
        with open_pages(source.pdf) as pages:
            size = pages.size(source.page)
        wrong = "larger" if max(size) > LARGEST_SIDE else "smaller" if min(size) < SMALLEST_SIDE else ""
        if wrong:
            raise InputError(f"one page is {wrong} than a page can be: {source.sentence}", hint="Ask for a scan.")


def _bound(plan: RecordPlan, marked: _Marked, certificate: bytes, notes: tuple[str, ...]) -> Record:
    count = len(plan.sources)
    marks = [Bookmark("Letter", 1)]
    if plan.signature_page:
        marks.append(Bookmark("Signature page", plan.signature_page))
    finish = Finish(
        Description(
            plan.title,
            plan.author,
            seed=f"record {plan.certificate.letter_id} {plan.certificate.last_fact}",
            created=plan.created,
            ledger_head=plan.certificate.last_fact,
            letter_ids=(plan.certificate.letter_id,),
            program=plan.certificate.program,
            school_year=", ".join(map(str, plan.certificate.school_years)),
        ),
        bookmarks=(*marks, Bookmark("Certificate", count + 1)),
    )
    pdf = assemble.finished([marked.pdf, certificate], finish)
    box = next((mark.box for page in marked.marks for mark in page if isinstance(mark, StampFace)), None)
    return Record(pdf, assemble.page_count(pdf), count + 1, box, notes)


def _copies(sources: Sequence[PageSource]) -> Mapping[int, Cleaned | None]:
    """A cleaned copy of each file, by the identity of its bytes; None where it is too damaged to be taken apart."""
    copies: dict[int, Cleaned | None] = {}
    for source in sources:
        if id(source.pdf) not in copies:
            try:
                copies[id(source.pdf)] = cleaned(source.pdf, standard_faces())
            except InputError:
                copies[id(source.pdf)] = None
    return copies


def _leaf(source: PageSource, copies: Mapping[int, Cleaned | None]) -> Leaf:
    """The page to join; of one that is damaged, or not fit for PDF/A-2b, what can be seen of it."""
    copy = copies[id(source.pdf)]
    is_fit = copy is not None and source.page not in copy.unfit
    return Leaf(copy.pdf, source.page, source.turned) if copy and is_fit else as_image(source)


def _not_to_be_joined(sources: Sequence[PageSource], copies: Mapping[int, Cleaned | None]) -> Mapping[int, str]:
    """The pages (from 1) that go in as images, and why where that is not plain from looking at them."""
    found = ((number, copies[id(source.pdf)], source.page) for number, source in enumerate(sources, 1))
    return {
        number: copy.unfit[page] if copy else "" for number, copy, page in found if copy is None or page in copy.unfit
    }


def _left_out(copies: Mapping[int, Cleaned | None]) -> tuple[str, ...]:
    found = [copy for copy in copies.values() if copy]
    removed = sorted({word for copy in found for word in copy.removed})
    notes = [f"Not taken over from the files as received: {', '.join(removed)}"] if removed else []
    if any(copy.was_signed for copy in found):
        notes.append("Appearance copy: an original is digitally signed; it is kept unchanged beside this record")
    return tuple(notes)


def _image_notes(pictured: Mapping[int, str]) -> Iterator[str]:
    """Say which pages went in as images and why, those of the same reason together."""
    for why in dict.fromkeys(why for _, why in sorted(pictured.items())):
        pages = sorted(number for number, its in pictured.items() if its == why)
        are, cannot = "is put in as an image of the page", "it cannot stand as it is"
        if len(pages) > 1:
            are, cannot = "are put in as images of the pages", "they cannot stand as they are"
        because = f", since in PDF/A {cannot}: {why}" if why else ""
        yield f"{numbered(pages)} {are} as received{because}"


def _marked(plan: RecordPlan, leaves: Sequence[Leaf]) -> _Marked:
    """Join the pages and draw on them."""
    pdf = assemble.joined(leaves)
    shapes = page_shapes(pdf)
    notes: list[str] = []
    with open_pages(pdf) as pages:
        hidden = [_hidden(pages, number, source) for number, source in enumerate(plan.sources, 1)]
        signing = _signature_marks(plan, pages, notes)
        marks = []
        for number, source in enumerate(plan.sources, 1):
            own = signing if number == plan.signature_page else ()
            ground = _ground(pages, number, _MARGIN_DPI)
            margin = margin_note(source.sentence, ground, [mark.box for mark in own])
            marks.append((*own, *((margin,) if margin else ())))
    notes += _without_origin(marks)
    if recognised := [number for number, lines in enumerate(hidden, 1) if lines]:
        notes.append(recognition_note(recognised))
    drawn = zip(shapes, marks, hidden, strict=True)
    overlays = draw_overlays([Overlay(s.width, s.height, (*lines, *own)) for s, own, lines in drawn])
    return _Marked(overlaid(pdf, overlays, range(1, len(shapes) + 1)), tuple(marks), tuple(notes))


def _without_origin(marks: Sequence[Sequence[Mark]]) -> Iterator[str]:
    bare = [number for number, own in enumerate(marks, 1) if not any(isinstance(mark, MarginNote) for mark in own)]
    if bare:
        has = "has no room for its origin" if len(bare) == 1 else "have no room for their origin"
        yield f"{numbered(bare)} {has} in the margin"


def _hidden(pages: Pages, number: int, source: PageSource) -> tuple[HiddenLine, ...]:
    """The words recognised on a page that has none of its own."""
    if source.recognised is None or pages.text(number).strip():
        return ()
    return hidden_lines(source, *pages.size(number))


def _signature_marks(plan: RecordPlan, pages: Pages, notes: list[str]) -> tuple[Mark, ...]:
    """The stamp and the approval; where the block is not free the stamp tells of the approval."""
    if not plan.signature_page:
        notes.append("There is no signature page for the stamp: its words stand at the head of this certificate")
        return ()
    ground = _ground(pages, plan.signature_page, LOOKING_DPI)
    written: tuple[Mark, ...] = ()
    if plan.approval:
        written = approval_marks(plan.approval, plan.agency_rooms, ground)
    stamp = plan.stamp
    if plan.approval and not written:
        stamp = replace(stamp, approved_on=plan.approval.on)
        why = "something is written there" if "signature" in plan.agency_rooms else "it was not found on the page"
        notes.append(f"The approval is not written in the agency's block: {why}")
    face = stamp_face(stamp, ground, avoid=(*plan.keep_free, *plan.agency_rooms.values()))
    if face is None:
        notes.append("The signature page has no room for the stamp: its words stand at the head of this certificate")
        return written
    return (*written, face)


def _ground(pages: Pages, number: int, dpi: float) -> Ground:
    picture = pages.picture(number, dpi)
    return ground_of(picture.pixels, picture.dpi)


def _pages_that_differ(sources: Sequence[PageSource], marked: _Marked) -> tuple[int, ...]:
    with open_pages(marked.pdf) as bound:
        return tuple(
            number
            for number, (source, marks) in enumerate(zip(sources, marked.marks, strict=True), 1)
            if not looks_as_its_source(source, bound, number, [mark.box for mark in marks])
        )
