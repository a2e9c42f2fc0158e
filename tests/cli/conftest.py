from pathlib import Path

import pytest
from offices import Office, lay_out


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    lay_out(tmp_path)
    return Office(tmp_path, capsys)
