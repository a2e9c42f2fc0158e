"""What is drawn over pages that exist already: the stamp, the approval, the note in the margin, words to be searched.

An overlay is drawn at the size of the page as displayed, upright; where it lands on the real page is the business of
`files.stamping`. All overlays of a record are pages of one PDF, so that they share their fonts.
"""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportlab.pdfgen.canvas import Canvas

from loc_builder.files.draw.face import ACCENT, INK, QUIET, RULE, Type, fitted, printable, ready_fonts, width
from loc_builder.model import Box


class Fit(StrEnum):
    """The two forms of the stamp."""

    FULL = "full"
    SMALL = "small"


STAMP_SIZES = {Fit.FULL: (245.0, 84.0), Fit.SMALL: (166.0, 57.0)}
"""Width and height in points: 3.4 by 1.17 inches, and two thirds of that."""

_NOTE = Type(6.5, color=QUIET)
_INVISIBLE = 3  # PDF's text rendering mode: neither filled nor stroked
_LETTER, _FOOT = 0.78, 0.2  # of the height of a line's print: the size of its type, and the room below its feet
_UPENDED = 1.5  # a line so many times higher than wide reads downwards
_MOST_RISE = 0.35  # of a line's height, from its first letter to its last; beyond it programs take it for several lines
_ASLANT = 10  # degrees from which a line leans of itself and not with the whole page


@dataclass(frozen=True, slots=True)
class StampFace:
    """The stamp's words: a label over the dates, then lines of detail, then the letter's id; and its box."""

    label: str
    dates: str
    details: tuple[str, ...]
    identity: str
    box: Box
    fit: Fit = Fit.FULL


@dataclass(frozen=True, slots=True)
class Inscription:
    """Lines written into a box of a form; each shrinks until it fits, all are centred in the height."""

    lines: tuple[str, ...]
    box: Box
    size: float = 9.0


@dataclass(frozen=True, slots=True)
class MarginNote:
    """Where a page comes from, in small print: reading upwards when `is_upright` is not set."""

    text: str
    box: Box
    is_upright: bool = False


@dataclass(frozen=True, slots=True)
class HiddenLine:
    """Words that stand in `box` as a picture, laid over it unseen so that they can be found and copied.

    The print leans: it rises to the right by so many degrees about the middle of the box.
    """

    text: str
    box: Box
    lean: float = 0


Mark = StampFace | Inscription | MarginNote | HiddenLine


@dataclass(frozen=True, slots=True)
class Overlay:
    """All that goes on one page; `width` and `height` are those of the page as displayed, in points."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def margin_note_length(text: str) -> float:
    """The length in points of a margin note; its thickness is 10."""
    return width(fitted(text, 700, _NOTE)[0], _NOTE) + 4


def draw_overlays(overlays: Sequence[Overlay]) -> bytes:
    """Draw one page per overlay."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1, initialFontName=ready_fonts()[0], pageCompression=1)
    for overlay in overlays:
        canvas.setPageSize((overlay.width, overlay.height))
        for mark in overlay.marks:
            _draw(canvas, mark)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _draw(canvas: Canvas, mark: Mark) -> None:
    canvas.saveState()
    match mark:
        case StampFace():
            _stamp(canvas, mark)
        case Inscription():
            _inscription(canvas, mark)
        case MarginNote():
            _margin_note(canvas, mark)
        case HiddenLine():
            _hidden_line(canvas, mark)
    canvas.restoreState()


