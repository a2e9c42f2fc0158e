"""Letters on paper as districts return them: printed, written on with a pen, and sent through a device.

A letter is rendered once (`Printed`); from there everything follows from seeds. `CHANGES` are what a pen can do to the
agreement, `WAYS` how the sheets reach the office.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

import cv2
import numpy as np
from makers import paper
from makers.ink import BLACK, BLUE, Hand, date_in_digits, draw, signature
from makers.paper import PenSigned
from makers.scanner import DRAWN_AT, Scanner, scanned
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from loc_builder.files.render import POINTS_PER_INCH, Line, open_pages
from loc_builder.model import Fixed, Wording

Pages = list[Image.Image]
Change = Callable[["Printed", Pages, np.random.Generator], int]
"""Writes on the pages and gives the number of the page it wrote on."""
Way = Callable[[Sequence[Image.Image], int], bytes]

NAMES = ("Ramona Wetherby", "Odessa Trimble", "Jane Doe", "Gordon Youngblood", "Lee Park", "Hobart Q. Lyle")
_PEN_DPI = DRAWN_AT


@dataclass(frozen=True, slots=True)
class Printed:
    """A letter as printed: its PDF, a picture of each page that nobody may draw on, and what in it is fixed text."""

    pdf: bytes
    pages: tuple[Image.Image, ...]
    fixed: str

    @classmethod
    def of(cls, pdf: bytes, wording: Wording) -> "Printed":
        fixed = " ".join(piece.text for piece in wording.body if isinstance(piece, Fixed))
        return cls(pdf, tuple(paper.printed(pdf)), " ".join(fixed.split()))

    def copies(self) -> Pages:
        return [page.copy() for page in self.pages]

    def lines(self, page: int) -> tuple[Line, ...]:
        """The lines of running fixed text on a page (from 1) that stand below others."""
        with open_pages(self.pdf) as pages:
            fixed = [line for line in pages.lines(page) if " ".join(line.text.split()) in self.fixed]
        long = [line for line in fixed if line.box.width > 250 and 90 < line.box.y0 < 700]
        tops = [line.box.y0 for line in long]
        return tuple(line for line in long if any(0 < top - line.box.y0 < 20 for top in tops))


# ---- what an honest pen does


def hand_of(chance: np.random.Generator) -> Hand:
    """Somebody's hand and pen: ballpoint or fountain pen, small or large, quick or careful."""
    return Hand(
        seed=int(chance.integers(1 << 30)),
        height=float(chance.uniform(0.09, 0.17)),
        slant=float(chance.uniform(-0.1, 0.6)),
        haste=float(chance.uniform(0.2, 0.9)),
        rise=float(chance.uniform(-1, 5)),
        pen=float(chance.uniform(0.011, 0.022)),
        colour=BLUE if chance.random() < 0.6 else BLACK,
    )


def signed(printed: Printed, pages: Pages, chance: np.random.Generator) -> None:
    """Sign and date the district's block."""
    day = f"{chance.integers(8, 13)}/{chance.integers(1, 29)}/24"
    name = NAMES[int(chance.integers(len(NAMES)))]
    paper.sign(pages[-1], printed.pdf, PenSigned("district", name, day, hand_of(chance)))


# ---- what a pen does to an agreement


def strike_sentence(printed: Printed, pages: Pages, chance: np.random.Generator) -> int:
    page, line = _line(printed, chance)
    _strike(pages[page - 1], line, (0.02, 0.98), chance)
    return page


def strike_words(printed: Printed, pages: Pages, chance: np.random.Generator) -> int:
    page, line = _line(printed, chance)
    start = float(chance.uniform(0.05, 0.6))
    _strike(pages[page - 1], line, (start, start + 90 / line.box.width), chance)
    return page


def scribble_out(printed: Printed, pages: Pages, chance: np.random.Generator) -> int:
    """Go over some words again and again."""
    page, line = _line(printed, chance)
    x, y = _place(line, float(chance.uniform(0.1, 0.6)))
    ups = np.tile([0.0, 0.11], 14)
    points = np.c_[np.linspace(0, 0.8, 28), ups] + chance.normal(0, 0.012, (28, 2))
    _stroke(pages[page - 1], points * (1, -1) + (x, y + 0.02), chance)
    return page


def cross_out_paragraph(printed: Printed, pages: Pages, chance: np.random.Generator) -> int:
    page, line = _line(printed, chance)
    (x0, y0), (x1, _) = _place(line, 0.0), _place(line, 1.0)
    _stroke(pages[page - 1], np.array([(x0, y0 - 0.35), (x1, y0 + 0.05)]), chance)
    _stroke(pages[page - 1], np.array([(x0, y0 + 0.05), (x1, y0 - 0.35)]), chance)
    return page


