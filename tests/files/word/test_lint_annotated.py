"""The copy of a template in which each fault is a Word comment."""

import io
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from made.broken_letters import broken
from made.package import packed, parts_of
from made.places import DATA
from made.small_letter import BODY, FOOTER, Parts, good, paragraph
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader

from loc_builder.edition import read_edition
from loc_builder.files.word.lint import annotated, read_faults

SMALL = read_edition(DATA / "templates" / "2024-2025")
AT = datetime(2024, 8, 1, 16, 30, tzinfo=UTC)


def copy_of(folder: Path, parts: Parts) -> bytes:
    """The annotated copy of a template of these parts."""
    (folder / "letter.docx").write_bytes(packed(parts))
    faults = read_faults(folder / "letter.docx", SMALL)
    return annotated((folder / "letter.docx").read_bytes(), faults, at=AT)


def much_wrong() -> Parts:
    parts = broken("field-unknown")
    body = str(parts[BODY]).replace("Plans</w:t>", "Plans of 2022-2023</w:t>", 1)
    parts[BODY] = body.replace('"Heading2"', '"Heading3"', 1)
    parts[FOOTER] = str(parts[FOOTER]).replace("NUMPAGES", "SECTION")
    return parts


def comments_in(copy: bytes) -> list[str]:
    return [each.text for each in docx.Document(io.BytesIO(copy)).comments]


def commented(copy: bytes) -> list[str]:
    """The text of each paragraph that has a comment, once for each comment."""
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    paragraphs = docx.Document(io.BytesIO(copy)).element.body.iter(f"{name}p")
    return [
        "".join(text.text or "" for text in each.iter(f"{name}t"))
        for each in paragraphs
        for _ in each.iter(f"{name}commentRangeStart")
    ]


def test_each_fault_is_a_comment_at_its_paragraph(tmp_path: Path) -> None:
    copy = copy_of(tmp_path, much_wrong())
    assert commented(copy) == ["{{ distrct.name }}", "Contacts", "Plans of 2022-2023"]
    assert comments_in(copy) == [
        "The field distrct.name is unknown.\nDid you mean district.name?",
        'It names the school year 2022-2023.\nIf it is meant, add "2022-2023" to other_years_meant in edition.toml.',
        "Advice: A heading 3 comes after a heading 1.\nGive it the style Heading 2, or put the level between in.",
    ]


def test_what_is_wrong_in_a_footer_or_with_the_whole_is_told_at_the_first_paragraph(tmp_path: Path) -> None:
    parts = broken("page-number-missing")
    parts["docProps/core.xml"] = str(good()["docProps/core.xml"]).replace("Letter of Commitment {{ school_year }}", "")
    copy = copy_of(tmp_path, parts)
    assert commented(copy) == ["Letter of Commitment"] * 2
    footer, whole = comments_in(copy)
    assert footer.startswith("Footer 2, paragraph 1: the footer does not say Page n of N.")
    assert whole.startswith("Advice: The whole letter: the file has no title")


def test_comments_name_who_made_them_and_when(tmp_path: Path) -> None:
    first, *_ = docx.Document(io.BytesIO(copy_of(tmp_path, much_wrong()))).comments
    assert (first.author, first.initials, first.timestamp) == ("LoC Builder", "LoC", AT)


def test_comments_that_were_there_stay(tmp_path: Path) -> None:
    parts = broken("comments-left")
    parts[BODY] = str(parts[BODY]).replace("<w:body>", f"<w:body>{paragraph('{{ district.nam }}')}", 1)
    asked, left, unknown = comments_in(copy_of(tmp_path, parts))
    assert asked == "Is that right?"
    assert left.startswith("The whole letter: it holds a comment, which every letter would carry.")
    assert unknown == "The field district.nam is unknown.\nDid you mean district.name?"


def test_the_copy_is_otherwise_the_template(tmp_path: Path) -> None:
    parts = much_wrong()
    before, after = parts_of(packed(parts)), parts_of(copy_of(tmp_path, parts))
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {BODY, "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert set(after) - set(before) == {"word/comments.xml"}


def test_the_copy_keeps_to_the_schemas(tmp_path: Path) -> None:
    (tmp_path / "copy.docx").write_bytes(copy_of(tmp_path, broken("question-misnamed")))
    found = [each.description for each in OpenXmlValidator().validate(tmp_path / "copy.docx").errors]
    (tmp_path / "good.docx").write_bytes(packed(broken("question-misnamed")))
    assert found == [each.description for each in OpenXmlValidator().validate(tmp_path / "good.docx").errors]


def test_a_copy_taken_for_the_template_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(copy_of(tmp_path, broken("heading-skipped")))
    assert "comments-left" in {each.code for each in read_faults(tmp_path / "letter.docx", SMALL)}


@pytest.mark.parametrize("name", ["control-in-control", "tag-spaced", "alt-text-missing"])
def test_libreoffice_shows_each_comment(name: str, tmp_path: Path, libreoffice: Path) -> None:
    copy = copy_of(tmp_path, broken(name))
    (tmp_path / "copy.docx").write_bytes(copy)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    wanted = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    command = [
        str(libreoffice),
        profile,
        "--headless",
        "--norestore",
        "--convert-to",
        wanted,
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(tmp_path / "copy.docx")], check=True, capture_output=True, timeout=120)
    notes = [note.get_object() for page in PdfReader(tmp_path / "copy.pdf").pages for note in page.annotations or ()]
    shown = [" ".join(str(note["/Contents"]).split()) for note in notes if note["/Subtype"] == "/Text"]
    assert sorted(shown) == sorted(" ".join(text.split()) for text in comments_in(copy))
