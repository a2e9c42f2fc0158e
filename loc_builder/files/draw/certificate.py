"""The certificate: the last page of a record, a second one where there is much to say."""

import io
from dataclasses import dataclass

from reportlab.lib.utils import ImageReader

from loc_builder.files.draw.face import ACCENT, INK, QUIET, Type, fitted, wrapped
from loc_builder.files.draw.sheet import DENSE, LEFT, RIGHT, ROOM, ROOMY, TOP, Block, Setting, Sheet, set_twice

_CODE = 72.0
_KIND = Type(8.5, True, ACCENT)
_TITLE = Type(20, True, ACCENT, 1.2)
_SUBTITLE = Type(10.5, False, QUIET)
_LEAD = Type(10, False, INK, 1.4)
_DENSE_LEAD = Type(9, False, INK, 1.3)
_AFTER_LEAD = 5.0  # points, beside the room before a heading


@dataclass(frozen=True, slots=True)
class CertificateWords:
    """A certificate's words; `code` is a PNG, drawn at the upper right with `code_caption` below."""

    kind: str
    title: str
    subtitle: str
    lead: str
    blocks: tuple[Block, ...]
    foot: str
    code: bytes
    code_caption: str = ""


def draw_certificate(words: CertificateWords) -> bytes:
    """Draw it on one page, closer set where that makes it fit, else on as many as it needs."""

    def foot(page: int, pages: int) -> str:
        return f"{words.foot}   \N{MIDDLE DOT}   Certificate page {page} of {pages}"

    def drawn(setting: Setting) -> tuple[bytes, Sheet]:
        head = f"{words.kind}: {words.title}"
        return set_twice(words.title, foot, lambda sheet: _draw(sheet, words), running_head=head, setting=setting)

    roomy, sheet = drawn(ROOMY)
    if sheet.page == 1:
        return roomy
    dense, sheet = drawn(DENSE)
    return dense if sheet.page == 1 else roomy


def _draw(sheet: Sheet, words: CertificateWords) -> None:
    _code(sheet, words)
    room = ROOM - _CODE - 18
    sheet.text(fitted(words.kind, room, _KIND)[0], LEFT, TOP - 8, _KIND)
    sheet.y = TOP - 16
    for line in wrapped(words.title, room, _TITLE)[:2]:
        sheet.lines((line,), LEFT, _TITLE)
    sheet.y -= 2
    sheet.lines(wrapped(words.subtitle, room, _SUBTITLE)[:2], LEFT, _SUBTITLE)
    sheet.y = min(sheet.y, TOP - _CODE - 8) - 4
    sheet.rule(sheet.y, weight=1.4, color=ACCENT)
    sheet.y -= 10
    lead = _LEAD if sheet.setting is ROOMY else _DENSE_LEAD
    sheet.lines(wrapped(words.lead, ROOM, lead), LEFT, lead)
    sheet.y -= _AFTER_LEAD
    for block in words.blocks:
        sheet.block(block)


def _code(sheet: Sheet, words: CertificateWords) -> None:
    picture = ImageReader(io.BytesIO(words.code))
    sheet.canvas.drawImage(picture, RIGHT - _CODE + 4, TOP - _CODE + 4, _CODE, _CODE)
    if words.code_caption:
        line, how = fitted(words.code_caption, _CODE, Type(6, False, QUIET))
        sheet.text(line, RIGHT - _CODE + 4 + 5, TOP - _CODE - 3, how)
