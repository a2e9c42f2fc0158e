"""A letter's code is known by what it shows, where a program that saved the file lost its name."""

import io

from made.letter import ADAIR
from made.package import parts_of, with_parts
from made.word import unanswered
from PIL import Image

from loc_builder.files.codes import qr_png
from loc_builder.findings import FindingCode
from loc_builder.letter_id import Code, Side
from loc_builder.reading.code_picture import shows_our_code
from loc_builder.reading.word import read_word

FOOTER = "word/footer1.xml"
CODE = qr_png(str(Code(ADAIR, 1, Side.BODY)))


def told(docx: bytes) -> list[str]:
    (part,) = read_word(docx, "back.docx")
    return [each.detail for each in part.findings if each.code is FindingCode.TEXT_CHANGED]


def renamed(picture: bytes) -> bytes:
    """A letter whose footer's picture has another name, and perhaps shows something else."""
    docx = unanswered()
    footer = parts_of(docx)[FOOTER].replace(b"loc-code-body", b"Image1")
    return with_parts(docx, {FOOTER: footer, "word/media/loc-code-body.png": picture})


def beside(code: bytes, *, width: int) -> bytes:
    """A picture with a code in its corner and room for something else."""
    with Image.open(io.BytesIO(code)) as small:
        wide = Image.new("L", (small.width * width, small.height), 255)
        wide.paste(small)
    file = io.BytesIO()
    wide.save(file, "PNG")
    return file.getvalue()


def test_a_code_that_lost_its_name_is_no_change() -> None:
    assert told(renamed(CODE)) == []


def test_another_picture_in_its_place_is_told() -> None:
    for picture in (qr_png("https://elsewhere.example"), beside(CODE, width=3), b"no picture"):
        (finding,) = told(renamed(picture))
        assert finding.startswith("a picture was added ('Image1'")


def test_a_picture_is_a_code_only_where_the_code_fills_it() -> None:
    assert shows_our_code(CODE)
    assert not shows_our_code(beside(CODE, width=3))
