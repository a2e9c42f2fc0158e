"""Honest returns from many typesetters and edits of the agreement: is it still our letter, and what was answered.

Real letters of both editions are answered at length, signed by typing and sent back in every way the tests know:
saved by other programs, printed with other fonts, on other paper, with words divided, by a browser. Each is read and
judged as the product does it; then the agreement is edited, and each edit must be told in its own words. What is set
depends on the programs and fonts here; without Chromium its rows are missing.
`python benchmarks/typesetters.py [N]` makes only every Nth return.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache

from made.edits import EDITS
from made.long_answers import plain, text_of
from made.places import TEMPLATES
from typeset_returns import DAMAGED, NUMBERS, TYPED_OVER, edited, letters, returned

from loc_builder import letter_id
from loc_builder.edition import read_edition
from loc_builder.findings import FindingCode
from loc_builder.judging import AsIssued, assess
from loc_builder.matching import KnownLetter, match_letter
from loc_builder.model import Assessment, District, Matched
from loc_builder.reading.reader import read
from loc_builder.register import read_register
from loc_builder.schoolyear import SchoolYear

PROGRAM = "KYILN"
ARRIVED = {SchoolYear(2017): date(2017, 9, 10), SchoolYear(2024): date(2024, 9, 10)}
ISSUED = {SchoolYear(2017): date(2017, 8, 1), SchoolYear(2024): date(2024, 8, 1)}


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a return: `read` and `asked` count the answers that were read as written, and all."""

    way: str
    match: str
    accused: tuple[str, ...]
    read: int
    asked: int
    amiss: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited letter that came back as it is, or printed: `missing` are words that no finding shows."""

    edit: str
    way: str
    missing: tuple[str, ...]
    told: tuple[str, ...]


def judged(name: str, ending: str, data: bytes) -> tuple[str, Assessment | None]:
    """Read and judge a return; say whether it was matched `right`, `wrong` or to `none`."""
    sent = letters()[name]
    reading = read(data, f"return.{ending}")
    part = reading.parts[0]
    match = match_letter(part.clues, _known(), _districts())
    if not isinstance(match, Matched):
        return "none", None
    if match.found != name:
        return "wrong", None
    edition = read_edition(TEMPLATES / str(sent.year))
    issued = AsIssued(edition, lambda: sent.wording, ISSUED[sent.year], 1, 1)
    return "right", assess(part, match, issued, arrived_on=ARRIVED[sent.year])


def tell(job: tuple[str, str, str, bytes]) -> Told:
    way, name, ending, data = job
    match, found = judged(name, ending, data)
    sent = letters()[name]
    if found is None:
        return Told(way, match, (), 0, len(sent.said), ())
    wanted = sent.short if way in TYPED_OVER else sent.said
    amiss = tuple(field for field in wanted if plain(found.answers.get(field, "")) != plain(text_of(wanted[field])))
    accused = tuple(each.detail for each in found.findings if each.code is FindingCode.TEXT_CHANGED)
    return Told(way, match, accused, len(wanted) - len(amiss), len(wanted), amiss)


# ---- edits


def tell_edit(job: tuple[str, str, str, str, bytes]) -> Edited:
    edit, way, letter, ending, data = job
    _, found = judged(letter, ending, data)
    findings = found.findings if found else ()
    told = tuple(each.detail for each in findings if each.code is FindingCode.TEXT_CHANGED)
    wanted = EDITS[str(letters()[letter].year)][edit].told
    missing = tuple(words for words in wanted if not any(words in one for one in told))
    return Edited(edit, way, missing, told)


@cache
def _known() -> tuple[KnownLetter, ...]:
    return tuple(
        KnownLetter(letter_id.make(PROGRAM, year, each.number), year, each.number)
        for year in NUMBERS
        for each in _districts()
    )


@cache
def _districts() -> tuple[District, ...]:
    return tuple(read_register(TEMPLATES / "districts.csv").districts)


# ---- the tables


def tables(one_in: int = 1) -> list[str]:
    """Make the returns and the edits, of every letter or every so manieth, and give the tables of what was told."""
    sent = list(letters().values())[::one_in]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        told = list(pool.map(tell, returned(sent)))
        edits = list(pool.map(tell_edit, edited([sent[0], sent[-1]])))
    return [*_of_honest(told), "", *_of_edits(edits), ""]


def _of_honest(told: Sequence[Told]) -> Iterator[str]:
    ways = dict.fromkeys(each.way for each in told)
    honest = [each for each in told if each.way not in DAMAGED]
    yield from (
        "## Honest returns with text",
        "",
        "| typesetter | returns | identified | wrongly identified | accused | answers read as written |",
        "| --- | --- | --- | --- | --- | --- |",
    )
    yield from (_row(way, [each for each in told if each.way == way]) for way in ways if way not in DAMAGED)
    yield _row("all", honest)
    yield from ("", "Damaged on the way by LibreOffice, which hides a part of the text:", "")
    yield from (
        "| typesetter | returns | identified | wrongly identified | told as hidden | answers read as written |",
        "| --- | --- | --- | --- | --- | --- |",
    )
    yield from (_row(way, [each for each in told if each.way == way]) for way in ways if way in DAMAGED)


def _row(name: str, told: Sequence[Told]) -> str:
    match = Counter(each.match for each in told)
    read_as_written, asked = sum(each.read for each in told), sum(each.asked for each in told)
    accused = sum(bool(each.accused) for each in told)
    counts = f"{len(told)} | {match['right']} | {match['wrong']} | {accused} | {read_as_written} of {asked}"
    return f"| {name} | {counts} |"


def _of_edits(edits: Sequence[Edited]) -> Iterator[str]:
    ways = dict.fromkeys(each.way for each in edits)
    yield from (
        "## Edits of the agreement, told in their own words",
        "",
        f"| edit | {' | '.join(ways)} |",
        f"| --- |{' --- |' * len(ways)}",
    )
    for name in dict.fromkeys(each.edit for each in edits):
        of_edit = [[each for each in edits if (each.edit, each.way) == (name, way)] for way in ways]
        yield f"| {name} | {' | '.join(f'{sum(not one.missing for one in each)} of {len(each)}' for each in of_edit)} |"


if __name__ == "__main__":
    print("\n".join(tables(*map(int, sys.argv[1:]))))
