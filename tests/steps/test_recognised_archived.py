"""A letter that came back as a scan whose words were recognised: its record and the archive can be searched."""

from dataclasses import replace
from datetime import datetime

import pytest
from made.converter import Played
from made.letter import ADAIR, letter_pdf, scan
from made.office import Office
from made.pdf import texts_of

from loc_builder import canonical
from loc_builder.books import Books
from loc_builder.errors import IntegrityError
from loc_builder.facts import FindingsNoted
from loc_builder.model import Box, Recognised, RecognisedLine, RecognisedPage, Sha256
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps import archive
from loc_builder.steps.verify import verify
from loc_builder.workspace import Workspace

NOON = datetime.fromisoformat("2024-10-01T12:00:00-04:00")
READ = Recognised(
    (RecognisedPage(1, 612, 792, (RecognisedLine("Portfolios for all", Box(72, 400, 180, 412), 1, ()),)),)
)


def books_of(office: Office) -> Books:
    return Books.open(Workspace.open(office.folder), now=NOON, by="tester")


def archived(office: Office) -> list[str]:
    """The text of each page of the archive."""
    books = books_of(office)
    edition = books.edition(SchoolYear(2024))
    made = archive.carry_out(books, edition, archive.plan(books, edition), Played())[1]
    return texts_of((office.folder / "output/2024-2025/archive" / made.file).read_bytes())


def read_again(office: Office, recognised: Recognised) -> Sha256:
    """Note of the one part that came back what was recognised on it."""
    books = books_of(office)
    [noted] = [fact.said for fact in books.facts if isinstance(fact.said, FindingsNoted)]
    [part] = books.standing.letters[ADAIR].parts
    assessment, kept = books.assessment(part), books.workspace.keep(canonical.dump(recognised))
    seen = replace(assessment, part=replace(assessment.part, recognised=kept))
    books.record([replace(noted, assessment_sha256=books.workspace.keep(canonical.dump(seen)))])
    return kept


@pytest.fixture
def scanned(office: Office) -> Office:
    office.fill()
    office.loc("receive", office.file("Adair.pdf", scan(letter_pdf(), pen=True)))
    return office


def accept(office: Office) -> None:
    findings = {code for fact in office.facts() if isinstance(fact.said, FindingsNoted) for code in fact.said.codes}
    despite = [word for code in sorted(findings) for word in ("--despite", code)]
    said = office.loc("accept", ADAIR, "--signed-on", "2024-09-03", "--signer", "Jane Doe", *despite)
    assert said.code == 0, said


def test_the_words_are_in_the_archive_and_the_certificate_tells_how_they_were_read(scanned: Office) -> None:
    read_again(scanned, READ)
    accept(scanned)
    pages = archived(scanned)
    assert ["Portfolios for all" in page for page in pages].count(True) == 1
    assert any(
        "Page 1: the words were read from the picture by recognition" in " ".join(page.split()) for page in pages
    )


def test_without_recognised_words_there_are_none(scanned: Office) -> None:
    accept(scanned)
    assert not any("by recognition (OCR)" in " ".join(page.split()) for page in archived(scanned))


def test_recognised_words_that_were_changed_are_noticed_and_not_bound(scanned: Office) -> None:
    kept = scanned.folder / "output/kept" / read_again(scanned, READ)
    accept(scanned)
    assert verify(books_of(scanned)).problems == ()
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"Portfolios", b"Portfolius"))
    assert len(verify(books_of(scanned)).problems) == 1
    with pytest.raises(IntegrityError, match="was changed"):
        archived(scanned)
