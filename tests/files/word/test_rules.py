"""What Word asks of a letter beyond the schemas: where controls may stand, what they may hold, unique numbers."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree
from made.package import parts_of
from made.places import EDITIONS, TEMPLATES
from made.word import Element, W, filled, replaced, values

from loc_builder.files.word.template import LetterTemplate

LINES = "one\ntwo\n\nfour\twith a tab"
IN_A_LINE = {"r", "sdt", "hyperlink", "bookmarkStart", "bookmarkEnd", "proofErr", "smartTag", "fldSimple"}
ON_ITS_OWN = {"p", "tbl", "sdt", "bookmarkStart", "bookmarkEnd"}


def stories(letter: bytes) -> Iterator[Element]:
    for name, content in parts_of(letter).items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes)\.xml", name):
            yield etree.fromstring(content)


def names_in(content: Element) -> set[str]:
    return {etree.QName(child).localname for child in content}


def full(edition: str) -> bytes:
    contact = {"name": LINES, "title": LINES, "email": LINES}
    answers = dict.fromkeys(("reflection", "plans_of_action", "learning_goal"), LINES)
    return filled(
        edition,
        superintendent=contact,
        points_of_contact=[contact] * 7,
        answers=answers | {"points_of_action": [LINES] * 3},
    )


@pytest.mark.parametrize("make", [filled, full])
@pytest.mark.parametrize("edition", EDITIONS)
def test_controls_hold_what_may_stand_where_they_stand(edition: str, make: Callable[[str], bytes]) -> None:
    controls = [control for story in stories(make(edition)) for control in story.iter(f"{W}sdt")]
    assert len(controls) > 8
    for control in controls:
        about, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
        assert about is not None
        assert content is not None
        assert len(content)
        paragraph = next(control.iterancestors(f"{W}p", f"{W}txbxContent"), None)
        is_in_a_line = paragraph is not None and paragraph.tag == f"{W}p"
        assert names_in(content) <= (IN_A_LINE if is_in_a_line else ON_ITS_OWN)
        if about.find(f"{W}text") is not None:
            assert len(list(content.iter(f"{W}p"))) <= 1


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_paragraph_stands_in_a_run_or_in_a_paragraph(edition: str) -> None:
    for story in stories(full(edition)):
        for paragraph in story.iter(f"{W}p"):
            around = next(paragraph.iterancestors(f"{W}p", f"{W}r", f"{W}txbxContent"), None)
            assert around is None or around.tag == f"{W}txbxContent"
        assert not list(story.iter(f"{W}paragraphEnd", f"{W}pageEnd", f"{W}aside"))


@pytest.mark.parametrize("edition", EDITIONS)
def test_controls_and_drawings_have_numbers_of_their_own(edition: str) -> None:
    text = b"".join(etree.tostring(story) for story in stories(full(edition))).decode()
    for pattern in (r'<w:sdtPr>.*?<w:id w:val="(-?\d+)"', r'<wp:docPr[^>]* id="(\d+)"'):
        numbers = re.findall(pattern, text)
        assert len(numbers) == len(set(numbers)) > 2


def test_a_break_in_a_plain_paragraph_is_words_own(tmp_path: Path) -> None:
    """Paragraphs with plain fields are passed by the finishing, unless a value needs it."""
    paragraph = "<w:body><w:p><w:r><w:t>Dear {{ due_on }}</w:t></w:r></w:p><w:p><w:r><w:t>fixed</w:t></w:r></w:p>"
    letter = (TEMPLATES / "2024-2025" / "letter.docx").read_bytes()
    (tmp_path / "mine.docx").write_bytes(replaced(letter, "<w:body>", paragraph))
    template = LetterTemplate(tmp_path / "mine.docx")
    for due_on, expected in (
        ("A & B", "Dear A &amp; B</w:t>"),
        ("a\nb", 'Dear a</w:t><w:br/><w:t xml:space="preserve">b'),
    ):
        text = parts_of(template.fill(values(due_on=due_on)))["word/document.xml"].decode()
        assert expected in text
        assert text.count(">fixed<") == 1
