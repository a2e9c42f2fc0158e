"""Scans as districts send them, to measure with: real letters, answered at length, signed with a pen, at 200 dpi."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from made.returned_scans import Printed, by_scanner, signed
from makers.district import Districts
from makers.letters import filled_letters
from makers.pdfs import saved_as_pdf
from makers.scanner import DRAWN_AT
from PIL import Image

from loc_builder.files.render import open_pages
from loc_builder.schoolyear import SchoolYear

YEAR = SchoolYear(2024)
WRITER = "005"  # whose answers fill a letter to six pages


@dataclass(frozen=True, slots=True)
class Answered:
    """A district's letter, answered in Word and printed; `seed` makes the hand, the pen and the scanner."""

    number: str
    pdf: bytes
    seed: int


def make_scans(numbers: Sequence[str], *, pages: Path, letters: Path, whole: int) -> None:
    """Scan each signature page into the folder `pages`, and the first `whole` letters with all pages into `letters`."""
    wrote = Districts.asked_in(YEAR).wrote[WRITER]
    districts = Districts(filled_letters(YEAR, numbers), dict.fromkeys(numbers, wrote))
    pdfs = saved_as_pdf({number: districts.for_the_pen(number, clear=True) for number in numbers})
    answered = [Answered(each, pdfs[each], seed) for seed, each in enumerate(numbers)]
    for folder in (pages, letters):
        folder.mkdir()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(partial(_scan, folder=pages, is_whole=False), answered))
        list(pool.map(partial(_scan, folder=letters, is_whole=True), answered[:whole]))


def _scan(letter: Answered, *, folder: Path, is_whole: bool) -> None:
    with open_pages(letter.pdf) as opened:
        numbers = range(1 if is_whole else len(opened), len(opened) + 1)
        sheets = [Image.fromarray(opened.picture(number, DRAWN_AT).pixels).convert("RGB") for number in numbers]
    signed(Printed(letter.pdf, (), ""), sheets, np.random.default_rng(letter.seed))
    (folder / f"scan {letter.number}.pdf").write_bytes(by_scanner()(sheets, letter.seed))
