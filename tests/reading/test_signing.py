from dataclasses import replace
from datetime import UTC, datetime

import pytest
from made.letter import BARREN, Print, form_pdf, letter_pdf
from made.pdf import joined
from made.places import DATA

from loc_builder.files.signatures import DigitalSignature
from loc_builder.findings import FindingCode as Code
from loc_builder.model import Basis, ClueKind, Role
from loc_builder.reading.pdf import read_pdf
from loc_builder.reading.signing import Room, read_digital, read_rooms, read_typed, room_of

RETURNS = DATA / "returns"
NEW_YEAR = datetime(2018, 1, 1, 2, 0, tzinfo=UTC)


DIGITAL = DigitalSignature(
    "Sig1", "Ann Smith", NEW_YEAR, is_intact=True, covers_whole_file=True, is_changed_after=False
)


def test_a_digital_signature_gives_its_moment_and_leaves_the_day_to_the_edition() -> None:
    ((seen,), findings) = read_digital([DIGITAL])
    assert (seen.party, seen.basis, seen.signed_at, seen.signed_on) == ("district", Basis.DIGITAL, NEW_YEAR, None)
    assert seen.is_certain
    assert [finding.code for finding in findings] == [Code.SIGNER_UNKNOWN]


@pytest.mark.parametrize(
    ("signature", "codes"),
    [
        (replace(DIGITAL, is_intact=False), [Code.SIGNATURE_INVALID]),
        (replace(DIGITAL, is_changed_after=True, covers_whole_file=False), [Code.SIGNATURE_INVALID]),
        (replace(DIGITAL, covers_whole_file=False), [Code.SIGNER_UNKNOWN, Code.DATE_UNSURE]),
        (replace(DIGITAL, signed_at=None), [Code.SIGNER_UNKNOWN, Code.DATE_UNSURE]),
    ],
)
def test_a_digital_signature_with_a_doubt_is_not_certain(signature: DigitalSignature, codes: list[Code]) -> None:
    ((seen,), findings) = read_digital([signature])
    assert not seen.is_certain
    assert [finding.code for finding in findings] == codes


def test_a_signature_field_named_for_the_agency_is_the_agencys() -> None:
    assert read_digital([replace(DIGITAL, field="signature.agency.signature")])[0][0].party == "agency"


def test_a_digitally_signed_page_needs_nobody_to_read_its_date() -> None:
    data = (RETURNS / "signed-digitally.pdf").read_bytes()
    (part,) = read_pdf(data, "signed.pdf")
    assert part.role is Role.SIGNATURE_PAGE
    assert [(seen.name, seen.basis, seen.is_certain) for seen in part.signatures] == [
        ("Ann Smith", Basis.DIGITAL, True)
    ]
    assert [finding.code for finding in part.findings] == [Code.SIGNER_UNKNOWN]


def test_a_digitally_signed_page_changed_by_one_byte_is_refused() -> None:
    data = bytearray((RETURNS / "signed-digitally.pdf").read_bytes())
    data[data.index(b"endobj") - 3] ^= 1
    (part,) = read_pdf(bytes(data), "signed.pdf")
    assert Code.SIGNATURE_INVALID in {finding.code for finding in part.findings}
    assert not any(seen.is_certain for seen in part.signatures)


def test_digital_signatures_over_two_letters_belong_to_neither() -> None:
    """The signature breaks when pages are added, and it would not say which letter was meant anyway."""
    both = form_pdf(
        {"signature.district.signature": "Ann", "signature.district.date": "8/4/17"},
        below=joined(letter_pdf(), letter_pdf(shown=Print(BARREN))),
    )
    assert [part.signatures for part in read_pdf(both, "two.pdf")] == [(), ()]


def test_a_real_letter_converted_by_libreoffice_is_read() -> None:
    (part,) = read_pdf((RETURNS / "adair-2024-2025.pdf").read_bytes(), "adair.pdf")
    assert part.role is Role.WHOLE
    assert [page.printed for page in part.pages] == [(number, 5) for number in range(1, 6)]
    assert [len(page.codes) for page in part.pages] == [1, 1, 1, 1, 2]
    named = {clue.text for clue in part.clues if clue.kind in (ClueKind.CODE, ClueKind.PRINTED_ID)}
    assert named == {"KYILN-2024-001-L1-32"}
    assert {finding.code for finding in part.findings} == {Code.SIGNER_UNCLEAR, Code.DATE_UNSURE}


@pytest.mark.parametrize(
    ("tag", "alias", "place"),
    [
        ("signature.district.date", "", ("district", "date")),
        ("", "District printed name", ("district", "name")),
        ("signature.district.stamp", "", None),
        ("answers.reflection", "Reflection", None),
    ],
)
def test_which_room_a_control_is(tag: str, alias: str, place: tuple[str, str] | None) -> None:
    assert room_of(tag, alias) == place


def test_a_picture_in_the_signature_room_is_a_signature() -> None:
    rooms = read_rooms([Room("district", "signature", has_picture=True), Room("district", "date", "8/4/17")])
    (seen,), findings = read_typed(rooms["district"], "district")
    assert (seen.basis, str(seen.signed_on)) == (Basis.PICTURE, "2017-08-04")
    assert findings == ()


def test_a_second_partys_doubts_name_it_and_the_districts_do_not() -> None:
    for party, named in (("district", ""), ("board", "board")):
        _, findings = read_typed({}, party)
        assert [(each.code, each.party) for each in findings] == [(Code.NOT_SIGNED, named), (Code.NO_DATE, named)]


def test_of_a_copied_control_the_filled_one_counts() -> None:
    rooms = read_rooms([Room("district", "name"), Room("district", "name", "Ann"), Room("district", "name", "Bo")])
    assert rooms["district"]["name"].text == "Ann"
