"""Whose a signature page is: one of each district through each device, against the letters of all of them.

A wrong match is the worst result there is, so all letters of the year are candidates, and the register's names too.
Every third page came back with a torn corner or a scribble, which takes one of its codes.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from made.returned_scans import WAYS, Printed, signed
from makers.letters import filled_letters
from makers.pdfs import saved_as_pdf
from makers.scanner import DRAWN_AT
from PIL import Image, ImageDraw

from loc_builder.files.render import open_pages
from loc_builder.matching import KnownLetter, match_letter
from loc_builder.model import Matched
from loc_builder.reading.pdf import read_pdf
from loc_builder.register import Register, read_register
from loc_builder.schoolyear import SchoolYear

YEAR = SchoolYear(2024)
REGISTER = Path(__file__).parent.parent / "templates" / "districts.csv"
SPOILT = 3  # one page of so many


@dataclass(frozen=True, slots=True)
class Office:
    """All letters of a year, as matching knows them and as PDFs by district number."""

    letters: tuple[KnownLetter, ...]
    pdfs: Mapping[str, bytes]
    register: Register


def table(one_in: int = 1) -> list[str]:
    """Make the pages, or every so manieth, and give the table of what was told of them."""
    office = _office()
    jobs = [(way, number) for number in office.pdfs for way in WAYS][::one_in]
    with ProcessPoolExecutor(os.cpu_count(), initializer=_office) as pool:
        found = list(pool.map(_told, *zip(*jobs, strict=True), chunksize=8))
    return list(_rows([way for way, _ in jobs], found))


@cache
def _office() -> Office:
    register = read_register(REGISTER)
    numbers = [each.number for each in register.current_on(YEAR.first_day)]
    filled = filled_letters(YEAR, numbers)
    known = tuple(KnownLetter(each.letter.letter_id, YEAR, each.letter.district.number) for each in filled.values())
    pdfs = saved_as_pdf({number: each.document for number, each in filled.items()})
    return Office(known, pdfs, register)


def _told(way: str, number: str) -> str:
    """Scan a district's signature page and say whose it was taken for."""
    office, chance = _office(), np.random.default_rng([*way.encode(), *number.encode()])
    with open_pages(office.pdfs[number]) as pages:
        sheet = Image.fromarray(pages.picture(len(pages), DRAWN_AT).pixels).convert("RGB")
    signed(Printed(office.pdfs[number], (), ""), [sheet], chance)
    if not chance.integers(SPOILT):
        _spoil(sheet, chance)
    part = read_pdf(WAYS[way]([sheet], int(chance.integers(1 << 30))), "scan.pdf")[0]
    match = match_letter(part.clues, office.letters, office.register.districts)
    if not isinstance(match, Matched):
        return "not matched"
    own = next(each.letter_id for each in office.letters if each.district_number == number)
    return "right" if match.found == own else "wrong"


def _spoil(sheet: Image.Image, chance: np.random.Generator) -> None:
    """Tear off the upper corner with a code, or scribble over the lower one's."""
    pen, inch = ImageDraw.Draw(sheet), DRAWN_AT
    if chance.integers(2):
        pen.polygon([(0, 0), (sheet.width * 0.9, 0), (0, 3 * inch)], fill="black")
        return
    xs = chance.uniform(0.6, 1, 40) * sheet.width
    ys = chance.uniform(0.85, 1, 40) * sheet.height
    pen.line([*zip(xs, ys, strict=True)], fill="navy", width=inch // 30)


def _rows(ways: Sequence[str], found: Sequence[str]) -> Iterator[str]:
    yield from ("## Signature pages of all districts: whose they are", "")
    yield from ("| device | pages | right | not matched | wrong |", "| --- | --- | --- | --- | --- |")
    counted = Counter(zip(ways, found, strict=True))
    for way in dict.fromkeys(ways):
        yield _row(way, [counted[way, each] for each in ("right", "not matched", "wrong")])
    yield _row("all", [found.count(each) for each in ("right", "not matched", "wrong")])


def _row(name: str, counts: Sequence[int]) -> str:
    return f"| {name} | {sum(counts)} | " + " | ".join(map(str, counts)) + " |"


if __name__ == "__main__":
    print("\n".join(table(*map(int, sys.argv[1:]))))
