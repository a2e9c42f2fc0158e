"""A district that an earlier letter covers: the archive of its year names the letter and where its record is."""

import re
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from made.bagged import archive_settings
from made.converter import Played
from made.office import ADAIR, ALLEN, SIGNED, Office
from made.pdf import texts_of
from made.word import written

from loc_builder.books import Books
from loc_builder.errors import ExitCode
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps import archive
from loc_builder.steps.archive import ArchiveMade
from loc_builder.workspace import Workspace

NOON = datetime.fromisoformat("2024-10-01T12:00:00-04:00")


def archived(office: Office, year: int) -> ArchiveMade:
    books = Books.open(Workspace.open(office.folder), now=NOON, by="tester")
    edition = books.edition(SchoolYear(year))
    return archive.carry_out(books, edition, archive.plan(books, edition), Played())[1]


def text_of(office: Office, made: ArchiveMade) -> str:
    file = office.folder / "output/2018-2019/archive" / made.file
    return " ".join("\n".join(texts_of(file.read_bytes())).split())


@pytest.fixture
def covered(office: Office) -> Office:
    """Adair's letter of 2017-2018 covers 2018-2019 too; Allen was asked for that year and answered."""
    earlier, later = office.folder / "templates/2017-2018", office.folder / "templates/2018-2019"
    shutil.copytree(earlier, later)
    settings = (later / "edition.toml").read_text(encoding="utf-8")
    (later / "edition.toml").write_text(settings.replace("2017-2018", "2018-2019"), encoding="utf-8")
    points = {"questions": "Points of action 1,Points of action 2", "answers": "Teach,Learn"}
    office.loc("fill", "2017-2018", "--roster", office.roster(ADAIR, **points), now="2018-02-01T12:00:00Z")
    returned(office, "001", "2017-2018", on="March 9, 2018", day="2018-03-09")
    roster = office.roster(ADAIR, ALLEN, **points)
    filled = office.loc("fill", "2018-2019", "--roster", roster, now="2018-08-01T12:00:00Z").json
    assert [each["district_number"] for each in filled["covered"]] == ["001"]
    returned(office, "005", "2018-2019", on="August 9, 2018", day="2018-08-09")
    return office


def returned(office: Office, number: str, year: str, *, on: str, day: str) -> None:
    answered = written(office.letter(number, year), SIGNED | {"signature.district.date": on}, day=day)
    said = office.loc("receive", office.file(f"{number}.docx", answered), now=f"{day}T12:00:00Z")
    assert said.code == ExitCode.DONE, said.out


def test_the_end_of_a_letter_that_covered_a_district_makes_another_archive(covered: Office) -> None:
    first = archived(covered, 2017)
    told = text_of(covered, archived(covered, 2018))
    named = f"to June 30, 2019; its record: page 1 of {re.escape(first.file)}"
    assert re.search(rf"Covered by KYILN-2017-001-L1-\d\d {named}", told)
    assert archived(covered, 2018).is_unchanged
    covered.loc("reopen", "KYILN-2017-001", "--because", "It was withdrawn.", now="2018-09-01T12:00:00Z")
    after = archived(covered, 2018)
    assert not after.is_unchanged
    assert "Covered by" not in text_of(covered, after)
    assert "As of September 1, 2018" in text_of(covered, after)


def test_a_covering_letter_that_is_bound_again_in_a_supplement_is_named_there(covered: Office) -> None:
    archived(covered, 2017)
    before = archived(covered, 2018)
    settings: Path = covered.folder / "templates/2017-2018/edition.toml"
    archive_settings(settings, 'accession = "2018-77"')
    correct = (
        "correct",
        "KYILN-2017-001",
        "--signed-on",
        "2018-03-08",
        "--despite",
        "date-differs",
        "--because",
        "misread",
    )
    assert covered.loc(*correct, now="2018-09-01T12:00:00Z").code == ExitCode.DONE
    supplement = archived(covered, 2017)
    assert supplement.supplement_to == "KYILN-2017-2018-bag-v1"
    after = archived(covered, 2018)
    assert not after.is_unchanged
    assert after.bag.folder != before.bag.folder
    assert f"its record: page 1 of {supplement.file}" in text_of(covered, after)
    metadata = covered.folder / "output/2018-2019/archive" / after.bag.folder / "data/metadata"
    aid = (metadata / "finding-aid.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.split(",")[-2] for line in aid] == ["supplements", supplement.file, ""]
