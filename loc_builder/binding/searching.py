"""The words of scanned pages, as recognition read them: laid over them unseen, so that a record can be searched."""

from collections.abc import Sequence
from dataclasses import replace

from loc_builder.binding.pages import PageSource, numbered
from loc_builder.files.draw import HiddenLine
from loc_builder.model import Box


def hidden_lines(source: PageSource, width: float, height: float) -> tuple[HiddenLine, ...]:
    """Give what was recognised on a page, placed on it as it is displayed in the record, upright; sizes in points."""
    if source.recognised is None:
        return ()
    page = replace(source.recognised, turned=source.turned).upright()
    if page.width <= 0 or page.height <= 0:
        return ()
    wider, higher = width / page.width, height / page.height
    return tuple(HiddenLine(line.text, _scaled(line.box, wider, higher), line.lean) for line in page.lines)


def _scaled(box: Box, wider: float, higher: float) -> Box:
    return Box(box.x0 * wider, box.y0 * higher, box.x1 * wider, box.y1 * higher)


def recognition_note(pages: Sequence[int]) -> str:
    """Say of which pages the words were recognised, and what they are worth."""
    return (
        f"{numbered(pages)}: the words were read from the picture by recognition (OCR) and laid over it unseen, so that"
        " they can be searched. They may be wrong; what the picture shows counts"
    )
