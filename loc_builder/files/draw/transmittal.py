"""The page that hands an archive over: what it is, what it holds, and room for those who sign for it."""

from dataclasses import dataclass

from loc_builder.files.draw.face import ACCENT, INK, QUIET, Type, fitted, wrapped
from loc_builder.files.draw.sheet import BOTTOM, LEFT, ROOM, TOP, Block, Sheet, set_twice

_KIND = Type(8.5, True, ACCENT)
_TITLE = Type(24, True, ACCENT, 1.2)
_LEAD = Type(10.5, False, INK, 1.42)
_LABEL = Type(7.6, False, QUIET)
_SIGNING = 62.0


@dataclass(frozen=True, slots=True)
class TransmittalWords:
    """The page's words; `signing` are the lines to sign on, by who signs there."""

    kind: str
    title: str
    lead: str
    blocks: tuple[Block, ...]
    signing: tuple[str, ...]
    foot: str


def draw_transmittal(words: TransmittalWords) -> bytes:
    """Draw it: one page, unless a name is as long as a paragraph."""
    pdf, _ = set_twice(
        words.title, lambda _page, _pages: words.foot, lambda sheet: _draw(sheet, words), running_head=words.title
    )
    return pdf


def _draw(sheet: Sheet, words: TransmittalWords) -> None:
    sheet.text(fitted(words.kind, ROOM, _KIND)[0], LEFT, TOP - 8, _KIND)
    sheet.y = TOP - 18
    sheet.lines(wrapped(words.title, ROOM, _TITLE)[:2], LEFT, _TITLE)
    sheet.y -= 4
    sheet.rule(sheet.y, weight=1.4, color=ACCENT)
    sheet.y -= 12
    sheet.lines(wrapped(words.lead, ROOM, _LEAD), LEFT, _LEAD)
    sheet.y -= 6
    for block in words.blocks:
        sheet.block(block)
        sheet.y -= 5
    _signing(sheet, words.signing)


def _signing(sheet: Sheet, names: tuple[str, ...]) -> None:
    """Set the lines to sign on side by side at the foot, for whoever prints the page."""
    sheet.need(_SIGNING)
    room = ROOM / max(1, len(names))
    sheet.canvas.setStrokeColor(INK)
    sheet.canvas.setLineWidth(0.6)
    for index, name in enumerate(names):
        x = LEFT + room * index
        sheet.canvas.line(x, BOTTOM + 18, x + room - 18, BOTTOM + 18)
        sheet.text(fitted(name, room - 18, _LABEL)[0], x, BOTTOM + 7, _LABEL)
