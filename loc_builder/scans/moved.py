"""Print that typed answers moved up or down, found again section by section.

A section is the print between two places for answers; it keeps its lines, so all of it moves alike. A section that is
not found whole (some of it went to another page) is not compared, and nothing is said of it.
"""

from collections.abc import Iterator, Sequence
from statistics import median

import numpy as np

from loc_builder.files.laying import Darkness, found_tiles, halved
from loc_builder.scans.issued import IssuedPage
from loc_builder.scans.locating import Located

Moves = tuple[int | None, ...]
"""For each section of a page, how many pixels lower its print lies than issued; None where it was not found."""

_STAYS = 0.6
"""Share of a section's pieces of print that must be found for the section to be compared."""
_ALIKE = 0.55
_FARTHEST = 420  # pixels; more than a third of the page
_TRIED = 5  # pieces of a section looked for far away
_LEAST = 3  # pieces of a section to look for far away: a label or two stand in many places, a footer does not
_SIDEWAYS, _NEAR = 6, 3  # pixels
_ROUND_PRINT = 6  # pixels above and below a section's print that move with it
_PRINT = 60  # levels


def moves_of(place: Located, page: IssuedPage) -> Moves:
    """Tell where each section of the page is; header or footer not found means that the page was laid wrongly."""
    shares = _shares(place, page)
    moves = tuple(_move(place.seen, page, at, share) for at, share in enumerate(shares))
    if any(share is not None and move is None for share, move in ((shares[0], moves[0]), (shares[-1], moves[-1]))):
        return (None,) * len(moves)
    return tuple(_as_around(moves, shares, at) if share is None else moves[at] for at, share in enumerate(shares))


def move_of_footer(place: Located, page: IssuedPage) -> int | None:
    """Tell where the foot of a page is, as `moves_of` does; None where nothing is known of it."""
    last = len(page.sections) - 1
    return _move(place.seen, page, last, _share(place, page, last))


def in_place(seen: Darkness, page: IssuedPage, moves: Moves) -> Darkness:
    """Draw the page with each section where it was issued; about one that was moved the paper is empty."""
    drawn = seen.copy()
    for (top, bottom), move in zip(page.sections, moves, strict=True):
        if move:
            first, last = _printed_rows(page, top, bottom)
            drawn[top:bottom] = 0
            drawn[first:last] = seen[first + move : last + move]
    return drawn


def _move(seen: Darkness, page: IssuedPage, at: int, share: float | None) -> int | None:
    """How far down a section is found, given the share of its print that is in its place."""
    if share is None or share >= _STAYS:
        return None if share is None else 0
    return _found_down(seen, page, at) if page.rooms else None  # only typed answers move print


def _found_down(seen: Darkness, page: IssuedPage, at: int) -> int | None:
    """How far down a section is found, where enough of its pieces agree and all of it is on the page."""
    tiles = tuple(page.tiles[each] for each in _tiles_in(page, at))
    if len(tiles) < _LEAST and 0 < at < len(page.sections) - 1:
        return None
    tried = tiles[:: max(1, len(tiles) // _TRIED)]
    half = [(x0 // 2, y0 // 2, x1 // 2, y1 // 2) for x0, y0, x1, y1 in tried]
    far = found_tiles(page.half, halved(seen), half, reach=_SIDEWAYS // 2, up_down=_FARTHEST // 2)
    downs = [round(2 * each.by[1]) for each in far if each.likeness > _ALIKE]
    down = max(downs, key=lambda one: sum(abs(one - other) <= _NEAR for other in downs), default=None)
    first, last = _printed_rows(page, *page.sections[at])
    if down is None or first + down < 0 or last + down > seen.shape[0]:
        return None
    drawn = np.zeros_like(seen)
    drawn[first:last] = seen[first + down : last + down]
    found = found_tiles(page.dark, drawn, tiles, reach=_SIDEWAYS)
    near = [each.by[1] for each in found if each.likeness > _ALIKE and abs(each.by[1]) <= _NEAR]
    return down + round(median(near)) if len(near) >= max(1, _STAYS * len(tiles)) else None


def _printed_rows(page: IssuedPage, top: int, bottom: int) -> tuple[int, int]:
    rows = np.flatnonzero((page.dark[top:bottom] > _PRINT).any(axis=1))
    if not rows.size:
        return top, top
    return max(top, top + int(rows[0]) - _ROUND_PRINT), min(bottom, top + int(rows[-1]) + _ROUND_PRINT + 1)


def _tiles_in(page: IssuedPage, section: int) -> Iterator[int]:
    low, high = page.sections[section]
    return (at for at, (_, top, _, bottom) in enumerate(page.tiles) if low <= (top + bottom) / 2 < high)


def _shares(place: Located, page: IssuedPage) -> tuple[float | None, ...]:
    """For each section the share of its print found in its place; None where one piece, or none, proves nothing."""
    return tuple(_share(place, page, section) for section in range(len(page.sections)))


def _share(place: Located, page: IssuedPage, section: int) -> float | None:
    found = [place.found[at] for at in _tiles_in(page, section)]
    return sum(found) / len(found) if len(found) > 1 else None


def _as_around(moves: Moves, shares: Sequence[float | None], at: int) -> int | None:
    """The move of a section with too little print to tell: that of the sections around it, where they agree.

    An empty header goes with the footer, an empty footer with the header: text between them cannot move them.
    """
    known = [one for one, share in enumerate(shares) if share is not None]
    if at in (0, len(shares) - 1) and {0, len(shares) - 1} & set(known):
        return moves[len(shares) - 1 - at]
    before, after = [one for one in known if one < at], [one for one in known if one > at]
    around = {moves[one] for one in (*before[-1:], *after[:1])}
    return around.pop() if len(around) == 1 else None
