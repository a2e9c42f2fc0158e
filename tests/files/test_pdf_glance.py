from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from made.pdf import changed, locked, sheets

from loc_builder.files.pdf_glance import holds_only_pages

ONE_PAGE = sheets("A page")


def test_a_page_is_a_page_and_nothing_more() -> None:
    assert holds_only_pages(ONE_PAGE)


@pytest.mark.parametrize(
    ("written", "hidden"), [(b"/JS (xyz)", b"/J#53(yz)"), (b"/S /JavaScript >>", b"   /S/JavaScript>>")]
)
def test_a_script_is_seen_however_its_name_is_written(written: bytes, hidden: bytes) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        named: Any = {"S": pikepdf.Name.JavaScript} if b"Java" in written else {}
        pdf.Root.OpenAction = pikepdf.Dictionary(JS=pikepdf.String("xyz"), **named)

    pdf = changed(ONE_PAGE, change)
    assert written in pdf
    assert not holds_only_pages(pdf)
    assert not holds_only_pages(pdf.replace(written, hidden))


def with_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array())


def with_note(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Text)])


def with_file(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["plans.docx"] = b"PK"


@pytest.mark.parametrize("change", [with_form, with_note, with_file])
def test_what_lies_beside_the_pages_is_seen(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert not holds_only_pages(changed(ONE_PAGE, change))


def test_nothing_is_promised_of_what_cannot_be_seen() -> None:
    packed = changed(ONE_PAGE, lambda _: None, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert not any(map(holds_only_pages, (packed, locked(ONE_PAGE, user=""), ONE_PAGE[:200], b"")))
