"""The print on pages that are pictures, recognised in the readers: with the extra `ocr`."""

from collections.abc import Callable
from typing import TypeVar

import pytest
from made.letter import ADAIR, SENTENCE, Print, Scanner, letter_pdf, scan

from loc_builder import canonical
from loc_builder.files import ocr
from loc_builder.findings import FindingCode as Code
from loc_builder.model import ClueKind, Reading, Recognised
from loc_builder.reading import reader
from loc_builder.reading.second_reading import begun
from loc_builder.reading.worker import ReaderPool, read_return

T = TypeVar("T")

with_ocr = pytest.mark.skipif(not ocr.is_available(), reason="the extra ocr is not installed")

BARE = Print(has_codes=False, has_numbers=False)


def recognised_in(reading: Reading) -> Recognised:
    assert reading.parts[0].recognised is not None
    return canonical.load(Recognised, reading.held[-1])


@with_ocr
def test_a_scanned_letter_is_recognised_in_its_readers_and_the_likeness_is_held() -> None:
    data = scan(letter_pdf((1, 2)), Scanner(skew=0.8, grain=3))
    with ReaderPool(workers=1) as readers:
        reading = readers.read(data, "scan.pdf")
    first, second = recognised_in(reading).pages
    assert (first.number, first.width, first.height, second.number) == (1, 612, 792, 2)
    assert [line.text for line in first.lines[:2]] == [f"1. {SENTENCE}", f"2. {SENTENCE}"]
    assert first.lines[0].box.x0 == pytest.approx(72, abs=12)
    assert first.lines[0].box.y0 == pytest.approx(688, abs=12)
    assert all(word > 0.5 for word in first.lines[0].of_words)
    assert [page.printed for page in reading.parts[0].pages] == [(1, 3), (2, 3)]


@with_ocr
@pytest.mark.parametrize("turned", [90, 180])
def test_a_page_without_codes_is_turned_until_it_reads(turned: int) -> None:
    data = scan(letter_pdf((2,), BARE), Scanner(turned=turned))
    reading = begun(reader.read(data, "scan.pdf"), data, in_this_process)()
    (page,) = recognised_in(reading).pages
    assert page.turned == (360 - turned) % 360
    assert page.upright().lines[0].text == f"1. {SENTENCE}"
    clue = next(clue for clue in reading.parts[0].clues if clue.kind is ClueKind.NAME_IN_TEXT)
    assert clue.text.startswith(f"1. {SENTENCE}\n2. {SENTENCE}")


@with_ocr
def test_recognition_that_is_not_done_in_time_costs_nothing_else() -> None:
    data = scan(letter_pdf((1,)))
    reading = begun(reader.read(data, "scan.pdf"), data, never_done)()
    (part,) = reading.parts
    assert [clue.text for clue in part.clues if clue.kind is ClueKind.CODE] == [ADAIR]
    assert [each.detail for each in part.findings if each.code is Code.TEXT_UNCHECKED] == [
        "text recognition did not read the pages: reading it took longer than 60 seconds"
    ]
    assert part.recognised is None


@with_ocr
def test_a_letter_with_its_own_text_is_left_alone() -> None:
    data = letter_pdf()
    reading = reader.read(data, "letter.pdf")
    assert begun(reading, data, never_done)() == reading


@with_ocr
def test_a_file_that_is_only_to_be_stamped_is_not_recognised() -> None:
    assert read_return(scan(letter_pdf((1,))), "scan.pdf").parts[0].recognised is None


@pytest.mark.skipif(ocr.is_available(), reason="the extra ocr is installed")
def test_without_the_extra_a_scan_is_read_as_it_was() -> None:
    data = scan(letter_pdf((1,)))
    reading = reader.read(data, "scan.pdf")
    assert begun(reading, data, never_done)() == reading


def in_this_process(work: Callable[..., T], *given: object, times: int = 1) -> Callable[[], T | str]:
    assert times == 1
    return lambda: work(*given)


def never_done(work: Callable[..., T], *given: object, times: int = 1) -> Callable[[], T | str]:
    del work, given
    return lambda: f"reading it took longer than {60 * times} seconds"
