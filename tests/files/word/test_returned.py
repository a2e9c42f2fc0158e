import datetime as dt
import io
import zipfile

import pytest
from lxml import etree
from made.package import packed, parts_of, with_parts
from made.word import (
    DOCUMENT,
    Element,
    W,
    at,
    control,
    edited,
    filled,
    paragraph_with,
    replaced,
    write_in,
    written,
)

from loc_builder.errors import InputError
from loc_builder.files.word import WordPasswordNeededError, flatten_wording, open_word, read_wording

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def in_body(xml: str) -> bytes:
    """A letter with something more at the start of its body."""
    return replaced(filled(), "<w:body>", f"<w:body>{xml}")


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def related(kind: str, target: str, *, mode: str = "External") -> bytes:
    link = f'<Relationship Id="rIdX" Type="{RELATION}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    return replaced(filled(), "</Relationships>", link, part="word/_rels/document.xml.rels")


def test_what_a_district_types_is_read_from_its_controls() -> None:
    texts = {"signature.district.signature": "Ada Reed", "signature.district.date": "August 4, 2024"}
    found = {one.tag: one for one in open_word(written(filled(), texts, day="2024-08-04")).controls}
    assert found["signature.district.signature"].text == "Ada Reed"
    assert found["signature.district.date"].text == "August 4, 2024"
    assert found["signature.district.date"].date == dt.date(2024, 8, 4)
    assert not found["signature.district.date"].is_placeholder


def test_a_picture_in_the_signature_control_is_seen() -> None:
    def paste(root: Element) -> None:
        write_in(root, "signature.district.signature", "")
        node = next(control(root, "signature.district.signature").iter(f"{W}r"))
        drawing = etree.SubElement(node, f"{W}drawing")
        etree.SubElement(drawing, "{http://schemas.openxmlformats.org/drawingml/2006/main}blip")

    found = {one.tag: one for one in open_word(edited(filled(), paste)).controls}
    assert found["signature.district.signature"].has_picture
    assert not found["signature.district.name"].has_picture


def test_writing_over_a_placeholder_counts_though_the_flag_stayed() -> None:
    def write(root: Element) -> None:
        node = control(root, "signature.district.name")
        for child in node.iter(f"{W}r"):
            child.remove(at(child, "rPr"))
            at(child, "t").text = "Ada Reed"

    found = {one.tag: one for one in open_word(edited(filled(), write)).controls}
    assert found["signature.district.name"].text == "Ada Reed"


def test_a_placeholder_that_lost_its_flag_is_still_no_answer() -> None:
    letter = filled()
    bare = parts_of(letter)[DOCUMENT].replace(b"<w:showingPlcHdr/>", b"")
    found = {one.tag: one for one in open_word(with_parts(letter, {DOCUMENT: bare})).controls}
    assert found["signature.district.date"].is_placeholder
    assert found["signature.district.date"].text == ""


def test_inserted_text_counts_and_deleted_text_does_not() -> None:
    letter = in_body(
        f"<w:p><w:ins w:id='1'>{run('kept')}</w:ins><w:del w:id='2'><w:r><w:delText>gone</w:delText></w:r></w:del>"
        f"<w:moveFrom w:id='3'>{run('moved')}</w:moveFrom></w:p>"
    )
    assert flatten_wording(letter).startswith("kept\n")
    assert "moved" not in flatten_wording(letter)
    assert open_word(letter).tracked_changes
    assert not open_word(filled()).tracked_changes


def test_a_tracked_change_in_a_footer_is_seen() -> None:
    letter = replaced(filled(), "<w:p>", "<w:p><w:ins w:id='1'/>", part="word/footer1.xml")
    assert open_word(letter).tracked_changes


def test_a_text_box_is_read_once_hidden_text_not_and_breaks_are_lines() -> None:
    box = f"<w:txbxContent><w:p>{run('boxed')}</w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    letter = in_body(
        f"<w:p><w:r><mc:AlternateContent xmlns:mc='{mc}'><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r></w:p>"
    )
    text = flatten_wording(letter)
    assert text.count("boxed") == 1
    assert "hidden" not in text
    assert "a\nb\n" in text


def test_page_numbers_are_left_out_and_other_fields_are_not() -> None:
    def field(instruction: str, result: str) -> str:
        mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
        code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        return mark.format("begin") + code + mark.format("separate") + run(result) + mark.format("end")

    letter = in_body(f"<w:p>{field(' PAGE ', '17')}{field(' DATE ', 'today')}</w:p>")
    assert flatten_wording(letter).startswith("today\n")
    assert all(text.endswith("Page  of ") for text in read_wording(letter).furniture)


def test_list_labels_are_counted_as_word_prints_them() -> None:
    wording = flatten_wording(filled())
    for label in (
        "I. Statement of purpose",
        "VI. Agreement",
        "• Innovation in assessment",
        "1. Creating",
        "6. Rethinking",
    ):
        assert label in wording


