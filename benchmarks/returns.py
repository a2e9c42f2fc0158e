"""Returns on paper, in full counts: what is told of each kind, and what it costs; adds a table to RESULTS.md.

Letters are printed, signed or not, changed with a pen or not, and sent through every device the tests know. Honest
returns are whole letters and signature pages; every change is made once for each device and round. Run
`python benchmarks/returns.py [ROUNDS]`; one round takes some minutes.
"""

import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from made.returned_scans import CHANGES, WAYS, Printed, signed
from makers.district import Districts
from makers.pdfs import saved_as_pdf

from loc_builder.files.word import read_wording
from loc_builder.findings import FindingCode
from loc_builder.reading.pdf import read_pdf
from loc_builder.scans.examining import IssuedPdf, examine
from loc_builder.schoolyear import SchoolYear

RESULTS = Path(__file__).with_name("RETURNS.md")
LETTERS = {2024: ("001", "005", "035"), 2017: ("031",)}
HONEST = 20  # of each device, a round


@dataclass(frozen=True, slots=True)
class Job:
    """One return to make: from which letter, through which device, and what was done to it."""

    letter: str
    way: str
    change: str
    seed: int
    only_signature_page: bool = False
    is_answered: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a return: seconds of processor time are those of reading and of the second look."""

    job: Job
    is_signed: bool
    pages: int
    identified: int
    says_signed: str
    ink: tuple[str, ...]
    check: str
    read_seconds: float
    look_seconds: float


Letters = dict[str, tuple[IssuedPdf, bytes]]
"""By number: the letter as issued, and the PDF of one that was answered in Word before it was printed."""


def main(rounds: int = 1) -> None:
    jobs = list(_jobs(rounds))
    with ProcessPoolExecutor(os.cpu_count(), initializer=_letters) as pool:
        told = list(pool.map(tell, jobs, chunksize=8))
    lines = ["# Returns on paper", "", "Written by `make sweep`.", "", *_tables(told)]
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def _jobs(rounds: int) -> Iterator[Job]:
    names = [name for numbers in LETTERS.values() for name in numbers]
    for number in range(rounds):
        for at, way in enumerate(WAYS):
            for one in range(HONEST):
                yield Job(names[(at + one) % len(names)], way, "", number * 10_000 + one, one % 4 != 0, one % 8 == 4)
            for one, change in enumerate(CHANGES):
                yield Job(names[(at + one + number) % len(names)], way, change, number * 10_000 + 100 + one)


@lru_cache
def _letters() -> Letters:
    made: Letters = {}
    for year, numbers in LETTERS.items():
        districts = Districts.asked_in(SchoolYear(year))
        issued = {number: districts.filled[number].document for number in numbers}
        answered = {f"{number} answered": districts.for_the_pen(number, clear=True) for number in numbers}
        pdfs = saved_as_pdf(issued | answered)
        for number in numbers:
            wording = read_wording(issued[number])
            made[number] = (
                IssuedPdf(pdfs[number], wording, ("district", "agency"), "district"),
                pdfs[f"{number} answered"],
            )
    return made


@lru_cache(maxsize=16)
def _printed(number: str, *, is_answered: bool) -> Printed:
    issued, answered = _letters()[number]
    return Printed.of(answered if is_answered else issued.pdf, issued.wording)


def tell(job: Job) -> Told:
    """Make one return, read it and look at it again."""
    chance = np.random.default_rng([job.seed, *job.way.encode(), *job.letter.encode()])
    printed = _printed(job.letter, is_answered=job.is_answered)
    pages = printed.copies()
    is_signed = bool(chance.random() < 0.6)
    if is_signed:
        signed(printed, pages, chance)
    if job.change:
        page = CHANGES[job.change](printed, pages, chance)
        sent = pages[-1:] if page == len(pages) else [pages[page - 1], pages[-1]]
    else:
        sent = pages[-1:] if job.only_signature_page else pages
    return _told(job, WAYS[job.way](sent, int(chance.integers(1 << 30))), is_signed=is_signed)


def _told(job: Job, data: bytes, *, is_signed: bool) -> Told:
    started = time.process_time()
    part = read_pdf(data, "scan.pdf")[0]
    read = time.process_time()
    looked = examine(data, part, _letters()[job.letter][0])
    done = time.process_time()
    signer = [each for each in looked.findings if each.code in (FindingCode.SIGNER_UNCLEAR, FindingCode.NOT_SIGNED)]
    return Told(
        job,
        is_signed,
        len(part.pages),
        sum(page.printed is not None for page in looked.pages),
        signer[0].detail if signer else "",
        tuple(each.detail for each in looked.findings if each.code is FindingCode.INK_OUTSIDE_BOXES),
        str(looked.checks[0].result),
        read - started,
        done - read,
    )


# ---- the tables


def _tables(told: Sequence[Told]) -> Iterator[str]:
    honest = [each for each in told if not each.job.change]
    yield from (
        "## Honest returns",
        "",
        "| device | returns | accused | not compared, wholly or in part | pages named |",
    )
    yield "| --- | --- | --- | --- | --- |"
    for way in WAYS:
        of_way = [each for each in honest if each.job.way == way]
        pages = f"{sum(each.identified for each in of_way)} of {sum(each.pages for each in of_way)}"
        yield f"| {way} | {len(of_way)} | {_accused(of_way)} | {_not_compared(of_way)} | {pages} |"
    yield f"| all | {len(honest)} | {_accused(honest)} | {_not_compared(honest)} | |"
    yield from ("", "## Changes by pen", "", "| change | made | found |", "| --- | --- | --- |")
    for change in CHANGES:
        made = [each for each in told if each.job.change == change]
        yield f"| {change} | {len(made)} | {sum(bool(each.ink) for each in made)} |"
    yield from (
        "",
        "## Ink in the signature's place",
        "",
        "| | ink | may be | no ink | not found |",
        "| --- | --- | --- | --- | --- |",
    )
    said: dict[bool, Counter[str]] = defaultdict(Counter)
    for each in told:
        said[each.is_signed][_verdict(each.says_signed)] += 1
    for is_signed, counts in said.items():
        row = " | ".join(str(counts[name]) for name in ("ink", "may be", "no ink", "not found"))
        yield f"| {'signed' if is_signed else 'not signed'} | {row} |"
    pages = sum(each.pages for each in told)
    yield from ("", "## Processor time a page", "", "| reading | second look |", "| --- | --- |")
    read, look = (_ms(each.read_seconds for each in told), _ms(each.look_seconds for each in told))
    yield f"| {read / pages:.0f} ms | {look / pages:.0f} ms |"


def _accused(told: Sequence[Told]) -> int:
    return sum(bool(each.ink) for each in told)


def _not_compared(told: Sequence[Told]) -> int:
    return sum(each.check == "not made" for each in told)


def _verdict(said: str) -> str:
    if "shows no ink" in said:
        return "no ink"
    return "may be" if "may be" in said else "ink" if "is ink" in said else "not found"


def _ms(seconds: Iterator[float]) -> float:
    return 1000 * sum(seconds)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
