"""Paper and scanners: pictures of pages made to look as offices send them, and bound as a PDF.

Everything follows from a seed. A picture is drawn at `DRAWN_AT` dpi, laid on the glass, and only then made as coarse
as the scanner is.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pikepdf
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

DRAWN_AT = 300  # dpi
PAGE_SIZE = (612, 792)  # points

Pixels = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scanner:
    """A device and the way the sheets lay on it.

    `skew` degrees counter-clockwise, and how much it differs from sheet to sheet; `grain` the standard deviation of
    the noise in grey levels; `toner` the grey of what was printed black; `dust` specks a page; `streak` a dirty
    line down every page; `folds` where a sheet was folded, as parts of its height.
    """

    seed: int
    dpi: int = 150
    quality: int = 40
    skew: float = 0.2
    grain: float = 2.0
    blur: float = 0.4
    paper: int = 252
    toner: int = 35
    dust: int = 6
    streak: bool = False
    staple: bool = True
    folds: tuple[float, ...] = ()
    turned: int = 0
    in_colour: bool = False


def scanned(pages: Sequence[Image.Image], scanner: Scanner) -> bytes:
    """Scan pages (L or RGB at `DRAWN_AT` dpi) into a PDF of JPEGs."""
    chance = np.random.default_rng(scanner.seed)
    return _bound(_jpeg(_scanned(page, scanner, chance), scanner) for page in pages)


def _scanned(page: Image.Image, scanner: Scanner, chance: np.random.Generator) -> Image.Image:
    sheet = page.convert("RGB" if scanner.in_colour else "L")
    _mark(sheet, scanner, chance)
    lean = scanner.skew + chance.normal(0, 0.12 + abs(scanner.skew) / 6)
    lid = max(0, scanner.paper - 16)
    shift = (round(chance.normal(0, 8)), round(chance.normal(0, 8)))
    fill = (lid,) * 3 if scanner.in_colour else lid
    sheet = sheet.rotate(lean, Image.Resampling.BICUBIC, translate=shift, fillcolor=fill)
    size = (round(page.width * scanner.dpi / DRAWN_AT), round(page.height * scanner.dpi / DRAWN_AT))
    sheet = sheet.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(scanner.blur))
    if scanner.turned:
        sheet = sheet.rotate(-scanner.turned, expand=True)
    return Image.fromarray(_exposed(np.asarray(sheet, dtype=np.float32), scanner, chance).astype(np.uint8))


def _exposed(light: Pixels, scanner: Scanner, chance: np.random.Generator) -> Pixels:
    """Give black and white the device's own values, uneven light, a dirty streak and grain."""
    light = scanner.toner + light * ((scanner.paper - scanner.toner) / 255)
    height, width = light.shape[:2]
    across = 1 - 0.02 * np.abs(np.linspace(-1, 1, width)) ** 3
    along = 1 - 0.015 * np.linspace(0, 1, height) ** 2
    light *= _shaped(np.outer(along, across), light)
    if scanner.streak:
        column = int(width * 0.72)
        light[:, column : column + 2] -= 26
    light += _shaped(chance.normal(0, scanner.grain, (height, width)), light)
    return np.clip(light, 0, 255)


def _shaped(grey: NDArray[np.float64], like: Pixels) -> NDArray[np.float64]:
    return grey[:, :, None] if like.ndim == 3 else grey


def _mark(sheet: Image.Image, scanner: Scanner, chance: np.random.Generator) -> None:
    """Leave on the sheet what it went through: folds, a staple's holes, dust."""
    _fold(sheet, scanner.folds, chance)
    pen = ImageDraw.Draw(sheet)
    if scanner.staple:
        x, y = 95 + chance.normal(0, 4), 80 + chance.normal(0, 4)
        for dx, dy in ((0, 0), (62, -46)):
            pen.ellipse((x + dx - 5, y + dy - 4, x + dx + 5, y + dy + 4), fill=_tone(sheet, 70))
        pen.line((x + 4, y - 1, x + 58, y - 41), fill=_tone(sheet, 200), width=3)
    for _ in range(int(chance.poisson(scanner.dust))):
        x, y, size = chance.random() * sheet.width, chance.random() * sheet.height, 1 + chance.exponential(1.6)
        pen.ellipse((x - size, y - size, x + size, y + size * 0.8), fill=_tone(sheet, 60 + chance.random() * 110))


def _fold(sheet: Image.Image, folds: Sequence[float], chance: np.random.Generator) -> None:
    shade = Image.new("L", sheet.size, 255)
    pen = ImageDraw.Draw(shade)
    for place in folds:
        y = int(sheet.height * place)
        slope = int(chance.normal(0, 4))
        pen.line((0, y + 6, sheet.width, y + 6 + slope), fill=244, width=10)
        pen.line((0, y, sheet.width, y + slope), fill=218, width=4)
    sheet.paste(ImageChops.multiply(sheet, shade.convert(sheet.mode)))


def _tone(sheet: Image.Image, grey: float) -> int | tuple[int, ...]:
    return (int(grey),) * 3 if sheet.mode == "RGB" else int(grey)


def _jpeg(sheet: Image.Image, scanner: Scanner) -> bytes:
    file = io.BytesIO()
    sheet.save(file, format="JPEG", quality=scanner.quality, optimize=True, dpi=(scanner.dpi, scanner.dpi))
    return file.getvalue()


def _bound(jpegs: Iterable[bytes]) -> bytes:
    """Put one JPEG on each page of a PDF, as a scanner's own software does."""
    pdf = pikepdf.new()
    for jpeg in jpegs:
        with Image.open(io.BytesIO(jpeg)) as picture:
            colours = pikepdf.Name.DeviceRGB if picture.mode == "RGB" else pikepdf.Name.DeviceGray
            facts = dict(Width=picture.width, Height=picture.height, ColorSpace=colours, BitsPerComponent=8)
        image = pdf.make_stream(jpeg, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, **facts)
        image.write(jpeg, filter=pikepdf.Name.DCTDecode)
        page = pdf.add_blank_page(page_size=PAGE_SIZE)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
        page.Contents = pdf.make_stream(b"q %d 0 0 %d 0 0 cm /Im0 Do Q" % PAGE_SIZE)
    pdf.docinfo["/Creator"] = "Office scanner"
    file = io.BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()
