from datetime import date

import pytest
from made.package import parts_of, with_parts
from made.places import EDITIONS
from made.word import DOCUMENT, unanswered, without_tags, written

from loc_builder.findings import FindingCode as Code
from loc_builder.model import Basis, ClueKind, Medium, Part, Role
from loc_builder.reading.word import read_word

SIGNED = {
    "signature.district.signature": "Ann Smith",
    "signature.district.name": "Ann B. Smith",
    "signature.district.title": "Superintendent",
    "signature.district.date": "August 4, 2024",
}


@pytest.fixture(scope="module")
def letter() -> bytes:
    return unanswered(revision=3)


def only(data: bytes, label: str = "letter.docx") -> Part:
    (part,) = read_word(data, label)
    return part


def codes(part: Part) -> set[Code]:
    return {finding.code for finding in part.findings}


@pytest.mark.parametrize("year", EDITIONS)
def test_a_letter_as_issued_is_known_and_neither_answered_nor_signed(year: str) -> None:
    part = only(unanswered(year))
    assert (part.role, part.medium, part.pages) == (Role.WHOLE, Medium.WORD, ())
    assert {clue.kind for clue in part.clues} >= {ClueKind.PROPERTY, ClueKind.PRINTED_ID, ClueKind.FILE_NAME}
    assert len({clue.text for clue in part.clues if clue.kind in (ClueKind.PROPERTY, ClueKind.PRINTED_ID)}) == 1
    assert part.signatures == ()
    assert codes(part) == {Code.NOT_SIGNED, Code.NO_DATE}
    assert part.answers is not None
    assert part.answers["superintendent.email"] == "ada.reed@adair.example"
    assert {text for name, text in part.answers.items() if name.startswith("answers.")} == {""}


def test_a_letter_written_in_and_signed_in_word_is_read_whole(letter: bytes) -> None:
    part = only(written(letter, {**SIGNED, "answers.plans_of_action": "Read more."}, day="2024-08-04"))
    assert part.findings == ()
    assert part.answers is not None
    assert part.answers["answers.plans_of_action"] == "Read more."
    assert part.answers["district.name"] == "Adair County"
    assert not any(name.startswith("signature.") for name in part.answers)
    assert part.text is not None
    assert "Read more." in part.text
    (signature,) = part.signatures
    assert (signature.party, signature.name, signature.title) == ("district", "Ann B. Smith", "Superintendent")
    assert (signature.basis, signature.signed_on, signature.is_certain) == (Basis.TYPED_NAME, date(2024, 8, 4), True)
    clues = {(clue.kind, clue.text, clue.revision) for clue in part.clues}
    letter_id = next(clue.text for clue in part.clues if clue.kind is ClueKind.PROPERTY)
    assert clues == {
        (ClueKind.PROPERTY, letter_id, 3),
        (ClueKind.PRINTED_ID, letter_id, 3),
        (ClueKind.NAME_TYPED, "Adair County", None),
        (ClueKind.FILE_NAME, "letter", None),
    }


@pytest.mark.parametrize(
    ("shown", "held", "day", "finding"),
    [
        ("8/4/24", "", date(2024, 8, 4), None),
        ("8/4/24", "2024-08-04", date(2024, 8, 4), None),
        ("8/5/24", "2024-08-04", None, "the date control holds 2024-08-04"),
        ("04.08.2024", "2024-08-04", None, "the date control holds 2024-08-04"),
        ("early August", "2024-08-04", None, '"early August" is typed'),
    ],
)
def test_the_date_shown_and_the_date_held_must_agree(
    letter: bytes, shown: str, held: str, day: date | None, finding: str | None
) -> None:
    part = only(written(letter, {**SIGNED, "signature.district.date": shown}, day=held))
    (signature,) = part.signatures
    assert (signature.signed_on, signature.date_text, signature.is_certain) == (day, shown, day is not None)
    details = [found.detail for found in part.findings if found.code is Code.DATE_UNSURE]
    assert details == [] if finding is None else finding in details[0]


def test_a_printed_name_is_no_signature(letter: bytes) -> None:
    part = only(written(letter, {"signature.district.name": "Ann Smith", "signature.district.date": "8/4/24"}))
    assert [seen.basis for seen in part.signatures] == [None]
    assert codes(part) == {Code.NOT_SIGNED}
    assert "the name Ann Smith is printed" in part.findings[0].detail


def test_a_signature_without_a_date_is_said_so(letter: bytes) -> None:
    part = only(written(letter, {"signature.district.signature": "Ann Smith"}))
    assert [(seen.name, seen.basis) for seen in part.signatures] == [("Ann Smith", Basis.TYPED_NAME)]
    assert codes(part) == {Code.NO_DATE}


def test_controls_that_lost_their_tags_keep_the_signature_by_their_alias(letter: bytes) -> None:
    part = only(without_tags(written(letter, SIGNED)))
    assert part.answers is None
    assert [(seen.name, seen.signed_on) for seen in part.signatures] == [("Ann B. Smith", date(2024, 8, 4))]


def test_controls_that_lost_everything_leave_the_signature_to_a_person(letter: bytes) -> None:
    part = only(without_tags(written(letter, SIGNED), keep_aliases=False))
    assert part.answers is None
    assert part.signatures == ()
    assert codes(part) == {Code.SIGNER_UNCLEAR, Code.DATE_UNSURE}


def test_a_macro_is_named_and_the_text_is_read_all_the_same(letter: bytes) -> None:
    part = only(with_parts(written(letter, SIGNED, day="2024-08-04"), {"word/vbaProject.bin": b"x"}))
    assert codes(part) == {Code.ACTIVE_CONTENT}
    assert "macros" in part.findings[0].detail
    assert part.signatures


def test_tracked_changes_are_named(letter: bytes) -> None:
    document = parts_of(letter)[DOCUMENT]
    run = b'<w:p><w:ins w:id="9" w:author="x"><w:r><w:t>new</w:t></w:r></w:ins></w:p>'
    part = only(with_parts(letter, {DOCUMENT: document.replace(b"<w:sectPr", run + b"<w:sectPr", 1)}))
    assert Code.TRACKED_CHANGES in codes(part)


def test_a_property_that_is_no_letter_id_is_no_clue(letter: bytes) -> None:
    custom = parts_of(letter)["docProps/custom.xml"].replace(b"KYILN-2024", b"KYILN-2023")
    part = only(with_parts(letter, {"docProps/custom.xml": custom}))
    assert ClueKind.PROPERTY not in {clue.kind for clue in part.clues}


@pytest.mark.parametrize(
    "document",
    [
        b'<!DOCTYPE w [<!ENTITY a "b">]><w:document xmlns:w="x"/>',
        b"<w:document",
        b"",
        b"0" * 60_000_000,
    ],
    ids=["doctype", "cut off", "empty", "bomb"],
)
def test_a_word_file_built_to_harm_is_turned_away(letter: bytes, document: bytes) -> None:
    part = only(with_parts(letter, {DOCUMENT: document}), "Adair.docx")
    assert (part.role, part.medium, codes(part)) == (Role.OTHER, Medium.NONE, {Code.UNREADABLE})
    assert part.findings[0].detail
