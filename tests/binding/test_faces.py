"""Fonts that a returned PDF takes for granted: put into the record, or the page goes in as an image."""

import io
from collections.abc import Callable
from functools import partial

import pikepdf
import pytest
from made.pdf import changed, drawn, picture_of, sheets, text_of
from made.record import plan
from pikepdf import Array, Dictionary, Name
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from loc_builder.binding.faces import standard_faces
from loc_builder.binding.pages import PageKind, PageSource
from loc_builder.binding.record import build_record
from loc_builder.errors import InputError
from loc_builder.files.assemble import are_fonts_embedded, cleaned, read_xmp
from loc_builder.files.draw import TEXT_FACES
from loc_builder.files.render import open_pages

WORDS = "Signed by the board: it's Ana's 12 % - (a) [b]"


def in_every_face(canvas: Canvas) -> None:
    for row, face in enumerate(TEXT_FACES):
        canvas.setFont(face, 12)
        canvas.drawString(40, 740 - 30 * row, f"{face}: {WORDS}")


def on_page(change: Callable[[pikepdf.Page, pikepdf.Pdf], object]) -> bytes:
    return changed(sheets("a page"), lambda pdf: change(pdf.pages[0], pdf))


def renamed(**font: object) -> Callable[[pikepdf.Page, pikepdf.Pdf], None]:
    """The page's one font, called and coded otherwise."""

    def change(page: pikepdf.Page, _pdf: pikepdf.Pdf) -> None:
        for each in page.obj.Resources.Font.values():
            for key, value in font.items():
                each[f"/{key}"] = value

    return change


def test_each_text_face_is_put_in_and_the_page_looks_and_reads_as_it_did() -> None:
    returned = drawn(in_every_face)
    copy = cleaned(returned, standard_faces())
    assert copy.unfit == {}
    assert are_fonts_embedded(copy.pdf)
    before, after = picture_of(returned, 1, 100).pixels, picture_of(copy.pdf, 1, 100).pixels
    assert (before == after).all()
    assert text_of(copy.pdf, 1).count(WORDS) == len(TEXT_FACES)


@pytest.mark.parametrize("name", ["ArialMT", "Arial,Bold", "ABCDEF+TimesNewRomanPS-BoldItalicMT", "CourierNew"])
def test_what_word_calls_them_is_the_same_faces(name: str) -> None:
    other = on_page(renamed(BaseFont=Name(f"/{name}"), Subtype=Name.TrueType, Encoding=Name.WinAnsiEncoding))
    assert cleaned(other, standard_faces()).unfit == {}


def test_a_form_s_own_coding_is_understood() -> None:
    coded = Dictionary(
        Type=Name.Encoding, BaseEncoding=Name.WinAnsiEncoding, Differences=Array([97, Name.Euro, Name.b])
    )
    copy = cleaned(on_page(renamed(Encoding=coded)), standard_faces())
    assert copy.unfit == {}
    with pikepdf.open(io.BytesIO(copy.pdf)) as document:
        [font] = document.pages[0].obj.Resources.Font.values()
        assert int(font.Widths[97 - int(font.FirstChar)]) > 500, "the euro's width, not the a's"


@pytest.mark.parametrize(
    "font",
    [
        {"BaseFont": Name("/Papyrus")},
        {"BaseFont": Name("/ArialNarrow")},
        {"BaseFont": Name("/Symbol")},
        {"Encoding": Name("/Unheard-Of")},
    ],
)
def test_a_font_that_we_do_not_have_makes_the_page_an_image_and_the_certificate_says_so(
    font: dict[str, object],
) -> None:
    other = on_page(renamed(**font))
    assert cleaned(other, standard_faces()).unfit == {1: "a font is not in the file"}
    record = build_record(plan(PageSource(PageKind.RETURNED_PDF, other, 1), signature_page=1))
    note = "Page 1 is put in as an image of the page as received, since in PDF/A it cannot stand as it is"
    assert f"{note}: a font is not in the file" in record.notes
    assert read_xmp(record.pdf)["pdfaid:part"] == "2"


def paints(operators: bytes) -> Callable[[pikepdf.Page, pikepdf.Pdf], None]:
    return lambda page, _pdf: page.contents_add(operators)


def mixes(page: pikepdf.Page, _pdf: pikepdf.Pdf) -> None:
    page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)


