"""What becomes of odd PDFs in an archive: run `PYTHONPATH=tests python benchmarks/odd_records.py FOLDER [EVERY]`.

Each PDF of a collection is made a record as if it were a signed return, its first pages up to a limit, and the records
are bound into archives. Then each page is drawn from the source and from the finished archive, and compared (see
`odd_pages`). A page must look as it came, or be an image of that and be called one on the certificate; nothing may be
drawn over ink. What breaks this is named, and the run ends with an error. With `verapdf` on the PATH every EVERYth
archive is judged; fonts that are wrong in themselves make it "invalid".
"""

import re
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TookTooLongError
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TypeVar

import pypdfium2
from made.record import plan
from odd_pages import what_is_wrong
from pebble import ProcessExpired, ProcessPool

from loc_builder.binding.archive import bind_archive
from loc_builder.binding.archive_plan import ArchiveEntry, ArchivePlan, DistrictStanding
from loc_builder.binding.pages import PageKind, PageSource
from loc_builder.binding.record import build_record
from loc_builder.errors import LocError
from loc_builder.files.pdfa import Verdict, validated
from loc_builder.model import LetterId
from loc_builder.schoolyear import SchoolYear

MOST_PAGES = 40  # of a file
LOT = 40  # records in an archive
SECONDS = 900  # by the clock, for one file or one archive: what takes as long stands still
SLOW = 60  # seconds of processor time for one record
MEMORY = 4 << 30
MADE_AT = datetime(2025, 7, 1, 12, tzinfo=UTC)
AS_IMAGE = re.compile(r"Pages? ([\d, \N{EN DASH}]+) (?:is put in as an image|are put in as images)")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made:
    """The record of one file, or why there is none; `is_closed` is whether the PDF cannot even be opened.

    `seconds` are those of processor time.
    """

    source: Path
    record: Path | None = None
    pages: int = 0
    refused: str = ""
    is_closed: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What a comparison found: pages that are the same, pages that went in as images, and what is wrong."""

    same: int = 0
    images: int = 0
    wrong: tuple[str, ...] = ()


@dataclass(slots=True)
class Found:
    """What is told at the end."""

    files: int = 0
    closed: int = 0
    pages: int = 0
    same: int = 0
    images: int = 0
    refused: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)


def main(folder: Path, every: int = 4) -> None:
    """Make records and archives of all PDFs and print what became of the pages."""
    found, started = Found(), time.perf_counter()
    files = iter(sorted(file for file in folder.rglob("*") if file.suffix.lower() == ".pdf" and file.is_file()))
    with tempfile.TemporaryDirectory() as place, ProcessPool(max_workers=2, max_tasks=50, initializer=_limit) as pool:
        number = 0
        while lot := tuple(islice(files, LOT)):
            before = len(found.wrong)
            _lot(lot, Path(place), pool, found, is_judged=number % every == 0)
            number += 1
            print(f"{found.files} files, {found.pages} pages", *found.wrong[before:], sep="\n  ", file=sys.stderr)
    print("\n".join((*_told(found), "", f"{time.perf_counter() - started:.0f} seconds")))
    raise SystemExit(bool(found.wrong))


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _lot(files: Sequence[Path], place: Path, pool: ProcessPool, found: Found, *, is_judged: bool) -> None:
    found.files += len(files)
    records = [place / f"{number:03}.pdf" for number in range(len(files))]
    waiting = [pool.schedule(_made, args=pair, timeout=SECONDS) for pair in zip(files, records, strict=True)]
    made = [got for file, future in zip(files, waiting, strict=True) if (got := _got(future, file, found))]
    found.closed += sum(each.is_closed for each in made)
    found.refused += [f"{each.source.name}: {each.refused}" for each in made if each.refused and not each.is_closed]
    found.slow += [f"{each.source.name}: {each.seconds:.0f} seconds" for each in made if each.seconds > SLOW]
    bound = [each for each in made if each.record]
    archive = place / "archive.pdf"
    firsts = _got(pool.schedule(_bound, args=(bound, archive), timeout=SECONDS), files[0], found)
    if not firsts:
        return
    pairs = zip(bound, firsts, strict=True)
    looked = [(one, pool.schedule(_compared, args=(one, archive, first), timeout=SECONDS)) for one, first in pairs]
    for one, future in looked:
        seen = _got(future, one.source, found) or Seen()
        found.pages += one.pages
        found.same += seen.same
        found.images += seen.images
        found.wrong += [f"{one.source.name}: {each}" for each in seen.wrong]
    if is_judged:
        _judge(archive, found)


def _got(future: Future[T], file: Path, found: Found) -> T | None:
    """Wait for a worker; whatever is no refusal in our words is wrong."""
    try:
        return future.result()
    except TookTooLongError:
        found.wrong.append(f"{file.name}: took longer than {SECONDS} seconds")
    except ProcessExpired as error:
        found.wrong.append(f"{file.name}: stopped the process ({error.exitcode})")
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        last = traceback.extract_tb(error.__traceback__)[-1:]
        found.wrong.append(f"{file.name}: {type(error).__name__}: {error} {getattr(error, 'traceback', last)}")
    return None


def _judge(archive: Path, found: Found) -> None:
    judged = validated([archive], seconds_a_file=900).files[archive]
    found.verdicts[str(judged.verdict)] += 1
    if judged.verdict is Verdict.INVALID:
        found.verdicts.update(f"  broken: {each}" for each in judged.why)


# ---- in a process of its own: records and archives


def _made(file: Path, record: Path) -> Made:
    """Make a file's record as the archive would, its last page being the signature page."""
    data, started = file.read_bytes(), time.process_time()
    try:
        document = pypdfium2.PdfDocument(data)
        count = min(len(document), MOST_PAGES)
    except pypdfium2.PdfiumError:
        count = 0
    if not count:
        return Made(file, is_closed=True)
    sources = [PageSource(PageKind.RETURNED_PDF, data, number) for number in range(1, count + 1)]
    try:
        record.write_bytes(build_record(replace(plan(*sources, signature_page=count), title=file.name)).pdf)
    except LocError as error:
        return Made(file, refused=error.message)
    return Made(file, record, count, seconds=time.process_time() - started)


