"""The stamp: the days and school years a letter is in effect, on a blank place of its signature page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loc_builder.binding.fidelity import looks_as_its_source
from loc_builder.binding.pages import PageKind, PageSource
from loc_builder.days import in_words, span, years_in_words
from loc_builder.errors import InputError
from loc_builder.files.assemble import has_digital_signature
from loc_builder.files.blank import Ground, blank_place, ground_of
from loc_builder.files.draw import STAMP_SIZES, Fit, Overlay, StampFace, draw_overlays
from loc_builder.files.render import open_pages
from loc_builder.files.stamping import overlaid, page_shapes
from loc_builder.model import Box
from loc_builder.schoolyear import SchoolYear, Term

LOOKING_DPI = 100


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a stamp says; `approved_on` only where the approval is not written in the agency's block.

    `ended_on` is the last day of a letter that was ended before `ends_on`.
    """

    district: str
    school_years: tuple[SchoolYear, ...]
    effective_on: date
    ends_on: date
    signed_on: date
    letter_id: str | None = None
    approved_on: date | None = None
    ended_on: date | None = None
    awaits_approval: bool = False

    @classmethod
    def of(cls, term: Term, *, district: str = "", letter_id: str | None = None) -> "Stamp":
        return cls(district, term.school_years, term.effective_on, term.ends_on, term.signed_on, letter_id)

    @property
    def dates(self) -> str:
        return span(self.effective_on, self.ended_on or self.ends_on)

    @property
    def signed(self) -> str:
        approved = f"approved {in_words(self.approved_on)}" if self.approved_on else ""
        not_yet = "not approved" if self.awaits_approval else ""
        ended = "ended by notice" if self.ended_on else ""
        words = (f"Signed {in_words(self.signed_on)}", approved, not_yet, ended)
        return " \N{MIDDLE DOT} ".join(each for each in words if each)

    @property
    def identity(self) -> str:
        """The last line: whose it is, as far as that is known."""
        named = f"Letter {self.letter_id}" if self.letter_id else ""
        return " \N{MIDDLE DOT} ".join(words for words in (self.district, named) if words)


@dataclass(frozen=True, slots=True)
class StampedPage:
    """The whole PDF; `box` is where the stamp is, None where the page has no room and nothing was drawn."""

    pdf: bytes
    box: Box | None


def stamp_page(
    pdf: bytes,
    number: int,
    stamp: Stamp,
    *,
    avoid: Sequence[Box] = (),
    near: tuple[float, float] | None = None,
) -> StampedPage:
    """Stamp page `number` (from 1) at a blank place of the page as displayed, in the small form where room is short.

    `avoid` are boxes to leave free though they are blank (room to sign). Raises InputError for a digitally signed
    file, whose signature a stamp would break, and where the page does not take the stamp as it should.
    """
    if has_digital_signature(pdf):
        raise InputError(
            "the PDF is digitally signed, and a stamp would break its signature",
            hint="Keep the signed file as it is; print it to a new PDF and stamp that copy.",
        )
    with open_pages(pdf) as pages:
        if not 1 <= number <= len(pages):
            raise InputError(f"there is no page {number} in a PDF of {len(pages)} pages")
        picture = pages.picture(number, LOOKING_DPI)
        ground = ground_of(picture.pixels, picture.dpi)
    face = stamp_face(stamp, ground, avoid=avoid, near=near)
    if face is None:
        return StampedPage(pdf, None)
    shape = page_shapes(pdf)[number - 1]
    drawn = draw_overlays([Overlay(shape.width, shape.height, (face,))])
    stamped = overlaid(pdf, drawn, [number])
    _check(pdf, stamped, number, face.box)
    return StampedPage(stamped, face.box)


def _check(pdf: bytes, stamped: bytes, number: int, box: Box) -> None:
    with open_pages(stamped) as pages:
        if looks_as_its_source(PageSource(PageKind.RETURNED_PDF, pdf, number), pages, number, [box]):
            return
    raise InputError(
        f"page {number} would not look the same with the stamp on it", hint="Print it to a new PDF and stamp that copy."
    )


def stamp_face(
    stamp: Stamp,
    ground: Ground,
    *,
    avoid: Sequence[Box] = (),
    near: tuple[float, float] | None = None,
) -> StampFace | None:
    """Find room on a page for the stamp, full or small, and give what is to be drawn there."""
    for fit in Fit:
        box = blank_place(ground, STAMP_SIZES[fit], near=near, avoid=avoid)
        if box:
            return StampFace(
                label="EFFECTIVE",
                dates=stamp.dates,
                details=(years_in_words(stamp.school_years), stamp.signed),
                identity=stamp.identity,
                box=box,
                fit=fit,
            )
    return None
