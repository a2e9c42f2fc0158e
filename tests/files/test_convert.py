from datetime import UTC, datetime
from pathlib import Path

import pytest
from made.package import packed
from made.pdf import text_of

from loc_builder.errors import ToolError
from loc_builder.files.assemble import are_fonts_embedded, normalised, page_count, read_xmp
from loc_builder.files.convert import LibreOffice, missing_words

NOW = datetime(2024, 9, 1, tzinfo=UTC)
DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    "<w:p><w:r><w:t>The district and the agency agree \N{EN DASH} na\u00efvely.</w:t></w:r></w:p>"
    "</w:body></w:document>"
)
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)


WORD_FILE = packed({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": DOCUMENT})


@pytest.mark.usefixtures("libreoffice")
def test_a_batch_is_converted_in_one_call_and_keeps_its_words() -> None:
    made = LibreOffice().convert([("a letter.docx", WORD_FILE), ("Bath & Boyle.docx", WORD_FILE)])
    assert set(made) == {"a letter.docx", "Bath & Boyle.docx"}
    for pdf in made.values():
        assert page_count(pdf) == 1
        assert are_fonts_embedded(pdf)
        assert missing_words("The district and the agency agree na\u00efvely", text_of(pdf, 1)) == ()


@pytest.mark.usefixtures("libreoffice")
def test_two_conversions_of_a_letter_are_the_same_bytes_once_normalised() -> None:
    first = LibreOffice().convert([("a.docx", WORD_FILE)])["a.docx"]
    second = LibreOffice().convert([("b.docx", WORD_FILE), ("c.docx", WORD_FILE)])["c.docx"]
    assert normalised(first, seed="x", created=NOW) == normalised(second, seed="x", created=NOW)
    assert normalised(first, seed="x", created=NOW) != normalised(first, seed="y", created=NOW)
    once = normalised(first, seed="x", created=NOW)
    assert normalised(once, seed="x", created=NOW) == once
    assert read_xmp(once)["xmp:CreateDate"] == "2024-09-01T00:00:00+00:00"


@pytest.mark.usefixtures("libreoffice")
def test_a_file_that_gives_no_pdf_is_named() -> None:
    with pytest.raises(ToolError, match=r"made no PDF of broken\.docx") as caught:
        LibreOffice().convert([("broken.docx", b"PK\x03\x04 no package")])
    assert caught.value.hint


def test_where_the_program_is_absent_it_is_said_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolError, match="LibreOffice") as caught:
        LibreOffice().convert([("a.docx", WORD_FILE)])
    assert "nstall LibreOffice" in caught.value.hint


def test_a_program_that_cannot_be_started_is_named(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="LibreOffice"):
        LibreOffice(tmp_path / "soffice").convert([("a.docx", WORD_FILE)])


def test_nothing_to_convert_needs_no_program(tmp_path: Path) -> None:
    assert LibreOffice(tmp_path / "none").convert([]) == {}


@pytest.mark.parametrize(
    ("expected", "printed"),
    [
        ("innovative practices", "inno\ufffevative practices"),
        ("innovative practices", "inno-\r\nvative prac\N{SOFT HYPHEN}tices"),
        ("well-planned e-mail", "well-\nplanned e\N{NON-BREAKING HYPHEN}mail"),
        ("office files", "o\N{LATIN SMALL LIGATURE FFI}ce \N{LATIN SMALL LIGATURE FI}les"),
        ("Date ______ signed", "Date signed"),
        ("iln@kde.example", "iln@kde.\nexample"),
        (
            "it's \N{LEFT DOUBLE QUOTATION MARK}ours\N{RIGHT DOUBLE QUOTATION MARK}",
            'it\N{RIGHT SINGLE QUOTATION MARK}s "ours"',
        ),
        ("Masthead", "MASTHEAD"),
        ("a - b", "a -\nb"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampf schifffahrts gesellschaft"),
    ],
)
def test_words_that_are_printed_another_way_are_not_missed(expected: str, printed: str) -> None:
    assert missing_words(expected, printed) == ()


def test_words_that_are_gone_are_told_as_often_as_they_are_gone() -> None:
    assert missing_words("two plans, two goals, one 2024", "one goals two plans 2025") == ("two", "2024")
