"""The wording as issued against the text as returned: what was altered, and what was answered.

Pure. An honest return must never be accused, so texts are first compared without what printing and converting change
(spaces, hyphens, quotes, ligatures, bullets, capitals): if the letter's fixed text is all there, in order, its words
need only be parted as in the letter, and what stands between is answers. Only where that fails are words aligned, to
say what was altered.
"""

from collections.abc import Sequence
from dataclasses import replace

from loc_builder.agreement.aligning import Alignment, same_runs
from loc_builder.agreement.altered import changes_in
from loc_builder.agreement.changes import MOST_TEXT, Change, ChangeKind, Comparison, shown
from loc_builder.agreement.doubting import compare_recognised
from loc_builder.agreement.furniture import (
    compare_furniture,
    without_altered_furniture,
    without_browser_lines,
    without_furniture,
)
from loc_builder.agreement.layout import Layout
from loc_builder.agreement.letters import CHOICE_INVITATION, DATE_INVITATION, WRITING_INVITATION, is_invitation
from loc_builder.agreement.parting import parted_otherwise
from loc_builder.model import Fixed, Wording, Zone

__all__ = [
    "CHOICE_INVITATION",
    "DATE_INVITATION",
    "IN_OTHER_ORDER",
    "WRITING_INVITATION",
    "Change",
    "ChangeKind",
    "Comparison",
    "compare",
    "compare_fixed",
    "compare_furniture",
    "compare_pages",
    "compare_recognised",
    "is_invitation",
    "places_amiss",
    "same_runs",
    "without_furniture",
]

HEADING_LINES = 4
IN_OTHER_ORDER = ("their order",)
"""What is amiss of places to write that are all there."""


def compare(issued: Wording, returned: str) -> Comparison:
    """Compare a letter's wording with the running text of a return, page furniture already taken out."""
    if len(returned) > MOST_TEXT:
        extra = shown(returned[MOST_TEXT:])
        return Comparison((Change(ChangeKind.ADDED, "", extra, "the text is far longer than a letter"),), {})
    layout = Layout.of(issued)
    found = layout.found_in(returned)
    if found:
        gaps, pairs = found.gaps(), zip(layout.pieces, found.pieces(), strict=True)
        changes = tuple(change for ours, theirs in pairs for change in parted_otherwise(ours, theirs))
    else:
        alignment = Alignment.of(layout, returned)
        gaps, changes = tuple(alignment.gaps()), tuple(changes_in(alignment))
    answers = layout.answers(gaps, divided=layout.is_divided(returned))
    return Comparison(changes, answers, layout.left_as_prefilled(answers))


def compare_pages(issued: Wording, pages: Sequence[str]) -> Comparison:
    """Compare with the text of a return's pages: what headers, footers and a browser print around it is left out."""
    heading = "".join(one.text for one in issued.body[:1] if isinstance(one, Fixed)).split("\n")[:HEADING_LINES]
    text, altered = without_altered_furniture(without_browser_lines(pages, heading), issued.furniture)
    comparison = compare(issued, text)
    return replace(comparison, changes=(*comparison.changes, *altered))


def compare_fixed(issued: Wording, returned: Wording) -> tuple[Change, ...]:
    """Compare with a Word return whose controls say where the answers are; headers and footers count too.

    Where controls were lost or moved, the returned text is compared as a whole.
    """
    if _zones(issued) == _zones(returned):
        pairs = zip(_fixed_runs(issued), _fixed_runs(returned), strict=True)
        body = [change for ours, theirs in pairs for change in compare(Wording((Fixed(ours),)), theirs).changes]
    else:
        text = "".join(one.text if isinstance(one, Fixed) else one.prefilled for one in returned.body)
        body = list(compare(issued, text).changes)
    return (*body, *compare_furniture(issued.furniture, returned.furniture))


def places_amiss(issued: Wording, returned: Wording) -> tuple[str, ...]:
    """Name the places to write that a Word return lost, moved, added or lets invite to something else.

    What stands between two places that are where they were is compared word for word; where one is gone, words added
    beside it can be taken for an answer, so somebody must look.
    """
    ours, theirs = ([one for one in each.body if isinstance(one, Zone)] for each in (issued, returned))
    if len(ours) == len(theirs) and all(map(_is_same_place, ours, theirs)):
        return ()
    known = {one.field: one for one in ours}
    amiss = [one.field for one in theirs if one.field not in known or not _is_same_place(known[one.field], one)]
    held = [one.field for one in theirs]
    amiss += [field for field in known if held.count(field) != 1]
    return tuple(dict.fromkeys(amiss)) or IN_OTHER_ORDER


def _is_same_place(ours: Zone, theirs: Zone) -> bool:
    return (ours.field, ours.invitation) == (theirs.field, theirs.invitation)


def _zones(wording: Wording) -> list[str]:
    return [one.field for one in wording.body if isinstance(one, Zone)]


def _fixed_runs(wording: Wording) -> list[str]:
    runs = [""]
    for one in wording.body:
        if isinstance(one, Fixed):
            runs[-1] += one.text
        else:
            runs.append("")
    return runs
