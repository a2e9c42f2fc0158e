"""A batch in which some files cannot be converted, and a program that hangs."""

import os
import stat
import sys
import time
from pathlib import Path

import pytest
from made.word import filled

from loc_builder.errors import ToolError
from loc_builder.files.convert import LibreOffice, NotConvertedError

NO_PACKAGE = b"PK\x03\x04 no package"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs played here are shell scripts")


def program(folder: Path, script: str) -> Path:
    """A program that takes the place of LibreOffice: `$OUT` is its folder, `$FILES` what it is to convert."""
    file = folder / "soffice"
    arguments = 'while [ "$1" != --outdir ]; do shift; done; OUT=$2; shift 2; FILES="$*"; mkdir -p "$OUT"\n'
    file.write_text("#!/bin/sh\n" + arguments + script)
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


STOPS_AT_THE_SECOND = """
for file in $FILES; do
  if grep -q second "$file"; then kill -KILL $$; fi
  printf '%%PDF-1.7 %%%%EOF' > "$OUT/$(basename "$file" .docx).pdf"
done
"""
HANGS_AT_THE_SECOND = STOPS_AT_THE_SECOND.replace("kill -KILL $$", 'sleep 600 & echo $! > "$PIDS"; wait')


@pytest.mark.usefixtures("libreoffice")
def test_files_that_give_no_pdf_are_all_named_and_the_others_are_made() -> None:
    batch = [("a.docx", filled()), ("b.docx", NO_PACKAGE), ("c.docx", filled()), ("d.docx", NO_PACKAGE)]
    with pytest.raises(NotConvertedError, match=r"made no PDF of b\.docx: .*; d\.docx: ") as caught:
        LibreOffice().convert(batch)
    assert set(caught.value.made) == {"a.docx", "c.docx"}
    assert all(pdf.startswith(b"%PDF-") for pdf in caught.value.made.values())
    assert dict(caught.value.reasons) == dict.fromkeys(("b.docx", "d.docx"), "source file could not be loaded")
    assert [problem.file for problem in caught.value.problems] == ["b.docx", "d.docx"]


def test_a_file_that_stops_the_program_does_not_stop_the_rest(tmp_path: Path) -> None:
    batch = [(f"{name}.docx", name.encode()) for name in ("first", "second", "third", "fourth")]
    with pytest.raises(NotConvertedError, match="second") as caught:
        LibreOffice(program(tmp_path, STOPS_AT_THE_SECOND)).convert(batch)
    assert dict(caught.value.reasons) == {"second.docx": "the program stopped at it"}
    assert set(caught.value.made) == {"first.docx", "third.docx", "fourth.docx"}


def test_a_file_at_which_the_program_hangs_is_named_and_all_that_was_started_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIDS", str(tmp_path / "pid"))
    batch = [(f"{name}.docx", name.encode()) for name in ("first", "second", "third")]
    with pytest.raises(NotConvertedError) as caught:
        LibreOffice(program(tmp_path, HANGS_AT_THE_SECOND), patience=1).convert(batch)
    assert list(caught.value.reasons) == ["second.docx"]
    assert "did not finish" in caught.value.reasons["second.docx"]
    assert set(caught.value.made) == {"first.docx", "third.docx"}
    assert is_gone(int((tmp_path / "pid").read_text()))


def test_a_program_that_makes_nothing_is_not_tried_for_ever(tmp_path: Path) -> None:
    counted = program(tmp_path, f'echo once >> "{tmp_path}/runs"; echo "Error: no fonts"')
    with pytest.raises(ToolError, match="no fonts"):
        LibreOffice(counted).convert([(f"{number}.docx", b"") for number in range(40)])
    assert len((tmp_path / "runs").read_text().splitlines()) == 3


def is_gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody asked after yet (a zombie) has."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        status = Path(f"/proc/{pid}/stat")
        if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.05)
    return False
