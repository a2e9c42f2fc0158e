from made.facts import APPROVED, FILE, letter_of, then

from loc_builder.facts import Archived, Converted
from loc_builder.model import Sha256
from loc_builder.schoolyear import SchoolYear
from loc_builder.standing import standing_of

CONVERTED = Converted(Sha256("d0" * 32), FILE)


def test_that_a_pdf_was_made_of_a_word_file_changes_no_letter_and_no_return() -> None:
    assert standing_of(then(APPROVED, CONVERTED)) == standing_of(APPROVED)


def test_a_letter_is_still_archived_after_a_later_conversion() -> None:
    letter = letter_of(APPROVED)
    archived = Archived(SchoolYear(2017), "archive.pdf", FILE, 20, len(APPROVED), (letter.letter_id,))
    assert letter_of(then(APPROVED, CONVERTED, archived)).is_archived
    assert letter_of(then(APPROVED, archived, CONVERTED)).is_archived