def _stamp(canvas: Canvas, stamp: StampFace) -> None:
    """A frame with a band at its left; label, dates in bold, a rule, then the details."""
    box, scale = stamp.box, 1.0 if stamp.fit is Fit.FULL else 2 / 3
    band, inset = 5 * scale, 13 * scale
    canvas.setStrokeColor(ACCENT)
    canvas.setLineWidth(0.9 * scale)
    canvas.rect(box.x0 + 0.5, box.y0 + 0.5, box.width - 1, box.height - 1)
    canvas.setFillColor(ACCENT)
    canvas.rect(box.x0 + 0.5, box.y0 + 0.5, band, box.height - 1, stroke=0, fill=1)
    left, room = box.x0 + band + inset - 3 * scale, box.width - band - 2 * inset + 6 * scale
    y = _line(canvas, stamp.label, (left, box.y1 - 15 * scale), room, Type(7.2 * scale, True, ACCENT), spread=1.3)
    y = _line(canvas, stamp.dates, (left, y - 15.5 * scale), room, Type(12 * scale, True, INK))
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.6 * scale)
    canvas.line(left, y - 7 * scale, left + room, y - 7 * scale)
    y -= 6.5 * scale
    for detail in stamp.details:
        y = _line(canvas, detail, (left, y - 11.5 * scale), room, Type(8.2 * scale, color=INK))
    if stamp.identity:
        _line(canvas, stamp.identity, (left, box.y0 + 8 * scale), room, Type(7 * scale, color=QUIET))


def _line(canvas: Canvas, text: str, at: tuple[float, float], room: float, how: Type, *, spread: float = 0.0) -> float:
    """Draw one line, shrunk to `room`; give its foot."""
    line, how = fitted(text, room - spread * len(text), how, smallest=4.0)
    canvas.setFillColor(how.color)
    canvas.setFont(how.font, how.size)
    canvas.drawString(*at, line, charSpace=spread)
    return at[1]


def _inscription(canvas: Canvas, inscription: Inscription) -> None:
    box = inscription.box
    leading = min(inscription.size * 1.35, box.height / max(1, len(inscription.lines)))
    size = leading / 1.35
    foot = (box.y0 + box.y1) / 2 + leading * len(inscription.lines) / 2
    for index, text in enumerate(inscription.lines):
        how = Type(size if index == 0 else size * 0.85, is_bold=False, color=ACCENT)
        line, how = fitted(text, box.width - 8, how, smallest=4.0)
        canvas.setFillColor(how.color)
        canvas.setFont(how.font, how.size)
        canvas.drawString(box.x0 + 5, foot - leading * (index + 1) + leading * 0.28, line)


def _margin_note(canvas: Canvas, note: MarginNote) -> None:
    box = note.box
    canvas.setFillColor(_NOTE.color)
    if note.is_upright:
        line, how = fitted(note.text, box.width, _NOTE, smallest=4.0)
        canvas.setFont(how.font, how.size)
        canvas.drawString(box.x0, box.y0 + 3, line)
        return
    line, how = fitted(note.text, box.height, _NOTE, smallest=4.0)
    canvas.setFont(how.font, how.size)
    canvas.translate(box.x1 - 3, box.y0)
    canvas.rotate(90)
    canvas.drawString(0, 0, line)


def _hidden_line(canvas: Canvas, line: HiddenLine) -> None:
    """Set words as long as the print that they stand for, and no steeper than a search follows them."""
    box, words = line.box, printable(line.text)
    reads_down = len(words) > 1 and box.height > _UPENDED * box.width
    length, height = (box.height, box.width) if reads_down else (box.width, box.height)
    how = Type(_LETTER * height)
    natural = width(words, how)
    if length <= 0 or natural <= 0:
        return
    canvas.translate((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2)
    canvas.rotate(_followed(line.lean, _MOST_RISE * height / length) - (90 if reads_down else 0))
    text = canvas.beginText(-length / 2, (_FOOT - 0.5) * height)
    text.setFont(how.font, how.size)
    text.setTextRenderMode(_INVISIBLE)
    text.setHorizScale(100 * length / natural)
    text.textOut(words)
    canvas.drawText(text)


def _followed(lean: float, most: float) -> float:
    """The degrees that a line rises by, those of a page that lies askew no more than `most` allows (a tangent)."""
    steepest = math.degrees(math.atan(most))
    return lean if abs(lean) >= _ASLANT else max(-steepest, min(steepest, lean))