def shows(colours: object) -> Callable[[pikepdf.Page, pikepdf.Pdf], None]:
    def change(page: pikepdf.Page, pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(
            b"\0\0\0\0",
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=1,
            Height=1,
            BitsPerComponent=8,
            ColorSpace=colours,
        )
        page.obj.Resources.XObject = Dictionary(P=picture)
        page.contents_add(b"q 50 0 0 50 0 0 cm /P Do Q")

    return change


@pytest.mark.parametrize(
    "change",
    [
        paints(b"0 0 0 1 k 10 10 20 20 re f"),
        paints(b"0.1 .2 0 1 K 10 10 m 20 20 l S"),
        mixes,
        shows(Name.DeviceCMYK),
        shows(Array([Name.Indexed, Name.DeviceCMYK, 0, pikepdf.String(b"\0\0\0\0")])),
        shows(Array([Name.Separation, Name.Spot, Name.DeviceCMYK, Dictionary(FunctionType=2, Domain=[0, 1], N=1)])),
    ],
)
def test_colours_for_print_make_the_page_an_image(change: Callable[[pikepdf.Page, pikepdf.Pdf], object]) -> None:
    assert cleaned(on_page(change), standard_faces()).unfit == {1: "colours for print (CMYK)"}


def test_a_picture_in_jpeg_2000_makes_the_page_an_image() -> None:
    def as_jpeg_2000(page: pikepdf.Page, pdf: pikepdf.Pdf) -> None:
        file = io.BytesIO()
        Image.new("RGB", (8, 8), "blue").save(file, "JPEG2000")
        shows(Name.DeviceRGB)(page, pdf)
        page.obj.Resources.XObject.P.write(file.getvalue(), filter=Name.JPXDecode)

    assert cleaned(on_page(as_jpeg_2000), standard_faces()).unfit == {1: "a picture in JPEG 2000"}


def test_a_font_that_leaves_unsaid_which_shapes_it_means_is_made_to_say_it() -> None:
    below = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Any, FontDescriptor=Dictionary(FontFile2=Array([]))
    )
    silent = on_page(renamed(Subtype=Name.Type0, Encoding=Name("/Identity-H"), DescendantFonts=Array([below])))
    copy = cleaned(silent, standard_faces())
    with pikepdf.open(io.BytesIO(copy.pdf)) as document:
        [font] = document.pages[0].obj.Resources.Font.values()
        assert font.DescendantFonts[0].CIDToGIDMap == Name.Identity


@pytest.mark.parametrize("turned", [0, 90])
def test_a_page_put_in_as_an_image_keeps_its_colours(turned: int) -> None:
    blue = on_page(paints(b"0 0 0 1 k 0 0 1 rg 100 100 200 200 re f"))
    record = build_record(plan(PageSource(PageKind.RETURNED_PDF, blue, 1, turned=turned), signature_page=1))
    with open_pages(record.pdf) as pages:
        x, y = {0: (200, 792 - 200), 90: (200, 200)}[turned]
        red, green, ink = pages.coloured(1, 72)[y, x]
    assert (int(red), int(green)) < (40, 40)
    assert ink > 200


def test_a_page_without_colours_is_kept_small_and_grey() -> None:
    record = build_record(plan(PageSource(PageKind.RETURNED_PDF, on_page(paints(b"0 0 0 1 k")), 1), signature_page=1))
    with pikepdf.open(io.BytesIO(record.pdf)) as document:
        assert document.pages[0].obj.Resources.XObject.Scan.ColorSpace == Name.DeviceGray


def test_numbers_before_words_that_begin_with_k_are_no_colours() -> None:
    assert cleaned(on_page(paints(b"0 0 0 kern 1 0 0 rg 1 2 3 4 re f")), standard_faces()).unfit == {}


def test_what_no_screen_shows_is_taken_off_without_changing_the_page() -> None:
    def burden(page: pikepdf.Page, pdf: pikepdf.Pdf) -> None:
        shows(Name.DeviceGray)(page, pdf)
        picture = page.obj.Resources.XObject.P
        picture.Interpolate, picture.Intent = True, Name.Loud
        picture.Alternates = Array([Dictionary(Image=picture)])
        page.obj.Resources.ExtGState = Dictionary(G=Dictionary(TR=Name.Identity, HTP=Array([0, 0]), RI=Name.Loud))

    copy = cleaned(on_page(burden), standard_faces())
    assert copy.unfit == {}
    with pikepdf.open(io.BytesIO(copy.pdf)) as document:
        resources = document.pages[0].obj.Resources
        assert not {"/Alternates", "/Intent"} & set(resources.XObject.P.keys())
        assert not bool(resources.XObject.P.Interpolate)
        assert set(resources.ExtGState.G.keys()) == set()


ODD = (Name.Helvetica, 7, True, Array([]), Array([Name.X, 3, Array([])]), Dictionary(), pikepdf.String("text"))
PLACES = ("/Encoding", "/BaseFont", "/Subtype", "/FontDescriptor", "/DescendantFonts", "/Widths")


def is_taken_or_refused(pdf: bytes) -> bool:
    """Whether a copy could be made, or an error of ours says that it could not: then its page goes in as an image."""
    try:
        return cleaned(pdf, standard_faces()).pdf.startswith(b"%PDF-")
    except InputError as error:
        return bool(error.hint)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("place", PLACES)
def test_a_font_of_nonsense_is_never_a_fault(place: str, odd: object) -> None:
    def change(page: pikepdf.Page, _pdf: pikepdf.Pdf) -> None:
        for font in page.obj.Resources.Font.values():
            font[place] = odd

    assert is_taken_or_refused(on_page(change))


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("place", ["/Font", "/XObject", "/ExtGState", "/ColorSpace", "/Pattern", "/Shading"])
def test_resources_of_nonsense_are_never_a_fault(place: str, odd: object) -> None:
    for value in (odd, Dictionary(A=odd)):
        nonsense = changed(sheets("a page"), partial(replaced_resource, place=place, value=value))
        assert is_taken_or_refused(nonsense)


def replaced_resource(pdf: pikepdf.Pdf, *, place: str, value: object) -> None:
    pdf.pages[0].obj.Resources[place] = value
