"""The agency's approval, written into its block of the signature page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from loc_builder.days import in_words
from loc_builder.files.blank import Ground
from loc_builder.files.draw import Inscription
from loc_builder.model import Box

_WIDEST = 300.0
_INSETS = (0.15, 0.22, 0.3, 0.36)
"""What is left free above and below, as shares of a room's height, the most generous room first."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approved and when; `recorded_at` is the moment it was entered, in words, `basis` how it is known."""

    signer: str
    title: str
    on: date
    recorded_by: str = ""
    recorded_at: str = ""
    basis: str = "Approval recorded electronically"

    @property
    def sentence(self) -> str:
        return f"Approved \N{EN DASH} recorded electronically by {self.signer}, {in_words(self.on)}"

    @property
    def entry(self) -> str:
        """Who entered it and when, as far as that is known."""
        by = f"by {self.recorded_by}" if self.recorded_by else ""
        return " ".join(
            words for words in ("Entered", by, f"on {self.recorded_at}" if self.recorded_at else "") if words
        )


def approval_marks(approval: Approval, rooms: Mapping[str, Box], ground: Ground) -> tuple[Inscription, ...]:
    """Give what is to be written where; nothing at all unless the signature's room is free.

    `rooms` are those of the agency by label, in points on the page as displayed; one with ink in it is left alone.
    """
    texts = {
        "signature": (approval.sentence, approval.entry) if approval.recorded_by else (approval.sentence,),
        "name": (approval.signer,),
        "title": (approval.title,),
        "date": (in_words(approval.on),),
    }
    found = {label: _free_part(rooms[label], ground) for label, lines in texts.items() if label in rooms and lines[0]}
    marks = {label: Inscription(texts[label], box) for label, box in found.items() if box}
    return tuple(marks.values()) if "signature" in marks else ()


def _free_part(room: Box, ground: Ground) -> Box | None:
    """The part of a room to write in, away from the rules, which a skewed scan tilts into it; None if it has ink."""
    for share in _INSETS:
        inset = room.height * share
        part = Box(room.x0 + 4, room.y0 + inset, min(room.x1 - 6, room.x0 + _WIDEST), room.y1 - inset)
        if ground.is_blank(part):
            return part
    return None
