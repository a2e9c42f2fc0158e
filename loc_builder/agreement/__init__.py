"""The wording as issued against the text as returned: what was altered, and what was answered.

Pure. An honest return must never be accused, so texts are first compared without what printing and converting change
(spaces, hyphens, quotes, ligatures, bullets, capitals): if the letter's fixed text is all there, in order, nothing was
altered and what stands between is answers. Only where that fails are words aligned, to say what was altered.
"""

from loc_builder.agreement.aligning import Alignment
from loc_builder.agreement.changes import Change, ChangeKind, Comparison, shown
from loc_builder.agreement.furniture import compare_furniture, without_furniture
from loc_builder.agreement.layout import Layout
from loc_builder.agreement.letters import DATE_INVITATION, WRITING_INVITATION, is_invitation
from loc_builder.model import Fixed, Wording, Zone

__all__ = [
    "DATE_INVITATION",
    "WRITING_INVITATION",
    "Change",
    "ChangeKind",
    "Comparison",
    "compare",
    "compare_fixed",
    "compare_furniture",
    "is_invitation",
    "without_furniture",
]

MOST_TEXT = 400_000  # characters; aligning more would keep the office waiting for one hostile file


def compare(issued: Wording, returned: str) -> Comparison:
    """Compare a letter's wording with the running text of a return, page furniture already taken out."""
    if len(returned) > MOST_TEXT:
        extra = shown(returned[MOST_TEXT:])
        return Comparison((Change(ChangeKind.ADDED, "", extra, "the text is far longer than a letter"),), {})
    layout = Layout.of(issued)
    gaps = layout.gaps_in(returned)
    if gaps is not None:
        return Comparison((), layout.answers(gaps))
    alignment = Alignment.of(layout, returned)
    return Comparison(tuple(alignment.changes()), layout.answers(alignment.gaps()))


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
