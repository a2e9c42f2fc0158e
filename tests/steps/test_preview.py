"""Letters as PDFs to look at: made in one batch, believed only with all their words, and used again for records."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest
from made.converter import Played
from made.office import ADAIR, ALLEN, Office
from made.pdf import sheets, texts_of

from loc_builder.books import Books
from loc_builder.errors import ExitCode, IntegrityError, ToolError
from loc_builder.facts import Converted
from loc_builder.files.render import open_pages
from loc_builder.reading.looking import look_at_pages
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps import archive, preview
from loc_builder.steps.preview import PreviewsMade
from loc_builder.workspace import Workspace

FOLDER = "output/2024-2025/previews"
NOON = datetime.fromisoformat("2024-08-01T12:00:00-04:00")


class Absent:
    """No outside program."""

    def convert(self, files: Sequence[tuple[str, bytes]]) -> Mapping[str, bytes]:
        if files:
            raise ToolError("LibreOffice was not found", hint="Install it.")
        return {}


def previewed(office: Office, converter: Played | Absent, *numbers: str) -> PreviewsMade:
    books = Books.open(Workspace.open(office.folder), now=NOON, by="tester")
    edition = books.edition(SchoolYear(2024))
    letters = [
        each.letter_id
        for each in books.standing.of_year(edition.school_year)
        if not numbers or each.issued.district_number in numbers
    ]
    return preview.carry_out(books, edition, letters, converter)[1]


def lying(office: Office) -> list[Path]:
    return sorted((office.folder / FOLDER).glob("*"))


@pytest.fixture
def filled(office: Office) -> Office:
    """Adair's and Allen's letters."""
    office.fill()
    return office


# ---- the step ---------------------------------------------------------------------------------------------------


def test_all_letters_are_given_to_the_outside_program_at_once_and_lie_under_their_names(filled: Office) -> None:
    converter = Played()
    made = previewed(filled, converter)
    assert converter.given == [filled.letter("001"), filled.letter("005")]
    assert [each.name for each in lying(filled)] == [each.file for each in made.previews]
    assert [each.name for each in lying(filled)] == [
        "001 Adair County - KY ILN Letter of Commitment 2024-2025.pdf",
        "005 Allen County - KY ILN Letter of Commitment 2024-2025.pdf",
    ]
    assert (made.folder, made.problems) == (FOLDER, ())


def test_a_second_run_converts_nothing_and_lays_back_what_is_gone_or_changed(filled: Office) -> None:
    previewed(filled, Played())
    adair, allen = lying(filled)
    before = adair.read_bytes(), allen.read_bytes()
    adair.unlink()
    allen.write_bytes(b"scribbled over")
    facts = filled.facts()
    made = previewed(filled, Absent())
    assert [each.is_unchanged for each in made.previews] == [False, False]
    assert (adair.read_bytes(), allen.read_bytes()) == before
    assert all(each.is_unchanged for each in previewed(filled, Absent()).previews)
    assert filled.facts() == facts


def test_a_new_revision_gets_a_preview_of_its_own(filled: Office) -> None:
    previewed(filled, Played())
    roster = filled.roster(ADAIR.replace("Jane Doe", "June Dow"), ALLEN)
    filled.loc("fill", "2024-2025", "--roster", roster, "--reissue", now="2024-08-02T12:00:00-04:00")
    converter = Played()
    assert [each.file[:3] for each in previewed(filled, converter).previews] == ["001", "005"]
    assert converter.given == [filled.letter("001")]
    texts = {each.name: " ".join(" ".join(texts_of(each.read_bytes())).split()) for each in lying(filled)}
    title = "001 Adair County - KY ILN Letter of Commitment 2024-2025"
    assert "Jane Doe" in texts[f"{title}.pdf"]
    assert "June Dow" in texts[f"{title} (revision 2).pdf"]
    assert "Jane Doe" not in texts[f"{title} (revision 2).pdf"]


@pytest.mark.parametrize(("how", "code"), [("fails", "not-converted"), ("loses", "words-lost")])
def test_a_letter_without_a_pdf_to_believe_is_named_and_the_others_are_made(
    filled: Office, how: str, code: str
) -> None:
    bad = (filled.letter("001"),)
    made = previewed(filled, Played(fails=bad) if how == "fails" else Played(loses=bad))
    [problem] = made.problems
    assert (problem.code, problem.file) == (code, "001 Adair County - KY ILN Letter of Commitment 2024-2025.docx")
    assert [each.letter.issued.district for each in made.previews] == ["Allen County"]
    assert [each.name[:3] for each in lying(filled)] == ["005"]
    converter = Played()
    assert previewed(filled, converter).problems == ()
    assert converter.given == [*bad]


def test_without_the_outside_program_what_was_converted_before_is_still_laid(filled: Office) -> None:
    previewed(filled, Played(), "001")
    lying(filled)[0].unlink()
    made = previewed(filled, Absent())
    assert [problem.code for problem in made.problems] == ["no-converter"]
    assert [each.name[:3] for each in lying(filled)] == ["001"]


def test_a_record_uses_the_conversion_that_the_preview_made(filled: Office) -> None:
    """What came back is a PDF, so the record looks for its pages in the letter as issued."""
    previewed(filled, Played())
    filled.loc("receive", filled.file("signed.pdf", sheets("Signed")))
    despite = [f"--despite={code}" for code in ("not-signed", "page-missing", "signature-page-missing")]
    said = filled.loc("accept", "signed.pdf", "--letter", "KYILN-2024-001", "--signed-on", "2024-09-03", *despite)
    assert said.code == ExitCode.DONE, said.out
    books = Books.open(Workspace.open(filled.folder), now=NOON, by="tester")
    edition, converter = books.edition(SchoolYear(2024)), Played()
    archive.carry_out(books, edition, archive.plan(books, edition), converter)
    assert converter.given == []


def test_a_kept_conversion_that_was_changed_is_never_shown(filled: Office) -> None:
    previewed(filled, Played(), "001")
    converted = next(fact.said for fact in filled.facts() if isinstance(fact.said, Converted))
    kept = filled.folder / "output/kept" / converted.sha256
    kept.chmod(0o644)
    kept.write_bytes(b"%PDF-1.7 something else")
    with pytest.raises(IntegrityError, match="was changed"):
        previewed(filled, Played(), "001")


# ---- the command ------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("libreoffice")
def test_the_previews_are_named_and_hold_the_letter_with_its_codes(office: Office) -> None:
    said = office.fill("--pdf")
    assert said.code == ExitCode.DONE
    assert [each["letter_id"] for each in said.json["previews"]] == [each["letter_id"] for each in said.json["issued"]]
    files = [office.folder / each["file"] for each in said.json["previews"]]
    assert files == lying(office)
    with open_pages(files[0].read_bytes()) as pages:
        looked = tuple(look_at_pages(pages))
    assert {one for page in looked for one in page.letters} == {said.json["issued"][0]["letter_id"]}
    before = [each.read_bytes() for each in files]
    again = office.fill("--pdf", now="2024-08-02T12:00:00-04:00").json
    assert ([each["unchanged"] for each in again["previews"]], again["problems"]) == ([True, True], [])
    assert [each.read_bytes() for each in files] == before


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="LibreOffice is found there without the PATH")
def test_without_libreoffice_the_letters_are_made_and_the_way_to_get_it_is_said(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    said = office.loc("fill", "2024-2025", "--roster", office.roster(ADAIR, ALLEN), "--pdf", as_json=False)
    assert said.code == ExitCode.TOOL
    assert said.out.startswith("2 letters made, 0 unchanged.")
    assert "apt install libreoffice-writer" in said.err
    assert (office.kinds(), lying(office)) == (["issued", "issued"], [])
    told = office.fill("--pdf")
    assert (told.code, told.json["previews"]) == (ExitCode.TOOL, [])
    assert [each["code"] for each in told.json["problems"]] == ["no-converter"]


@pytest.mark.usefixtures("libreoffice")
def test_a_changed_row_has_no_preview_until_its_letter_is_made_anew(office: Office) -> None:
    office.fill()
    roster = office.roster(ADAIR.replace("Jane Doe", "June Dow"), ALLEN)
    said = office.loc("fill", "2024-2025", "--roster", roster, "--pdf")
    assert [each["district"] for each in said.json["changed"]] == ["Adair County"]
    assert [each.name[:3] for each in lying(office)] == ["005"]


def test_a_dry_run_makes_no_preview(office: Office) -> None:
    said = office.fill("--pdf", "--dry-run")
    assert (said.code, said.json["previews"]) == (ExitCode.DONE, [])
    assert not (office.folder / "output").exists()
