import hashlib
import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
from made.pdf import acting_form, changed, leads_to, locked, sheets, text_of
from pikepdf import Array, Dictionary, Name

from loc_builder.errors import InputError
from loc_builder.files import assemble
from loc_builder.files.assemble import (
    Bookmark,
    Description,
    Finish,
    Leaf,
    Link,
    Numbering,
    NumberStyle,
    PageImage,
    Whole,
    cleaned,
    finished,
    joined,
)
from loc_builder.files.render import open_pages
from loc_builder.model import Box

NOW = datetime(2025, 7, 1, 12, tzinfo=UTC)
ABOUT = Description("Letters & <more>", "KDE", "seed", NOW, ledger_head="ab" * 32, letter_ids=("L-1", "L-2"))


def words(pdf: bytes, page: int) -> str:
    return text_of(pdf, page).strip()


def test_pages_are_joined_with_their_sizes_and_turns() -> None:
    small, large = sheets("one", "two", size=(300, 200)), sheets("three", size=(600, 400))
    made = joined([Leaf(small, 2), Leaf(large, 1, 90), Leaf(small, 1, 180), Leaf(small, 2)])
    with open_pages(made) as pages:
        assert [pages.size(number) for number in range(1, 5)] == [(300, 200), (400, 600), (300, 200), (300, 200)]
    assert [words(made, number) for number in range(1, 5)] == ["two", "three", "one", "two"]


def test_a_page_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="no page 3 in a PDF of 2 pages"):
        joined([Leaf(sheets("one", "two"), 3)])


def test_fields_of_the_same_name_keep_their_own_values_once_cleaned() -> None:
    made = joined([Leaf(cleaned(acting_form("Adair")).pdf, 1), Leaf(cleaned(acting_form("Barren")).pdf, 1)])
    assert [words(made, number) for number in (1, 2)] == ["Adair", "Barren"]
    with pikepdf.open(io.BytesIO(made)) as document:
        assert "/AcroForm" not in document.Root


def test_scripts_actions_and_attached_files_are_taken_off_and_named() -> None:
    result = cleaned(acting_form("Adair"))
    assert result.removed == ("attached files", "form fields, made part of the page", "scripts and actions")
    plain = changed(result.pdf, lambda _: None, qdf=True)
    for trace in (b"JavaScript", b"Launch", b"EmbeddedFile", b"app.alert"):
        assert trace not in plain


def test_a_plain_pdf_loses_nothing() -> None:
    result = cleaned(sheets("one"))
    assert result.removed == ()
    assert words(result.pdf, 1) == "one"


