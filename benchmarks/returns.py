"""Returns on paper, in full counts: what is told of each kind, and what it costs; `make sweep` prints the tables.

Letters are printed, signed or not, changed with a pen or not, and sent through every device the tests know. Honest
returns are whole letters, half of them answered in Word first, and signature pages; every change is made once for each
device. Run `python benchmarks/returns.py [N]` to make only every Nth of them.
"""

import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from made.returned_scans import CHANGES, WAYS, Printed, signed
from makers.district import Districts
from makers.pdfs import saved_as_pdf

from loc_builder.files.word import read_wording
from loc_builder.findings import FindingCode
from loc_builder.matching import KnownLetter, match_letter
from loc_builder.model import Matched, Part
from loc_builder.reading.pdf import read_pdf
from loc_builder.scans.asking import IssuedPdf
from loc_builder.scans.examining import examine
from loc_builder.schoolyear import SchoolYear

LETTERS = {2024: ("001", "005", "035"), 2017: ("031",)}
WHOLE, SIGNATURE_PAGES = 19, 5  # honest ones of each device


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
    matched: str
    pages: int
    identified: int
    says_signed: str
    ink: tuple[str, ...]
    check: str
    read_seconds: float
    look_seconds: float


@dataclass(frozen=True, slots=True)
class Issued:
    """A letter as issued, how matching knows it, and the PDF of one answered in Word before it was printed."""

    known: KnownLetter
    letter: IssuedPdf
    answered: bytes


Letters = dict[str, Issued]
"""By the district's number."""


def tables(one_in: int = 1) -> list[str]:
    """Make the returns, or every so manieth, and give the tables of what was told of them."""
    jobs = sorted(list(_jobs())[::one_in], key=lambda each: (each.letter, each.is_answered))  # each printed once
    with ProcessPoolExecutor(os.cpu_count(), initializer=_letters) as pool:
        return list(_tables(list(pool.map(tell, jobs, chunksize=8))))


def _jobs() -> Iterator[Job]:
    names = [name for numbers in LETTERS.values() for name in numbers]
    for at, way in enumerate(WAYS):
        for seed in range(WHOLE):
            yield Job(names[(at + seed) % len(names)], way, "", seed, is_answered=(seed // len(names)) % 2 == 1)
        for seed in range(WHOLE, WHOLE + SIGNATURE_PAGES):
            yield Job(names[(at + seed) % len(names)], way, "", seed, only_signature_page=True)
        for one, change in enumerate(CHANGES):
            yield Job(names[(at + one) % len(names)], way, change, 100 + one)


@lru_cache
def _letters() -> Letters:
    made: Letters = {}
    for year, numbers in LETTERS.items():
        districts = Districts.asked_in(SchoolYear(year))
        issued = {number: districts.filled[number].document for number in numbers}
        answered = {f"{number} answered": districts.for_the_pen(number, clear=True) for number in numbers}
        pdfs = saved_as_pdf(issued | answered)
        for number in numbers:
            letter = districts.filled[number].letter
            made[number] = Issued(
                KnownLetter(letter.letter_id, SchoolYear(year), letter.district.number),
                IssuedPdf(pdfs[number], issued[number], ("district", "agency"), "district"),
                pdfs[f"{number} answered"],
            )
    return made


@lru_cache(maxsize=1)
def _printed(number: str, *, is_answered: bool) -> Printed:
    issued = _letters()[number]
    return Printed.of(issued.answered if is_answered else issued.letter.pdf, read_wording(issued.letter.word))


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
    looked = examine(data, part, _letters()[job.letter].letter)
    done = time.process_time()
    signer = [each for each in looked.findings if each.code in (FindingCode.SIGNER_UNCLEAR, FindingCode.NOT_SIGNED)]
    return Told(
        job,
        is_signed,
        _matched(part, job),
        len(part.pages),
        sum(page.printed is not None for page in looked.pages),
        signer[0].detail if signer else "",
        tuple(each.detail for each in looked.findings if each.code is FindingCode.INK_OUTSIDE_BOXES),
        str(looked.checks[0].result),
        read - started,
        done - read,
    )


def _matched(part: Part, job: Job) -> str:
    letters = [each.known for each in _letters().values()]
    match = match_letter(part.clues, letters, [])
    if not isinstance(match, Matched):
        return "none"
    return "right" if match.found == _letters()[job.letter].known.letter_id else "wrong"


# ---- the tables


def _tables(told: Sequence[Told]) -> Iterator[str]:
    honest = [each for each in told if not each.job.change]
    matched = Counter(each.matched for each in told)
    yield from (
        "## Returns on paper: whose they are",
        "",
        "| right | wrong | not matched |",
        "| --- | --- | --- |",
        f"| {matched['right']} | {matched['wrong']} | {matched['none']} |",
        "",
        "## Honest returns on paper",
        "",
        "| device | returns | whole letters | accused | not compared, wholly or in part | pages named |",
    )
    yield "| --- | --- | --- | --- | --- | --- |"
    for way in WAYS:
        of_way = [each for each in honest if each.job.way == way]
        pages = f"{sum(each.identified for each in of_way)} of {sum(each.pages for each in of_way)}"
        yield f"| {way} | {len(of_way)} | {_whole(of_way)} | {_accused(of_way)} | {_not_compared(of_way)} | {pages} |"
    yield f"| all | {len(honest)} | {_whole(honest)} | {_accused(honest)} | {_not_compared(honest)} | |"
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


def _whole(told: Sequence[Told]) -> int:
    return sum(not each.job.only_signature_page for each in told)


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
    print("\n".join(tables(*map(int, sys.argv[1:]))))
