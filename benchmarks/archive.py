"""A year's records merged, finished and bagged, beside qpdf and pypdf doing the bare merge; prints times and ratios.

171 records of 6 pages, once of text and once of scans (300 MB). Each task runs in a process of its own, which tells its
own time, by the clock and of the processor, and the most memory it ever had; the first round warms the disk's cache,
the best of the next counts.
qpdf and pypdf only put pages together: no contents, links, labels, metadata, hashes or check of fonts.
"""

import hashlib
import io
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

# ruff: noqa: PLC0415 - a task loads what it uses and nothing else: its memory is measured

RECORDS = 171
PAGES = 6
ROUNDS = 3
SCAN_BYTES = 345_000_000  # asked for; JPEG makes about 300 MB of it
HASHES = "hashes.json"  # the ledger names the records' hashes; here they are reckoned when the records are made
MADE_AT = datetime(2025, 7, 1, 12, tzinfo=UTC)


KINDS = {"seconds": "by the clock", "work": "of the processor"}


def main() -> None:
    """Make the records, run all tasks on both sets, print the table."""
    with tempfile.TemporaryDirectory() as place:
        sets = {"text": _text_records(Path(place) / "text"), "scans": _scans(Path(place) / "scans")}
        for name, folder in sets.items():
            records = tuple(folder.glob("*.pdf"))
            (folder / HASHES).write_text(json.dumps({each.name: _hash(each) for each in records}))
            size = sum(each.stat().st_size for each in records)
            print(f"\n{name}: {RECORDS} records of {PAGES} pages, {size / 1e6:.0f} MB")
            _table({task: _best(task, folder, Path(place)) for task in TASKS})


def _best(task: str, folder: Path, place: Path) -> dict[str, float] | None:
    if task == "qpdf" and shutil.which("qpdf") is None:
        return None
    runs = [_run(task, folder, place) for _ in range(ROUNDS)]
    return min(runs[1:], key=lambda run: run["seconds"])


def _run(task: str, folder: Path, place: Path) -> dict[str, float]:
    with tempfile.TemporaryDirectory(dir=place) as out:
        command = [sys.executable, __file__, task, str(folder), out]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found: dict[str, float] = json.loads(said.splitlines()[-1])
    return found


def _table(found: dict[str, dict[str, float] | None]) -> None:
    bare = found["qpdf"]
    for task, run in found.items():
        if run is None:
            print(f"  {TASKS[task][0]:<44} skipped: qpdf is not installed")
            continue
        times = "  ".join(f"{run[kind]:6.2f} s{_ratio(run, bare, kind)} {words}" for kind, words in KINDS.items())
        print(f"  {TASKS[task][0]:<44} {times}  {run['megabytes']:5.0f} MB at most")


def _ratio(run: dict[str, float], bare: dict[str, float] | None, kind: str) -> str:
    return f" ({run[kind] / bare[kind]:5.2f} x qpdf)" if bare else ""


# ---- the tasks, each alone in its process -----------------------------------------------------------------------


def _ours(folder: Path, out: Path) -> None:
    from loc_builder.binding.archive import bind_archive
    from loc_builder.binding.archive_plan import ArchiveEntry, ArchivePlan, DistrictStanding
    from loc_builder.model import LetterId
    from loc_builder.schoolyear import SchoolYear

    names, hashes = sorted(folder.glob("*.pdf")), json.loads((folder / HASHES).read_text())
    bind_archive(
        ArchivePlan(
            title="Letter of Commitment 2024-2025",
            program="Program",
            agency="Agency",
            school_year=SchoolYear(2024),
            made_at=MADE_AT,
            ledger_head="0" * 64,
            entries=tuple(
                ArchiveEntry(LetterId(each.stem), f"District {each.stem}", each, hashes[each.name]) for each in names
            ),
            standings=tuple(DistrictStanding(each.stem, each.stem, "Member", LetterId(each.stem)) for each in names),
        ),
        out / "archive.pdf",
    )


