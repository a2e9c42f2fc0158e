"""A picture of sixteen signature pages, stamped: four ways of turning a page, four crop boxes.

Run `python benchmarks/geometries.py PICTURE.png [PDF]`. PDF is a letter whose last page is stamped, without it a page
that is drawn here. Every stamp must stand upright, as the reader sees the page, at a blank place. Each stamped page is
compared with the page it was made from; where they differ outside of the stamp, the run ends with an error.
"""

import io
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, ImageOps
from reportlab.pdfgen.canvas import Canvas

from loc_builder.binding.fidelity import looks_as_its_source
from loc_builder.binding.pages import PageKind, PageSource
from loc_builder.binding.stamp import Stamp, stamp_page
from loc_builder.files.assemble import Leaf, joined
from loc_builder.files.render import open_pages
from loc_builder.schoolyear import SchoolYear, Term

TURNS = (0, 90, 180, 270)
CROPS = (None, (36, 30, 576, 740), (-30, -20, 560, 792), (60, 0, 612, 760))
CROP_NAMES = ("no crop box", "cropped on all sides", "crop box beyond the page", "cropped at the left and top")
STAMP = Stamp.of(Term.over((SchoolYear(2017), SchoolYear(2018)), date(2018, 3, 9)), district="Adair County")
SCALE = 0.55


def main(picture: Path, letter: Path | None = None) -> None:
    page = _last_page(letter.read_bytes()) if letter else _drawn()
    tiles = [_tile(page, turn, index) for turn in TURNS for index in range(len(CROPS))]
    width, height = max(tile.width for tile in tiles), max(tile.height for tile in tiles)
    sheet = Image.new("RGB", (width * len(CROPS), height * len(TURNS)), "white")
    for index, tile in enumerate(tiles):
        sheet.paste(tile, (index % len(CROPS) * width, index // len(CROPS) * height))
    sheet.save(picture)
    print(f"{picture}: {len(tiles)} pages stamped, each as it was outside of its stamp")


def _tile(page: bytes, turn: int, crop: int) -> Image.Image:
    lying = _lying(page, turn, CROPS[crop])
    stamped = stamp_page(lying, 1, STAMP)
    if stamped.box is None:
        raise SystemExit(f"turned by {turn}, {CROP_NAMES[crop]}: no room for the stamp")
    with open_pages(stamped.pdf) as pages:
        if not looks_as_its_source(PageSource(PageKind.RETURNED_PDF, lying, 1), pages, 1, [stamped.box]):
            raise SystemExit(f"turned by {turn}, {CROP_NAMES[crop]}: the page is another one")
        pixels = pages.coloured(1, int(72 * SCALE))
    shown = ImageOps.expand(Image.fromarray(pixels), border=1, fill="#8899a0")
    tile = Image.new("RGB", (shown.width + 12, shown.height + 26), "white")
    tile.paste(shown, (6, 20))
    ImageDraw.Draw(tile).text((6, 5), f"/Rotate {turn}, {CROP_NAMES[crop]}", fill="#333333")
    return tile


def _lying(page: bytes, turn: int, crop: tuple[int, int, int, int] | None) -> bytes:
    with pikepdf.open(io.BytesIO(page)) as pdf:
        pdf.pages[0].obj.Rotate = turn
        if crop:
            pdf.pages[0].obj.CropBox = pikepdf.Array(crop)
        file = io.BytesIO()
        pdf.save(file)
        return file.getvalue()


def _last_page(letter: bytes) -> bytes:
    with open_pages(letter) as pages:
        return joined([Leaf(letter, len(pages))])


def _drawn() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(612, 792))
    for y, words in _lines():
        canvas.drawString(90, y, words)
    canvas.grid([90, 510], [135, 177, 219, 261, 303])
    canvas.save()
    return file.getvalue()


def _lines() -> Iterator[tuple[int, str]]:
    yield 690, "Signature page"
    for number in range(8):
        yield 650 - 16 * number, "We commit ourselves to what this letter says, for the school years it names."
    for number, label in enumerate(("Signature", "Name", "Title", "Date")):
        yield 280 - 42 * number, f" {label}"


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    main(*map(Path, sys.argv[1:]))
