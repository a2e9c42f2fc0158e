"""What is seen of a page: its picture, the scan it consists of, a line of its text."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from loc_builder.model import Box


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as grey pixels, 0 black to 255 white, rows from the top."""

    pixels: NDArray[np.uint8]
    dpi: float

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    def turned(self, degrees: int) -> "Picture":
        """Turn clockwise by a multiple of 90 degrees."""
        return Picture(np.ascontiguousarray(np.rot90(self.pixels, -degrees // 90)), self.dpi)

    def softened(self) -> "Picture":
        """Replace each pixel by the mean of the nine about it, which takes the noise out of a poor scan."""
        edged = np.pad(self.pixels, 1, mode="edge").astype(np.uint16)
        nine = (edged[y : y + self.height, x : x + self.width] for y in range(3) for x in range(3))
        return Picture((sum(nine, np.zeros(self.pixels.shape, np.uint16)) // 9).astype(np.uint8), self.dpi)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A page that is one JPEG, `height` points high as it lies and displayed `turned` degrees clockwise from that."""

    jpeg: bytes
    height: float
    dpi: float
    turned: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text layer and where it stands."""

    text: str
    box: Box
