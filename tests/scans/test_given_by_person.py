"""Scans that nothing identifies: laid over the letter when a person says whose they are, before they are accepted."""

from functools import cache

import numpy as np
import openpyxl
import pytest
from made.office import Office, Said
from made.returned_scans import CHANGES, Pages, Printed, by_scanner, signed
from makers.pdfs import saved_as_pdf
from PIL import Image, ImageDraw, ImageFilter

from loc_builder import canonical
from loc_builder.errors import ExitCode
from loc_builder.files.word import read_wording
from loc_builder.model import Assessment, CheckName, CheckResult
from loc_builder.standing import standing_of
from loc_builder.workspace import Workspace

pytestmark = pytest.mark.usefixtures("libreoffice")

SCANNED = by_scanner(dpi=120)
FOR_ADAIR = ("--district", "Adair County", "--signed-on", "2024-09-03", "--signer", "Jane Doe")


@cache
def printed(issued: bytes) -> Printed:
    return Printed.of(saved_as_pdf({"letter": issued})["letter"], read_wording(issued))


BODY = (((72, 714, 98, 768), (142, 722, 255, 732)),)
"""Half a code, and the id beside it, in points from the upper left; the last page has them at its head and its foot."""
LAST = (((72, 24, 98, 76), (142, 34, 255, 44)), ((516, 714, 542, 768), (358, 722, 470, 732)))


def scan(pages: Pages) -> bytes:
    """Scan pages whose codes are torn and whose ids are smeared."""
    per_point = pages[0].width / 612
    for page in pages:
        for code, printed_id in LAST if page is pages[-1] else BODY:
            page.paste("white", _pixels(code, per_point))
            smeared = page.crop(_pixels(printed_id, per_point)).filter(ImageFilter.GaussianBlur(8))
            page.paste(smeared, _pixels(printed_id, per_point))
    return SCANNED(pages, 1)


def _pixels(box: tuple[int, int, int, int], per_point: float) -> tuple[int, int, int, int]:
    left, top, right, bottom = (round(edge * per_point) for edge in box)
    return left, top, right, bottom


@pytest.fixture
def letter(office: Office) -> Printed:
    office.fill()
    return printed(office.letter())


def with_pen(letter: Printed) -> Pages:
    pages = letter.copies()
    signed(letter, pages, np.random.default_rng(3))
    return pages


def received(office: Office, data: bytes) -> None:
    said = office.loc("receive", office.file("scan.pdf", data))
    assert said.json["returns"][0]["parts"][0]["match"]["kind"] == "unmatched", said.out


def accept(office: Office, *more: str) -> Said:
    return office.loc("accept", "scan.pdf", *FOR_ADAIR, *more, as_json=False)


def seen(office: Office) -> Assessment:
    """What is held of the one part."""
    [returned] = standing_of(office.facts()).returns.values()
    return canonical.load(Assessment, Workspace.open(office.folder).kept(returned.parts[0].noted.assessment_sha256))


def test_a_place_without_a_signature_is_seen_and_must_be_meant(office: Office, letter: Printed) -> None:
    received(office, scan(letter.copies()))
    said = accept(office)
    assert said.code == ExitCode.INPUT
    assert "There is no signature: the place for the signature shows no ink" in said.err
    assert "--despite not-signed" in said.err
    assert office.kinds()[-1] == "converted"
    meant = accept(office, "--despite", "not-signed")
    assert meant.code == ExitCode.DONE, meant.err
    assert office.kinds().count("converted") == 1


def test_an_honest_scan_is_accepted_with_what_was_looked_at(office: Office, letter: Printed) -> None:
    received(office, scan(with_pen(letter)))
    said = accept(office)
    assert said.code == ExitCode.DONE, said.err
    one = seen(office)
    assert {"district signature", "district date"} <= {each.what for each in one.part.places}
    assert [each.result for each in one.checks if each.name is CheckName.INK] == [CheckResult.PASSED]


def test_what_a_pen_changed_is_told_when_it_is_accepted(office: Office, letter: Printed) -> None:
    pages = with_pen(letter)
    CHANGES["a sentence struck out"](letter, pages, np.random.default_rng(3))
    received(office, scan(pages))
    said = accept(office)
    assert "there is ink outside the places to write" in said.out
    assert any(each.what == "ink" for each in seen(office).part.places)


def test_a_picture_of_something_else_is_not_silently_the_districts_letter(office: Office, letter: Printed) -> None:
    page = Image.new("RGB", letter.pages[0].size, "white")
    for line in range(40):
        ImageDraw.Draw(page).text((300, 300 + 60 * line), "Minutes of the meeting of the board " * 3, fill="black")
    received(office, SCANNED([page], 1))
    said = accept(office)
    assert said.code == ExitCode.INPUT
    assert "no page of it has the print of the letter as issued" in said.err
    assert "--despite page-missing" in said.err


def test_a_row_of_a_sheet_that_names_the_district_is_looked_at_too(office: Office, letter: Printed) -> None:
    received(office, scan(letter.copies()))
    sheet = office.folder / "review.xlsx"
    office.loc("review", "--sheet", str(sheet))
    book = openpyxl.load_workbook(sheet)
    columns = {cell.value: place for place, cell in enumerate(book.worksheets[0][1], start=1)}
    decided = {"Decision": "accept", "Signed on": "9/3/2024", "Belongs to": "Adair County"}
    for column, text in decided.items():
        book.worksheets[0].cell(2, columns[column], text)
    book.save(sheet)
    said = office.loc("accept", "--from", str(sheet), as_json=False)
    assert said.code == ExitCode.INPUT
    assert "the place for the signature shows no ink" in said.err
    assert "write under 'Accept despite': not-signed" in said.err
