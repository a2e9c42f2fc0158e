"""What a page shows beyond the print of the letter as issued, once it is known where it lies.

A device makes print bolder, greyer or softer. How it does that is learnt from the page itself: the issued picture,
softened and thickened by several measures, is mixed until it looks most like the page. What is darker than that is not
print. Ink beside print is seen at once; a line through words hides between letters, so it is sought by what it adds up
to over its length.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from loc_builder.files.laying import (
    Darkness,
    Levels,
    along,
    beyond,
    blurred,
    hardened,
    mixed,
    ruled,
    smeared,
    thickened,
)
from loc_builder.model import Box
from loc_builder.scans.issued import SCALE, IssuedPage
from loc_builder.scans.locating import Located
from loc_builder.scans.moved import Moves, in_place, moves_of

STROKE = 36  # pixels; the length over which a line through print is sought

_SAMPLED = 4  # every fourth pixel each way is enough to learn from
_STRAY = 30  # what is this much darker or lighter than predicted is not learnt from the second time
_PALE = 30  # print paler than this is shading, which black and white devices drop
_BLACK, _INK = 200, 60  # levels of darkness
_BLACK_SHARE = 0.03  # faxes have 0.04 to 0.6, telephones 0.02
_RISES = (-8, -4, 4, 8)  # pixels from end to end


@dataclass(frozen=True, slots=True)
class Beyond:
    """What is darker than print explains: `over` is the darkness beyond the print and its surroundings.

    `through` is what a line through print adds.
    """

    over: Levels
    through: Levels


@dataclass(frozen=True, slots=True)
class Overlay:
    """A page that came back in the frame of the issued picture: as `seen`, and as `expected` of its print alone.

    `noise` is the grain of empty paper. `moves` says of each section of the page how many pixels lower its print was
    found than issued, None where it was not found; sections lie here where they were issued.
    """

    page: IssuedPage
    seen: Darkness
    expected: Darkness
    beyond: Beyond
    noise: float
    moves: Moves

    @property
    def stays(self) -> tuple[bool, ...]:
        """For each section, whether it can be compared."""
        return tuple(move is not None for move in self.moves)

    def moved(self, box: Box) -> Box:
        """Where a box of the issued page lies, in its points, on the page that came back, if text there was moved."""
        middle = self.page.pixels(box)[0].start
        spans = zip(self.page.sections, self.moves, strict=True)
        down = next((move or 0 for (top, bottom), move in spans if top <= middle < bottom), 0) / SCALE
        return replace(box, y0=box.y0 - down, y1=box.y1 - down)


def overlay(place: Located, page: IssuedPage) -> Overlay:
    """Compare the page that came back with the issued one it was laid over."""
    moves = moves_of(place, page)
    seen = blurred(in_place(place.seen, page, moves), 0.6)
    expected = _as_reproduced(page.dark, seen)
    empty = beyond(seen[::4, ::4], expected[::4, ::4])[~page.near_print[::4, ::4]]
    noise = float(np.median(np.abs(empty))) * 1.48 if empty.size else 0.0
    return Overlay(page, seen, expected, beyond_print(seen, expected, page.dark), noise, moves)


def beyond_print(seen: Darkness, expected: Darkness, printed: Darkness) -> Beyond:
    """Tell ink from print in pictures of one place, `printed` being the print as issued."""
    through = along(beyond(seen, expected), STROKE, _RISES)
    through[ruled(printed, STROKE - 6, reach=4)] = 0  # a rule a hair beside its place would look like a line drawn
    return Beyond(beyond(seen, thickened(expected, 3)), through)


def _as_reproduced(printed: Darkness, seen: Darkness) -> Darkness:
    """The print as the device that made `seen` would show it."""
    layers = tuple(_layers(printed, seen))
    samples = [each[::_SAMPLED, ::_SAMPLED] for each in layers]
    shown = samples[1] > 5
    columns = np.stack([each[shown] for each in samples], axis=1).astype(np.float32)
    wanted = seen[::_SAMPLED, ::_SAMPLED][shown].astype(np.float32)
    weights = _fit(columns, wanted)
    usual = np.abs(mixed(samples, weights)[shown] - wanted) < _STRAY
    if np.count_nonzero(usual) > 500:
        weights = _fit(columns[usual], wanted[usual])
    return mixed(layers, weights)


def _layers(printed: Darkness, seen: Darkness) -> Iterator[Darkness]:
    yield blurred(printed, 0.6)
    yield smeared(printed)
    yield blurred(thickened(printed, 1), 0.7)
    hard = hardened(printed, _PALE)
    yield blurred(hard, 0.6)
    if _is_black_and_white(seen):
        yield smeared(hard)


def _is_black_and_white(seen: Darkness) -> bool:
    """Whether a device made all print black, as a fax does."""
    sampled = seen[::_SAMPLED, ::_SAMPLED]
    return bool(np.count_nonzero(sampled > _BLACK) > _BLACK_SHARE * np.count_nonzero(sampled > _INK))


def _fit(columns: Levels, wanted: Levels) -> Levels:
    steady = 60 * len(wanted) * np.eye(columns.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.solve(columns.T @ columns + steady, columns.T @ wanted), dtype=np.float32)