def _bagged(folder: Path, out: Path) -> None:
    from loc_builder.binding.bag import Contents, Item, build_bag
    from loc_builder.binding.bag_words import Told
    from loc_builder.model import Retention, Sha256

    os.environ["PATH"] = ""  # no validator: its time is its own
    _ours(folder, out)
    hashes = json.loads((folder / HASHES).read_text())
    records = sorted(folder.glob("*.pdf"))
    items = tuple(Item(f"records/{each.name}", each, Sha256(hashes[each.name])) for each in records)
    archive = Item("archive/archive.pdf", out / "archive.pdf", Sha256(_hash(out / "archive.pdf")))
    told = Told("bag", "Title", "Program", "Agency", "2024-2025", 1, MADE_AT, 1, "0" * 64, RECORDS, 0, Retention())
    nothing: tuple[()] = ()
    contents = Contents(
        told, {"Bagging-Date": "2025-07-01"}, nothing, items, archive, nothing, nothing, {}, {}, nothing, nothing
    )
    build_bag(contents, out / "bag")


def _hash(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _qpdf(folder: Path, out: Path) -> None:
    names = [str(each) for each in sorted(folder.glob("*.pdf"))]
    subprocess.run(["qpdf", "--empty", "--pages", *names, "--", str(out / "qpdf.pdf")], check=True)


def _pypdf(folder: Path, out: Path) -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for each in sorted(folder.glob("*.pdf")):
        writer.append(each)
    writer.write(out / "pypdf.pdf")


TASKS: dict[str, tuple[str, Callable[[Path, Path], None]]] = {
    "qpdf": ("qpdf, bare merge", _qpdf),
    "pypdf": ("pypdf, bare merge", _pypdf),
    "ours": ("LoC Builder, merged and finished", _ours),
    "bagged": ("LoC Builder, merged, finished and bagged", _bagged),
}


def _task(name: str, folder: Path, out: Path) -> None:
    begun, worked = time.perf_counter(), _worked()
    TASKS[name][1](folder, out)
    seconds, work = time.perf_counter() - begun, _worked() - worked
    print(json.dumps({"seconds": seconds, "work": work, "megabytes": _most_memory(name)}))


def _worked() -> float:
    """Seconds that the processor worked for this process, for the system on its behalf, and for what it started."""
    used = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _most_memory(task: str) -> float:
    """The most memory this process had, or the program it started; what the system tells of its parent is left out."""
    if task == "qpdf":
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) / 1024 for line in status.read_text().splitlines() if "VmHWM" in line)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# ---- the records ------------------------------------------------------------------------------------------------


def _finish(number: int, pages: bytes, place: Path) -> None:
    from loc_builder.files.assemble import Bookmark, Description, Finish, finished

    name = f"{number:03d}"
    marks = (Bookmark("Letter", 1), Bookmark("Certificate", PAGES))
    about = Description(f"Record {name}", "Agency", f"record {name}", MADE_AT, "0" * 64, (name,))
    (place / f"{name}.pdf").write_bytes(finished([pages], Finish(about, marks)))


def _text_records(place: Path) -> Path:
    """Letters as LibreOffice writes them, each with text of its own: the converted sample letter, titled anew."""
    from loc_builder.files.assemble import Leaf, joined, page_count
    from loc_builder.files.convert import LibreOffice

    place.mkdir()
    letter = Path(__file__).parent.parent / "templates" / "2024-2025" / "letter.docx"
    pdf = LibreOffice().convert([(letter.name, letter.read_bytes())])[letter.name]
    pages = page_count(pdf)
    six = joined([Leaf(pdf, 1 + number % pages) for number in range(PAGES)])
    for number in range(1, RECORDS + 1):
        _finish(number, six, place)
    return place


def _scans(place: Path) -> Path:
    """Pages of noise as scanners save them: JPEG, which nothing makes smaller."""
    import numpy as np
    from PIL import Image

    place.mkdir()
    chance = np.random.default_rng(1)
    side = int((SCAN_BYTES / RECORDS / PAGES / 0.78) ** 0.5 * 1.05)
    for number in range(1, RECORDS + 1):
        sheets = [Image.fromarray(chance.integers(0, 256, (side, side), dtype=np.uint8)) for _ in range(PAGES)]
        file = io.BytesIO()
        day = time.gmtime(random.Random(number).randrange(1_000_000_000))
        sheets[0].save(file, "PDF", quality=80, save_all=True, append_images=sheets[1:], creationDate=day, modDate=day)
        _finish(number, file.getvalue(), place)
    return place


if __name__ == "__main__":
    if len(sys.argv) > 1:
        _task(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
