"""Scans read by text recognition: that no honest letter is accused, and which edits of the agreement are found.

Letters are answered in Word, printed, signed with a pen and scanned in every way the tests know; then the agreement is
edited before printing. What was recognised is compared with the wording as issued, as the product does it. Needs the
extra `ocr` and takes about twenty seconds a letter.
`PYTHONPATH=.:tests:samples python benchmarks/recognition.py [N]` makes only every Nth scan.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
from made.edits import EDITS
from made.office import PLANS
from made.returned_scans import WAYS, Printed, signed
from makers.letters import filled_letters
from makers.pdfs import saved_as_pdf
from makers.typing_in import typed

from loc_builder.agreement import Comparison, compare_recognised
from loc_builder.files.ocr import is_available
from loc_builder.files.word import read_wording
from loc_builder.model import Wording
from loc_builder.reading.pdf import read_pdf
from loc_builder.reading.recognising import recognised_pages
from loc_builder.schoolyear import SchoolYear

YEAR = SchoolYear(2024)
NUMBERS = ("001", "005", "025")
HONEST = "honest"


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter on its way: what was done to its text, its pages as a PDF, and how they were scanned."""

    edit: str
    pdf: bytes
    wording: Wording
    way: str
    seed: int


def sent() -> Iterator[Sent]:
    """Every way twice for honest letters, and once for an edit each."""
    letters = {number: each.document for number, each in filled_letters(YEAR, NUMBERS).items()}
    answered = {number: typed(document, PLANS) for number, document in letters.items()}
    edited = {name: edit.make(answered["005"]) for name, edit in EDITS[str(YEAR)].items()}
    pdfs = saved_as_pdf({**answered, **edited})
    for seed, way in enumerate(WAYS):
        for number in (NUMBERS[seed % 3], NUMBERS[(seed + 1) % 3]):
            yield Sent(HONEST, pdfs[number], read_wording(letters[number]), way, seed)
    for seed, name in enumerate(edited, start=100):
        yield Sent(name, pdfs[name], read_wording(letters["005"]), list(WAYS)[seed % len(WAYS)], seed)


def compared(one: Sent) -> tuple[Sent, Comparison]:
    printed = Printed.of(one.pdf, one.wording)
    sheets = printed.copies()
    signed(printed, sheets, np.random.default_rng(one.seed))
    scan = WAYS[one.way](sheets, one.seed)
    (part,) = read_pdf(scan, "scan.pdf")
    pages = recognised_pages(scan, part.pages)
    if isinstance(pages, str):
        raise SystemExit(pages)
    return one, compare_recognised(one.wording, pages)


def main() -> None:
    if not is_available():
        raise SystemExit("the extra ocr is not installed")
    each = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    counts = Counter[tuple[bool, str]]()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for one, comparison in pool.map(compared, list(sent())[::each]):
            verdict = "changed" if comparison.changes else "doubtful" if comparison.doubts else "all there"
            counts[one.edit == HONEST, verdict] += 1
            print(f"{one.edit}; {one.way}: {verdict}")
            for change in (*comparison.changes, *comparison.doubts):
                print(f"    {change}")
    for is_honest in (True, False):
        told = ", ".join(f"{counts[is_honest, verdict]} {verdict}" for verdict in ("all there", "doubtful", "changed"))
        print(f"{'honest' if is_honest else 'edited'}: {told}")


if __name__ == "__main__":
    main()
