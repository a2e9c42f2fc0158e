"""Scans laid over the letter as issued: ink or none, ink where none belongs, which page it is."""

import io
from functools import cache

import cv2
import numpy as np
import pytest
from made.pdf import text_of
from made.returned_scans import CHANGES, WAYS, Printed, by_scanner, signed
from makers.letters import filled_letters
from makers.pdfs import saved_as_pdf
from makers.typing_in import typed
from PIL import Image, ImageDraw

from loc_builder.files.word import read_wording
from loc_builder.findings import FindingCode
from loc_builder.model import CheckName, CheckResult, Part
from loc_builder.reading.pdf import read_pdf
from loc_builder.scans.asking import IssuedPdf
from loc_builder.scans.crops import crop
from loc_builder.scans.examining import examine
from loc_builder.schoolyear import SchoolYear

pytestmark = pytest.mark.usefixtures("libreoffice")

LONG = "Every school shows its work. " * 40
TWO_LINES = "Every school shows its work. " * 5
QUICK = ("scanner, 200 dpi", "scanner, 100 dpi", "poor copier", "fax", "phone", "folded in three", "upside down")


@cache
def letter() -> tuple[IssuedPdf, Printed, Printed, Printed]:
    """Allen County's letter as issued, as printed, with a long answer typed in, and with one of two lines."""
    issued = filled_letters(SchoolYear(2024), ["005"])["005"].document
    answered = typed(issued, {"answers.reflection": LONG})
    pushed = typed(issued, {"answers.plans_of_action": TWO_LINES})
    pdfs = saved_as_pdf({"issued": issued, "answered": answered, "pushed": pushed})
    wording = read_wording(issued)
    return (
        IssuedPdf(pdfs["issued"], issued, ("district", "agency"), "district"),
        Printed.of(pdfs["issued"], wording),
        Printed.of(pdfs["answered"], wording),
        Printed.of(pdfs["pushed"], wording),
    )


def looked_at(data: bytes) -> Part:
    return examine(data, read_pdf(data, "scan.pdf")[0], letter()[0])


def codes(part: Part) -> set[FindingCode]:
    return {each.code for each in part.findings}


def details(part: Part, code: FindingCode) -> list[str]:
    return [each.detail for each in part.findings if each.code is code]


# ---- ink where none belongs


@pytest.mark.parametrize(("change", "way"), list(zip(CHANGES, QUICK * 2, strict=False)))
def test_what_a_pen_changed_is_found_on_the_scan(change: str, way: str) -> None:
    printed = letter()[1]
    pages = printed.copies()
    page = CHANGES[change](printed, pages, np.random.default_rng(3))
    held = looked_at(WAYS[way]([pages[page - 1]], 5))
    told = details(held, FindingCode.INK_OUTSIDE_BOXES)
    assert told
    assert all(each.startswith(f"page {page}, ") for each in told)
    assert [check.result for check in held.checks] == [CheckResult.FAILED]


@pytest.mark.parametrize("way", QUICK)
def test_an_honest_return_is_not_accused_whatever_it_went_through(way: str) -> None:
    printed = letter()[1]
    pages = printed.copies()
    signed(printed, pages, np.random.default_rng(6))
    held = looked_at(WAYS[way]([pages[0], pages[3], pages[-1]], 6))
    assert FindingCode.INK_OUTSIDE_BOXES not in codes(held)
    assert [check.name for check in held.checks] == [CheckName.INK]
    assert way == "phone" or held.checks[0].result is CheckResult.PASSED  # a photo may not be compared in all parts


def test_the_words_that_ink_lies_on_or_beside_are_told() -> None:
    printed = letter()[1]
    pages = printed.copies()
    page = CHANGES["two words struck out"](printed, pages, np.random.default_rng(3))
    told = details(looked_at(by_scanner()([pages[page - 1]], 5)), FindingCode.INK_OUTSIDE_BOXES)
    quoted = told[0].split('"')[1].rstrip("…").split()
    assert quoted
    assert set(quoted) <= set(text_of(printed.pdf, page).split())


def test_text_that_a_typed_answer_moved_accuses_nobody_and_is_said_not_to_be_compared() -> None:
    answered = letter()[2]
    held = looked_at(by_scanner()(answered.copies(), 7))
    assert FindingCode.INK_OUTSIDE_BOXES not in codes(held)
    assert [check.result for check in held.checks] == [CheckResult.NOT_MADE]
    assert held.checks[0].why


@pytest.mark.parametrize("seed", [1, 2])
def test_a_line_through_text_that_an_answer_pushed_down_is_found_where_it_lies(seed: int) -> None:
    pushed = letter()[3]
    pages, page, chance = pushed.copies(), 0, np.random.default_rng(seed)
    while page != 4:
        pages = pushed.copies()
        page = CHANGES["a sentence struck out"](pushed, pages, chance)
    held = looked_at(by_scanner()([pages[3]], 5))
    told = details(held, FindingCode.INK_OUTSIDE_BOXES)
    assert told
    assert all(each.startswith("page 4, over") for each in told)


