"""Pages that call themselves larger than paper is: drawn all the same, at fewer dots."""

from dataclasses import replace

import pytest
from made.letter import letter_pdf
from made.pdf import drawn, picture_of, text_of
from made.record import STAMP, plan
from reportlab.pdfgen.canvas import Canvas

from loc_builder.binding.pages import PageKind, PageSource
from loc_builder.binding.record import build_record
from loc_builder.binding.stamp import stamp_page
from loc_builder.errors import InputError
from loc_builder.files.blank import ground_of
from loc_builder.files.render import LONGEST_PICTURE
from loc_builder.model import Box

FEET = 12 * 72


def poster(feet: float) -> bytes:
    """A page of so many feet with a black bar across its middle, as a photo saved as PDF is."""
    side = feet * FEET

    def draw(canvas: Canvas) -> None:
        canvas.rect(side / 4, side / 2 - 20, side / 2, 40, fill=1)
        canvas.drawString(side / 4, side / 3, "A poster")
        canvas.showPage()

    return drawn(draw, size=(side, side))


@pytest.mark.parametrize("dpi", [50, 100, 200])
def test_a_large_page_is_drawn_no_larger_than_a_picture_need_be(dpi: float) -> None:
    picture = picture_of(poster(16), 1, dpi)
    assert max(picture.width, picture.height) <= LONGEST_PICTURE
    assert picture.dpi == pytest.approx(picture.width / 16 / 12, rel=0.01)


def test_a_page_of_paper_is_drawn_as_finely_as_it_is_asked_for() -> None:
    picture = picture_of(letter_pdf(), 1, 200)
    assert (picture.dpi, picture.width) == (200, 1700)


def test_the_stamp_on_a_large_page_stands_where_the_page_is_blank() -> None:
    page = poster(16)
    box = stamp_page(page, 1, STAMP).box
    assert box is not None
    picture = picture_of(page, 1, 100)
    ground = ground_of(picture.pixels, picture.dpi)
    assert ground.is_blank(box)
    assert not ground.is_blank(Box(8 * FEET - 30, 8 * FEET - 30, 8 * FEET + 30, 8 * FEET + 30))


def test_a_large_page_stands_in_its_record_as_it_came() -> None:
    record = build_record(plan(PageSource(PageKind.RETURNED_PDF, poster(16), 1), signature_page=1))
    assert not [note for note in record.notes if "image" in note]
    assert "A poster" in text_of(record.pdf, 1)


def test_a_page_larger_than_any_page_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match="larger than a page can be: From the returned PDF, page 1") as refused:
        build_record(replace(plan(PageSource(PageKind.RETURNED_PDF, poster(17), 1), signature_page=1)))
    assert "scan" in refused.value.hint
