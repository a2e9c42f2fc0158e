"""Scanned pages whose words were recognised: they look as they came, and the words are found where they stand."""

import cmath
import math
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from made.letter import SENTENCE, Scanner, letter_pdf, scan
from made.pdf import lying, picture_of, text_of
from made.record import plan

from loc_builder.binding.pages import PageKind, PageSource, numbered
from loc_builder.binding.record import Record, build_record
from loc_builder.files.assemble import are_fonts_embedded, read_xmp
from loc_builder.files.pdfa import Verdict, validated
from loc_builder.files.render import open_pages
from loc_builder.model import Box, RecognisedLine, RecognisedPage

LETTER = letter_pdf()
PAPER = scan(LETTER, Scanner(paper=240, grain=6))
Crop = tuple[int, int, int, int]
WHOLE, CROP = (0, 0, 612, 792), (40, 30, 560, 720)


def read_as(text: str, box: Box, *, lean: float = 0) -> RecognisedLine:
    return RecognisedLine(text, box, 0.98, (0.98,) * len(text.split()), lean)


def recognised(page: int, *, crop: Crop = WHOLE, stands: int = 0) -> RecognisedPage:
    """What a faultless recognition reads of a cropped page of the letter that must be turned to stand upright."""
    with open_pages(LETTER) as pages:
        lines = pages.lines(page)
    x0, y0, x1, y1 = crop
    upright = RecognisedPage(
        page,
        x1 - x0,
        y1 - y0,
        tuple(
            read_as(line.text, Box(line.box.x0 - x0, line.box.y0 - y0, line.box.x1 - x0, line.box.y1 - y0))
            for line in lines
            if line.box.x0 >= x0 and line.box.y0 >= y0 and line.box.x1 <= x1 and line.box.y1 <= y1
        ),
        turned=-stands % 360,
    )
    return replace(upright.upright(), turned=stands)


def paper(crop: Crop, *, turn: int, stands: int) -> bytes:
    """A scan that is upright once it is shown turned by /Rotate and turned on by `stands`."""
    lay = -(turn + stands) % 360
    box = RecognisedPage(1, 612, 792, (read_as("crop", Box(*crop)),), turned=lay).upright().lines[0].box
    sides = (int(box.x0), int(box.y0), int(box.x1), int(box.y1))
    return lying(scan(LETTER, Scanner(turned=lay)), turn=turn, crop=sides)


def record_of(*pages: PageSource) -> Record:
    return build_record(plan(*pages))