def test_text_that_an_answer_of_two_lines_pushed_down_is_known_for_its_page_and_accuses_nobody() -> None:
    held = looked_at(by_scanner()([letter()[3].copies()[3]], 5))
    assert [page.printed for page in held.pages] == [(4, 5)]
    assert FindingCode.INK_OUTSIDE_BOXES not in codes(held)


@pytest.mark.parametrize("seed", range(3))
def test_a_page_that_does_not_lie_flat_accuses_nobody(seed: int) -> None:
    page = np.asarray(letter()[1].copies()[-1])
    grid = np.indices(page.shape[:2])
    rows, columns = (np.asarray(each, dtype=np.float32) for each in (grid[0], grid[1]))
    lower = (rows + 6 * np.sin(rows / 700 + seed)).astype(np.float32)
    bent = np.asarray(
        cv2.remap(page, columns, lower, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8
    )
    held = looked_at(by_scanner()([Image.fromarray(bent)], seed))
    assert FindingCode.INK_OUTSIDE_BOXES not in codes(held)


# ---- signed or not


@pytest.mark.parametrize("way", QUICK)
def test_ink_in_the_places_for_signature_and_date_is_told_from_none(way: str) -> None:
    printed = letter()[1]
    pages = printed.copies()
    without = looked_at(WAYS[way](pages[-1:], 8))
    assert {FindingCode.NOT_SIGNED, FindingCode.NO_DATE} <= codes(without)
    signed(printed, pages, np.random.default_rng(8))
    held = looked_at(WAYS[way](pages[-1:], 8))
    assert details(held, FindingCode.SIGNER_UNCLEAR) == ["there is ink in the place for the signature"]
    assert details(held, FindingCode.DATE_UNSURE) == ["there is ink in the place for the date"]
    assert not {FindingCode.NOT_SIGNED, FindingCode.NO_DATE} & codes(held)


def test_a_place_is_cut_out_of_the_kept_page_straight_and_with_its_ink() -> None:
    printed = letter()[1]
    pages = printed.copies()
    signed(printed, pages, np.random.default_rng(9))
    data = WAYS["phone"](pages[-1:], 9)
    (place,) = (each for each in looked_at(data).places if each.what == "district signature")
    inked, empty = (
        np.asarray(Image.open(io.BytesIO(crop(each, place))))
        for each in (data, WAYS["phone"](printed.copies()[-1:], 9))
    )
    assert inked.shape == empty.shape
    assert inked.shape[1] > 3 * inked.shape[0]
    assert np.count_nonzero(inked < empty - np.minimum(empty, 40)) > 800


def test_a_page_whose_codes_were_cut_off_is_found_by_its_print() -> None:
    printed = letter()[1]
    pages = printed.copies()
    signed(printed, pages, np.random.default_rng(10))
    for top in (0, 2950):
        pages[-1].paste((255, 255, 255), (0, top, 2550, top + 330))
    held = looked_at(by_scanner()(pages[-1:], 10))
    assert {each.what for each in held.places} >= {"district signature", "district date"}


# ---- which page is which


def test_pages_without_text_get_their_numbers_whatever_their_order() -> None:
    pages = letter()[1].copies()
    held = looked_at(by_scanner()([pages[number - 1] for number in (3, 1, 2, 5, 4)], 11))
    assert [page.printed for page in held.pages] == [(3, 5), (1, 5), (2, 5), (5, 5), (4, 5)]
    assert not {FindingCode.PAGE_ORDER_UNKNOWN, FindingCode.PAGE_MISSING} & codes(held)


def test_a_page_that_is_not_there_is_named() -> None:
    pages = letter()[1].copies()
    held = looked_at(by_scanner()([pages[0], pages[1], pages[3], pages[4]], 12))
    assert details(held, FindingCode.PAGE_MISSING) == ["page 3 of 5"]


def test_a_page_whose_print_says_nothing_gets_the_number_between_its_neighbours() -> None:
    pages = letter()[1].copies()
    held = looked_at(by_scanner()([*pages[:2], other_print(), *pages[3:]], 13))
    assert [page.printed for page in held.pages] == [(number, 5) for number in range(1, 6)]
    assert not {FindingCode.PAGE_ORDER_UNKNOWN, FindingCode.PAGE_MISSING} & codes(held)
    assert held.checks[0].why == "page 3 of the file has not the print of the letter as issued"


def test_pages_out_of_order_tell_nothing_of_one_between_them() -> None:
    pages = letter()[1].copies()
    held = looked_at(by_scanner()([pages[1], pages[0], other_print(), *pages[3:]], 14))
    assert held.pages[2].printed is None
    assert details(held, FindingCode.PAGE_ORDER_UNKNOWN) == [
        "page 3 of the file looks like no page of the letter as issued"
    ]


def other_print() -> Image.Image:
    """A page of other text."""
    page = Image.new("RGB", (2550, 3300), "white")
    for row in range(300, 2700, 70):
        ImageDraw.Draw(page).text(
            (300, row), f"{row} words of quite another page {row * 7}", fill="black", font_size=44
        )
    return page
