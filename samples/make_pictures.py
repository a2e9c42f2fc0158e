"""Draw the README's pictures from what the demo made.

Run `make demo`, then `python samples/make_pictures.py [DEMO]`; DEMO is the demo's folder, without it `output/demo`.
LibreOffice is needed. The pictures are written to `pictures/` beside this script.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from loc_builder.files.convert import LibreOffice

HERE = Path(__file__).parent
YEAR = "2024-2025"
LETTER_OF = "001 Adair County"
RECORD_OF = "006 Anchorage Independent"  # a scanned signature page
DOTS_PER_POINT = 1.15  # the pages together are as wide as GitHub shows a picture, twice over on a fine screen
COLOURS = 128  # few enough that a scan's noise does not fill the file, enough for ink and stamp
GAP = 14  # pixels between the pages, and about them


def main(demo: Path = HERE.parent / "output" / "demo") -> None:
    made = demo / "output" / YEAR
    letter = _only(made / "letters", f"{LETTER_OF}*.docx")
    saved = LibreOffice().convert([("letter.docx", letter.read_bytes())])["letter.docx"]
    record = _only(made / "records", f"{RECORD_OF}*.pdf").read_bytes()
    (HERE / "pictures").mkdir(exist_ok=True)
    _draw("letter.png", saved, (0, -1))
    certificate = _first_page_with(record, "CERTIFICATE OF RECORD")
    _draw("archive.png", record, (certificate - 1, certificate))


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise SystemExit(f"{folder} holds {len(found)} files named {pattern}; run: make demo")
    return found[0]


def _first_page_with(pdf: bytes, words: str) -> int:
    """Count from 0."""
    document = pypdfium2.PdfDocument(pdf)
    return next(n for n, page in enumerate(document) if words in page.get_textpage().get_text_range())


def _draw(name: str, pdf: bytes, numbers: Sequence[int]) -> None:
    """Put pages side by side, each with a thin line about it; numbers count from 0, or from the end below it."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [_page(document[number % len(document)]) for number in numbers]
    width = sum(page.width + GAP for page in pages) + GAP
    sheet = Image.new("RGB", (width, max(page.height for page in pages) + 2 * GAP), "white")
    left = GAP
    for page in pages:
        sheet.paste(page, (left, GAP))
        left += page.width + GAP
    file = HERE / "pictures" / name
    few = sheet.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=2, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    print(f"{file.name}: {sheet.width} x {sheet.height}, {file.stat().st_size // 1024} KB")


def _page(page: pypdfium2.PdfPage) -> Image.Image:
    drawn: Image.Image = page.render(scale=DOTS_PER_POINT).to_pil()
    return ImageOps.expand(drawn.convert("RGB"), border=1, fill="#b5bcc2")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
