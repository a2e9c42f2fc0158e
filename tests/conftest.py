"""What every test runs under: repeatable examples, the shipped editions to read, and no workspace by accident."""

from pathlib import Path

import pytest
from hypothesis import settings
from made.office import Office, lay_out
from made.places import TEMPLATES

from loc_builder.edition import read_edition
from loc_builder.errors import ToolError
from loc_builder.files.convert import found_program
from loc_builder.model import Edition
from loc_builder.register import Register, read_register

settings.register_profile("loc", derandomize=True, deadline=None, database=None)
settings.load_profile("loc")


@pytest.fixture(scope="session")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("nowhere")


@pytest.fixture(autouse=True)
def _no_default_workspace(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that is not told its workspace looks into an empty folder and refuses."""
    monkeypatch.chdir(nowhere)


@pytest.fixture(scope="session")
def libreoffice() -> Path:
    """LibreOffice's program; where it is not installed the test is skipped and says how to get it."""
    try:
        return found_program()
    except ToolError as error:
        pytest.skip(f"{error.message}. {error.hint}")


@pytest.fixture(scope="session")
def register() -> Register:
    return read_register(TEMPLATES / "districts.csv")


@pytest.fixture(scope="session")
def edition_2017() -> Edition:
    """Term by signing date; districts an earlier letter covers are skipped; a list question; no spare contact."""
    return read_edition(TEMPLATES / "2017-2018")


@pytest.fixture(scope="session")
def edition_2024() -> Edition:
    """Term by the named year; three text questions; one spare contact."""
    return read_edition(TEMPLATES / "2024-2025")


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """A workspace with both editions and no letters yet."""
    lay_out(tmp_path)
    return Office(tmp_path, capsys)
