"""A letter's text and the layout of its signature page, as issued."""

from collections.abc import Mapping
from dataclasses import dataclass

TICKED, UNTICKED = "\N{BALLOT BOX WITH X}", "\N{BALLOT BOX}"
"""What stands in a check box of ours."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Text of the letter that nobody but the office writes, list labels included."""

    text: str


@dataclass(frozen=True, slots=True)
class Zone:
    """A place where the district writes: a field's name and what stood there when the letter was made.

    `invitation` is what the place says while nobody has written in it; nothing else there counts as empty.
    """

    field: str
    prefilled: str
    invitation: str = ""

    @property
    def is_box(self) -> bool:
        """Whether it is a check box."""
        return self.prefilled in (TICKED, UNTICKED)


@dataclass(frozen=True, slots=True)
class Wording:
    """A letter's text in reading order, and the text of its headers and footers without page numbers.

    `marks` say where a reader sees something else than this text: words struck out or hidden, a picture, a field.
    """

    body: tuple[Fixed | Zone, ...]
    furniture: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points, the origin at the lower left of the page as displayed."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0


Corners = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""A code's top left, top right, bottom right and bottom left, in points as in `Box`."""


@dataclass(frozen=True, slots=True)
class SignaturePage:
    """Where things are on a letter's signature page as issued, in points.

    `codes` are the corners of the header's and the footer's code; `boxes` the room to write beside a label, by
    party and label (`signature`, `name`, `title`, `date`).
    """

    width: float
    height: float
    codes: tuple[Corners, ...]
    boxes: Mapping[tuple[str, str], Box]
