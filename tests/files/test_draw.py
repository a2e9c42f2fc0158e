import io
from collections.abc import Callable

import pytest
from made.pdf import texts_of

from loc_builder.files.assemble import are_fonts_embedded
from loc_builder.files.codes import qr_png, read_qr
from loc_builder.files.draw import (
    STAMP_SIZES,
    Block,
    CertificateWords,
    Columns,
    Cover,
    Fit,
    Inscription,
    Listing,
    ListingRow,
    MarginNote,
    Overlay,
    Pairs,
    Paragraph,
    Rows,
    StampFace,
    draw_certificate,
    draw_cover,
    draw_listing,
    draw_overlays,
)
from loc_builder.files.draw.face import Type, fitted, printable, width, wrapped
from loc_builder.files.render import open_pages
from loc_builder.model import Box

TEXT = Columns(("When", "What"), (30, 70))


def certificate(rows: int = 3) -> bytes:
    table = Rows(TEXT, tuple((f"Day {row}", f"Event {row}") for row in range(rows)))
    blocks = (
        Block("What happened", (table,)),
        Block("About", (Pairs((("Hash", "0" * 64),)), Paragraph("Quiet.", True))),
    )
    code = qr_png("LOCR:KYILN-2017-001-L1-42:AB")
    return draw_certificate(
        CertificateWords("CERTIFICATE", "Adair County", "Letter", "In effect.", blocks, "KY ILN", code, "Letter id")
    )


def listing(rows: int) -> Listing:
    made = tuple(
        ListingRow((f"District {row}", f"{row} \N{EM DASH} " + "word " * (row % 40)), str(row)) for row in range(rows)
    )
    return Listing("Contents", "All of them.", TEXT, made, "KY ILN", lambda page: f"Page {page}")


def stamp(fit: Fit, dates: str = "March 9, 2018 \N{EN DASH} June 30, 2019") -> StampFace:
    wide, high = STAMP_SIZES[fit]
    return StampFace(
        "EFFECTIVE", dates, ("School year 2017-2018", "Signed"), "Letter X", Box(50, 50, 50 + wide, 50 + high), fit
    )


def overlay(*marks: StampFace | Inscription | MarginNote) -> bytes:
    return draw_overlays([Overlay(612, 792, marks)])


@pytest.mark.parametrize("make", [certificate, lambda: draw_listing(listing(90))[0], lambda: overlay(stamp(Fit.FULL))])
def test_a_drawing_is_the_same_bytes_each_time_with_all_its_fonts(make: Callable[[], bytes]) -> None:
    assert make() == make()
    assert are_fonts_embedded(make())


@pytest.mark.parametrize("fit", list(Fit))
@pytest.mark.parametrize(
    "dates", ["March 9, 2018", "A very long span of days that no stamp could hold in one line at all " * 3]
)
def test_nothing_of_a_stamp_leaves_its_box(fit: Fit, dates: str) -> None:
    face = stamp(fit, dates)
    with open_pages(overlay(face)) as pages:
        picture = pages.picture(1, 144)
    inked = (picture.pixels < 250).nonzero()
    left, right = inked[1].min() / 2, inked[1].max() / 2
    bottom, top = 792 - inked[0].max() / 2, 792 - inked[0].min() / 2
    assert left >= face.box.x0 - 1
    assert right <= face.box.x1 + 1
    assert bottom >= face.box.y0 - 1
    assert top <= face.box.y1 + 1


def test_an_inscription_shrinks_into_its_box() -> None:
    box = Box(100, 100, 220, 118)
    written = overlay(
        Inscription(("Approved by a person of a very long name indeed, March 20, 2018", "second line"), box)
    )
    with open_pages(written) as pages:
        for line in pages.lines(1):
            assert line.box.x1 <= box.x1
            assert line.box.y0 >= box.y0 - 1
            assert line.box.y1 <= box.y1 + 1


def test_letters_that_the_face_lacks_are_seen_as_replaced() -> None:
    assert (
        printable("\u4f60 \N{LATIN CAPITAL LETTER N}\N{COMBINING TILDE}and\u00fa \x00\U0001f600")
        == "\ufffd \u00d1and\u00fa \ufffd\ufffd"
    )
    assert "\ufffd" in texts_of(overlay(Inscription(("\u4f60",), Box(10, 10, 100, 30))))[0]


def test_a_word_wider_than_its_room_is_broken() -> None:
    how = Type(9)
    lines = wrapped("x" * 300 + " end", 100, how)
    assert all(width(line, how) <= 100 for line in lines)
    assert "".join(lines).replace(" ", "") == "x" * 300 + "end"


def test_a_line_that_cannot_shrink_further_is_cut() -> None:
    line, how = fitted("word " * 60, 80, Type(10))
    assert line.endswith("\N{HORIZONTAL ELLIPSIS}")
    assert width(line, how) <= 80.1


def test_a_short_certificate_is_one_page_and_a_long_one_counts_its_pages() -> None:
    assert len(texts_of(certificate())) == 1
    long = texts_of(certificate(60))
    assert len(long) == 2
    assert "Certificate page 2 of 2" in long[1]
    assert "What" in long[1]
    assert sum(page.count("Event ") for page in long) == 60


def test_the_certificates_code_can_be_read() -> None:
    with open_pages(certificate()) as pages:
        found = read_qr(pages.picture(1, 200).pixels)
    assert [code.text for code in found] == ["LOCR:KYILN-2017-001-L1-42:AB"]


def test_every_row_of_a_listing_is_where_it_says() -> None:
    pdf, places = draw_listing(listing(120))
    assert [place.key for place in places] == [str(row) for row in range(120)]
    with open_pages(pdf) as pages:
        assert places[-1].page == len(pages)
        for place in places[::17]:
            inside = [line.text for line in pages.lines(place.page) if place.box.y0 <= line.box.y0 <= place.box.y1]
            assert any(text.startswith(f"District {place.key}") for text in inside)


def test_a_cell_longer_than_a_page_does_not_stop_the_listing() -> None:
    row = ListingRow(("One", "word " * 4000), "1")
    pdf, places = draw_listing(Listing("All", "", TEXT, (row, row), "Foot", str))
    assert len(places) == 2
    assert len(texts_of(pdf)) >= 2


def test_an_empty_listing_is_a_page() -> None:
    assert len(texts_of(draw_listing(listing(0))[0])) == 1


def test_the_cover_shows_its_figures_and_facts() -> None:
    words = texts_of(draw_cover(Cover("KDE", "Letters", "2017-2018", (("171", "records"),), (("Ledger", "f" * 64),))))[
        0
    ]
    for expected in ("KDE", "Letters", "2017-2018", "171", "records", "f" * 64):
        assert expected in words


def test_an_overlay_is_as_large_as_its_page() -> None:
    with open_pages(draw_overlays([Overlay(400, 300, ()), Overlay(1000, 20, ())])) as pages:
        assert [pages.size(number) for number in (1, 2)] == [(400, 300), (1000, 20)]
    assert io.BytesIO(overlay()).read(5) == b"%PDF-"
