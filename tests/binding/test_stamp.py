import numpy as np
import pikepdf
import pytest
from made.letter import Scanner, letter_pdf, scan, signature_page_pdf
from made.pdf import changed, full_page, lying, picture_of, pictures_pdf, text_of
from made.record import LETTER_ID, STAMP
from PIL import Image

from loc_builder.binding.placing import find_signature_page
from loc_builder.binding.stamp import stamp_page
from loc_builder.errors import InputError
from loc_builder.files.render import open_pages
from loc_builder.model import Box

CROPS = (None, (40, 30, 560, 720), (-30, -20, 520, 792), (60, 0, 612, 760))
GEOMETRIES = [(turn, crop) for turn in (0, 90, 180, 270) for crop in CROPS]
LETTER = letter_pdf()
SIGNATURE_PAGE = signature_page_pdf()
BLANK = Image.new("L", (1700, 2200), 255)


def marked(before: bytes, after: bytes, page: int, box: Box) -> tuple[int, int]:
    """Count the changed pixels within and outside a box."""
    one, other = picture_of(before, page), picture_of(after, page)
    gap = np.abs(one.pixels.astype(int) - other.pixels.astype(int)) > 8
    rows = slice(int(one.height - box.y1) - 1, int(one.height - box.y0) + 2)
    inside = int(gap[rows, int(box.x0) - 1 : int(box.x1) + 2].sum())
    return inside, int(gap.sum()) - inside


@pytest.mark.parametrize(("turn", "crop"), GEOMETRIES)
def test_the_stamp_stands_upright_on_blank_paper_whichever_way_the_page_lies(
    turn: int, crop: tuple[int, int, int, int] | None
) -> None:
    page = lying(SIGNATURE_PAGE, turn=turn, crop=crop)
    stamped = stamp_page(page, 1, STAMP)
    assert stamped.box is not None
    inside, outside = marked(page, stamped.pdf, 1, stamped.box)
    assert inside > 400
    assert outside == 0
    # The same stamp upright on a blank sheet has the same pixels: it is neither turned nor mirrored.
    sheet = stamp_page(pictures_pdf([BLANK]), 1, STAMP)
    if sheet.box and round(sheet.box.width) == round(stamped.box.width):
        assert alike(crop_of(stamped.pdf, stamped.box), crop_of(sheet.pdf, sheet.box))


def crop_of(pdf: bytes, box: Box) -> Image.Image:
    page = picture_of(pdf, 1, 144)
    pixels = Image.fromarray(page.pixels)
    return pixels.crop((int(box.x0 * 2), int(page.height - box.y1 * 2), int(box.x1 * 2), int(page.height - box.y0 * 2)))


def alike(one: Image.Image, other: Image.Image) -> bool:
    size = (60, 20)
    gap = np.asarray(one.resize(size)).astype(int) - np.asarray(other.resize(size)).astype(int)
    return bool(np.abs(gap).mean() < 12)


def test_the_stamp_says_days_school_years_signature_and_letter() -> None:
    words = text_of(stamp_page(LETTER, 3, STAMP).pdf, 3)
    assert "March 9, 2018 \N{EN DASH} June 30, 2019" in words
    assert "School years 2017-2018 and 2018-2019" in words
    assert "Signed March 9, 2018" in words
    assert f"Adair County \N{MIDDLE DOT} Letter {LETTER_ID}" in words


def test_a_stamped_copy_is_the_same_bytes_each_time() -> None:
    assert stamp_page(LETTER, 3, STAMP).pdf == stamp_page(LETTER, 3, STAMP).pdf


def test_other_pages_stay_as_they_are() -> None:
    stamped = stamp_page(LETTER, 3, STAMP).pdf
    assert np.array_equal(picture_of(stamped, 1).pixels, picture_of(LETTER, 1).pixels)


def test_the_rooms_to_sign_are_not_taken_by_the_stamp() -> None:
    rooms = tuple(find_signature_page(LETTER).boxes.values())
    box = stamp_page(LETTER, 3, STAMP, avoid=rooms).box
    assert box is not None
    assert box.y1 < min(room.y0 for room in rooms)


def test_a_noisy_scan_has_room_for_a_stamp() -> None:
    paper = scan(SIGNATURE_PAGE, Scanner(skew=1.5, shift=(12, -18), grain=9, paper=240), pen=True)
    box = stamp_page(paper, 1, STAMP).box
    assert box is not None
    assert box.y1 < 260


def test_a_full_page_gets_no_stamp_and_stays_as_it_is() -> None:
    full = full_page()
    stamped = stamp_page(full, 1, STAMP)
    assert stamped.box is None
    assert stamped.pdf == full


def test_a_page_with_little_room_gets_the_small_stamp() -> None:
    paper = np.full((2200, 1700), 255, dtype=np.uint8)
    paper[::12] = 0
    paper[1000:1290, 500:1100] = 255
    box = stamp_page(pictures_pdf([Image.fromarray(paper)]), 1, STAMP).box
    assert box is not None
    assert round(box.width) == 166


def test_a_digitally_signed_file_is_refused() -> None:
    def sign(pdf: pikepdf.Pdf) -> None:
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="s", V=pikepdf.Dictionary(Type=pikepdf.Name.Sig))
        fields = pikepdf.Array([pdf.make_indirect(field)])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=fields, SigFlags=3)

    signed = changed(LETTER, sign)
    with pytest.raises(InputError, match="digitally signed"):
        stamp_page(signed, 3, STAMP)


def test_a_page_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="no page 4 in a PDF of 3 pages"):
        stamp_page(LETTER, 4, STAMP)


@pytest.mark.parametrize("content", [b"q q 2 0 0 2 0 0 cm", b"Q Q Q", b"BT /F1 12 Tf"])
def test_a_page_whose_drawing_is_left_unfinished_is_stamped_well_or_not_at_all(content: bytes) -> None:
    unfinished = changed(SIGNATURE_PAGE, lambda pdf: pdf.pages[0].contents_add(content))
    try:
        stamped = stamp_page(unfinished, 1, STAMP)
    except InputError as error:
        assert "would not look the same" in error.message  # noqa: PT017 - either outcome is right
        return
    assert stamped.box is not None
    assert marked(unfinished, stamped.pdf, 1, stamped.box)[1] == 0


def test_what_is_no_pdf_is_said_to_be_none() -> None:
    with pytest.raises(InputError):
        stamp_page(b"%PDF-1.4 nothing", 1, STAMP)


def test_the_stamp_is_text_that_can_be_copied() -> None:
    with open_pages(stamp_page(LETTER, 3, STAMP).pdf) as pages:
        assert any("EFFECTIVE" in line.text.replace(" ", "") for line in pages.lines(3))
