"""PDFs as they come back."""

import pikepdf
import pytest
from made.letter import (
    ADAIR,
    BARREN,
    CODE_SIDE,
    FOOTER_CODE,
    HEADER_CODE,
    Print,
    Scanner,
    form_pdf,
    letter_pdf,
    scan,
    signature_page_pdf,
)
from made.pdf import LETTER_SIZE, changed, joined, locked, lying, overprinted, pictures_pdf, saved
from PIL import Image

from loc_builder.findings import FindingCode as Code
from loc_builder.model import Basis, ClueKind, Medium, Part, Role
from loc_builder.reading.looking import printed_number
from loc_builder.reading.pdf import read_pdf


def only(data: bytes, label: str = "return.pdf") -> Part:
    (part,) = read_pdf(data, label)
    return part


def codes(part: Part) -> set[Code]:
    return {finding.code for finding in part.findings}


UNMARKED = Print(has_codes=False, has_numbers=False)
BY_PERSON = {Code.SIGNER_UNCLEAR, Code.DATE_UNSURE}


def test_a_whole_letter_is_read_with_its_clues_text_and_signature_page() -> None:
    part = only(letter_pdf(shown=Print(revision=2)), "Adair County signed.pdf")
    assert (part.role, part.medium) == (Role.WHOLE, Medium.PDF_TEXT)
    assert [page.printed for page in part.pages] == [(1, 3), (2, 3), (3, 3)]
    assert [page.is_signature_page for page in part.pages] == [False, False, True]
    assert {(clue.kind, clue.text, clue.revision, clue.page) for clue in part.clues} == {
        *((kind, ADAIR, 2, page) for kind in (ClueKind.CODE, ClueKind.PRINTED_ID) for page in (1, 2, 3)),
        (ClueKind.FILE_NAME, "Adair County signed", None, None),
    }
    assert part.text is not None
    assert [f"Words of page {page} alone" in text for page, text in enumerate(part.text.split("\f"), 1)] == [True] * 3
    assert codes(part) == BY_PERSON
    assert part.answers is None


def test_pages_out_of_order_are_put_in_the_letters_order() -> None:
    part = only(letter_pdf((3, 1, 2)))
    assert [page.number for page in part.pages] == [2, 3, 1]
    assert part.text is not None
    assert part.text.index("Words of page 1") < part.text.index("Words of page 2") < part.text.index("Words of page 3")
    assert codes(part) == BY_PERSON


def test_the_signature_page_alone_and_the_other_pages_alone_are_two_roles() -> None:
    assert only(signature_page_pdf()).role is Role.SIGNATURE_PAGE
    assert only(letter_pdf((3, 3))).role is Role.SIGNATURE_PAGE
    answers = only(letter_pdf((1, 2)))
    assert answers.role is Role.ANSWERS
    assert not answers.findings


def test_missing_and_repeated_pages_are_named() -> None:
    missing = only(letter_pdf((1, 4), Print(of=4)))
    assert "pages of the letter are missing: pages 2 and 3" in [finding.message for finding in missing.findings]
    twice = only(letter_pdf((1, 2, 2, 3)))
    assert Code.PAGE_ORDER_UNKNOWN in codes(twice)
    assert "page 2 is there more than once" in [finding.detail for finding in twice.findings]
    assert Code.PAGE_MISSING in codes(only(letter_pdf((1,))))
    mixed = only(joined(letter_pdf((1,)), letter_pdf((2, 4), Print(of=4))))
    assert "the pages count to different numbers" in [finding.detail for finding in mixed.findings]


def test_a_born_digital_letter_that_lost_its_codes_is_known_by_its_print() -> None:
    part = only(letter_pdf(shown=Print(has_codes=False)))
    assert (part.role, part.medium) == (Role.WHOLE, Medium.PDF_TEXT)
    assert [page.is_signature_page for page in part.pages] == [False, False, True]
    assert {clue.text for clue in part.clues if clue.kind is ClueKind.PRINTED_ID} == {ADAIR}
    assert Code.CODE_UNREAD not in codes(part)


def test_a_pdf_that_is_no_letter_of_ours_is_something_else() -> None:
    part = only(letter_pdf(shown=UNMARKED))
    assert part.role is Role.OTHER
    assert Code.CODE_UNREAD in codes(part)
    scanned = only(scan(letter_pdf((1,), Print(has_codes=False))))
    assert (scanned.role, scanned.medium, scanned.text) == (Role.OTHER, Medium.SCAN, None)
    assert codes(scanned) == {Code.CODE_UNREAD}


