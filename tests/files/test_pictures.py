"""Photos and scans as PDFs: what they show is where it was, on a page of the paper's size."""

import io
import sys
import zlib

import numpy as np
import pikepdf
import pytest
from made.letter import letter_pdf
from made.photos import jpeg, pictures_of, tiff
from PIL import Image

from loc_builder.errors import InputError
from loc_builder.files.pictures import HeicReaderMissingError, picture_pdf, picture_size
from loc_builder.files.render import open_pages

SHEET = (850, 1100)


def marked(mode: str = "RGB", size: tuple[int, int] = SHEET) -> Image.Image:
    """White paper with a black mark near its upper left corner."""
    sheet = Image.new(mode, size, "white")
    sheet.paste("black", (50, 50, 150, 100))
    return sheet


def stored(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def corner_of(pdf: bytes) -> tuple[str, str]:
    """In which corner of the page as displayed the mark is."""
    with open_pages(pdf) as pages:
        picture = pages.picture(1, 50)
    rows, columns = np.nonzero(picture.pixels < 100)
    return (
        "upper" if rows.mean() < picture.height / 2 else "lower",
        "left" if columns.mean() < picture.width / 2 else "right",
    )


def size_of(pdf: bytes, page: int = 1) -> tuple[int, int]:
    with open_pages(pdf) as pages:
        width, height = pages.size(page)
    return round(width), round(height)


def test_a_jpeg_goes_in_bit_for_bit() -> None:
    data = stored(marked(), "JPEG")
    with pikepdf.open(io.BytesIO(picture_pdf(data))) as pdf:
        picture = pdf.pages[0].Resources.XObject.Im0
        assert bytes(picture.read_raw_bytes()) == data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "BMP", "WEBP", "TIFF", "JPEG2000"])
def test_pictures_of_every_usual_kind_become_a_page(kind: str) -> None:
    pdf = picture_pdf(stored(marked(), kind))
    assert size_of(pdf) == (612, 792)
    assert corner_of(pdf) == ("upper", "left")


def test_what_shines_through_is_white() -> None:
    clear = Image.new("RGBA", SHEET, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (50, 50, 150, 100))
    assert corner_of(picture_pdf(stored(clear, "PNG"))) == ("upper", "left")


@pytest.mark.parametrize(
    ("orientation", "corner"),
    [
        (1, ("upper", "left")),
        (2, ("upper", "right")),
        (3, ("lower", "right")),
        (4, ("lower", "left")),
        (5, ("upper", "left")),
        (6, ("upper", "right")),
        (7, ("lower", "right")),
        (8, ("lower", "left")),
    ],
)
def test_a_photo_stands_as_its_exif_data_says(orientation: int, corner: tuple[str, str]) -> None:
    pdf = picture_pdf(jpeg(marked(), turned=orientation))
    assert corner_of(pdf) == corner
    assert size_of(pdf) == ((792, 612) if orientation > 4 else (612, 792))
    turned_tiff = picture_pdf(stored(marked(), "TIFF", tiffinfo={0x0112: orientation}))
    assert corner_of(turned_tiff) == corner


@pytest.mark.parametrize(
    ("pixels", "dpi", "points"),
    [
        ((3024, 4032), 72, (594, 792)),
        ((4032, 3024), 72, (792, 594)),
        ((1700, 2200), 200, (612, 792)),
        ((1700, 2800), 200, (612, 1008)),
        ((1654, 2339), 200, (595, 842)),
        ((1275, 825), 150, (612, 396)),
        ((816, 1056), 96, (612, 792)),
        ((1000, 4000), 72, (198, 792)),
    ],
    ids=["phone", "phone on its side", "letter", "legal", "A4", "half a sheet", "screen", "receipt"],
)
def test_a_page_has_the_size_of_its_paper(pixels: tuple[int, int], dpi: int, points: tuple[int, int]) -> None:
    assert size_of(picture_pdf(stored(Image.new("L", pixels, 255), "JPEG", dpi=(dpi, dpi)))) == points


def test_a_tiff_of_many_pages_becomes_all_of_them() -> None:
    fax = tiff(letter_pdf())
    pdf = picture_pdf(fax)
    with open_pages(pdf) as pages:
        assert len(pages) == 3
    assert size_of(pdf, 3) == (612, 792)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        picture = opened.pages[0].Resources.XObject.Im0
        assert list(picture.Filter) == [pikepdf.Name.CCITTFaxDecode], "a fax page stays as it was packed"


def test_a_heic_photo_becomes_a_page() -> None:
    heif = pytest.importorskip("pillow_heif", reason="the extra 'heic' is not installed")
    file = io.BytesIO()
    heif.from_pillow(marked(size=(1536, 2048))).save(file, quality=60)
    pdf = picture_pdf(file.getvalue())
    assert (size_of(pdf), corner_of(pdf)) == ((594, 792), ("upper", "left"))


def test_without_the_reader_of_heic_photos_it_is_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    with pytest.raises(HeicReaderMissingError) as refused:
        picture_pdf(b"\x00\x00\x00\x18ftypheic" + bytes(40))
    assert "pipx inject loc-builder pillow-heif" in refused.value.hint


def test_the_same_picture_gives_the_same_bytes() -> None:
    for data in (stored(marked(), "JPEG"), stored(marked(), "PNG"), tiff(letter_pdf()), stored(marked(), "WEBP")):
        assert picture_pdf(data) == picture_pdf(data)


def png_saying(width: int, height: int) -> bytes:
    """A PNG whose head promises a size and whose body holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_a_picture_larger_than_any_page_is_refused_by_its_head() -> None:
    data = png_saying(30_000, 30_000)
    assert picture_size(data) in ((30_000, 30_000), (0, 0))
    with pytest.raises(InputError, match="more than 90 million dots"):
        picture_pdf(data)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "GIF"])
def test_a_picture_without_its_end_is_damaged(kind: str) -> None:
    data = stored(pictures_of(letter_pdf(), 100)[0], kind)
    with pytest.raises(InputError, match="damaged or incomplete"):
        picture_pdf(data[: len(data) // 2])
    with pytest.raises(InputError, match="damaged or incomplete"):
        picture_pdf(data[:60])


def test_a_tiff_whose_pages_point_at_each_other_ends() -> None:
    """The first page's directory names itself as the next one."""
    data = bytearray(stored(marked("L"), "TIFF"))
    start = int.from_bytes(data[4:8], "little")
    entries = int.from_bytes(data[start : start + 2], "little")
    place = start + 2 + 12 * entries
    data[place : place + 4] = start.to_bytes(4, "little")
    with open_pages(picture_pdf(bytes(data))) as pages:
        assert len(pages) == 1
