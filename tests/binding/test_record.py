import io
from dataclasses import replace

import numpy as np
import pikepdf
import pytest
from made.letter import Scanner, codes_on, letter_pdf, scan, signature_page_pdf
from made.pdf import acting_form, changed, full_page, lying, picture_of, text_of
from made.record import LETTER_ID, plan

from loc_builder.binding.pages import PageKind, PageSource, origins
from loc_builder.binding.placing import find_signature_page, place_on_page
from loc_builder.binding.record import RecordPlan, build_record
from loc_builder.errors import InputError
from loc_builder.files.assemble import are_fonts_embedded, bookmarks, read_xmp
from loc_builder.files.codes import read_qr
from loc_builder.model import Box

ISSUED = find_signature_page(letter_pdf())
LETTER = letter_pdf()
SIGNATURE_PAGE = signature_page_pdf()
SIGNED_PAPER = scan(SIGNATURE_PAGE, Scanner(paper=240), pen=True)


def mixed(*, turned: int = 180) -> RecordPlan:
    """Two pages of the returned Word file and the signature page as a skewed scan that lies upside down."""
    word = LETTER
    paper = scan(SIGNATURE_PAGE, Scanner(turned=turned, skew=1.6, shift=(12, -18), grain=8, paper=240), pen=True)
    seen = picture_of(paper, 1, 200).turned(-turned)
    placed = place_on_page(ISSUED, codes_on(seen))
    assert placed is not None
    rooms = {key: placed.box(box) for key, box in ISSUED.boxes.items()}
    sources = (
        PageSource(PageKind.RETURNED_WORD, word, 1),
        PageSource(PageKind.RETURNED_WORD, word, 2),
        PageSource(PageKind.RETURNED_SCAN, paper, 1, -turned % 360, "Adair.pdf"),
    )
    return replace(
        plan(*sources, signature_page=3),
        agency_rooms={label: box for (party, label), box in rooms.items() if party == "agency"},
        keep_free=tuple(rooms.values()),
    )


def test_a_record_holds_its_pages_with_origin_stamp_and_approval_and_the_certificate_last() -> None:
    record = build_record(mixed())
    assert record.pages == 4
    assert record.certificate_page == 4
    assert "From the returned Word file, converted, page 2" in text_of(record.pdf, 2)
    signed = text_of(record.pdf, 3)
    assert "From the returned scan, page 1 (Adair.pdf)" in signed
    assert "March 9, 2018 \N{EN DASH} June 30, 2019" in signed
    assert "Approved \N{EN DASH} recorded electronically by Lee Kasten, March 20, 2018" in signed
    last = text_of(record.pdf, 4)
    for words in (
        "Adair County",
        "Not made",
        "A scan has no text",
        "Signed in ink",
        "Pages 1\N{EN DASH}2",
        "abababababab",
        "cd" * 32,
    ):
        assert words in last
    assert [mark.title for mark in bookmarks(record.pdf)] == ["Letter", "Signature page", "Certificate"]


def test_the_approval_stands_in_the_agencys_rooms_of_a_skewed_scan() -> None:
    wanted = mixed()
    with_approval, without = build_record(wanted).pdf, build_record(replace(wanted, approval=None)).pdf
    gap = np.abs(picture_of(with_approval, 3).pixels.astype(int) - picture_of(without, 3).pixels) > 60
    rooms = wanted.agency_rooms.values()
    ys, xs = np.nonzero(gap)
    assert len(ys) > 100
    for x, y in zip(xs[::9], 792 - ys[::9], strict=True):
        assert any(room.x0 <= x <= room.x1 and room.y0 <= y <= room.y1 for room in rooms)


def test_a_record_is_the_same_bytes_each_time() -> None:
    assert build_record(mixed()).pdf == build_record(mixed()).pdf


def test_an_upside_down_scan_stands_upright_in_the_record() -> None:
    codes = codes_on(picture_of(build_record(mixed()).pdf, 3, 200))
    top, bottom = sorted(codes, key=lambda corners: -corners[0][1])
    assert top[0][1] > 700
    assert bottom[0][1] < 100
    assert top[0][0] < top[1][0]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_sizes_and_turns_stay_as_they_came(turn: int) -> None:
    page = lying(SIGNATURE_PAGE, turn=turn, crop=(40, 30, 560, 720))
    record = build_record(plan(PageSource(PageKind.RETURNED_PDF, page, 1), signature_page=1))
    before, after = picture_of(page, 1), picture_of(record.pdf, 1)
    assert (before.width, before.height) == (after.width, after.height)
    with pikepdf.open(io.BytesIO(record.pdf)) as document:
        assert int(document.pages[0].obj.get("/Rotate", 0)) == turn