def margin_note(printed: Printed, pages: Pages, chance: np.random.Generator) -> int:
    page, line = _line(printed, chance)
    _write(pages[page - 1], "see note", (7.55, _place(line, 0)[1]), chance, height=0.06)
    return page


def initials_in_margin(printed: Printed, pages: Pages, chance: np.random.Generator) -> int:
    page, line = _line(printed, chance)
    _write(pages[page - 1], "R W", (0.3, _place(line, 0)[1]), chance, height=0.06)
    return page


def added_clause(_: Printed, pages: Pages, chance: np.random.Generator) -> int:
    """Write a sentence into the free space below the text of the signature page."""
    _write(pages[-1], "only if funds are granted by the board", (1.2, 9.55), chance, height=0.09)
    return len(pages)


def clause_between_lines(printed: Printed, pages: Pages, chance: np.random.Generator) -> int:
    page, line = _line(printed, chance)
    x, y = _place(line, 0.15)
    _write(pages[page - 1], "unless the board votes", (x, y - 0.12), chance, height=0.05)
    return page


def insert_not(printed: Printed, pages: Pages, chance: np.random.Generator) -> int:
    """Put a caret below a line and the word above it."""
    page, line = _line(printed, chance)
    x, y = _place(line, float(chance.uniform(0.15, 0.8)))
    _stroke(pages[page - 1], np.array([(x - 0.07, y + 0.1), (x, y - 0.03), (x + 0.07, y + 0.1)]), chance)
    _write(pages[page - 1], "not", (x - 0.1, y - 0.13), chance, height=0.055)
    return page


def circle_words(printed: Printed, pages: Pages, chance: np.random.Generator) -> int:
    page, line = _line(printed, chance)
    x, y = _place(line, float(chance.uniform(0.2, 0.7)))
    turn = np.linspace(0, 2.1 * np.pi, 40)
    _stroke(pages[page - 1], np.c_[x + 0.5 * np.cos(turn), y - 0.05 + 0.14 * np.sin(turn)], chance)
    return page


def overwrite_number(printed: Printed, pages: Pages, chance: np.random.Generator) -> int:
    """Write another figure over a printed one, with the pen pressed hard."""
    page, line = _line(printed, chance)
    x, y = _place(line, float(chance.uniform(0.2, 0.8)))
    hand = replace(hand_of(chance), height=0.085, pen=0.024, rise=0.0, colour=BLACK)
    draw(pages[page - 1], date_in_digits("60", hand), (x, y + 0.02), hand=hand, dpi=_PEN_DPI)
    return page


CHANGES: Mapping[str, Change] = {
    "a sentence struck out": strike_sentence,
    "two words struck out": strike_words,
    "words scribbled over": scribble_out,
    "a paragraph crossed out": cross_out_paragraph,
    "a note in the margin": margin_note,
    "initials in the margin": initials_in_margin,
    "a clause added below the blocks": added_clause,
    "a clause between two lines": clause_between_lines,
    "a caret and 'not'": insert_not,
    "words circled": circle_words,
    "a number written over": overwrite_number,
}


def _line(printed: Printed, chance: np.random.Generator) -> tuple[int, Line]:
    """A line of running text of the body, by chance."""
    while True:
        page = int(chance.integers(1, len(printed.pages)))
        lines = printed.lines(page)
        if lines:
            return page, lines[int(chance.integers(len(lines)))]


def _place(line: Line, share: float) -> tuple[float, float]:
    """A place on a line's foot, in inches from the page's top left."""
    x = line.box.x0 + line.box.width * share
    return x / POINTS_PER_INCH, (792 - line.box.y0) / POINTS_PER_INCH


def _strike(page: Image.Image, line: Line, shares: tuple[float, float], chance: np.random.Generator) -> None:
    (x0, y), (x1, _) = _place(line, shares[0]), _place(line, shares[1])
    xs = np.linspace(x0, x1, 12)
    wobble = np.cumsum(chance.normal(0, 0.006, 12)) + chance.normal(0, 0.01)
    _stroke(page, np.c_[xs, y - 0.06 + wobble - wobble.mean()], chance)


def _stroke(page: Image.Image, inches: NDArray[np.float64], chance: np.random.Generator) -> None:
    pen = ImageDraw.Draw(page)
    colour = hand_of(chance).colour
    points = [(float(x) * DRAWN_AT, float(y) * DRAWN_AT) for x, y in inches]
    pen.line(points, fill=colour, width=round(float(chance.uniform(0.011, 0.02)) * DRAWN_AT), joint="curve")


