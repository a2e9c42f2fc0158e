"""How fast returns are taken in, beside the way paperless-ngx looks for codes: `make bench` prints pages a second.

The same scans (200 dpi, made of real letters) go through `loc receive`, everything included: starting up, keeping the
originals, reading, laying each page over the letter as issued, judging, ledger and readable copies; and through
poppler at 300 dpi and zxing-cpp, which finds the codes and does no more. Both have two workers and take turns.
"""

import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path

from scanned_returns import YEAR, make_scans

from loc_builder.errors import ExitCode
from loc_builder.files.render import open_pages
from loc_builder.register import read_register

ROOT = Path(__file__).parent.parent
ROSTER = ROOT / "samples" / f"roster-{YEAR}.xlsx"
ROUNDS = 2
SIGNATURE_PAGES, WHOLE_LETTERS = 160, 40  # scanned
ONE_PAGE, WHOLE = 640, 120  # files received, copies that show the same: so many pages outweigh starting up
FEW, MANY, AGAIN = 200, 2_000, 1_000
WORKERS = "2"


def main() -> None:
    """Make the scans, measure and print."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        print("Making letters and scans takes some minutes ...", flush=True)
        register = read_register(ROOT / "templates" / "districts.csv")
        asked = register.current_on(YEAR.first_day)
        numbers = [each.number for each in asked[:SIGNATURE_PAGES]]
        issued = _workspace(folder / "issued")
        make_scans(numbers, pages=folder / "pages", letters=folder / "letters", whole=WHOLE_LETTERS)
        shutil.copytree(issued, folder / "converted")
        _loc(folder / "converted", *_fill(), "--pdf", *(part for each in numbers for part in ("--only", each)))
        for name, count, told in (("pages", ONE_PAGE, "one-page scans"), ("letters", WHOLE, "whole letters")):
            scans = _copies(folder / name, folder / f"{name} received", count)
            beside_paperless(scans, folder / "converted", told)
        converting(folder / "pages", folder / "issued")
        many_returns(folder)


# ---- pages a second


def beside_paperless(scans: Path, workspace: Path, told: str) -> None:
    """Both ways in turn; the ratio is that of all rounds together."""
    pages, has_peer = _pages(scans), _has_peer()
    ours, theirs = [], []
    for _ in range(ROUNDS):
        ours.append(_received(workspace, scans)[0])
        if has_peer:
            theirs.append(_run((sys.executable, str(ROOT / "benchmarks" / "paperless_way.py"), str(scans), WORKERS))[0])
    print(f"{told}, {len(list(scans.iterdir()))} files, {pages} pages, mean of {ROUNDS} rounds:")
    print(f"  `loc receive`                      {pages / statistics.mean(ours):6.1f} pages a second")
    if has_peer:
        print(f"  pdf2image at 300 dpi and zxing-cpp {pages / statistics.mean(theirs):6.1f} pages a second")
        print(f"  {sum(theirs) / sum(ours):.1f} times as fast")
    else:
        print("  The other way was left out: it needs poppler's pdftoppm on the PATH and pdf2image (pip).")


def converting(scans: Path, workspace: Path) -> None:
    """The same where the letters as issued have no PDF yet, which LibreOffice then makes, once for each letter."""
    if not shutil.which("soffice"):
        print("Converting letters on the way was left out: it needs LibreOffice.")
        return
    seconds = _received(workspace, scans)[0]
    print(
        f"one-page scans of letters that LibreOffice must first convert: {_pages(scans) / seconds:.1f} pages a second"
    )


def _has_peer() -> bool:
    return bool(shutil.which("pdftoppm")) and importlib.util.find_spec("pdf2image") is not None


def _pages(scans: Path) -> int:
    count = 0
    for file in scans.glob("*.pdf"):
        with open_pages(file.read_bytes()) as pages:
            count += len(pages)
    return count


# ---- many returns


def many_returns(folder: Path) -> None:
    """Peak memory of few and of many returns, and the time for files that came before."""
    peaks = {}
    for count in (FEW, MANY):
        returns = _copies(folder / "pages", folder / f"returns {count}", count)
        seconds, peaks[count], space = _received(folder / "converted", returns)
        print(f"{count:5} one-page scans: {count / seconds:.1f} a second, {peaks[count] / 1024:.0f} MB at the most")
    print(f"  {peaks[MANY] / peaks[FEW]:.2f} times the memory for {MANY // FEW} times the returns")
    again = _copies(folder / "pages", folder / "again", AGAIN)
    seconds = _loc(space, *_receive(again))[0]
    print(f"{AGAIN} files received again: {AGAIN / seconds:.0f} a second")


def _copies(scans: Path, folder: Path, count: int) -> Path:
    """Make returns of other bytes that show the same."""
    folder.mkdir()
    for number, file in enumerate(islice(cycle(sorted(scans.iterdir())), count)):
        (folder / f"scan {number:04}.pdf").write_bytes(file.read_bytes() + f"\n% {number}\n".encode())
    return folder


# ---- running


def _workspace(place: Path) -> Path:
    shutil.copytree(ROOT / "templates", place / "templates", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    _loc(place, *_fill())
    return place


def _fill() -> tuple[str, ...]:
    return ("--now", f"{YEAR.starts_in}-08-01T12:00", "fill", str(YEAR), "--roster", str(ROSTER))


def _receive(returns: Path) -> tuple[str, ...]:
    return ("--now", f"{YEAR.starts_in}-10-01T12:00", "receive", str(returns))


def _received(workspace: Path, returns: Path) -> tuple[float, int, Path]:
    """Take returns into a copy of a workspace; give the seconds, the peak memory and the copy."""
    space = workspace.with_name("received")
    shutil.rmtree(space, ignore_errors=True)
    shutil.copytree(workspace, space)
    return *_loc(space, *_receive(returns)), space


def _loc(space: Path, *words: str) -> tuple[float, int]:
    return _run((sys.executable, "-m", "loc_builder", "--workspace", str(space), "--quiet", *words))


def _run(command: Sequence[str]) -> tuple[float, int]:
    """Run a command; give its seconds and the most kilobytes that one of its processes held."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if process.returncode not in (ExitCode.DONE, ExitCode.PERSON_NEEDED):
            raise SystemExit(f"{' '.join(command)}\n{said.read().decode()}")
    return time.perf_counter() - start, usage.ru_maxrss


if __name__ == "__main__":
    main()
