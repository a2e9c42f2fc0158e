"""Pages on a desk: printed, signed and dated with a pen, stamped by the mail room; and one that is no letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import loc_builder
from loc_builder.files.render import POINTS_PER_INCH, Line, open_pages
from makers.ink import Colour, Hand, date_in_digits, draw, signature
from makers.scanner import DRAWN_AT

CELL_LEFT = 186.6  # points; where the block's right column begins to be written in
RED: Colour = (170, 40, 45)

_FONTS = Path(loc_builder.__file__).parent / "files" / "fonts"


@dataclass(frozen=True, slots=True)
class PenSigned:
    """Who signs for a party with what hand, and the date as written, such as `9/9/24`."""

    party: str
    name: str
    date: str
    hand: Hand


def printed(pdf: bytes) -> list[Image.Image]:
    """Print a PDF: a picture of each page, in colours so that any pen shows."""
    with open_pages(pdf) as pages:
        numbers = range(1, len(pages) + 1)
        return [Image.fromarray(pages.picture(number, DRAWN_AT).pixels).convert("RGB") for number in numbers]


def sign(page: Image.Image, pdf: bytes, signed: PenSigned) -> None:
    """Sign and date a letter's last page in a party's block; `pdf` says where the block is."""
    places = _places(pdf)
    x, y = places[signed.party, "Signature"]
    hand = signed.hand
    draw(page, signature(signed.name, hand), (x + 0.15, y + 0.1), hand=hand, dpi=DRAWN_AT)
    x, y = places[signed.party, "Date"]
    small = Hand(hand.seed, 0.1, hand.slant * 0.8, hand.haste, 1.0, hand.pen * 0.9, hand.colour)
    draw(page, date_in_digits(signed.date, small), (x + 0.15, y + 0.02), hand=small, dpi=DRAWN_AT)


def stamp_received(page: Image.Image, date: str) -> None:
    """Stamp a first page as a mail room does, not quite straight."""
    stamp = Image.new("L", (620, 230))
    pen = ImageDraw.Draw(stamp)
    pen.rectangle((8, 8, 611, 221), outline=210, width=9)
    pen.text((310, 72), "RECEIVED", fill=215, font=_font(84), anchor="mm")
    pen.text((310, 165), date, fill=205, font=_font(62), anchor="mm")
    stamp = stamp.rotate(4, Image.Resampling.BICUBIC, expand=True)
    page.paste(RED, (1700, 90), stamp)


def flyer() -> Image.Image:
    """A page that belongs to nobody's letter: scanned with the rest by mistake."""
    page = Image.new("RGB", (round(8.5 * DRAWN_AT), 11 * DRAWN_AT), "white")
    pen = ImageDraw.Draw(page)
    pen.rectangle((220, 260, 2330, 760), fill=(60, 60, 66))
    pen.text((1275, 420), "STAFF POTLUCK", fill="white", font=_font(190), anchor="mm")
    pen.text((1275, 630), "Friday, 11:30, in the teachers' lounge", fill="white", font=_font(80), anchor="mm")
    pen.text((220, 880), "Please write down what you will bring.", fill=(40, 40, 40), font=_font(64))
    for number, dish in enumerate(("Main dish", "Salad", "Bread", "Dessert", "Drinks", "Plates and cups")):
        top = 1060 + 270 * number
        pen.text((240, top), dish, fill=(40, 40, 40), font=_font(70))
        pen.line((900, top + 92, 2310, top + 92), fill=(90, 90, 90), width=5)
    pen.text(
        (1275, 2850), "Bring the recipe if it is not a family secret!", fill=(40, 40, 40), font=_font(66), anchor="mm"
    )
    for number, name in enumerate(("Edna Quill", "Hobart Lyle", "Minnie Sparrow", "Asa Plumb")):
        hand = Hand(90 + number, 0.12, 0.1 + 0.1 * number, 0.3)
        draw(page, signature(name, hand), (3.2 + 0.3 * number, 3.8 + 0.9 * number), hand=hand, dpi=DRAWN_AT)
    return page


def _places(pdf: bytes) -> Mapping[tuple[str, str], tuple[float, float]]:
    """Find where to write beside the labels of the last page, in inches from its top left, past what is printed there.

    The upper block is the district's, the lower one the agency's.
    """
    with open_pages(pdf) as pages:
        lines = pages.lines(len(pages))
        height = pages.size(len(pages))[1]
    return {
        (party, label): _beside(place, lines, height, skip=label == "Date")
        for label in ("Signature", "Date")
        for party, place in zip(("district", "agency"), _labels(label, lines), strict=True)
    }


def _labels(label: str, lines: Sequence[Line]) -> list[Line]:
    return sorted((line for line in lines if line.text == label), key=lambda line: -line.box.y0)


def _beside(label: Line, lines: Sequence[Line], height: float, *, skip: bool) -> tuple[float, float]:
    there = [line.box.x1 for line in lines if abs(line.box.y0 - label.box.y0) < 5 and line.box.x0 > label.box.x1]
    left = max([CELL_LEFT, *there]) if skip else CELL_LEFT
    return left / POINTS_PER_INCH, (height - label.box.y0) / POINTS_PER_INCH


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / "NotoSans-Bold.ttf", size)
