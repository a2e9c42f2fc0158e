"""What becomes of odd files: run `python benchmarks/odd_files.py FOLDER` on a collection of them, as PDF readers have.

Every file of the folder goes through `loc receive`, kind by kind in lots of some hundreds. Each must end as read, as
waiting for a person, or as set aside, with its original kept byte for byte; no lot may stand still, end with another
exit code than the documented ones, or say anything that is no message. What breaks these rules is named, and the run
ends with an error.
"""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from loc_builder.errors import ExitCode
from loc_builder.findings import FindingCode

ROOT = Path(__file__).parent.parent
YEAR = "2024-2025"
ROSTER = ROOT / "samples" / f"roster-{YEAR}.xlsx"
DISTRICTS = ("001", "005", "035")
LOT = 200  # files
STANDS_STILL = 300.0  # seconds in which no file was finished; one may take 60, each file in a mail as many
ENDINGS = {"jpeg": "jpg", "tiff": "tif", "dotx": "docx", "dotm": "docm", "dot": "doc"}
UNREAD = frozenset({FindingCode.UNREADABLE.value, FindingCode.NEEDS_PASSWORD.value})
FAULTS = re.compile(r"the reader failed on it|stopped the reader|could not be judged|do not answer|longer than|memory")
"""Of files that are waiting: where it was not their damage that was told, but what they did to the reader."""

Answer = Mapping[str, Any]


@dataclass(slots=True)
class Count:
    """What became of the files of one kind; `waiting` are those that could not be read, or not wholly."""

    files: int = 0
    read: int = 0
    waiting: int = 0
    set_aside: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Found:
    """What is told at the end: the counts, the rules broken, what the reader was brought to, and what was said."""

    counts: dict[str, Count] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    hard: list[str] = field(default_factory=list)
    said: Counter[str] = field(default_factory=Counter)


def main(folder: Path) -> None:
    """Take all files in and print what became of them."""
    found = Found()
    with tempfile.TemporaryDirectory() as place:
        office = _office(Path(place) / "office")
        for kind, files in sorted(_kinds(folder).items()):
            count = found.counts.setdefault(kind, Count())
            for number, lot in enumerate(_lots(files)):
                taken = _lot(lot, Path(place) / f"{kind} {number}")
                _receive(office, taken, found, count)
            print(f"{kind}: {count}", file=sys.stderr, flush=True)
        code, _, said = _loc(office, "verify")
        if code != ExitCode.DONE:
            found.broken.append(f"loc verify ended with {code}: {said[-500:]}")
    print("\n".join(_told(found)))
    raise SystemExit(bool(found.broken))


def _office(place: Path) -> Path:
    """Begin a workspace with a few letters, as an office has it."""
    subprocess.run((sys.executable, "-m", "loc_builder", "init", str(place)), cwd=ROOT, check=True, capture_output=True)
    only = [part for each in DISTRICTS for part in ("--only", each)]
    code, _, said = _loc(place, "fill", YEAR, "--roster", str(ROSTER), *only)
    if code:
        raise SystemExit(said)
    return place


def _kinds(folder: Path) -> Mapping[str, Sequence[Path]]:
    """The files by what their names call them; what `loc receive` passes over in folders is left out."""
    kinds: dict[str, list[Path]] = {}
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not file.name.startswith((".", "~$")):
            ending = file.suffix[1:].lower() or "none"
            kinds.setdefault(ENDINGS.get(ending, ending), []).append(file)
    return kinds


