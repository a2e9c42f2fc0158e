"""Pages of an odd make: none may lose a mark on its way into a record, and none may stop the making of it."""

import io

import numpy as np
import pikepdf
import pytest
from made.pdf import changed, drawn, picture_of, sheets
from made.record import plan
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

from loc_builder.binding.fidelity import as_image, looks_as_its_source
from loc_builder.binding.pages import PageKind, PageSource
from loc_builder.binding.record import Record, build_record
from loc_builder.errors import InputError
from loc_builder.files.assemble import cleaned, read_xmp
from loc_builder.files.render import open_pages

AS_IMAGE = "Page 1 is put in as an image of the page as received"
SENTENCE = sheets("Either party may end this agreement")


def recorded(page: bytes) -> Record:
    return build_record(plan(PageSource(PageKind.RETURNED_PDF, page, 1), signature_page=1))


def marked(kind: str, colour: tuple[float, float, float]) -> bytes:
    """A sentence with a mark on one word, of which the file does not say how it looks; every viewer draws it."""

    def mark(pdf: pikepdf.Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot,
            Subtype=Name(f"/{kind}"),
            Rect=Array([100, 390, 140, 410]),
            QuadPoints=Array([100, 406, 140, 406, 100, 394, 140, 394]),
            C=Array(colour),
            F=4,
        )
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    return changed(SENTENCE, mark)


def hide(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].F = 2


@pytest.mark.parametrize(
    ("kind", "colour"), [("StrikeOut", (0, 0, 0)), ("Highlight", (1, 1, 0)), ("Underline", (1, 0, 0))]
)
def test_a_word_marked_in_a_viewer_is_marked_in_the_record(kind: str, colour: tuple[float, float, float]) -> None:
    page = marked(kind, colour)
    record = recorded(page)
    assert (
        f"{AS_IMAGE}, since in PDF/A it cannot stand as it is: how an annotation looks is not in the file"
        in record.notes
    )
    with open_pages(page) as pages, open_pages(record.pdf) as bound:
        wanted, got = (each.coloured(1, 100)[500:580, 130:220].astype(int) for each in (pages, bound))
    assert np.abs(wanted - got).mean() < 4


def test_a_mark_that_is_not_shown_leaves_the_page_as_it_is() -> None:
    hidden = changed(marked("StrikeOut", (0, 0, 0)), hide)
    assert not [note for note in recorded(hidden).notes if AS_IMAGE in note]


def line(colour: str) -> bytes:
    """A page of text with a word struck out, the line being part of the page."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(100, 396, "Either party may end this agreement")
        canvas.setStrokeColor(colour)
        canvas.line(100, 400, 140, 400)

    return drawn(draw)


@pytest.mark.parametrize("other", [SENTENCE, line("red")], ids=["no line", "another colour"])
def test_a_page_that_lost_a_line_or_its_colour_is_no_likeness_of_its_source(other: bytes) -> None:
    source = PageSource(PageKind.RETURNED_PDF, line("black"), 1)
    with open_pages(line("black")) as same, open_pages(other) as changed_page:
        assert looks_as_its_source(source, same, 1, [])
        assert not looks_as_its_source(source, changed_page, 1, [])


def test_a_page_whose_content_is_damaged_goes_in_as_an_image() -> None:
    def damage(pdf: pikepdf.Pdf) -> None:
        garbled = pikepdf.Stream(pdf, b"")
        garbled.write(b"\x00\xff" * 40, filter=Name.LZWDecode)
        pdf.pages[0].Contents = Array([pdf.pages[0].Contents, pdf.make_indirect(garbled)])

    record = recorded(changed(SENTENCE, damage))
    assert [note for note in record.notes if note.startswith(AS_IMAGE) and "a part of it is damaged" in note]
    assert read_xmp(record.pdf)["pdfaid:part"] == "2"


def crowded(canvas: Canvas) -> None:
    """One path of so many lines that drawing it at 200 dots per inch leaves out the last, at the right."""
    path = canvas.beginPath()
    path.moveTo(100, 40)
    for line in range(1400):
        path.lineTo(100 + line / 7, 40 if line % 2 else 760)
    path.moveTo(400, 100)
    path.lineTo(500, 700)
    canvas.drawPath(path)


def test_an_image_of_a_page_crowded_with_lines_shows_all_of_them() -> None:
    image = as_image(PageSource(PageKind.RETURNED_PDF, drawn(crowded), 1))
    at_the_right = picture_of(image.pdf, 1, 72).pixels[:, 380:]
    assert np.count_nonzero(at_the_right < 160) > 500


def test_an_image_of_any_other_page_has_two_hundred_dots_per_inch() -> None:
    with pikepdf.open(io.BytesIO(as_image(PageSource(PageKind.RETURNED_PDF, line("red"), 1)).pdf)) as image:
        picture = image.pages[0].Resources.XObject.Scan
        assert (int(picture.Width), int(picture.Height)) == (1700, 2200)


def test_pages_that_go_in_as_images_for_one_reason_are_told_together() -> None:
    struck = marked("StrikeOut", (0, 0, 0))
    sources = [PageSource(PageKind.RETURNED_PDF, pdf, 1) for pdf in (struck, SENTENCE, struck, struck)]
    assert (
        "Pages 1, 3\N{EN DASH}4 are put in as images of the pages as received,"
        " since in PDF/A they cannot stand as they are: how an annotation looks is not in the file"
    ) in build_record(plan(*sources)).notes


def test_lists_of_the_glyphs_in_a_font_are_left_out_since_most_are_wrong() -> None:
    def embed(pdf: pikepdf.Pdf) -> None:
        listed = Dictionary(Type=Name.FontDescriptor, FontName=Name.Odd, CIDSet=pikepdf.Stream(pdf, b"\x80"))
        below = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType0, BaseFont=Name.Odd, FontDescriptor=listed)
        both = Dictionary(Type=Name.FontDescriptor, FontName=Name.Old, CharSet="/A/B")
        pdf.pages[0].Resources.Font = Dictionary(
            F1=Dictionary(Subtype=Name.Type0, BaseFont=Name.Odd, DescendantFonts=Array([below])),
            F2=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Old, FontDescriptor=both),
        )

    with pikepdf.open(io.BytesIO(cleaned(changed(SENTENCE, embed)).pdf)) as copy:
        fonts = copy.pages[0].Resources.Font
        assert "/CIDSet" not in fonts.F1.DescendantFonts[0].FontDescriptor
        assert "/CharSet" not in fonts.F2.FontDescriptor
        assert fonts.F1.Type == Name.Font


@pytest.mark.parametrize("size", [(2, 2), (612, 1)])
def test_a_page_smaller_than_any_page_is_refused_with_what_to_do(size: tuple[int, int]) -> None:
    with pytest.raises(InputError, match="smaller than a page can be: From the returned PDF, page 1") as refused:
        recorded(sheets("", size=size))
    assert "scan" in refused.value.hint