def _write(
    page: Image.Image, words: str, at: tuple[float, float], chance: np.random.Generator, *, height: float
) -> None:
    hand = replace(hand_of(chance), height=height, haste=0.1, rise=0.0, pen=0.014)
    draw(page, signature(words, hand), at, hand=hand, dpi=_PEN_DPI)


# ---- how it travels


def by_scanner(**settings: object) -> Way:
    """Sheets through an office scanner; see `makers.scanner.Scanner` for the settings."""

    def send(pages: Sequence[Image.Image], seed: int) -> bytes:
        lean = float(np.random.default_rng(seed).normal(0, 0.5))
        plain = Scanner(seed, **{"dpi": 200, "skew": lean, **settings})  # type: ignore[arg-type]  # by name
        return scanned(pages, plain)

    return send


def by_fax(pages: Sequence[Image.Image], seed: int) -> bytes:
    """Black and white at 200 by 200, with a header line and specks."""
    chance = np.random.default_rng(seed)
    return _bound([_faxed(page, chance) for page in pages], 200)


def by_phone(pages: Sequence[Image.Image], seed: int) -> bytes:
    """A photo of each sheet on a table: in perspective, unevenly lit, a shadow across it."""
    chance = np.random.default_rng(seed)
    return _bound([_photographed(page, chance) for page in pages], 200)


WAYS: Mapping[str, Way] = {
    "scanner, 200 dpi": by_scanner(),
    "scanner, 100 dpi": by_scanner(dpi=100, quality=60),
    "scanner, 150 dpi, JPEG 25": by_scanner(dpi=150, quality=25),
    "scanner, 300 dpi, colour": by_scanner(dpi=300, in_colour=True, quality=60),
    "scanner, 600 dpi": by_scanner(dpi=600, quality=50),
    "askew": by_scanner(skew=2.4),
    "upside down": by_scanner(turned=180),
    "folded in three": by_scanner(folds=(0.335, 0.665), grain=3, dust=14),
    "poor copier": by_scanner(skew=1.5, grain=9, blur=0.7, quality=22, paper=236, toner=60, dust=45, streak=True),
    "fax": by_fax,
    "phone": by_phone,
}


def _faxed(page: Image.Image, chance: np.random.Generator) -> Image.Image:
    grey = page.convert("L").rotate(float(chance.normal(0, 0.4)), Image.Resampling.BICUBIC, fillcolor=255)
    small = grey.resize((1700, 2200), Image.Resampling.BOX)
    pen = ImageDraw.Draw(small)
    pen.text((120, 22), "SEP-12-2024 10:42  FROM: SCHOOLS   TO: 5025550100   P.02", fill=0, font_size=26)
    level = np.asarray(small, dtype=np.float32) + chance.normal(0, 12, (2200, 1700))
    bits = np.where(level < float(chance.uniform(140, 185)), 0, 255).astype(np.uint8)
    specks = chance.random(bits.shape) < 0.0002
    return Image.fromarray(np.where(specks, 0, bits).astype(np.uint8)).convert("1")


def _photographed(page: Image.Image, chance: np.random.Generator) -> Image.Image:
    width, height = 2550, 3300
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    target = corners * 0.62 + (240, 260) + chance.normal(0, 38, (4, 2))
    matrix = cv2.getPerspectiveTransform(corners, target.astype(np.float32))
    sheet = np.asarray(page.convert("RGB"))
    table = tuple(int(each) for each in chance.integers(60, 130, 3))
    photo = cv2.warpPerspective(sheet, matrix, (2050, 2560), flags=cv2.INTER_AREA, borderValue=table)
    light = _light((2560, 2050), chance)
    grain = chance.normal(0, 4, photo.shape)
    lit = np.clip(photo.astype(np.float32) * light[:, :, None] + grain, 0, 255).astype(np.uint8)
    return Image.fromarray(lit).filter(ImageFilter.GaussianBlur(float(chance.uniform(0.5, 1.1))))


def _light(shape: tuple[int, int], chance: np.random.Generator) -> NDArray[np.float32]:
    rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]]
    lean = chance.uniform(-0.12, 0.12, 2)
    even = 0.86 + lean[0] * (rows / shape[0] - 0.5) + lean[1] * (columns / shape[1] - 0.5)
    edge = (columns - shape[1] * chance.uniform(0.2, 0.8)) + rows * chance.uniform(-0.4, 0.4)
    shadow = 1 - chance.uniform(0.1, 0.3) / (1 + np.exp(-edge / 60))
    return np.asarray(even * shadow, dtype=np.float32)


def _bound(pictures: Sequence[Image.Image], dpi: float) -> bytes:
    file = BytesIO()
    first, *others = pictures
    options = {} if first.mode == "1" else {"quality": 70}
    first.save(file, "PDF", resolution=dpi, save_all=True, append_images=others, **options)
    return file.getvalue()