def found(pdf: bytes, page: int, words: str) -> list[Box]:
    """Where a search finds words on a page: the box around all of their letters, in points as displayed."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        shown, text = document[page - 1], document[page - 1].get_textpage()
        search, boxes = text.search(words, match_case=True), []
        while hit := search.get_next():
            signs = [text.get_charbox(at) for at in range(hit[0], sum(hit)) if text.get_text_range(at, 1).strip()]
            sides = [(min(each), max(each)) for each in zip(*signs, strict=True)]
            boxes.append(displayed(Box(sides[0][0], sides[1][0], sides[2][1], sides[3][1]), shown))
        return boxes
    finally:
        document.close()


def displayed(box: Box, page: pypdfium2.PdfPage) -> Box:
    """A box of the page's own coordinates as the page is displayed."""
    x0, y0, x1, y1 = page.get_cropbox()
    corners = ((box.x0, box.y0), (box.x1, box.y1))
    turned = {
        0: [(x - x0, y - y0) for x, y in corners],
        90: [(y - y0, x1 - x) for x, y in corners],
        180: [(x1 - x, y1 - y) for x, y in corners],
        270: [(y1 - y, x - x0) for x, y in corners],
    }[page.get_rotation()]
    xs, ys = zip(*turned, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


@pytest.mark.parametrize("stands", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [WHOLE, CROP])
def test_recognised_words_are_found_where_they_stand(crop: Crop, turn: int, stands: int) -> None:
    page = paper(crop, turn=turn, stands=stands)
    read = recognised(1, crop=crop, stands=stands)
    record = record_of(PageSource(PageKind.RETURNED_SCAN, page, 1, stands, recognised=read))
    [place] = found(record.pdf, 1, "Words of page 1 alone")
    shown = picture_of(record.pdf, 1).pixels
    at = shown[shown.shape[0] - int(place.y1) : shown.shape[0] - int(place.y0), int(place.x0) : int(place.x1)]
    assert (at < 128).mean() > 0.05
    with open_pages(LETTER) as pages:
        line = next(line for line in pages.lines(1) if line.text == "Words of page 1 alone")
    wanted = Box(line.box.x0 - crop[0], line.box.y0 - crop[1], line.box.x1 - crop[0], line.box.y1 - crop[1])
    assert place.x0 == pytest.approx(wanted.x0, abs=1.5)
    assert place.x1 == pytest.approx(wanted.x1, abs=1.5)
    assert place.y0 == pytest.approx(wanted.y0, abs=3)
    assert place.y1 == pytest.approx(wanted.y1, abs=3)


def test_a_page_looks_the_same_with_its_words_behind_it() -> None:
    source = PageSource(PageKind.RETURNED_SCAN, PAPER, 1)
    plain, searchable = record_of(source), record_of(replace(source, recognised=recognised(1)))
    before, after = (picture_of(each.pdf, 1, 150).pixels for each in (plain, searchable))
    assert np.array_equal(before, after)
    assert "Words of page 1 alone" not in text_of(plain.pdf, 1)
    assert "Words of page 1 alone" in text_of(searchable.pdf, 1)


def test_the_certificate_says_which_pages_were_read_by_recognition() -> None:
    record = record_of(
        *(PageSource(PageKind.RETURNED_SCAN, PAPER, page, recognised=recognised(page)) for page in (1, 2)),
        PageSource(PageKind.RETURNED_SCAN, PAPER, 3),
    )
    said = " ".join(text_of(record.pdf, record.certificate_page).split())
    assert "Pages 1\N{EN DASH}2: the words were read from the picture by recognition (OCR)" in said
    assert "They may be wrong; what the picture shows counts." in said
    plain = record_of(PageSource(PageKind.RETURNED_SCAN, PAPER, 3))
    assert "recognition" not in text_of(plain.pdf, plain.certificate_page)


def test_a_page_that_has_words_of_its_own_gets_no_others() -> None:
    source = PageSource(PageKind.RETURNED_PDF, LETTER, 1, recognised=recognised(1))
    assert record_of(source).pdf == record_of(replace(source, recognised=None)).pdf


def test_recognised_words_keep_the_record_fit_for_pdfa(tmp_path: Path) -> None:
    """Words of a script that our face lacks are among them, and lines that do not lie level."""
    odd = (
        read_as("\u540d\u524d Adair \u2713", Box(100, 500, 300, 520)),
        read_as("reads downwards", Box(20, 200, 32, 400)),
        read_as("rises", Box(300, 100, 400, 110), lean=30),
        read_as("no room", Box(50, 50, 50, 60)),
    )
    read = recognised(1)
    record = record_of(
        PageSource(PageKind.RETURNED_SCAN, PAPER, 1, recognised=replace(read, lines=(*read.lines, *odd)))
    )
    assert are_fonts_embedded(record.pdf)
    assert read_xmp(record.pdf)["pdfaid:part"] == "2"
    assert "Adair" in text_of(record.pdf, 1)
    [down] = found(record.pdf, 1, "reads downwards")
    assert (down.x0, down.y0, down.x1, down.y1) == pytest.approx((20, 200, 32, 400), abs=4)
    [rising] = found(record.pdf, 1, "rises")
    assert (rising.x0 + rising.x1, rising.y0 + rising.y1) == pytest.approx((700, 210), abs=4)
    assert rising.y1 - rising.y0 > 50
    (tmp_path / "record.pdf").write_bytes(record.pdf)
    verdict = validated([tmp_path / "record.pdf"])
    if not verdict.program:
        pytest.skip("verapdf is not on the PATH")
    assert verdict.verdict is Verdict.VALID, verdict


@pytest.mark.parametrize("askew", [-2.5, -0.8, 0.4, 1.6])
def test_lines_of_a_page_that_lies_askew_are_found_whole(askew: float, tmp_path: Path) -> None:
    lines = tuple(
        replace(line, box=about_the_middle(line.box, askew), lean=askew)
        for line in recognised(1).lines
        if line.text.endswith(SENTENCE)
    )
    read = RecognisedPage(1, 612, 792, lines)
    record = record_of(PageSource(PageKind.RETURNED_SCAN, PAPER, 1, recognised=read))
    for line in lines:
        place, *_ = found(record.pdf, 1, line.text)  # line 1 is in line 11 too
        assert (place.x0 + place.x1) / 2 == pytest.approx((line.box.x0 + line.box.x1) / 2, abs=2)
        assert (place.y0 + place.y1) / 2 == pytest.approx((line.box.y0 + line.box.y1) / 2, abs=2)
    program = shutil.which("pdftotext")
    if not program:
        pytest.skip("pdftotext is not on the PATH")
    (tmp_path / "record.pdf").write_bytes(record.pdf)
    said = subprocess.run([program, tmp_path / "record.pdf", "-"], capture_output=True, text=True, check=True).stdout
    assert len(lines) == 20
    assert [line.text for line in lines if line.text not in said] == []


def about_the_middle(box: Box, degrees: float) -> Box:
    """Where a line is once the page has been turned counter-clockwise about its middle; it keeps its own size."""
    turned = cmath.rect(1, math.radians(degrees))
    middle, half = complex(306, 396), complex(box.width, box.height) / 2
    moved = (complex(box.x0, box.y0) + half - middle) * turned + middle
    return Box(moved.real - half.real, moved.imag - half.imag, moved.real + half.real, moved.imag + half.imag)


def test_numbers_of_pages_are_told_in_runs() -> None:
    told = {(3,): "Page 3", (1, 2, 4): "Pages 1\N{EN DASH}2, 4", (1, 3): "Pages 1, 3"}
    assert {pages: numbered(pages) for pages in told} == told