def test_a_page_without_a_code_among_others_is_named() -> None:
    cover = letter_pdf((1,), UNMARKED)
    part = only(joined(cover, letter_pdf()))
    assert "no code could be read on a page: page 1" in [finding.message for finding in part.findings]
    assert len(part.pages) == 4


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_a_skewed_noisy_scan_is_turned_upright_and_its_codes_are_placed(turned: int) -> None:
    part = only(scan(signature_page_pdf(), Scanner(turned=turned, skew=2, grain=30)))
    (page,) = part.pages
    assert (part.role, part.medium) == (Role.SIGNATURE_PAGE, Medium.SCAN)
    assert page.turned == -turned % 360
    assert (round(page.width), round(page.height)) == LETTER_SIZE
    assert codes(part) == BY_PERSON
    for corners, (left, bottom) in zip(page.codes, (HEADER_CODE, FOOTER_CODE), strict=True):
        top_left, _, bottom_right, _ = corners
        assert top_left[0] < bottom_right[0]
        assert top_left[1] > bottom_right[1]
        middle = ((top_left[0] + bottom_right[0]) / 2, (top_left[1] + bottom_right[1]) / 2)
        # Two degrees of skew about the middle of the page move a corner of it by up to 18 points.
        assert abs(middle[0] - left - CODE_SIDE / 2) < 18
        assert abs(middle[1] - bottom - CODE_SIDE / 2) < 18


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_says_it_is_rotated_is_measured_as_displayed(rotate: int) -> None:
    (page,) = only(lying(signature_page_pdf(), turn=rotate)).pages
    assert page.turned == -rotate % 360
    assert (round(page.width), round(page.height)) == LETTER_SIZE
    (left, top), *_ = page.codes[0]
    quiet_zone = 4 / 33 * CODE_SIDE
    assert left == pytest.approx(HEADER_CODE[0] + quiet_zone, abs=1.5)
    assert top == pytest.approx(HEADER_CODE[1] + CODE_SIDE - quiet_zone, abs=1.5)


def test_a_scan_full_of_grain_still_shows_both_codes() -> None:
    (page,) = only(scan(signature_page_pdf(), Scanner(skew=3, grain=75))).pages
    assert len(page.codes) == 2


def test_the_order_of_a_scan_without_text_is_unknown() -> None:
    part = only(scan(letter_pdf(), Scanner(grain=10)))
    assert (part.role, part.medium, part.text) == (Role.WHOLE, Medium.SCAN, None)
    assert codes(part) == {Code.PAGE_ORDER_UNKNOWN, *BY_PERSON}


def test_the_empty_back_of_a_sheet_is_nothing_to_report() -> None:
    back = pictures_pdf([Image.new("L", (1700, 2200), 250)])
    part = only(joined(scan(signature_page_pdf()), back))
    assert part.role is Role.SIGNATURE_PAGE
    assert codes(part) == BY_PERSON
    assert len(part.pages) == 2


def test_a_scanners_own_text_layer_is_not_the_letters_text() -> None:
    """A full-page picture over readable words: page numbers and ids are used, the words are not compared."""
    part = only(overprinted(scan(letter_pdf()), letter_pdf(), under=True))
    assert (part.medium, part.text) == (Medium.SCAN, None)
    assert [page.printed for page in part.pages] == [(1, 3), (2, 3), (3, 3)]
    assert codes(part) == BY_PERSON


def test_a_scanned_signature_page_in_a_born_digital_letter_is_said_to_have_no_text() -> None:
    part = only(joined(letter_pdf((1, 2)), scan(signature_page_pdf())))
    assert part.medium is Medium.PDF_TEXT
    assert part.text is not None
    assert len(part.text.split("\f")) == 3
    assert "no text of its own on page 3 of the file" in [finding.detail for finding in part.findings]


