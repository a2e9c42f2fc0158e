"""Where a page's origin is written: in small print along an edge, where the page is blank."""

from collections.abc import Iterator, Sequence

from loc_builder.files.blank import Ground
from loc_builder.files.draw import MarginNote, margin_note_length
from loc_builder.model import Box

_INSETS = (9.0, 16.0, 24.0, 32.0)
_THICKNESS = 10.0


def margin_note(text: str, ground: Ground, taken: Sequence[Box] = ()) -> MarginNote | None:
    """Find room on a page: reading upwards along the left or right edge, else below or above; None if all is taken."""
    width, height = ground.points(ground.columns), ground.points(ground.rows)
    for box, is_upright in _places(width, height, margin_note_length(text)):
        if ground.is_blank(box) and not any(_overlap(box, other) for other in taken):
            return MarginNote(text, box, is_upright)
    return None


def _places(width: float, height: float, length: float) -> Iterator[tuple[Box, bool]]:
    """Give the places in the order in which they are liked, each with whether its text stands upright."""
    for inset in _INSETS:
        for y in (height * 0.08, height * 0.4, height * 0.7):
            for x in (inset, width - inset - _THICKNESS):
                yield Box(x, y, x + _THICKNESS, y + length), False
    for inset in _INSETS:
        for y in (inset, height - inset - _THICKNESS):
            for x in (width * 0.08, width * 0.5):
                yield Box(x, y, x + length, y + _THICKNESS), True


def _overlap(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1
