"""Where code and text are gone, the id printed beside them still says whose a page is: with the extra `ocr`."""

import numpy as np
import pytest
from made.letter import ADAIR, Print, Scanner, letter_pdf, scan

from loc_builder.files import ocr
from loc_builder.model import ClueKind, Role
from loc_builder.reading.reader import read

with_ocr = pytest.mark.skipif(not ocr.is_available(), reason="the extra ocr is not installed")

BARE = Print(has_codes=False)


@with_ocr
@pytest.mark.parametrize("turned", [0, 180])
@pytest.mark.parametrize(("page", "role"), [(2, Role.ANSWERS), (3, Role.SIGNATURE_PAGE)])
def test_a_scan_whose_codes_are_gone_is_found_by_its_printed_id(page: int, role: Role, turned: int) -> None:
    (part,) = read(scan(letter_pdf((page,), BARE), Scanner(turned=turned, skew=0.3, grain=3)), "scan.pdf").parts
    assert [clue.text for clue in part.clues if clue.kind is ClueKind.PRINTED_ID] == [ADAIR]
    assert (part.role, part.pages[0].printed, part.pages[0].turned) == (role, (page, 3), turned)
    assert part.text is None, "what was recognised is nothing to compare the wording with"
    assert part.signatures == ()


@with_ocr
def test_an_id_whose_check_digits_do_not_hold_names_no_letter() -> None:
    forged = Print(letter_id=type(ADAIR)("KYILN-2024-001-L1-33"), has_codes=False)
    (part,) = read(scan(letter_pdf((2,), forged)), "scan.pdf").parts
    assert not [clue for clue in part.clues if clue.kind is ClueKind.PRINTED_ID]


@with_ocr
def test_a_strip_without_print_has_no_lines() -> None:
    assert ocr.read_lines(np.full((230, 1700), 255, dtype=np.uint8)) == ()


@pytest.mark.skipif(ocr.is_available(), reason="the extra ocr is installed")
def test_without_the_extra_a_scan_whose_codes_are_gone_names_no_letter() -> None:
    (part,) = read(scan(letter_pdf((2,), BARE)), "scan.pdf").parts
    assert [clue.kind for clue in part.clues] == [ClueKind.FILE_NAME]
