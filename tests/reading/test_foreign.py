"""Old Word files, OpenDocument and RTF texts are read through LibreOffice, and never where they could run something."""

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from made.compound import compound
from made.mails import zipped
from made.word import unanswered

from loc_builder.errors import ToolError
from loc_builder.files import convert
from loc_builder.findings import FindingCode as Code
from loc_builder.model import ClueKind, Medium, Part, Role, Sha256
from loc_builder.reading.reader import read

RTF = rb"{\rtf1\ansi " + b" ".join(b"We agree to line %d of the letter." % number for number in range(9)) + b"}"


def saved_as(kind: str, program: Path, folder: Path) -> bytes:
    """The starter letter as another program saves it."""
    (folder / "letter.docx").write_bytes(unanswered())
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        str(program),
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(folder),
        str(folder / "letter.docx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"letter.{kind}").read_bytes()


def codes(part: Part) -> set[Code]:
    return {finding.code for finding in part.findings}


@pytest.mark.parametrize("kind", ["doc", "odt"])
def test_a_letter_saved_by_another_program_is_read_as_the_letter_it_is(
    kind: str, libreoffice: Path, tmp_path: Path
) -> None:
    data = saved_as(kind, libreoffice, tmp_path)
    reading = read(data, f"letter.{kind}")
    (part,) = reading.parts
    assert (part.role, part.medium) == (Role.WHOLE, Medium.PDF_TEXT)
    assert ClueKind.CODE in {clue.kind for clue in part.clues}
    assert Code.CONVERTED in codes(part)
    assert part.made_from == Sha256(reading.return_id)
    assert reading.held[0].startswith(b"%PDF-")
    assert read(data, f"letter.{kind}") == reading, "the same file gives the same bytes"


def test_an_rtf_text_is_read(libreoffice: Path) -> None:
    assert libreoffice.exists()
    (part,) = read(RTF, "letter.rtf").parts
    assert part.text is not None
    assert "We agree to line 8" in part.text


def test_without_libreoffice_it_is_kept_and_said_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> Path:
        raise ToolError("LibreOffice was not found")

    monkeypatch.setattr(convert, "found_program", absent)
    (part,) = read(RTF, "letter.rtf").parts
    (finding,) = part.findings
    assert finding.code is Code.UNREADABLE
    assert "install it and receive it again" in finding.detail


def odt(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, text in {"content.xml": "<x/>", **parts}.items():
            archive.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (rb"{\rtf1 {\object\objemb{\*\objdata 00}}}", "an embedded object"),
        (rb"{\rtf1 {\field{\*\fldinst INCLUDEPICTURE http://x.example/a.png}}}", "a field that fetches"),
        (rb"{\rtf1{\*\template http://x.example/a.dotm}}", "a template that is fetched"),
        (odt(**{"Basic/Standard/Module1.xml": "<x/>"}), "macros"),
        (odt(**{"content.xml": '<draw:image xlink:href="http://x.example/a.png"/>'}), "a link that fetches"),
        (odt(**{"Object 1/content.xml": "<x/>"}), "an embedded object"),
        (compound({"WordDocument": bytes(64), "Macros": {"VBA": {"dir": b"x"}}}), "macros"),
        (compound({"WordDocument": bytes(64), "ObjectPool": {"_1": {"x": b"x"}}}), "an embedded object"),
    ],
)
def test_what_could_run_or_fetch_is_never_opened(data: bytes, what: str) -> None:
    (part,) = read(data, "letter").parts
    assert codes(part) == {Code.ACTIVE_CONTENT}
    assert what in part.findings[0].detail
    assert not part.pages


def test_a_locked_text_needs_a_password() -> None:
    locked = bytearray(64)
    locked[10:12] = (0x0100).to_bytes(2, "little")
    for data in (
        compound({"WordDocument": bytes(locked)}),
        odt(**{"META-INF/manifest.xml": "<manifest:encryption-data/>"}),
    ):
        (part,) = read(data, "letter").parts
        assert codes(part) == {Code.NEEDS_PASSWORD}


def test_a_picture_that_a_reader_must_click_on_is_no_danger(libreoffice: Path) -> None:
    assert libreoffice.exists()
    link = odt(**{"content.xml": '<text:a xlink:href="http://x.example/">our school</text:a>'})
    assert Code.ACTIVE_CONTENT not in codes(read(link, "letter.odt").parts[0])


def test_a_word_file_with_macros_is_read_and_not_run() -> None:
    parts = dict.fromkeys(["word/vbaProject.bin"], b"\xd0\xcf\x11\xe0")
    with zipfile.ZipFile(io.BytesIO(unanswered())) as archive:
        parts |= {name: archive.read(name) for name in archive.namelist()}
    (part,) = read(zipped(parts), "letter.docm").parts
    assert part.medium is Medium.WORD
    assert Code.ACTIVE_CONTENT in codes(part)
    assert any(clue.kind is ClueKind.PROPERTY for clue in part.clues)


def test_the_empty_place_for_objects_that_word_always_makes_is_no_danger() -> None:
    data = compound({"WordDocument": bytes(64), "ObjectPool": {}})
    assert Code.ACTIVE_CONTENT not in codes(read(data, "letter.doc").parts[0])
