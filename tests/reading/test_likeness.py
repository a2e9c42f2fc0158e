"""A part with what was recognised on its pages: clues, the pages' order, and why there is nothing."""

from dataclasses import replace

import pytest
from made.letter import ADAIR, BARREN
from made.recognised import page

from loc_builder.findings import Finding
from loc_builder.findings import FindingCode as Code
from loc_builder.model import Clue, ClueKind, Medium, PageSeen, Part, RecognisedPage, Role, Sha256
from loc_builder.reading.likeness import MOST_OF_OTHERS, to_recognise, unrecognised, with_recognised

KEPT = Sha256("0" * 64)
CODE = ((76, 76), (114, 76), (114, 37), (76, 37))
BY_CODE = Clue(ClueKind.CODE, ADAIR, 1, 1)
UNKNOWN = Finding(Code.PAGE_ORDER_UNKNOWN, "no page number could be read on pages 1 and 2")


def scan_of(*seen: PageSeen, role: Role = Role.WHOLE, clues: tuple[Clue, ...] = (BY_CODE,)) -> Part:
    return Part(1, role, Medium.SCAN, pages=seen, clues=clues, findings=(UNKNOWN,))


def coded(number: int) -> PageSeen:
    return PageSeen(number, 612, 792, codes=(CODE,))


def numbered(number: int, printed: str) -> RecognisedPage:
    return page(["Words of the letter.", "", f"{ADAIR} rev.1", printed], number)


def clues_of(part: Part, kind: ClueKind) -> list[tuple[str, int | None]]:
    return [(clue.text, clue.page) for clue in part.clues if clue.kind is kind]


def test_pages_are_put_in_the_order_that_their_print_says() -> None:
    pages = (numbered(1, "Page 2 of 2"), numbered(2, "Page1of2"))
    part = with_recognised(scan_of(coded(1), coded(2)), pages, KEPT)
    assert [(each.number, each.printed) for each in part.pages] == [(2, (1, 2)), (1, (2, 2))]
    assert part.findings == ()
    assert part.recognised == KEPT


def test_a_page_that_the_print_says_is_missing_is_named() -> None:
    pages = (numbered(1, "Page 1 of 3"), numbered(2, "Page 3 of 3"))
    part = with_recognised(scan_of(coded(1), coded(2)), pages, KEPT)
    assert part.findings == (Finding(Code.PAGE_MISSING, "page 2"),)


@pytest.mark.parametrize("other", ["Page 1 of 2", "Page 2 of 3", "Page 5 of 2", "Paqe 2"])
def test_where_a_number_may_be_misread_the_order_stays_unknown(other: str) -> None:
    part = with_recognised(scan_of(coded(1), coded(2)), (numbered(1, "Page 1 of 2"), numbered(2, other)), KEPT)
    assert part.findings == (UNKNOWN,)
    assert [each.printed for each in part.pages] == [None, None]


def test_a_printed_id_counts_where_no_code_was_read() -> None:
    part = scan_of(PageSeen(1, 612, 792), clues=())
    read = with_recognised(part, (page([f"{ADAIR} rev.1", "With Adair County"]),), KEPT)
    assert clues_of(read, ClueKind.PRINTED_ID) == [(ADAIR, 1)]
    assert clues_of(read, ClueKind.NAME_IN_TEXT) == []
    under_a_code = with_recognised(scan_of(coded(1)), (page([BARREN, "With Adair County"]),), KEPT)
    assert under_a_code.clues == (BY_CODE,)


def test_pages_that_their_print_gives_to_a_letter_are_that_letter() -> None:
    bare = (PageSeen(1, 612, 792), PageSeen(2, 612, 792))
    part = with_recognised(
        scan_of(*bare, role=Role.OTHER, clues=()), (numbered(1, "Page 1 of 2"), numbered(2, "Page 2 of 2")), KEPT
    )
    assert (part.role, [each.is_signature_page for each in part.pages]) == (Role.WHOLE, [False, True])
    assert {Code.SIGNER_UNCLEAR, Code.DATE_UNSURE} <= {each.code for each in part.findings}
    page_alone = with_recognised(scan_of(bare[0], role=Role.OTHER, clues=()), (numbered(1, "Page 2 of 2"),), KEPT)
    assert page_alone.role is Role.SIGNATURE_PAGE
    body = with_recognised(scan_of(bare[0], role=Role.OTHER, clues=()), (numbered(1, "Page 1 of 2"),), KEPT)
    assert body.role is Role.ANSWERS


def test_a_name_counts_only_where_nothing_names_the_letter() -> None:
    part = scan_of(PageSeen(1, 612, 792), clues=())
    forged = f"{ADAIR[:-2]}99"
    read = with_recognised(part, (page(["With Adair County", forged]),), KEPT)
    assert clues_of(read, ClueKind.PRINTED_ID) == []
    assert clues_of(read, ClueKind.NAME_IN_TEXT) == [(f"With Adair County\n{forged}", 1)]


def test_a_page_found_lying_on_its_side_is_seen_upright() -> None:
    lies = replace(page(["Words"]), width=792, height=612, turned=90)
    part = with_recognised(scan_of(PageSeen(1, 792, 612)), (lies,), KEPT)
    assert [(each.turned, each.width, each.height) for each in part.pages] == [(90, 612, 792)]


def test_only_scans_are_worth_the_time_and_of_strange_files_a_few_pages() -> None:
    pages = tuple(PageSeen(number, 612, 792) for number in range(1, 40))
    assert to_recognise(scan_of(*pages)) == pages
    assert to_recognise(scan_of(*pages, role=Role.OTHER)) == pages[:MOST_OF_OTHERS]
    assert to_recognise(replace(scan_of(*pages), medium=Medium.PDF_TEXT)) == ()
    assert to_recognise(scan_of(PageSeen(1, 0, 0))) == ()


def test_recognition_that_failed_is_told() -> None:
    told = unrecognised(scan_of(coded(1)), "it took too long").findings[-1]
    assert (told.code, told.detail) == (
        Code.TEXT_UNCHECKED,
        "text recognition did not read the pages: it took too long",
    )
