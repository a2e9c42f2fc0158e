"""Ink or no ink in the places for signature and date, compared with the empty form.

What is printed there (an invitation to write) is no ink, whether the page shows it or not. Ink says nothing of what
was written: it never accepts a letter, and a person always reads the date.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from loc_builder.files.laying import patches
from loc_builder.model import Box
from loc_builder.scans.overlay import Overlay

_DARK = 51  # levels of darkness
_SPECK = 8  # pixels at the issued picture's size; dust and fax specks stay below
_NONE, _INK = 12, 45  # pixels; between them nobody can say
_INSET = 3.0  # points left out inside the box, where its rules are


class Verdict(StrEnum):
    INK = "ink"
    NO_INK = "no ink"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class InkSeen:
    """`score` is the number of pixels, at 100 dots an inch, that are ink and no print."""

    verdict: Verdict
    score: int


def ink_in(laid: Overlay, box: Box) -> InkSeen:
    """Tell whether a box (in points on the issued page) holds ink."""
    rows, columns = laid.page.pixels(Box(box.x0 + _INSET, box.y0 + _INSET, box.x1 - _INSET, box.y1 - _INSET))
    dark = laid.beyond.over[rows, columns] > max(_DARK, 6 * laid.noise)
    score = sum(patch.pixels for patch in patches(np.asarray(dark), joined_within=2) if patch.pixels >= _SPECK)
    if score >= _INK:
        return InkSeen(Verdict.INK, score)
    return InkSeen(Verdict.UNSURE if score >= _NONE else Verdict.NO_INK, score)