def test_two_letters_in_one_file_become_two_parts() -> None:
    blank_page = letter_pdf((2,), UNMARKED)
    first, second = read_pdf(joined(letter_pdf(), letter_pdf(shown=Print(BARREN)), blank_page), "two.pdf")
    assert [(part.number, part.role) for part in (first, second)] == [(1, Role.WHOLE), (2, Role.WHOLE)]
    assert {clue.text for clue in first.clues if clue.kind is ClueKind.CODE} == {ADAIR}
    assert {clue.text for clue in second.clues if clue.kind is ClueKind.CODE} == {BARREN}
    assert [page.number for page in second.pages] == [4, 5, 6, 7]
    assert Code.CODE_UNREAD in codes(second)
    assert Code.CODE_UNREAD not in codes(first)


def test_a_code_and_a_print_that_name_different_letters_are_both_clues() -> None:
    code, print_of_another = Print(has_numbers=False), Print(BARREN, has_codes=False)
    part = only(overprinted(letter_pdf((3,), code), letter_pdf((3,), print_of_another)))
    assert {(clue.kind, clue.text) for clue in part.clues[:2]} == {
        (ClueKind.CODE, ADAIR),
        (ClueKind.PRINTED_ID, BARREN),
    }


def test_a_photo_saved_as_a_page_of_four_feet_is_read() -> None:
    photo = pikepdf.new()
    photo.add_blank_page(page_size=(612 * 6, 792 * 6))
    assert only(overprinted(saved(photo), signature_page_pdf())).role is Role.SIGNATURE_PAGE


def test_answers_and_signature_typed_into_form_fields_are_read() -> None:
    part = only(
        form_pdf(
            {
                "district.name": "Adair County",
                "answers.plans_of_action": "Read more.\nWrite more.",
                "signature.district.signature": "Ann Smith",
                "signature.district.name": "Ann B. Smith",
                "signature.district.title": "Superintendent",
                "signature.district.date": "8/4/17",
                "Text1": "of no meaning",
            }
        )
    )
    assert part.answers == {"district.name": "Adair County", "answers.plans_of_action": "Read more.\nWrite more."}
    (signature,) = part.signatures
    assert (signature.name, signature.title, signature.basis) == ("Ann B. Smith", "Superintendent", Basis.TYPED_NAME)
    assert str(signature.signed_on) == "2017-08-04"
    assert not signature.is_certain
    assert ("Adair County", ClueKind.NAME_TYPED) in {(clue.text, clue.kind) for clue in part.clues}
    assert codes(part) == BY_PERSON


def test_a_form_whose_signature_was_left_for_the_pen_is_read_by_a_person() -> None:
    part = only(form_pdf({"signature.district.name": "Ann Smith", "signature.district.signature": ""}))
    assert [seen.basis for seen in part.signatures] == [None]
    assert codes(part) == BY_PERSON


def test_form_fields_of_a_file_with_two_letters_belong_to_neither() -> None:
    both = joined(letter_pdf(), letter_pdf(shown=Print(BARREN)))
    form = form_pdf({"answers.reflection": "ours", "signature.district.signature": "Ann"}, below=both)
    for part in read_pdf(form, "two.pdf"):
        assert part.answers is None
        assert part.signatures == ()
        assert {Code.ANSWER_UNREAD, Code.SIGNER_UNCLEAR} <= codes(part)


def test_scripts_are_named_and_the_pages_read_all_the_same() -> None:
    def add_script(pdf: pikepdf.Pdf) -> None:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))

    part = only(changed(letter_pdf(), add_script))
    assert part.role is Role.WHOLE
    assert "a script" in [finding.detail for finding in part.findings if finding.code is Code.ACTIVE_CONTENT]


def test_a_pdf_with_a_password_waits_for_one_without() -> None:
    part = only(locked(letter_pdf(), user="secret"), "Adair.pdf")
    assert (part.role, part.medium, codes(part)) == (Role.OTHER, Medium.NONE, {Code.NEEDS_PASSWORD})
    assert [clue.text for clue in part.clues] == ["Adair"]


def test_a_pdf_that_is_only_protected_against_changes_is_read() -> None:
    part = only(locked(letter_pdf(), user=""))
    assert part.role is Role.WHOLE
    assert codes(part) == BY_PERSON


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Page 2 of 5", (2, 5)),
        ("as said on page 4 of 5\nPage 2 of 5\n", (2, 5)),
        ("see Page 2 of 5", (2, 5)),
        ("Page 2 of 5\nPage 3 of 5", None),
        ("Page 6 of 5", None),
        ("page two of five", None),
        ("", None),
    ],
)
def test_what_a_page_calls_itself(text: str, printed: tuple[int, int] | None) -> None:
    assert printed_number(text) == printed
