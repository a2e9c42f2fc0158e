import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made.package import packed

from loc_builder.reading.gate import LONGEST_LABEL, Kind, clean_label, kind_of


def zipped(*names: str) -> bytes:
    return packed(dict.fromkeys(names, b"x"))


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le")


def test_a_word_file_and_a_pdf_are_known_by_their_content() -> None:
    assert kind_of(zipped("[Content_Types].xml", "word/document.xml")).kind is Kind.WORD
    assert kind_of(b"\n\n%PDF-1.7 ...").kind is Kind.PDF
    assert kind_of(compound("EncryptedPackage")).kind is Kind.PASSWORD


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the file is empty"),
        (zipped("xl/workbook.xml"), "an Excel workbook"),
        (zipped("ppt/presentation.xml"), "a PowerPoint presentation"),
        (zipped("mimetype", "content.xml"), "an OpenDocument file"),
        (zipped("Index/Document.iwa"), "an Apple Pages document"),
        (zipped("scan1.pdf"), "a ZIP archive"),
        (zipped("word/document.xml")[:40], "a damaged or incomplete Word or ZIP file"),
        (compound("WordDocument"), "a Word file of the old kind"),
        (compound("Workbook"), "an old Excel workbook"),
        (compound("__substg1.0_0037001F"), "an Outlook message"),
        (compound("Something"), "an old Office file"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture (JPEG); photos are not read yet"),
        (b"\x89PNG\r\n\x1a\n", "a picture (PNG)"),
        (b"\x00\x00\x00\x18ftypheic", "a picture (HEIC)"),
        (b"II*\x00\x08\x00", "a picture (TIFF)"),
        (b"From: a@b.example\r\nSubject: letter\r\n", "an e-mail"),
        (b"<!DOCTYPE html><p>", "a web page"),
        (b"{\\rtf1\\ansi", "an RTF text"),
        (b"We agree.\n", "plain text"),
        (b"MZ\x90\x00", "a program"),
        (b"\x00\x01\x02\x03", "a file of an unknown kind"),
    ],
)
def test_anything_else_is_named_for_the_person_who_asks_again(data: bytes, what: str) -> None:
    opened = kind_of(data)
    assert opened.kind is Kind.OTHER
    assert opened.what.startswith(what)


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-"]))
def test_no_bytes_make_it_fail(data: bytes, start: bytes) -> None:
    kind_of(start + data)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("letter.docx", "letter.docx"),
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\me\signed letter.pdf", "signed letter.pdf"),
        ("a\x00b\r\nSubject: c.pdf", "a b Subject: c.pdf"),
        ("invoice\u202efdp.exe", "invoice fdp.exe"),
        ("..", "unnamed file"),
        ("", "unnamed file"),
        ("folder/", "unnamed file"),
    ],
)
def test_a_name_is_shown_without_folders_and_tricks(name: str, label: str) -> None:
    assert clean_label(name) == label


@given(st.text(max_size=400))
def test_a_label_is_short_printable_and_no_path(name: str) -> None:
    label = clean_label(name)
    assert 0 < len(label) <= LONGEST_LABEL
    assert not set("/\\\r\n\0") & set(label)
    assert all(unicodedata.category(mark)[0] != "C" for mark in label)
    assert clean_label(label) == label


def test_a_long_name_keeps_its_ending() -> None:
    assert clean_label("x" * 300 + ".pdf").endswith("….pdf")
