from typing import Any

import pikepdf
import pytest
from made.pdf import changed, locked, sheets

from loc_builder.errors import InputError
from loc_builder.files.pdf_fields import look_inside

ONE_PAGE = sheets("A page")


def text_field(name: str, value: str, **more: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String(name), V=pikepdf.String(value), **more)


def test_a_plain_pdf_holds_nothing_else() -> None:
    inside = look_inside(ONE_PAGE)
    assert (inside.fields, inside.active, inside.attachments, inside.is_encrypted) == ({}, (), (), False)


def test_fields_are_given_by_their_full_name() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        parent = pdf.make_indirect(pikepdf.Dictionary(T=pikepdf.String("signature")))
        child = pdf.make_indirect(text_field("date", "8/4/17", Parent=parent))
        parent.Kids = pikepdf.Array([child])
        empty = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("answers.goal")))
        box = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Btn, T=pikepdf.String("agree"), V=pikepdf.Name.Yes))
        accents = pdf.make_indirect(text_field("district.name", "Señora's «County»"))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([parent, empty, box, accents]))

    fields = look_inside(changed(ONE_PAGE, change)).fields
    texts = {"signature.date": "8/4/17", "answers.goal": "", "district.name": "Señora's «County»"}
    assert fields == {**texts, "agree": "☒"}


@pytest.mark.parametrize(
    ("more", "sign"),
    [({}, "☐"), ({"V": pikepdf.Name.Off}, "☐"), ({"V": pikepdf.Name.On}, "☒"), ({"Ff": 1 << 15}, None)],
)
def test_a_check_box_is_a_sign_and_a_radio_button_is_none(more: dict[str, Any], sign: str | None) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        box = pikepdf.Dictionary(FT=pikepdf.Name.Btn, T=pikepdf.String("answers.focus.1"), **more)
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(box)]))

    assert look_inside(changed(ONE_PAGE, change)).fields.get("answers.focus.1") == sign


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("x")), "a script"),
        ("OpenAction", pikepdf.Dictionary(S=pikepdf.Name.Launch), "a link that starts a program"),
        (
            "AA",
            pikepdf.Dictionary(WC=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm)),
            "a button that sends the form away",
        ),
        ("AcroForm", pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.String("<xdp/>")), "an XFA form"),
    ],
)
def test_what_would_act_in_a_viewer_is_named(key: str, value: pikepdf.Object, said: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[f"/{key}"] = value

    assert said in look_inside(changed(ONE_PAGE, change)).active
    compressed = changed(ONE_PAGE, change, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert said in look_inside(compressed).active


def test_a_script_on_a_pages_annotation_is_found() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        action = pikepdf.Dictionary(
            S=pikepdf.Name.URI, Next=pikepdf.Array([pikepdf.Dictionary(S=pikepdf.Name.JavaScript)])
        )
        link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, A=action, Rect=pikepdf.Array([0, 0, 9, 9]))
        pdf.pages[0].Annots = pikepdf.Array([link])

    assert look_inside(changed(ONE_PAGE, change)).active == ("a script",)


def test_a_link_to_a_web_page_is_harmless() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        link = pikepdf.Dictionary(
            Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://a.example"))
        )
        pdf.pages[0].Annots = pikepdf.Array([link])

    assert look_inside(changed(ONE_PAGE, change)).active == ()


def test_attached_files_are_named() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["plans.docx"] = b"PK"

    inside = look_inside(changed(ONE_PAGE, change))
    assert inside.attachments == ("plans.docx",)
    assert inside.active == ("attached files",)


def test_a_pdf_with_an_empty_user_password_is_open() -> None:
    assert look_inside(locked(ONE_PAGE, user="")).is_encrypted


def test_a_pdf_with_a_password_is_an_input_error() -> None:
    with pytest.raises(InputError, match="password"):
        look_inside(locked(ONE_PAGE, user="secret"))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", ONE_PAGE[:200], b"\x00" * 100])
def test_a_damaged_pdf_is_an_input_error(data: bytes) -> None:
    with pytest.raises(InputError, match="cannot be followed"):
        look_inside(data)


def test_fields_that_contain_themselves_end() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        loop = pdf.make_indirect(text_field("a", "b"))
        loop.Kids = pikepdf.Array([loop])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([loop]))

    data = changed(ONE_PAGE, change)
    try:
        look_inside(data)
    except InputError as error:
        assert "cannot be followed" in error.message  # noqa: PT017 - either answer is right, hanging is not
