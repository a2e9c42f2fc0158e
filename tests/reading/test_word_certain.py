"""An altered Word letter waits for a person, whatever it shows beside or instead of its text."""

import pytest
from made.package import parts_of, with_parts
from made.tampered import (
    after_clause,
    clause_run,
    in_clause,
    in_control,
    picture,
    with_media,
    with_noise,
    with_related,
)
from made.word import DOCUMENT, unanswered, without_tags, written

from loc_builder.findings import Finding, Weight
from loc_builder.findings import FindingCode as Code
from loc_builder.model import Basis, Part
from loc_builder.reading.signing import Room, read_rooms, read_typed
from loc_builder.reading.word import read_word

SIGNED = {
    "signature.district.signature": "Ann Smith",
    "signature.district.name": "Ann B. Smith",
    "signature.district.title": "Superintendent",
    "signature.district.date": "August 4, 2024",
}


@pytest.fixture(scope="module")
def letter() -> bytes:
    return written(unanswered(), SIGNED, day="2024-08-04")


def only(data: bytes) -> Part:
    (part,) = read_word(data, "letter.docx")
    return part


def codes(part: Part) -> list[Code]:
    return [finding.code for finding in part.findings]


def signed(signature: str, printed: str = "") -> tuple[bool, list[Finding]]:
    """Whether a typed signature is certain, and what is found."""
    rooms = read_rooms(
        [
            Room("district", "signature", signature),
            Room("district", "name", printed),
            Room("district", "date", "8/4/24"),
        ]
    )
    (seen,), findings = read_typed(rooms["district"], "district")
    return seen.is_certain, list(findings)


def test_an_honest_letter_with_words_noise_is_certain(letter: bytes) -> None:
    for data in (letter, with_noise(letter)):
        part = only(data)
        assert part.findings == ()
        assert [seen.is_certain for seen in part.signatures] == [True]


def test_a_word_letter_brings_its_own_wording(letter: bytes) -> None:
    wording = only(letter).wording
    assert wording is not None
    assert wording.furniture
    assert wording.marks == ()


def test_a_clause_struck_out_is_a_changed_text(letter: bytes) -> None:
    (finding,) = only(clause_run("<w:strike/>")(letter)).findings
    assert finding.code is Code.TEXT_CHANGED
    assert finding.message.startswith("the text of the letter was changed: struck out: 'Whenever the parties agree")
    assert finding.weight is Weight.REFUSES


def test_a_picture_changes_the_text_and_in_an_answer_spoils_the_answer(letter: bytes) -> None:
    assert codes(only(in_clause(picture())(with_media(letter)))) == [Code.TEXT_CHANGED]
    assert codes(only(in_control("answers.reflection", picture())(with_media(letter)))) == [Code.ANSWER_UNREAD]
    assert codes(only(in_control("signature.district.signature", picture())(with_media(letter)))) == []


def test_a_comment_is_quoted(letter: bytes) -> None:
    said = "<w:comments><w:comment w:id='0'><w:p><w:r><w:t>Only if funded.</w:t></w:r></w:p></w:comment></w:comments>"
    (finding,) = only(with_related(letter, "comments", said)).findings
    assert (finding.code, finding.weight) == (Code.TRACKED_CHANGES, Weight.WAITS)
    assert "'Only if funded.'" in finding.detail


def test_a_control_that_shows_words_as_a_placeholder_is_not_empty(letter: bytes) -> None:
    document = parts_of(letter)[DOCUMENT]
    words = document.replace(b"Click or tap to write: Contact 2 name", b"Not binding")
    part = only(with_parts(letter, {DOCUMENT: words}))
    assert part.answers is not None
    assert part.answers["points_of_contact.2.name"] == "Not binding"
    assert part.text is not None
    assert "Not binding" in part.text


def test_a_signature_elsewhere_than_in_its_room_is_none() -> None:
    """A control beside the text, or inside an answer, may bear the name of the signature's room."""
    unsigned = written(unanswered(), {"signature.district.date": "August 4, 2024"})
    run = "<w:sdtContent><w:p><w:r><w:t>Ann Smith</w:t></w:r></w:p></w:sdtContent>"
    beside = f"<w:sdt><w:sdtPr><w:alias w:val='District signature'/></w:sdtPr>{run}</w:sdt>"
    inside = f"<w:sdt><w:sdtPr><w:tag w:val='signature.district.signature'/></w:sdtPr>{run}</w:sdt>"
    for data in (after_clause(beside)(unsigned), in_control("answers.reflection", inside)(unsigned)):
        assert Code.NOT_SIGNED in codes(only(data))


def test_controls_without_tags_that_nobody_wrote_in_are_empty_rooms() -> None:
    assert set(codes(only(without_tags(unanswered())))) == {Code.NOT_SIGNED, Code.NO_DATE}


@pytest.mark.parametrize(
    ("signature", "printed"),
    [
        ("Ann Smith", ""),
        ("Ann Smith", "Dr. Ann B. Smith, Ed.D."),
        ("A. Smith", "Ann Smith"),
        ("Smith", "Ann Smith"),
        ("/s/ Ann Smith", "ANN SMITH"),
        ("José Núñez", "Jose Nunez"),
        ("Jasper Van Meter", "Jasper Van Meter"),
    ],
)
def test_a_typed_name_is_a_signature(signature: str, printed: str) -> None:
    assert signed(signature, printed) == (True, [])


@pytest.mark.parametrize(
    ("signature", "printed", "words"),
    [
        ("N/A", "Ann Smith", '"N/A" is typed'),
        (".", "", '"." is typed'),
        ("not signed yet - pending board approval", "Ann Smith", "is typed where the name is signed"),
        ("[signature]", "Ann Smith", '"[signature]" is typed'),
        ("Ann Smith - signed under protest", "Ann Smith", "is typed"),
        ("Ann Smith, not binding", "Ann Smith", "is typed"),
        ("Bob Roe", "Ann Smith", '"Bob Roe" is signed, "Ann Smith" is the printed name'),
        ("Ann Smith", "not Ann Smith", "is the printed name"),
        ("Ann", "", "no name is printed"),
    ],
)
def test_other_words_wait_for_a_person(signature: str, printed: str, words: str) -> None:
    is_certain, (finding,) = signed(signature, printed)
    assert not is_certain
    assert finding.code is Code.SIGNER_UNCLEAR
    assert words in finding.detail


def test_what_cannot_be_seen_is_no_signature() -> None:
    _, findings = signed("\u200b\u2060", "\u200b")
    assert [finding.code for finding in findings] == [Code.NOT_SIGNED]


def test_a_picture_is_looked_at_and_not_read() -> None:
    rooms = read_rooms([Room("district", "signature", "N/A", has_picture=True), Room("district", "date", "8/4/24")])
    (seen,), findings = read_typed(rooms["district"], "district")
    assert (seen.basis, findings) == (Basis.PICTURE, ())
