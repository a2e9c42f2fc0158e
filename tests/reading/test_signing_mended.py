"""Rooms of a signature block that stand twice in a file, and what a PDF's form fields are worth."""

from datetime import date

import pikepdf
import pytest
from made.letter import form_pdf
from made.pdf import changed

from loc_builder.findings import FindingCode as Code
from loc_builder.model import Basis
from loc_builder.reading.pdf import read_pdf
from loc_builder.reading.signing import Room, Signed, read_rooms, read_typed

SIGNED = (
    Room("district", "signature", "Jane Doe"),
    Room("district", "name", "Jane Doe"),
    Room("district", "title", "Superintendent"),
    Room("district", "date", "9/3/2024", day=date(2024, 9, 3)),
)
FORM = {
    "signature.district.signature": "Ann Smith",
    "signature.district.name": "Ann B. Smith",
    "signature.district.date": "8/4/17",
}


def read_with(*more: Room) -> Signed:
    """Adair's block as signed, and some rooms once more."""
    return read_typed(read_rooms((*SIGNED, *more))["district"], "district")


@pytest.mark.parametrize(
    ("second", "code"),
    [
        (Room("district", "date", "9/13/2024"), Code.DATE_UNSURE),
        (Room("district", "date", "9/3/2024", day=date(2024, 9, 13)), Code.DATE_UNSURE),
        (Room("district", "date", "see above"), Code.DATE_UNSURE),
        (Room("district", "signature", "John Roe"), Code.SIGNER_UNCLEAR),
        (Room("district", "signature", has_picture=True), Code.SIGNER_UNCLEAR),
        (Room("district", "name", "John Roe"), Code.SIGNER_UNCLEAR),
        (Room("district", "title", "Designee"), Code.SIGNER_UNCLEAR),
    ],
)
def test_a_room_that_stands_twice_with_other_content_is_for_a_person(second: Room, code: Code) -> None:
    (seen,), findings = read_with(second)
    assert not seen.is_certain
    assert [finding.code for finding in findings] == [code]
    assert "stands twice with different content" in findings[0].detail
    assert (seen.name, seen.signed_on) == ("Jane Doe", None if second.name == "date" else date(2024, 9, 3))


def test_a_dispute_does_not_end_with_a_third_room_that_agrees() -> None:
    (seen,), findings = read_with(Room("district", "date", "9/13/2024"), Room("district", "date", "9/3/2024"))
    assert (seen.is_certain, [finding.code for finding in findings]) == (False, [Code.DATE_UNSURE])


@pytest.mark.parametrize(
    "second",
    [
        *SIGNED,
        Room("district", "signature", "JANE  DOE"),
        Room("district", "date", "9/3/2024"),
        Room("district", "date"),
        Room("agency", "signature", "Rob Collins"),
    ],
)
def test_a_room_that_stands_twice_and_says_the_same_is_fine(second: Room) -> None:
    (seen,), findings = read_with(second)
    assert (seen.is_certain, seen.name, seen.signed_on, findings) == (True, "Jane Doe", date(2024, 9, 3), ())


def test_what_stands_in_a_pdfs_form_fields_is_shown_and_never_certain() -> None:
    (part,) = read_pdf(form_pdf(FORM), "form.pdf")
    (seen,) = part.signatures
    assert (seen.name, seen.basis, seen.signed_on) == ("Ann B. Smith", Basis.TYPED_NAME, date(2017, 8, 4))
    assert not seen.is_certain
    assert [(finding.code, finding.detail) for finding in part.findings] == [
        (Code.SIGNER_UNCLEAR, 'a form field says "Ann B. Smith"; compare it with the page'),
        (Code.DATE_UNSURE, 'a form field says "8/4/17"; compare it with the page'),
    ]


@pytest.mark.parametrize("trick", ["hidden", "shows something else"])
def test_fields_that_nobody_can_see_sign_nothing(trick: str) -> None:
    def play(pdf: pikepdf.Pdf) -> None:
        for field in pdf.pages[0].Annots:
            if trick == "hidden":
                field.Rect, field.F = pikepdf.Array([0, 0, 0, 0]), 2
            else:
                shown = pdf.make_stream(b"BT /F1 12 Tf (not signed) Tj ET")
                shown.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": [0, 0, 200, 20]})
                field.AP = pikepdf.Dictionary(N=shown)

    (part,) = read_pdf(changed(form_pdf(FORM), play), "form.pdf")
    assert not any(seen.is_certain for seen in part.signatures)
    assert {Code.SIGNER_UNCLEAR, Code.DATE_UNSURE} <= {finding.code for finding in part.findings}


def test_a_form_signed_without_a_date_has_none() -> None:
    (part,) = read_pdf(form_pdf({**FORM, "signature.district.date": ""}), "form.pdf")
    assert [finding.code for finding in part.findings] == [Code.NO_DATE, Code.SIGNER_UNCLEAR]


def test_attached_files_are_told_by_their_own_names() -> None:
    def attach(pdf: pikepdf.Pdf) -> None:
        for name in ("plans.docx", "../../etc/run\u202eexe.sh", *(f"{number}.txt" for number in range(5))):
            pdf.attachments[name] = b"PK"

    (part,) = read_pdf(changed(form_pdf({}), attach), "form.pdf")
    (active,) = [finding.detail for finding in part.findings if finding.code is Code.ACTIVE_CONTENT]
    assert active == "attached files (run exe.sh, 0.txt, 1.txt, 2.txt, 3.txt, 2 more)"