def _lots(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    each = iter(files)
    while lot := tuple(islice(each, LOT)):
        yield lot


def _lot(files: Sequence[Path], place: Path) -> Mapping[Path, str]:
    """Lay files into a folder, numbered, since two may have one name; give each one's hash."""
    place.mkdir()
    laid = {}
    for number, file in enumerate(files):
        target = place / f"{number:03} {file.name}"
        shutil.copyfile(file, target)
        laid[target] = hashlib.sha256(target.read_bytes()).hexdigest()
    return laid


# ---- taking in


def _receive(office: Path, lot: Mapping[Path, str], found: Found, count: Count) -> None:
    folder = next(iter(lot)).parent
    started = time.perf_counter()
    code, answered, said = _loc(office, "receive", str(folder))
    count.seconds += time.perf_counter() - started
    count.files += len(lot)
    if said:
        found.broken.append(f"{folder.name}: it said: {said[-500:]}")
    try:
        answer = json.loads(answered)
    except ValueError:
        found.broken.append(f"{folder.name}: exit code {code} and no answer")
        return
    if code != _code_for(answer):
        found.broken.append(f"{folder.name}: exit code {code}")
    if answer["letters"]:
        found.broken.append(f"{folder.name}: taken for a letter of ours: {answer['letters']}")
    _count(lot, answer, found, count)
    _look_at_kept(office, lot, found)
    shutil.rmtree(folder)


def _code_for(answer: Answer) -> int:
    """The exit code that is documented for an answer."""
    if answer.get("problems") or "error" in answer:
        return ExitCode.INPUT
    is_new = any(not each["same_as"] for each in answer["returns"])
    return ExitCode.PERSON_NEEDED if is_new else ExitCode.DONE


def _count(lot: Mapping[Path, str], answer: Answer, found: Found, count: Count) -> None:
    """Count how each file ended; the twin of another is told as a return too."""
    returns: dict[str, list[Answer]] = {}
    for each in answer["returns"]:
        returns.setdefault(each["return_id"], []).append(each)
    left_out = {Path(each["file"]).name for each in answer["problems"]}
    for file, hashed in lot.items():
        ended = returns.get(hashed, [])
        if ended:
            _count_one(file, ended.pop(0), found, count)
        elif file.name in left_out:
            count.set_aside += 1
        else:
            found.broken.append(f"{file.name}: nothing was said of it")


def _count_one(file: Path, ended: Answer, found: Found, count: Count) -> None:
    findings = [each for part in ended["parts"] for each in part["findings"]]
    for each in {(each["code"], _plain(each["message"])) for each in findings if each["code"] in UNREAD}:
        found.said["{}: {}".format(*each)] += 1
    found.hard += [f"{file.name}: {each['message']}" for each in findings if FAULTS.search(each["message"])]
    if ended["same_as"]:
        count.set_aside += 1
    elif not ended["parts"]:
        found.broken.append(f"{file.name}: it has no part")
    elif any(each["code"] in UNREAD for each in findings):
        count.waiting += 1
    else:
        count.read += 1


def _plain(message: str) -> str:
    return re.sub(r"\d+", "N", message)[:150]


def _look_at_kept(office: Path, lot: Mapping[Path, str], found: Found) -> None:
    """Compare each original with what is kept, and see that the workspace lists the return as waiting."""
    waiting = {each["return_id"] for each in json.loads(_loc(office, "status", YEAR)[1])["unmatched_returns"]}
    for file, hashed in lot.items():
        kept = office / "output" / "kept" / hashed
        if not kept.is_file() or kept.read_bytes() != file.read_bytes():
            found.broken.append(f"{file.name}: its original is not kept")
        if hashed not in waiting:
            found.broken.append(f"{file.name}: nobody is asked about it")


# ---- running


def _loc(office: Path, *words: str) -> tuple[int, str, str]:
    """Run a command; give its exit code, what it answered and what else it said."""
    command = (sys.executable, "-m", "loc_builder", "--workspace", str(office), "--json", *words)
    with tempfile.TemporaryFile() as answered, tempfile.TemporaryFile() as said:
        with subprocess.Popen(command, cwd=ROOT, stdout=answered, stderr=said, start_new_session=True) as process:
            still = _stands_still(process, office / "output" / "kept")
        for file in (answered, said):
            file.seek(0)
        complaint = f"it stood still for {STANDS_STILL:g} seconds and was ended. " if still else ""
        return process.returncode, answered.read().decode(), complaint + said.read().decode(errors="replace")


def _stands_still(process: subprocess.Popen[bytes], kept: Path) -> bool:
    """Wait for a command's end; end it where nothing new was kept for long."""
    started = time.time()
    while process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(1)
        if time.time() - max(started, kept.stat().st_mtime if kept.exists() else 0) > STANDS_STILL:
            os.killpg(process.pid, signal.SIGKILL)
            return True
    return False


# ---- the table


def _told(found: Found) -> Iterator[str]:
    counts = dict(sorted(found.counts.items()))
    total = Count()
    for each in counts.values():
        for name in ("files", "read", "waiting", "set_aside", "seconds"):
            setattr(total, name, getattr(total, name) + getattr(each, name))
    yield "| kind | files | read | waiting, not (wholly) read | set aside | seconds |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for kind, each in {**counts, "all": total}.items():
        yield f"| {kind} | {each.files} | {each.read} | {each.waiting} | {each.set_aside} | {each.seconds:.0f} |"
    yield from ("", "Why files wait:", *(f"  {times:4}  {what}" for what, times in found.said.most_common()))
    yield from ("", "What brought the reader to its limits, or to a fault:", *(f"  {each}" for each in found.hard))
    yield from ("", f"Rules broken: {len(found.broken)}", *(f"  {each}" for each in found.broken))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]).resolve())
