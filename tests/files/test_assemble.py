import io
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from reportlab.pdfgen.canvas import Canvas

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
    cleaned,
    finished,
    joined,
)
from loc_builder.files.render import open_pages
from loc_builder.model import Box

NOW = datetime(2025, 7, 1, 12, tzinfo=UTC)
ABOUT = Description("Letters & <more>", "KDE", "seed", NOW, ledger_head="ab" * 32, letter_ids=("L-1", "L-2"))


def paper(*words: str, size: tuple[float, float] = (300, 200)) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1)
    for word in words:
        canvas.drawString(30, 100, word)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def form(value: str) -> bytes:
    """A page with a field `name`, a script behind it, a launch link and an attached file."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(300, 200), invariant=1)
    canvas.acroForm.textfield(name="name", value=value, x=30, y=120, width=200, height=24, borderWidth=0)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(file) as document:
        script = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        document.Root.OpenAction = script
        document.Root.Names = Dictionary(JavaScript=Dictionary(Names=["a", script]))
        document.attachments["a.exe"] = b"MZ"
        launch = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=Dictionary(S=Name.Launch, F="cmd"))
        document.pages[0].Annots.append(document.make_indirect(launch))
        made = io.BytesIO()
        document.save(made)
    return made.getvalue()


def words(pdf: bytes, page: int) -> str:
    with open_pages(pdf) as pages:
        return pages.text(page).strip()


def test_pages_are_joined_with_their_sizes_and_turns() -> None:
    small, large = paper("one", "two"), paper("three", size=(600, 400))
    made = joined([Leaf(small, 2), Leaf(large, 1, 90), Leaf(small, 1, 180), Leaf(small, 2)])
    with open_pages(made) as pages:
        assert [pages.size(number) for number in range(1, 5)] == [(300, 200), (400, 600), (300, 200), (300, 200)]
    assert [words(made, number) for number in range(1, 5)] == ["two", "three", "one", "two"]


def test_a_page_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError, match="no page 3 in a PDF of 2 pages"):
        joined([Leaf(paper("one", "two"), 3)])


def test_fields_of_the_same_name_keep_their_own_values_once_cleaned() -> None:
    made = joined([Leaf(cleaned(form("Adair")).pdf, 1), Leaf(cleaned(form("Barren")).pdf, 1)])
    assert [words(made, number) for number in (1, 2)] == ["Adair", "Barren"]
    with pikepdf.open(io.BytesIO(made)) as document:
        assert "/AcroForm" not in document.Root


def test_scripts_actions_and_attached_files_are_taken_off_and_named() -> None:
    result = cleaned(form("Adair"))
    assert result.removed == ("attached files", "form fields, made part of the page", "scripts and actions")
    for trace in (b"JavaScript", b"Launch", b"EmbeddedFile", b"app.alert"):
        with pikepdf.open(io.BytesIO(result.pdf)) as document:
            plain = io.BytesIO()
            document.save(plain, qdf=True)
        assert trace not in plain.getvalue()


def test_a_plain_pdf_loses_nothing() -> None:
    result = cleaned(paper("one"))
    assert result.removed == ()
    assert words(result.pdf, 1) == "one"


def test_a_comment_on_the_page_stays_visible() -> None:
    with pikepdf.open(io.BytesIO(paper("one"))) as document:
        look = document.make_stream(b"0 g 0 0 40 40 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 40, 40])
        note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=[200, 20, 240, 60], F=4, AP=Dictionary(N=look))
        document.pages[0].Annots = Array([document.make_indirect(note)])
        file = io.BytesIO()
        document.save(file)
    result = cleaned(file.getvalue())
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
    made = finished([paper("contents"), paper("letter", "certificate")], finish)
    with pikepdf.open(io.BytesIO(made)) as document:
        assert [page.label for page in document.pages] == ["i", "1", "2"]
        link = document.pages[0].Annots[0]
        assert link.Dest[0].objgen == document.pages[1].obj.objgen
        assert int(link.F) == 4
        assert str(document.Root.OutputIntents[0].S) == "/GTS_PDFA1"
        with document.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Contents", "Adair"]
            assert outline.root[1].children[0].destination[0].objgen == document.pages[2].obj.objgen
    assert assemble.bookmarks(made) == (Bookmark("Contents", 1), Bookmark("Adair", 2))
    said = assemble.read_xmp(made)
    assert said["dc:title"] == "Letters & <more>"
    assert said["loc:ledgerHead"] == "ab" * 32
    assert said["loc:letterIds"] == "L-1 L-2"
    assert finished([paper("contents"), paper("letter", "certificate")], finish) == made


def test_pdfa_is_not_claimed_where_a_font_is_missing_from_the_file() -> None:
    made = finished([paper("Helvetica is not embedded")], Finish(ABOUT))
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
    file.write_bytes(paper("one", "two"))
    assert assemble.page_count(file) == 2
    assert finished([file], Finish(ABOUT)) == finished([file.read_bytes()], Finish(ABOUT))


def test_a_pdf_without_metadata_has_none_to_read() -> None:
    assert assemble.read_xmp(paper("one")) == {}


@pytest.mark.parametrize("damaged", [b"", b"%PDF-1.7 nothing", paper("one")[:200]])
def test_a_damaged_pdf_is_said_to_be_damaged(damaged: bytes) -> None:
    with pytest.raises(InputError):
        cleaned(damaged)


def test_a_locked_pdf_and_an_absent_one_are_told_apart(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(paper("one"))) as document:
        file = io.BytesIO()
        document.save(file, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pytest.raises(InputError, match="needs a password"):
        cleaned(file.getvalue())
    with pytest.raises(InputError, match=r"gone\.pdf is not there"):
        assemble.page_count(tmp_path / "gone.pdf")


def test_a_signature_field_counts_only_when_it_is_signed() -> None:
    for value, expected in ((None, False), (Dictionary(Type=Name.Sig), True)):
        with pikepdf.open(io.BytesIO(paper("one"))) as document:
            field = Dictionary(FT=Name.Sig, T="s")
            if value is not None:
                field.V = value
            parent = Dictionary(T="p", Kids=[document.make_indirect(field)])
            document.Root.AcroForm = Dictionary(Fields=[document.make_indirect(parent)])
            file = io.BytesIO()
            document.save(file)
        assert assemble.has_digital_signature(file.getvalue()) is expected
