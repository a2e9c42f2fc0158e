import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made.compound import compound
from made.package import packed

from loc_builder.reading.gate import LONGEST_LABEL, Kind, Opened, clean_label, kind_of

ODT = "application/vnd.oasis.opendocument.text"


def zipped(*names: str) -> bytes:
    return packed(dict.fromkeys(names, b"x"))


def holding(stream: str, data: bytes = b"x") -> bytes:
    return compound({stream: data})


def test_a_file_is_known_by_its_content() -> None:
    assert kind_of(zipped("[Content_Types].xml", "word/document.xml")).kind is Kind.WORD
    assert kind_of(b"\n\n%PDF-1.7 ...").kind is Kind.PDF
    assert kind_of(holding("EncryptedPackage")).kind is Kind.PASSWORD
    assert kind_of(zipped("scan1.pdf")).kind is Kind.ZIP
    assert kind_of(packed({"mimetype": ODT, "content.xml": b"x"})).kind is Kind.OPEN_DOCUMENT
    assert kind_of(holding("WordDocument")).kind is Kind.OLD_WORD
    assert kind_of(holding("__properties_version1.0")).kind is Kind.OUTLOOK
    assert kind_of(b"\x78\x9f\x3e\x22\x01\x00").kind is Kind.WRAPPED
    assert kind_of(b"{\\rtf1\\ansi").kind is Kind.RICH_TEXT


def test_what_a_container_holds_does_not_make_it_another_file() -> None:
    assert kind_of(packed({"letter.pdf": b"%PDF-1.7"})).kind is Kind.ZIP
    message = compound({"__properties_version1.0": b"x", "attached": {"WordDocument": b"x", "EncryptedPackage": b"x"}})
    assert kind_of(message).kind is Kind.OUTLOOK


@pytest.mark.parametrize(
    "head",
    [
        b"From: a@b.example\r\nSubject: letter\r\n\r\n",
        b"X-Odd: y\nReceived: from here\n\tby there\nDate: today\n\n",
        b"From a@b.example Tue Sep 3 21:30:00 2024\nTo: x\nSubject: y\n\n",
    ],
)
def test_a_mail_is_known_by_its_headers(head: bytes) -> None:
    assert kind_of(head + b"text").kind is Kind.MAIL


def test_a_letter_typed_as_plain_text_is_no_mail() -> None:
    assert kind_of(b"Subject: our letter\nDear office, from: us\n").kind is Kind.OTHER


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (b"II*\x00\x08\x00", "TIFF"),
        (b"RIFF\x00\x00\x00\x00WEBP", "WebP"),
    ],
)
def test_a_picture_is_known_by_its_head(data: bytes, what: str) -> None:
    assert kind_of(data) == Opened(Kind.PICTURE, f"a picture ({what})")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the file is empty"),
        (zipped("xl/workbook.xml"), "an Excel workbook"),
        (zipped("ppt/presentation.xml"), "a PowerPoint presentation"),
        (zipped("mimetype", "content.xml"), "an OpenDocument file"),
        (zipped("Index/Document.iwa"), "an Apple Pages document"),
        (zipped("word/document.xml")[:40], "a damaged or incomplete Word or ZIP file"),
        (holding("Workbook"), "an old Excel workbook"),
        (holding("Something"), "an old Office file"),
        (holding("WordDocument")[:700], "a damaged old Office file"),
        (b"From a@b.example Tue Sep 3 21:30:00 2024\nTo: x\nDate: y\n\nz\n" * 2, "a mailbox with several e-mails"),
        (b"<!DOCTYPE html><p>", "a web page"),
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
