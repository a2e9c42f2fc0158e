"""What optical character recognition made of pages that are pictures: a likeness of their text, never the text."""

from dataclasses import dataclass, replace

from loc_builder.model.paper import Box


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """One line of print, its words parted by single spaces.

    `certainty` is how sure the recognition is of the line, 0 to 1; `of_words` how sure of the least sure letter of each
    word, one number a word. The box has the line's own length and height, about its middle; `lean` is by how many
    degrees it rises to the right on the upright page.
    """

    text: str
    box: Box
    certainty: float
    of_words: tuple[float, ...]
    lean: float = 0


@dataclass(frozen=True, slots=True)
class RecognisedPage:
    """The lines of page `number`, row by row from the top of the upright page.

    Width, height and boxes are in points on the page as displayed; `turned` are the degrees clockwise by which that
    has to be turned for its print to stand upright, as in `PageSeen`.
    """

    number: int
    width: float
    height: float
    lines: tuple[RecognisedLine, ...]
    turned: int = 0

    def upright(self) -> "RecognisedPage":
        """Give the page as it is once it is turned."""
        width, height = (self.height, self.width) if self.turned % 180 else (self.width, self.height)
        lines = tuple(replace(line, box=self._moved(line.box)) for line in self.lines)
        return RecognisedPage(self.number, width, height, lines)

    def _moved(self, box: Box) -> Box:
        (x0, y0), (x1, y1) = self._point(box.x0, box.y0), self._point(box.x1, box.y1)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        turned = {0: (x, y), 90: (y, self.width - x), 180: (self.width - x, self.height - y), 270: (self.height - y, x)}
        return turned[self.turned % 360]


@dataclass(frozen=True, slots=True)
class Recognised:
    """The pages of one part that were recognised, in the part's order."""

    pages: tuple[RecognisedPage, ...]
