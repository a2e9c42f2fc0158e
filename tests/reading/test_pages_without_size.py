"""A page whose crop box lies beside it: there is nothing of it to see."""

from made.letter import letter_pdf
from made.pdf import changed, joined, sheets
from pikepdf import Array, Pdf

from loc_builder.findings import FindingCode
from loc_builder.reading.pdf import read_pdf


def cropped_away(pdf: Pdf) -> None:
    pdf.pages[0].obj.CropBox = Array([700, 800, 900, 1000])


def test_a_page_of_which_nothing_is_shown_is_named_and_the_others_are_read() -> None:
    nothing = changed(sheets("out of sight"), cropped_away)
    (part,) = read_pdf(joined(letter_pdf(), nothing), "letter.pdf")
    troubles = [finding.detail for finding in part.findings if finding.code is FindingCode.UNREADABLE]
    assert troubles == ["page 4 has no width or no height"]
    assert part.clues == read_pdf(letter_pdf(), "letter.pdf")[0].clues
