"""What a page is called in an archive, printed on it below its foot.

Only certificates bear it: they are drawn here, so that the room below their foot is known to be free. On a returned
page it would have to be looked for, which costs many times what uniting the records does.
"""

from collections.abc import Mapping

from loc_builder.files.assemble import PageOverlays
from loc_builder.files.draw import MarginNote, Overlay, draw_overlays
from loc_builder.model import Box

_WIDTH, _HEIGHT = 612.0, 792.0  # points, of every page drawn here
_BELOW_FOOT = Box(64.0, 20.0, 548.0, 30.0)


def below_foot(names: Mapping[int, str]) -> PageOverlays:
    """Print names on pages of our own, by the pages' numbers (from 1) in the whole file."""
    notes = [Overlay(_WIDTH, _HEIGHT, (MarginNote(name, _BELOW_FOOT, is_upright=True),)) for name in names.values()]
    return PageOverlays(draw_overlays(notes) if notes else b"", tuple(names))
