"""What a page shows beyond the print of the letter as issued, once it is known where it lies.

A device makes print bolder, greyer or softer. How it does that is learnt from the page itself: the issued picture,
softened and thickened by several measures, is mixed until it looks most like the page. What is darker than that is not
print. Ink beside print is seen at once; a line through words hides between letters, so it is sought by what it adds up
to over its length.
"""

from dataclasses import dataclass

import numpy as np

from loc_builder.files.laying import Darkness, Levels, along, beyond, blurred, mixed, ruled, thickened
from loc_builder.scans.issued import IssuedPage
from loc_builder.scans.locating import Located

STROKE = 36  # pixels; the length over which a line through print is sought

_SAMPLED = 3  # every third pixel each way is enough to learn from
_STRAY = 30  # what is this much darker or lighter than predicted is not learnt from the second time
_PALE = 30  # print paler than this is shading, which black and white devices drop
_RISES = (-8, -4, 4, 8)  # pixels from end to end


@dataclass(frozen=True, slots=True)
class Overlay:
    """`over` is the darkness beyond the print and its surroundings; `through` what a line through print adds.

    Both are in the frame of the issued picture; `noise` is the grain of empty paper in the same measure.
    `stays` says of each section of the page whether its print is where it was.
    """

    page: IssuedPage
    over: Levels
    through: Levels
    noise: float
    stays: tuple[bool, ...]


def overlay(place: Located, page: IssuedPage) -> Overlay:
    """Compare the page that came back with the issued one it was laid over."""
    seen = blurred(place.seen, 0.6)
    expected = _as_reproduced(page.dark, seen)
    rest = beyond(seen, expected)
    empty = rest[::4, ::4][thickened(page.dark, 4)[::4, ::4] < 5]
    noise = float(np.median(np.abs(empty))) * 1.48 if empty.size else 0.0
    through = along(rest, STROKE, _RISES)
    through[ruled(page.dark, STROKE - 6, reach=4)] = 0  # a rule a hair beside its place would look like a line drawn
    return Overlay(page, beyond(seen, thickened(expected, 3)), through, noise, place.stays(page))


def _as_reproduced(printed: Darkness, seen: Darkness) -> Darkness:
    """The print as the device that made `seen` would show it."""
    hard = np.clip((printed.astype(np.int16) - _PALE) * 4, 0, 255).astype(np.uint8)  # a fax makes all print black
    bold = blurred(thickened(printed, 1), 0.7)
    layers = (blurred(printed, 0.6), blurred(printed, 1.6), bold, blurred(hard, 0.6), blurred(hard, 1.6))
    samples = [each[::_SAMPLED, ::_SAMPLED] for each in layers]
    shown = samples[1] > 5
    columns = np.stack([each[shown] for each in samples], axis=1).astype(np.float32)
    wanted = seen[::_SAMPLED, ::_SAMPLED][shown].astype(np.float32)
    weights = _fit(columns, wanted)
    usual = np.abs(columns @ weights - wanted) < _STRAY
    if np.count_nonzero(usual) > 500:
        weights = _fit(columns[usual], wanted[usual])
    return mixed(layers, weights)


def _fit(columns: Levels, wanted: Levels) -> Levels:
    steady = 60 * len(wanted) * np.eye(columns.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.solve(columns.T @ columns + steady, columns.T @ wanted), dtype=np.float32)
