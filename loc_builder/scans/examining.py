"""A second look at pages once it is known which letter they are: laid over the letter as issued.

Runs in a worker, since what came back is opened (see `loc_builder.scans.asking`). What cannot be laid over is said to
be so, and why: most often the answers were typed before printing, and moved the text that follows. Ink is a reason to
look, never to accept: a person reads signature and date.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from loc_builder.files.render import POINTS_PER_INCH, open_pages
from loc_builder.findings import Finding, FindingCode
from loc_builder.model import (
    Box,
    Check,
    CheckName,
    CheckResult,
    Corners,
    Medium,
    Part,
    PlaceSeen,
)
from loc_builder.scans.asking import IssuedPdf
from loc_builder.scans.crops import AROUND
from loc_builder.scans.inked import InkSeen, Verdict, ink_in
from loc_builder.scans.issued import SCALE, IssuedLetter, issued_letter
from loc_builder.scans.ordering import Laid, lay_pages, numbered, order_findings
from loc_builder.scans.outside import Ink, ink_outside
from loc_builder.scans.overlay import Overlay, overlay
from loc_builder.words import pages_in_words

MOST_PAGES = 60  # of one part; more are no letter
_MOST_TOLD = 6
_BY_PERSON = {"signature": FindingCode.SIGNER_UNCLEAR, "date": FindingCode.DATE_UNSURE}

_TOLD = {
    ("signature", Verdict.INK): (FindingCode.SIGNER_UNCLEAR, "there is ink in the place for the signature"),
    ("signature", Verdict.UNSURE): (FindingCode.SIGNER_UNCLEAR, "there may be ink in the place for the signature"),
    ("signature", Verdict.NO_INK): (FindingCode.NOT_SIGNED, "the place for the signature shows no ink"),
    ("date", Verdict.INK): (FindingCode.DATE_UNSURE, "there is ink in the place for the date"),
    ("date", Verdict.UNSURE): (FindingCode.DATE_UNSURE, "there may be ink in the place for the date"),
    ("date", Verdict.NO_INK): (FindingCode.NO_DATE, "the place for the date shows no ink"),
}

Overlays = Mapping[int, Overlay]
"""By page of the file."""


@dataclass(frozen=True, slots=True)
class BoxSeen:
    """The box of a party and label (`signature` or `date`), where it lies, and whether it holds ink.

    `ink` is None where the page's print is not all the letter's own, so that the box may lie elsewhere.
    """

    party: str
    label: str
    place: PlaceSeen
    ink: InkSeen | None


def examine(data: bytes, part: Part, issued: IssuedPdf) -> Part:
    """Lay a part's pages over the letter as issued and add what that shows; raises InputError.

    Pages with a text layer are compared by their text; only the signature's places are looked at there.
    """
    with issued_letter(issued.pdf, issued.word, issued.parties) as letter, open_pages(data) as pages:
        laid = lay_pages(pages, part.pages[:MOST_PAGES], letter)
        overlays = {each.seen.number: overlay(each.found.place, each.found.page) for each in laid if each.found}
        inked = tuple(_inked(laid, overlays, letter)) if part.medium is Medium.SCAN else ()
        count, places = len(letter), letter.boxes
    boxes = tuple(_boxes(laid, overlays, places, count))
    awaited = [each for each in boxes if each.party == issued.district]
    findings = (*_signing(order_findings(part, laid, count), awaited), *_told([ink for _, ink in inked]))
    return replace(
        part,
        pages=numbered(laid, part.pages, count),
        findings=tuple(dict.fromkeys(findings)),
        checks=(_check(laid, overlays, [ink for _, ink in inked]),) if part.medium is Medium.SCAN else (),
        places=(*(each.place for each in boxes), *(place for place, _ in inked)),
    )


def _inked(laid: Sequence[Laid], overlays: Overlays, letter: IssuedLetter) -> Iterator[tuple[PlaceSeen, Ink]]:
    for each in laid:
        if each.found:
            for ink in ink_outside(overlays[each.seen.number], letter.words):
                yield _place(each, overlays[each.seen.number].moved(ink.box), "ink"), ink


# ---- the signature's boxes


def _boxes(
    laid: Sequence[Laid], overlays: Overlays, places: Mapping[tuple[str, str], Box], count: int
) -> Iterator[BoxSeen]:
    for each in laid:
        if each.found and each.found.page.number == count:
            for (party, label), box in places.items():
                if label in _BY_PERSON:
                    laid_over = overlays[each.seen.number]
                    ink = ink_in(laid_over, box) if all(laid_over.stays) else None
                    yield BoxSeen(party, label, _place(each, box, f"{party} {label}"), ink)


def _signing(findings: Iterator[Finding], awaited: Sequence[BoxSeen]) -> Iterator[Finding]:
    """Say of what a person must read on the page whether there is ink."""
    told = {_BY_PERSON[each.label]: Finding(*_TOLD[each.label, each.ink.verdict]) for each in awaited if each.ink}
    for finding in findings:
        yield finding if finding.detail else told.get(finding.code, finding)


# ---- ink where none belongs


def _told(inked: Sequence[Ink]) -> Iterator[Finding]:
    for ink in inked[:_MOST_TOLD]:
        yield Finding(FindingCode.INK_OUTSIDE_BOXES, ink.sentence)
    if len(inked) > _MOST_TOLD:
        yield Finding(FindingCode.INK_OUTSIDE_BOXES, f"and at {len(inked) - _MOST_TOLD} more places")


def _check(laid: Sequence[Laid], overlays: Overlays, inked: Sequence[Ink]) -> Check:
    why = "; ".join(_not_compared(laid, overlays))
    if inked:
        return Check(
            CheckName.INK, CheckResult.FAILED, "; ".join([each.detail for each in _told(inked)] + [why] * bool(why))
        )
    return Check(CheckName.INK, CheckResult.NOT_MADE if why else CheckResult.PASSED, why)


def _not_compared(laid: Sequence[Laid], overlays: Overlays) -> Iterator[str]:
    lost = [each.seen.number for each in laid if each.found is None and not each.is_blank]
    if lost:
        have = "has" if len(lost) == 1 else "have"
        yield f"{pages_in_words(lost)} of the file {have} not the print of the letter as issued"
    moved = [each.found.page.number for each in laid if each.found and not all(overlays[each.seen.number].stays)]
    if moved:
        yield f"on {pages_in_words(moved)} of the letter some print is not where it was, as typed answers move it"


# ---- where it lies


def _place(laid: Laid, box: Box, what: str) -> PlaceSeen:
    """The quadrilateral of a box of the issued page, with some room about it, on the page that came back."""
    if laid.found is None:
        raise ValueError("a page that was not found shows no place")
    top, bottom = laid.found.page.height - box.y1 - AROUND, laid.found.page.height - box.y0 + AROUND
    left, right = box.x0 - AROUND, box.x1 + AROUND
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)]) * SCALE
    moved = np.c_[corners, np.ones(4)] @ laid.found.place.matrix.T
    scale = POINTS_PER_INCH / laid.dpi
    points = [(float(x) * scale, (laid.rows - float(y)) * scale) for x, y in moved[:, :2] / moved[:, 2:]]
    four: Corners = (points[0], points[1], points[2], points[3])
    return PlaceSeen(laid.seen.number, what, four, laid.seen.turned)
