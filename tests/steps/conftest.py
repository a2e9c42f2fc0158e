"""A year whose bag can be made at once: laid out for all tests once, copied for each that changes it."""

import shutil
from pathlib import Path

import pytest
from made.bagged import RETURNED, accession, answer, archived, loc
from made.office import ADAIR, ALLEN, COLUMNS, lay_out
from made.pdf import sheets

from loc_builder.errors import ExitCode
from loc_builder.steps.archive import ArchiveMade


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Adair's letter is accepted, Allen's is out; a flyer came too."""
    folder = tmp_path_factory.mktemp("start")
    lay_out(folder)
    roster = COLUMNS.format(questions="Reflection") + ADAIR.replace("{answers}", "") + ALLEN.replace("{answers}", "")
    (folder / "roster.csv").write_text(roster, encoding="utf-8")
    moment = "2024-08-01T12:00:00-04:00"
    assert loc(folder, "fill", "2024-2025", "--roster", str(folder / "roster.csv"), now=moment) == ExitCode.DONE
    answer(folder, "001", RETURNED)
    (folder / "flyer.pdf").write_bytes(sheets("A flyer"))
    loc(folder, "receive", str(folder / "flyer.pdf"))
    return folder


@pytest.fixture
def year(start: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy to change; where a validator is installed, it is out of reach."""
    monkeypatch.setenv("PATH", "")
    return Path(shutil.copytree(start, tmp_path / "year"))


@pytest.fixture(scope="session")
def once(start: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ArchiveMade]:
    """The year with its first bag, to look at only."""
    folder = Path(shutil.copytree(start, tmp_path_factory.mktemp("once") / "year"))
    with pytest.MonkeyPatch.context() as without_validator:
        without_validator.setenv("PATH", "")
        return folder, archived(folder)


@pytest.fixture
def taken_in(year: Path) -> Path:
    """A year whose first bag an archive took in; Adair's letter is in it."""
    archived(year)
    accession(year)
    return year


@pytest.fixture
def late(taken_in: Path) -> tuple[Path, ArchiveMade]:
    """Allen's letter came afterwards."""
    answer(taken_in, "005", "Allen late.docx")
    return taken_in, archived(taken_in)
