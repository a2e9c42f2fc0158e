"""What is typed on a PDF in a viewer is read where it stands, however the viewer keeps it."""

import pikepdf
import pytest
from made.other_editors import written_over
from made.pdf import changed, drawn, overprinted
from reportlab.pdfgen.canvas import Canvas

from loc_builder.files.render import open_pages
from loc_builder.reading.typed_on import text_of

PLACE = "Click or tap to write: Plans"
LINES = ("Plans", PLACE, "V. Agreement", "Either party may end this agreement.", "Page 1 of 1")


def letter() -> bytes:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(LINES):
            canvas.drawString(72, 700 - 40 * number, line)

    return drawn(draw)


def read(pdf: bytes) -> list[str]:
    with open_pages(pdf) as pages:
        return text_of(pages, 1).split()


def words(*lines: str) -> list[str]:
    return " ".join(lines).split()


@pytest.mark.parametrize("as_notes", [True, False])
def test_an_answer_typed_below_its_prompt_is_read_there(as_notes: bool) -> None:  # noqa: FBT001 - a case of the test
    said = "We visit a school."
    typed = written_over(letter(), {PLACE: said}, as_notes=as_notes)
    assert read(typed) == words(*LINES[:2], said, *LINES[2:])


def test_what_is_typed_over_the_agreement_is_read_there_too() -> None:
    typed = written_over(letter(), {LINES[3]: "unless it does not want to"}, as_notes=True)
    assert read(typed) == words(*LINES[:4], "unless it does not want to", LINES[4])


def test_several_lines_typed_into_the_page_keep_their_order() -> None:
    typed = written_over(letter(), {PLACE: "First we plan,\nthen we do."}, as_notes=False)
    assert read(typed) == words(*LINES[:2], "First we plan, then we do.", *LINES[2:])


def test_a_page_that_lies_in_a_form_as_a_whole_is_read_as_it_is() -> None:
    def blank(canvas: Canvas) -> None:
        canvas.showPage()

    assert read(overprinted(drawn(blank), letter())) == words(*LINES)


def test_a_hidden_note_is_not_read() -> None:
    def hide(pdf: pikepdf.Pdf) -> None:
        for note in pdf.pages[0].Annots:
            note.F = 2

    typed = changed(written_over(letter(), {PLACE: "unseen"}, as_notes=True), hide)
    assert read(typed) == words(*LINES)
