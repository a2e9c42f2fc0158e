"""Codes are found on scans of every usual fineness, on backs and fronts, and on photos from near and far."""

import pytest
from made.letter import ADAIR, Scanner, letter_pdf, scan
from made.pdf import joined, pictures_pdf
from made.photos import jpeg, photo, pictures_of
from PIL import Image

from loc_builder.findings import FindingCode as Code
from loc_builder.model import ClueKind, Part, Role
from loc_builder.reading.reader import read

SIGNATURE_PAGE = letter_pdf((3,))


def letters(part: Part) -> set[str]:
    return {clue.text for clue in part.clues if clue.kind is ClueKind.CODE}


@pytest.mark.parametrize("dpi", [100, 150, 300, 600])
def test_a_sheet_scanned_on_both_sides_is_read_at_every_fineness(dpi: int) -> None:
    paper = Scanner(dpi=dpi, skew=1.2, grain=8, turned=180)
    back = pictures_pdf([Image.new("L", (int(8.5 * dpi), 11 * dpi), 250)], dpi=dpi)
    (part,) = read(joined(scan(SIGNATURE_PAGE, paper), back), "scan.pdf").parts
    assert (part.role, letters(part)) == (Role.SIGNATURE_PAGE, {ADAIR})
    assert part.pages[0].turned == 180
    assert Code.CODE_UNREAD not in {finding.code for finding in part.findings}


@pytest.mark.parametrize("slant", [0.03, 0.1, 0.16])
def test_both_codes_are_found_on_a_photo_in_perspective(slant: float) -> None:
    (page,) = pictures_of(SIGNATURE_PAGE)
    (part,) = read(photo(page, slant=slant), "IMG.jpg").parts
    assert (part.role, len(part.pages[0].codes)) == (Role.SIGNATURE_PAGE, 2)


@pytest.mark.parametrize("share", [1.6, 2.4])
def test_a_page_photographed_from_further_away_is_found(share: float) -> None:
    (page,) = pictures_of(SIGNATURE_PAGE)
    table = Image.new("RGB", (int(page.width * share), int(page.height * share)), (92, 80, 68))
    table.paste(page, ((table.width - page.width) // 2, (table.height - page.height) // 2))
    (part,) = read(jpeg(table), "IMG.jpg").parts
    assert (part.role, letters(part)) == (Role.SIGNATURE_PAGE, {ADAIR})