def test_table_cells_and_list_items_in_an_answer_are_lines() -> None:
    def write(root: Element) -> None:
        content = at(control(root, "answers.reflection"), "sdtContent")
        for child in list(content):
            content.remove(child)
        cells = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ("c1", "c2"))
        table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        item = "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr></w:pPr>{}</w:p>"
        xml = f"<x xmlns:w='{W[1:-1]}'>{item.format(run('one'))}{item.format(run('two'))}{table}</x>"
        content.extend(list(etree.fromstring(xml)))

    found = {one.tag: one for one in open_word(edited(filled(), write)).controls}
    assert found["answers.reflection"].text == "one\ntwo\nc1\nc2"


@pytest.mark.parametrize(
    ("kind", "target", "told"),
    [
        ("image", "http://evil.example/p.png", "a link that fetches (image): http://evil.example/p.png"),
        ("attachedTemplate", "http://evil.example/t.dotm", "a link that fetches (attachedTemplate)"),
        ("attachedTemplate", "file://server/t.dotm", "a link that fetches (attachedTemplate)"),
        ("oleObject", "file:///x", "an embedded object"),
        ("aFChunk", "chunk.html", "another document inside"),
    ],
)
def test_what_fetches_is_told(kind: str, target: str, told: str) -> None:
    assert any(text.startswith(told) for text in open_word(related(kind, target)).active_content)


@pytest.mark.parametrize(
    ("kind", "target"),
    [("hyperlink", "https://agency.example"), ("attachedTemplate", "file:///C:\\Users\\ada\\Normal.dotm")],
)
def test_what_waits_for_a_click_or_is_on_the_senders_own_disk_is_not(kind: str, target: str) -> None:
    assert open_word(related(kind, target)).active_content == ()


def test_macros_and_fetching_fields_are_told() -> None:
    assert "macros" in open_word(with_parts(filled(), {"word/vbaProject.bin": b"x"})).active_content
    begin, end = ("<w:r><w:fldChar w:fldCharType='begin'/></w:r>", "<w:r><w:fldChar w:fldCharType='end'/></w:r>")
    split = "<w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\\\x</w:instrText></w:r>"
    written = f"{begin}{begin}<w:r><w:instrText>QUOTE 68</w:instrText></w:r>{end}{end}"
    for body in (begin + split + end, written, "<w:fldSimple w:instr='INCLUDEPICTURE \"http://x\"'/>"):
        assert any("field" in text for text in open_word(in_body(f"<w:p>{body}</w:p>")).active_content)


def bomb() -> bytes:
    return packed({f"word/part{number}.xml": b"\0" * 30_000_000 for number in range(4)})


def doctype(encoding: str) -> bytes:
    body = f'<!DOCTYPE w [<!ENTITY a "aaaa">]><w:document xmlns:w="{W[1:-1]}"><w:body/></w:document>'
    return with_parts(filled(), {DOCUMENT: f'<?xml version="1.0" encoding="{encoding}"?>{body}'.encode(encoding)})


def deep() -> bytes:
    return in_body("<w:p>" + "<w:ins>" * 5000 + "</w:ins>" * 5000 + "</w:p>")


HOSTILE = {
    "no zip": b"hello",
    "empty": b"",
    "cut off": filled()[:5000],
    "no text part": packed({"[Content_Types].xml": b"<Types/>", "x.xml": b"<x/>"}),
    "no XML": with_parts(filled(), {DOCUMENT: b"<w:document"}),
    "bomb": bomb(),
    "document type": doctype("utf-8"),
    "document type in other letters": doctype("utf-16"),
    "too deep": deep(),
    "many members": packed({f"p{number}": b"" for number in range(3000)}),
    "old format": bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_letter_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(InputError) as caught:
        open_word(HOSTILE[name])
    assert caught.value.message


def test_a_file_behind_a_password_says_so() -> None:
    data = bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(WordPasswordNeededError):
        open_word(data)


def test_two_parts_of_one_name_are_refused() -> None:
    file = io.BytesIO(filled())
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(DOCUMENT, b"<x/>")
    with pytest.raises(InputError, match="two of one name"):
        open_word(file.getvalue())


def test_a_file_as_deep_as_the_parser_allows_is_read() -> None:
    letter = in_body("<w:p>" + "<w:ins>" * 240 + run("deep") + "</w:ins>" * 240 + "</w:p>")
    assert flatten_wording(letter).startswith("deep")


def test_text_boxes_nested_in_deleted_paragraphs_do_not_multiply_the_work() -> None:
    start = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:txbxContent>"
    letter = in_body(start * 60 + f"<w:p>{run('x')}</w:p>" + "</w:txbxContent></w:r></w:p>" * 60)
    assert "x" in flatten_wording(letter)


def test_a_strict_open_xml_file_is_read_too() -> None:
    letter = filled()
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, content in parts_of(letter).items()
    }
    assert read_wording(packed(strict)) == read_wording(letter)


def test_paragraphs_deleted_with_their_mark_are_no_list_items() -> None:
    def strike(root: Element) -> None:
        node = paragraph_with(root, "Innovation in local assessment")
        mark = etree.SubElement(at(node, "pPr"), f"{W}rPr")
        etree.SubElement(mark, f"{W}del")
        struck = etree.SubElement(node, f"{W}del")
        struck.extend(node.findall(f"{W}r"))
        for text in struck.iter(f"{W}t"):
            text.tag = f"{W}delText"

    text = flatten_wording(edited(filled(), strike))
    assert "2. Effective use of funding" in text
