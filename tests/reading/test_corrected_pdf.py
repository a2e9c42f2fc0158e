"""A viewer's tools for editing mark what is to be altered; the text below stays, so only the marks tell it."""

import pikepdf
import pytest
from made.letter import letter_pdf
from made.pdf import changed

from loc_builder.findings import FindingCode
from loc_builder.reading.pdf import read_pdf


def marked(kind: str, words: str = "") -> bytes:
    """A letter on whose first page somebody used one of the tools."""

    def mark(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name(f"/{kind}"),
            Rect=pikepdf.Array([72, 690, 300, 702]),
            Contents=pikepdf.String(words),
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))

    return changed(letter_pdf(), mark)


def told(pdf: bytes) -> list[str]:
    (part,) = read_pdf(pdf, "letter.pdf")
    return [each.detail for each in part.findings if each.code is FindingCode.TEXT_CHANGED]


@pytest.mark.parametrize(
    ("kind", "words", "finding"),
    [
        ("StrikeOut", "", "words are struck out in the PDF"),
        ("Caret", "not", "words are marked in the PDF to be put in: 'not'"),
        ("Redact", "", "words are marked in the PDF to be taken out"),
    ],
)
def test_a_correction_marked_in_a_viewer_is_told(kind: str, words: str, finding: str) -> None:
    assert told(marked(kind, words)) == [finding]


@pytest.mark.parametrize("kind", ["Highlight", "Ink", "Link"])
def test_what_people_do_while_they_read_and_sign_is_no_change(kind: str) -> None:
    assert told(marked(kind)) == []
