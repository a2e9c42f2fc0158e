"""The wording as issued against the text as returned: what was altered, and what was answered.

Pure. An honest return must never be accused, so texts are first compared without what printing and converting change
(spaces, hyphens, quotes, ligatures, bullets, capitals): if the letter's fixed text is all there, in order, nothing was
altered and what stands between is answers. Only where that fails are words aligned, to say what was altered.
"""

from loc_builder.agreement.aligning import Alignment, same_runs
from loc_builder.agreement.changes import Change, ChangeKind, Comparison, shown
from loc_builder.agreement.furniture import compare_furniture, without_furniture
from loc_builder.agreement.layout import Layout
from loc_builder.agreement.letters import CHOICE_INVITATION, DATE_INVITATION, WRITING_INVITATION, is_invitation
from loc_builder.model import Fixed, Wording, Zone

__all__ = [
    "CHOICE_INVITATION",
    "DATE_INVITATION",
    "WRITING_INVITATION",
    "Change",
    "ChangeKind",
    "Comparison",
    "compare",
    "compare_fixed",
    "compare_furniture",
    "is_invitation",
    "places_amiss",
    "same_runs",
    "without_furniture",
]

MOST_TEXT = 400_000  # characters; aligning more would keep the office waiting for one hostile file


def compare(issued: Wording, returned: str) -> Comparison:
    """Compare a letter's wording with the running text of a return, page furniture already taken out."""
    if len(returned) > MOST_TEXT:
        extra = shown(returned[MOST_TEXT:])
        return Comparison((Change(ChangeKind.ADDED, "", extra, "the text is far longer than a letter"),), {})
    layout = Layout.of(issued)
    gaps, changes = layout.gaps_in(returned), tuple[Change, ...]()
    if gaps is None:
        alignment = Alignment.of(layout, returned)
        gaps, changes = tuple(alignment.gaps()), tuple(alignment.changes())
    answers = layout.answers(gaps)
    return Comparison(changes, answers, layout.left_as_prefilled(answers))


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
    return tuple(dict.fromkeys(amiss)) or ("their order",)


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