def test_where_the_block_is_taken_the_stamp_tells_of_the_approval() -> None:
    rooms = {"signature": Box(160, 560, 540, 605)}  # the district's ink is there
    wanted = plan(PageSource(PageKind.RETURNED_SCAN, SIGNED_PAPER, 1), signature_page=1)
    record = build_record(replace(wanted, agency_rooms=rooms))
    assert "recorded electronically" not in text_of(record.pdf, 1)
    assert "Signed March 9, 2018 \N{MIDDLE DOT} approved March 20, 2018" in text_of(record.pdf, 1)
    assert "The approval is not written in the agency's block: something is written there" in record.notes
    unknown = build_record(replace(wanted, agency_rooms={}))
    assert "The approval is not written in the agency's block: it was not found on the page" in unknown.notes


def test_a_page_without_room_for_the_stamp_leaves_it_to_the_certificate() -> None:
    record = build_record(plan(PageSource(PageKind.RETURNED_SCAN, full_page(), 1), signature_page=1))
    assert record.stamp_box is None
    assert "no room for the stamp" in text_of(record.pdf, 2)
    assert "In effect from March 9, 2018 through June 30, 2019" in text_of(record.pdf, 2)


def test_two_forms_with_a_field_of_the_same_name_keep_their_values() -> None:
    first, second = acting_form("Adair County"), acting_form("Barren County")
    record = build_record(
        plan(PageSource(PageKind.RETURNED_PDF, first, 1), PageSource(PageKind.RETURNED_PDF, second, 1))
    )
    assert "Adair County" in text_of(record.pdf, 1)
    assert "Barren County" in text_of(record.pdf, 2)
    assert any("scripts and actions" in note for note in record.notes)
    with pikepdf.open(io.BytesIO(record.pdf)) as document:
        assert "/AcroForm" not in document.Root
        assert "/Names" not in document.Root


def test_a_page_that_does_not_take_its_overlay_goes_in_as_an_image() -> None:
    unfinished = changed(SIGNATURE_PAGE, lambda pdf: pdf.pages[0].contents_add(b"q 3 0 0 3 900 900 cm q q"))
    record = build_record(plan(PageSource(PageKind.RETURNED_PDF, unfinished, 1), signature_page=1))
    assert "Page 1 is put in as an image of the page as received" in record.notes
    assert len(read_qr(picture_of(record.pdf, 1, 200).pixels)) == 2
    assert "March 9, 2018" in text_of(record.pdf, 1)


def test_a_records_metadata_names_letter_and_last_fact() -> None:
    record = build_record(plan(PageSource(PageKind.RETURNED_SCAN, SIGNED_PAPER, 1), signature_page=1))
    said = read_xmp(record.pdf)
    assert said["loc:letterIds"] == LETTER_ID
    assert said["loc:ledgerHead"] == "cd" * 32
    assert are_fonts_embedded(record.pdf)
    assert said["pdfaid:part"] == "2"


def test_a_record_without_pages_is_refused() -> None:
    with pytest.raises(InputError, match="at least one page"):
        build_record(plan())


def test_runs_of_pages_are_told_together() -> None:
    pdf, other = b"one", b"other"
    sources = (
        PageSource(PageKind.AS_ISSUED, pdf, 1),
        PageSource(PageKind.AS_ISSUED, pdf, 2),
        PageSource(PageKind.RETURNED_SCAN, other, 2, note="Adair.pdf"),
        PageSource(PageKind.RETURNED_SCAN, other, 1, note="Adair.pdf"),
    )
    assert origins(sources) == (
        ("Pages 1\N{EN DASH}2", "As issued, not returned, pages 1\N{EN DASH}2"),
        ("Page 3", "From the returned scan, page 2 (Adair.pdf)"),
        ("Page 4", "From the returned scan, page 1 (Adair.pdf)"),
    )


def test_what_can_be_seen_of_a_damaged_file_goes_in_as_an_image() -> None:
    damaged = SIGNATURE_PAGE.replace(b"/Type /Pages\n>>", b"/Type /Pages\n", 1)
    record = build_record(plan(PageSource(PageKind.RETURNED_PDF, damaged, 1), signature_page=1))
    assert "Page 1 is put in as an image of the page as received" in record.notes
    assert len(read_qr(picture_of(record.pdf, 1, 200).pixels)) == 2