def _bound(made: Sequence[Made], archive: Path) -> Sequence[int]:
    """Bind the records into an archive; give the page in it on which each begins, from 0."""
    names = [f"{number:03} {each.source.stem[:40]}" for number, each in enumerate(made)]
    ids = [LetterId(f"KYILN-2024-{number:03}-L1-00") for number in range(len(made))]
    records = [each.record for each in made if each.record]
    archived = bind_archive(
        ArchivePlan(
            title="Odd files",
            program="Program",
            agency="Agency",
            school_year=SchoolYear(2024),
            made_at=MADE_AT,
            ledger_head="0" * 64,
            entries=tuple(ArchiveEntry(*each) for each in zip(ids, names, records, strict=True)),
            standings=tuple(DistrictStanding("001", name, "Member", of) for of, name in zip(ids, names, strict=True)),
        ),
        archive,
    )
    first = {each.letter_id: each.first_page - 1 for each in archived.entries}
    return [first[each] for each in ids]


# ---- in a process of its own: pages beside each other


def _compared(made: Made, archive: Path, first: int) -> Seen:
    source, bound = (pypdfium2.PdfDocument(file) for file in (made.source, archive))
    source.init_forms()
    told = _called_images(bound, first + made.pages)
    wrong, images = [], 0
    for number in range(made.pages):
        is_image = number + 1 in told
        images += is_image
        if why := what_is_wrong(source[number], bound[first + number], is_image=is_image):
            wrong.append(f"page {number + 1}{' (image)' if is_image else ''}: {why}")
    return Seen(made.pages - images - sum("(image)" not in each for each in wrong), images, tuple(wrong))


def _called_images(bound: pypdfium2.PdfDocument, at: int) -> frozenset[int]:
    """The pages that the certificate, which may be several pages long, calls images."""
    said = ""
    while at < len(bound) and ("CERTIFICATE OF RECORD" in (text := _text(bound[at])) or said) and len(said) < 50_000:
        if said and "CERTIFICATE OF RECORD" not in text and "SHA-256" not in text and "image" not in text:
            break
        said, at = said + " " + text, at + 1
    spans = [span for named in AS_IMAGE.findall(" ".join(said.split())) for span in named.split(",")]
    ends = ([int(end) for end in span.split("\N{EN DASH}")] for span in spans)
    return frozenset(number for each in ends for number in range(each[0], each[-1] + 1))


def _text(page: pypdfium2.PdfPage) -> str:
    return str(page.get_textpage().get_text_range())


# ---- the table


def _told(found: Found) -> Iterator[str]:
    yield "| PDFs | not to be opened | refused | bound | pages | same | as image | wrong |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    bound = found.files - found.closed - len(found.refused)
    counts = (found.files, found.closed, len(found.refused), bound, found.pages, found.same, found.images)
    yield f"| {' | '.join(map(str, counts))} | {len(found.wrong)} |"
    yield from ("", "Refused:", *(f"  {each}" for each in found.refused))
    yield from ("", "Slow:", *(f"  {each}" for each in found.slow))
    yield from ("", "Wrong:", *(f"  {each}" for each in found.wrong))
    yield from ("", "veraPDF:", *(f"  {times} {verdict}" for verdict, times in found.verdicts.items()))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
