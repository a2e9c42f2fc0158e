"""Lines that a district broke by hand are printed as lines; LibreOffice 7.4 puts them together in our controls."""

from pathlib import Path

import pytest
from lxml import etree
from made.long_answers import answered
from made.package import parts_of
from made.word import Element, W, at, control, edited, unanswered

from loc_builder.errors import InputError
from loc_builder.files.convert import LibreOffice, missing_words
from loc_builder.files.render import open_pages
from loc_builder.files.word import flatten_wording
from loc_builder.files.word.printable import printable


def with_broken_lines() -> bytes:
    """A letter with a broken line in an answer of paragraphs, and in a title that is part of a line."""

    def title(root: Element) -> None:
        run = at(control(root, "points_of_contact.1.title"), "sdtContent/r")
        text = at(run, "t")
        text.text = "Coach"
        etree.SubElement(run, f"{W}br")
        etree.SubElement(run, f"{W}t").text = "Principal"

    return edited(answered(unanswered(), {"answers.reflection": ("First line\nsecond line", "Third")}), title)


def test_a_letter_without_broken_lines_is_printed_as_it_is() -> None:
    assert printable(unanswered()) == unanswered()


def test_only_the_controls_around_broken_lines_go_and_no_word() -> None:
    docx = with_broken_lines()
    made = printable(docx)
    assert flatten_wording(made) == flatten_wording(docx)
    tags = [b"answers.reflection", b"points_of_contact.1.title", b"answers.learning_goal"]
    assert [tag in body(made) for tag in tags] == [False, False, True]


def body(docx: bytes) -> bytes:
    return parts_of(docx)["word/document.xml"]


def test_its_words_are_all_in_the_pdf(libreoffice: Path) -> None:
    assert libreoffice.exists()
    docx = with_broken_lines()
    pdf = LibreOffice().convert([("letter.docx", printable(docx))])["letter.docx"]
    with open_pages(pdf) as pages:
        text = "\n".join(pages.text(number) for number in range(1, len(pages) + 1))
    assert missing_words(flatten_wording(docx), text) == ()


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(InputError):
        printable(b"no Word file")
