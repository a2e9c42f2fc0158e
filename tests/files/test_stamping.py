import numpy as np
import pikepdf
import pytest
from made.pdf import lying, saved, sheets

from loc_builder.errors import InputError
from loc_builder.files.draw import MarginNote, Overlay, draw_overlays
from loc_builder.files.render import open_pages
from loc_builder.files.stamping import overlaid, page_shapes
from loc_builder.model import Box

CROPS = (None, (40, 30, 560, 720), (-30, -20, 520, 792), (560, 720, 60, 0))


SIZE = (600, 800)
OWN_WORDS = "the page's own words"
SHEET = sheets(OWN_WORDS, size=SIZE)


def note(width: float, height: float) -> Overlay:
    return Overlay(width, height, (MarginNote("AT THE LOWER LEFT", Box(20, 30, 200, 40), is_upright=True),))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", CROPS)
def test_an_overlay_lands_where_it_was_drawn_as_the_reader_sees_the_page(
    turn: int, crop: tuple[int, int, int, int] | None
) -> None:
    page = lying(SHEET, turn=turn, crop=crop)
    shape = page_shapes(page)[0]
    with open_pages(page) as pages:
        assert (shape.width, shape.height) == pytest.approx(pages.size(1))
        before = pages.picture(1, 72).pixels.astype(int)
    with open_pages(overlaid(page, draw_overlays([note(shape.width, shape.height)]), [1])) as pages:
        rows, columns = np.nonzero(np.abs(pages.picture(1, 72).pixels - before) > 20)
    assert 18 <= columns.min() < 24
    assert 60 < columns.max() < 120
    assert shape.height - 42 <= rows.min() <= rows.max() <= shape.height - 28


def test_pages_that_share_resources_do_not_share_overlays() -> None:
    stamped = overlaid(sheets(*[OWN_WORDS] * 3, size=SIZE), draw_overlays([note(600, 800)]), [2])
    with open_pages(stamped) as pages:
        assert ["LOWER LEFT" in pages.text(number) for number in (1, 2, 3)] == [False, True, False]


def test_a_page_can_be_overlaid_twice() -> None:
    drawn = draw_overlays([note(600, 800)])
    with open_pages(overlaid(overlaid(SHEET, drawn, [1]), drawn, [1])) as pages:
        assert pages.text(1).count("LOWER LEFT") == 2


def test_a_page_without_content_takes_an_overlay() -> None:
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(300, 300))
        empty = saved(document)
    with open_pages(overlaid(empty, draw_overlays([note(300, 300)]), [1])) as pages:
        assert "LOWER LEFT" in pages.text(1)


@pytest.mark.parametrize("damaged", [b"", b"%PDF-1.7", SHEET[:300]])
def test_a_damaged_pdf_is_refused(damaged: bytes) -> None:
    with pytest.raises(InputError, match="cannot be stamped"):
        page_shapes(damaged)
