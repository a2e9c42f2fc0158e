"""A part whose pages are pictures and whose print was recognised: what that shows, and how far to rely on it. Pure.

What was recognised is a likeness. It can show that the text was surely altered, or that it is all there; what may have
been misread, every answer and every date are for a person to look at.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from loc_builder.agreement import Comparison, compare_recognised
from loc_builder.fields import question_fields
from loc_builder.findings import NOT_RECOGNISED, Finding, FindingCode
from loc_builder.model import Edition, Part, PlaceSeen, Recognised, RecognisedPage, Role, Wording

READ_SO = "read by text recognition"
MOST_TOLD = 3  # doubtful places

_LABEL = re.compile(r"^\W*date\b\W*", re.IGNORECASE)
_WITHOUT_ORDER = (FindingCode.PAGE_MISSING, FindingCode.PAGE_ORDER_UNKNOWN)


def likened(part: Part, recognised: Recognised | None, read_wording: Callable[[], Wording]) -> Comparison | Finding:
    """Compare what was recognised on a part's pages with the wording; say why where that cannot be done."""
    if recognised is None:
        told = (each for each in part.findings if each.code is FindingCode.TEXT_UNCHECKED)
        return next(told, Finding(FindingCode.TEXT_UNCHECKED, NOT_RECOGNISED))
    pages = _pages(part, recognised)
    if part.role is not Role.WHOLE or any(each.code in _WITHOUT_ORDER for each in part.findings):
        return Finding(FindingCode.TEXT_UNCHECKED, "only some of the pages came back, or not in a known order")
    if len(pages) < len(part.pages):
        return Finding(FindingCode.TEXT_UNCHECKED, f"only {len(pages)} of {len(part.pages)} pages were recognised")
    return compare_recognised(read_wording(), pages)


def likeness_findings(comparison: Comparison) -> Iterator[Finding]:
    """What was surely altered, place by place, and in one finding what may have been altered or misread."""
    for change in comparison.changes:
        yield Finding(FindingCode.TEXT_CHANGED, f"{change}, {READ_SO}")
    if doubts := comparison.doubts:
        told = "; ".join(map(str, doubts[:MOST_TOLD]))
        more = f"; and {len(doubts) - MOST_TOLD} more" if len(doubts) > MOST_TOLD else ""
        places = f"{len(doubts)} doubtful place{'s' if len(doubts) > 1 else ''}"
        yield Finding(FindingCode.TEXT_UNCHECKED, f"{READ_SO}, {places}: {told}{more}")


def likened_answers_findings(
    answers: Mapping[str, str], comparison: Comparison | Finding, edition: Edition
) -> Iterator[Finding]:
    """Ask for a look at the answers: none that was recognised counts by itself, and where none was one may stand."""
    if isinstance(comparison, Finding):
        yield Finding(FindingCode.ANSWER_UNREAD, "the pages are pictures; read them there")
        return
    unread = [each.label for each in edition.questions if not any(answers.get(name) for name in question_fields(each))]
    none = f"; nothing was found for {', '.join(unread)}" if unread else ""
    yield Finding(FindingCode.ANSWER_UNREAD, f"text recognition guessed them; compare them with the pages{none}")


def with_dates(
    findings: Sequence[Finding],
    part: Part,
    recognised: Recognised | None,
    comparison: Comparison | Finding,
    dating_party: str,
) -> tuple[Finding, ...]:
    """Tell beside a date that a person must read what recognition makes of it: a suggestion, and nothing more."""
    return tuple(
        replace(each, detail=f"{each.detail}; {said}" if each.detail else said)
        if each.code is FindingCode.DATE_UNSURE
        and (said := _said(part, recognised, comparison, each.party or dating_party))
        else each
        for each in findings
    )


def _said(part: Part, recognised: Recognised | None, comparison: Comparison | Finding, party: str) -> str:
    if recognised is None:
        return ""
    text = _in_box(part, recognised, f"{party} date")
    if not text and isinstance(comparison, Comparison):
        text = " ".join(comparison.answers.get(f"signature.{party}.date", "").split())
    text = _LABEL.sub("", text)
    return f'text recognition suggests "{text}"' if any(each.isdecimal() for each in text) else ""


def _pages(part: Part, recognised: Recognised) -> tuple[RecognisedPage, ...]:
    """The recognised pages in the letter's order."""
    by_number = {page.number: page for page in recognised.pages}
    return tuple(by_number[page.number] for page in part.pages if page.number in by_number)


def _in_box(part: Part, recognised: Recognised, what: str) -> str:
    """What with a figure in it was recognised in a box of a page; empty where it is not known where the box lies."""
    pages = {page.number: page.upright() for page in recognised.pages}
    found = (
        line.text
        for place in part.places
        if place.what == what and place.page in pages
        for line in pages[place.page].lines
        if _holds(place, (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2)
    )
    return " ".join(text for text in found if any(each.isdecimal() for each in text))


def _holds(place: PlaceSeen, x: float, y: float) -> bool:
    across, along = zip(*place.corners, strict=True)
    return min(across) <= x <= max(across) and min(along) <= y <= max(along)