def test_a_comment_on_the_page_stays_visible() -> None:
    def comment(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(b"0 g 0 0 40 40 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 40, 40]))
        place = Array([200, 20, 240, 60])
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=place, F=4, AP=Dictionary(N=look))
        pdf.pages[0].Annots = Array([pdf.make_indirect(note)])

    result = cleaned(changed(sheets("one", size=(300, 200)), comment))
    assert result.removed == ("annotations, made part of the page",)
    with open_pages(result.pdf) as pages:
        assert pages.picture(1, 72).pixels[160, 220] < 50


def test_a_finished_document_has_outline_labels_links_and_one_description() -> None:
    finish = Finish(
        ABOUT,
        bookmarks=(Bookmark("Contents", 1), Bookmark("Adair", 2, (Bookmark("Certificate", 3),))),
        numbering=(Numbering(1, NumberStyle.ROMAN), Numbering(2, NumberStyle.ARABIC)),
        links=(Link(1, Box(10, 10, 200, 30), 2, "Adair"),),
    )
    made = finished([sheets("contents"), sheets("letter", "certificate")], finish)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert [str(page.label) for page in document.pages] == ["i", "1", "2"]
        link = document.pages[0].Annots[0]
        assert leads_to(link.Dest) == document.pages[1].obj.objgen
        assert int(link.F) == 4
        assert str(document.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        with document.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Contents", "Adair"]
            assert leads_to(outline.root[1].children[0].destination) == document.pages[2].obj.objgen
    assert assemble.bookmarks(made) == (Bookmark("Contents", 1), Bookmark("Adair", 2))
    said = assemble.read_xmp(made)
    assert said["dc:title"] == "Letters & <more>"
    assert said["loc:ledgerHead"] == "ab" * 32
    assert said["loc:letterIds"] == "L-1 L-2"
    assert finished([sheets("contents"), sheets("letter", "certificate")], finish) == made


def test_a_document_finished_into_a_file_says_and_shows_the_same(tmp_path: Path) -> None:
    about = replace(ABOUT, program="KY ILN & others", school_year="2024-2025")
    finish = Finish(
        about,
        bookmarks=(Bookmark("Contents", 1), Bookmark("Adair", 2)),
        numbering=(Numbering(1, NumberStyle.ROMAN), Numbering(2, NumberStyle.ARABIC)),
        links=(Link(1, Box(10, 10, 200, 30), 2, "Adair"),),
    )
    record = tmp_path / "record.pdf"
    record.write_bytes(finished([sheets("letter", "certificate")], Finish(ABOUT)))
    sources = (sheets("contents"), record)
    whole = finished(sources, finish)
    for name in ("one.pdf", "two.pdf"):
        assemble.finish_file([Whole(each) for each in sources], finish, tmp_path / name)
    made = (tmp_path / "one.pdf").read_bytes()
    assert made == (tmp_path / "two.pdf").read_bytes()
    assert [words(made, page) for page in (1, 2, 3)] == ["contents", "letter", "certificate"]
    assert assemble.bookmarks(made) == assemble.bookmarks(whole)
    assert assemble.read_xmp(made) == assemble.read_xmp(whole)
    assert (assemble.read_xmp(made)["loc:program"], assemble.read_xmp(made)["loc:schoolYear"]) == (
        "KY ILN & others",
        "2024-2025",
    )
    with pikepdf.open(io.BytesIO(made)) as document:
        assert [str(page.label) for page in document.pages] == ["i", "1", "2"]
        assert leads_to(document.pages[0].Annots[0].Dest) == document.pages[1].obj.objgen
    assert sorted(each.name for each in tmp_path.iterdir()) == ["one.pdf", "record.pdf", "two.pdf"]
    with pytest.raises(InputError, match="cannot be put together"):
        assemble.finish_file([Whole(tmp_path / "gone.pdf")], finish, tmp_path / "three.pdf")


def test_a_file_is_named_by_what_went_into_it(tmp_path: Path) -> None:
    about = Finish(ABOUT)
    record = tmp_path / "record.pdf"
    record.write_bytes(finished([sheets("letter")], about))
    hashed = hashlib.sha256(record.read_bytes()).hexdigest()
    made = {
        "told": ([Whole(record, hashed)], about),
        "reckoned": ([Whole(record)], about),
        "in memory": ([Whole(record.read_bytes())], about),
        "another record": ([Whole(sheets("letter"))], about),
        "another title": ([Whole(record)], Finish(replace(ABOUT, title="Records"))),
        "twice": ([Whole(record), Whole(record)], about),
    }
    ids = {}
    for name, (sources, finish) in made.items():
        file = tmp_path / f"{name}.pdf"
        assemble.finish_file(sources, finish, file)
        with pikepdf.open(file) as document:
            first, second = (bytes(half) for half in document.trailer.ID)
        assert first == second
        assert len(first) == 16
        ids[name] = first
    assert ids["told"] == ids["reckoned"] == ids["in memory"]
    assert len(set(ids.values())) == 4


def test_pdfa_is_not_claimed_where_a_font_is_missing_from_the_file() -> None:
    made = finished([sheets("Helvetica is not embedded")], Finish(ABOUT))
    assert not assemble.are_fonts_embedded(made)
    assert "pdfaid:part" not in assemble.read_xmp(made)


def test_pdfa_is_claimed_where_nothing_is_missing() -> None:
    picture = np.full((40, 30), 200, dtype=np.uint8)
    page = assemble.image_page(PageImage(picture.tobytes(), 30, 40, 300, 400))
    said = assemble.read_xmp(finished([page], Finish(ABOUT)))
    assert (said["pdfaid:part"], said["pdfaid:conformance"]) == ("2", "B")


def test_a_picture_becomes_a_page_without_loss() -> None:
    picture = np.arange(100 * 80, dtype=np.uint16).reshape(100, 80).astype(np.uint8)
    page = assemble.image_page(PageImage(picture.tobytes(), 80, 100, 80, 100))
    with open_pages(page) as pages:
        assert np.array_equal(pages.picture(1, 72).pixels, picture)


def test_sources_may_be_files(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(sheets("one", "two"))
    assert assemble.page_count(file) == 2
    assert finished([file], Finish(ABOUT)) == finished([file.read_bytes()], Finish(ABOUT))


def test_a_pdf_without_metadata_has_none_to_read() -> None:
    assert assemble.read_xmp(sheets("one")) == {}


@pytest.mark.parametrize("damaged", [b"", b"%PDF-1.7 nothing", sheets("one")[:200]])
def test_a_damaged_pdf_is_said_to_be_damaged(damaged: bytes) -> None:
    with pytest.raises(InputError):
        cleaned(damaged)


def test_a_locked_pdf_and_an_absent_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="needs a password"):
        cleaned(locked(sheets("one"), user="secret"))
    with pytest.raises(InputError, match=r"gone\.pdf is not there"):
        assemble.page_count(tmp_path / "gone.pdf")


def test_a_signature_field_counts_only_when_it_is_signed() -> None:
    def with_field(**value: Any) -> bytes:
        def add(pdf: pikepdf.Pdf) -> None:
            field = pdf.make_indirect(Dictionary(FT=Name.Sig, T="s", **value))
            parent = pdf.make_indirect(Dictionary(T="p", Kids=Array([field])))
            pdf.Root.AcroForm = Dictionary(Fields=Array([parent]))

        return changed(sheets("one"), add)

    assert not assemble.has_digital_signature(with_field())
    assert assemble.has_digital_signature(with_field(V=Dictionary(Type=Name.Sig)))


def test_a_damaged_picture_is_bound_without_complaint(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def damage(pdf: pikepdf.Pdf) -> None:
        picture = pikepdf.Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Image, Width=9, Height=9)
        picture.write(b"\x00\xff" * 40, filter=Name.LZWDecode)
        pdf.pages[0].Resources.XObject = Dictionary(P=pdf.make_indirect(picture))

    made = tmp_path / "made.pdf"
    assemble.finish_file([Whole(changed(sheets("one"), damage))], Finish(ABOUT), made)
    assert words(made.read_bytes(), 1) == "one"
    assert not caplog.records
