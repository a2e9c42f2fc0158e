"""Which pages a record is made of, by what came back."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from made.letter import Print, Scanner, codes_on, letter_pdf, scan, signature_page_pdf
from made.pdf import joined, picture_of, pictures_pdf
from PIL import Image

from loc_builder.binding.pages import PageKind, PageSource
from loc_builder.binding.placing import find_signature_page
from loc_builder.binding.sourcing import AcceptedPart, RecordPages, record_pages, shows_issued_pages
from loc_builder.errors import InputError
from loc_builder.model import Medium, Part, Role
from loc_builder.reading.pdf import read_pdf

PARTIES = ("district", "agency")
ISSUED = letter_pdf()
SCAN, PDF, WORD, AS_ISSUED = (
    PageKind.RETURNED_SCAN,
    PageKind.RETURNED_PDF,
    PageKind.RETURNED_WORD,
    PageKind.AS_ISSUED,
)
EMPTY_BACK = pictures_pdf([Image.new("L", (1700, 2200), 250)])


def returned(pdf: bytes, role: Role | None = None) -> AcceptedPart:
    """A PDF as it is read; `role` where it was accepted as something else than it was read as."""
    (part,) = read_pdf(pdf, "return.pdf")
    return AcceptedPart(part, role or part.role, pdf, "return.pdf")


def word(role: Role = Role.WHOLE) -> AcceptedPart:
    """A returned Word file, converted."""
    return AcceptedPart(Part(1, role, Medium.WORD), role, letter_pdf(), "letter.docx")


def pages_of(*parts: AcceptedPart) -> RecordPages:
    return record_pages(parts, ISSUED, PARTIES)


def told(sources: Sequence[PageSource]) -> list[tuple[PageKind, int]]:
    return [(source.kind, source.page) for source in sources]


SIGNED_PAGE = returned(scan(signature_page_pdf(), pen=True))
COUNTERSIGNED = replace(SIGNED_PAGE, role=Role.COUNTERSIGNED)
WHOLE_SCAN = returned(scan(letter_pdf(), pen=True))
WORD_BODY = [(WORD, 1), (WORD, 2)]
ISSUED_BODY = [(AS_ISSUED, 1), (AS_ISSUED, 2)]


def test_a_whole_scan_is_the_record() -> None:
    found = pages_of(WHOLE_SCAN)
    assert told(found.sources) == [(SCAN, 1), (SCAN, 2), (SCAN, 3)]
    assert found.signature_page == 3
    assert {party for party, _ in found.rooms} == set(PARTIES)


def test_a_whole_word_letter_is_the_record() -> None:
    found = pages_of(word())
    assert told(found.sources) == [*WORD_BODY, (WORD, 3)]
    assert found.signature_page == 3
    assert found.rooms == find_signature_page(ISSUED).boxes


def test_a_signature_page_alone_takes_the_place_of_the_word_letters_own() -> None:
    for parts in ((SIGNED_PAGE, word()), (word(), SIGNED_PAGE)):
        found = pages_of(*parts)
        assert told(found.sources) == [*WORD_BODY, (SCAN, 1)]
        assert found.signature_page == 3


def test_of_several_files_each_page_that_came_back_names_its_own() -> None:
    assert [source.note for source in pages_of(SIGNED_PAGE, word()).sources] == [*["letter.docx"] * 2, "return.pdf"]
    assert [source.note for source in pages_of(SIGNED_PAGE).sources] == ["", "", ""]


def test_a_signature_page_alone_follows_the_pages_that_came_with_the_answers() -> None:
    found = pages_of(SIGNED_PAGE, returned(letter_pdf((1, 2))))
    assert told(found.sources) == [(PDF, 1), (PDF, 2), (SCAN, 1)]


def test_a_signature_page_alone_is_bound_to_the_letter_as_issued() -> None:
    found = pages_of(SIGNED_PAGE)
    assert told(found.sources) == [*ISSUED_BODY, (SCAN, 1)]
    assert found.signature_page == 3


@pytest.mark.parametrize("body", [WHOLE_SCAN, word()], ids=["a scan", "a Word letter"])
def test_the_countersigned_copy_supersedes_the_page_signed_by_one(body: AcceptedPart) -> None:
    found = pages_of(body, SIGNED_PAGE, COUNTERSIGNED)
    *before, last = found.sources
    assert [source.pdf for source in before] == [body.pdf, body.pdf]
    assert last.pdf is COUNTERSIGNED.pdf
    assert found.signature_page == 3


def test_a_countersigned_copy_of_the_whole_letter_is_the_record() -> None:
    whole = returned(scan(letter_pdf(), Scanner(grain=4), pen=True), Role.COUNTERSIGNED)
    found = pages_of(word(), SIGNED_PAGE, whole)
    assert [source.pdf for source in found.sources] == [whole.pdf] * 3
    assert found.signature_page == 3


@pytest.mark.parametrize(
    "parts",
    [
        (WHOLE_SCAN,),
        (word(),),
        (SIGNED_PAGE, word()),
        (SIGNED_PAGE, returned(letter_pdf((1, 2)))),
        (SIGNED_PAGE,),
        (COUNTERSIGNED,),
        (COUNTERSIGNED, SIGNED_PAGE),
    ],
)
def test_whether_a_record_shows_pages_as_issued_is_known_before_it_is_made(parts: tuple[AcceptedPart, ...]) -> None:
    kinds = {source.kind for source in pages_of(*parts).sources}
    assert shows_issued_pages(parts) == (AS_ISSUED in kinds)


def test_pages_out_of_order_are_bound_in_the_letters_order() -> None:
    found = pages_of(returned(letter_pdf((3, 1, 2))))
    assert told(found.sources) == [(PDF, 2), (PDF, 3), (PDF, 1)]
    assert found.signature_page == 3


def test_pages_whose_order_is_unknown_stay_as_they_lie_and_the_signature_page_is_found_among_them() -> None:
    found = pages_of(returned(scan(letter_pdf((3, 1, 2)))))
    assert told(found.sources) == [(SCAN, 1), (SCAN, 2), (SCAN, 3)]
    assert found.signature_page == 1


def test_a_page_that_lies_upside_down_is_turned_and_its_rooms_are_found() -> None:
    upside_down = scan(signature_page_pdf(), Scanner(turned=180))
    found = pages_of(returned(upside_down))
    assert found.sources[-1].turned == 180
    assert len(codes_on(picture_of(upside_down, 1, 200).turned(180))) == 2
    for place, box in find_signature_page(ISSUED).boxes.items():
        assert (found.rooms[place].x0, found.rooms[place].y0) == pytest.approx((box.x0, box.y0), abs=3)


def test_the_empty_back_of_a_signature_page_does_not_replace_the_letter() -> None:
    found = pages_of(returned(joined(scan(signature_page_pdf(), pen=True), EMPTY_BACK)))
    assert told(found.sources) == [*ISSUED_BODY, (SCAN, 1), (SCAN, 2)]
    assert found.signature_page == 3


def test_a_countersigned_page_with_its_empty_back_does_not_replace_the_letter() -> None:
    both_sides = returned(joined(scan(signature_page_pdf(), pen=True), EMPTY_BACK), Role.COUNTERSIGNED)
    found = pages_of(word(), both_sides)
    assert told(found.sources) == [*WORD_BODY, (SCAN, 1), (SCAN, 2)]
    assert found.signature_page == 3


def test_a_page_without_a_code_has_no_rooms_to_write_in() -> None:
    bare = returned(scan(letter_pdf((3,), Print(has_codes=False))), Role.SIGNATURE_PAGE)
    found = pages_of(bare)
    assert told(found.sources) == [*ISSUED_BODY, (SCAN, 1)]
    assert found.rooms == {}


def test_without_a_signed_page_there_is_no_record() -> None:
    with pytest.raises(InputError, match="no signed page"):
        pages_of(returned(letter_pdf((1, 2))))


def test_pages_that_came_back_each_in_a_file_of_its_own_are_bound_in_the_letters_order() -> None:
    second, first, signed = (returned(letter_pdf((number,))) for number in (2, 1, 3))
    found = pages_of(second, signed, first)
    assert [source.pdf for source in found.sources] == [first.pdf, second.pdf, signed.pdf]
    assert found.signature_page == 3
