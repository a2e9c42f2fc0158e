"""Full counts over all districts, too long for every test run; writes RESULTS.md.

Every letter of the sample roster is made by `loc fill`, checked against the schemas of Word files, converted by
LibreOffice, and read back: pages, lost words, roster values, controls, room for the stamp. Returns on paper are counted
beside them (see `returns` and `identified`), and those with text (see `typesetters`).
"""

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import identified
import returns
import typesetters
from openxml_audit import OpenXmlValidator

from loc_builder.cli import run
from loc_builder.edition import read_edition
from loc_builder.fields import roster_values
from loc_builder.files.convert import LibreOffice, missing_words
from loc_builder.files.render import open_pages
from loc_builder.files.roster import read_roster
from loc_builder.files.word import flatten_wording, open_word
from loc_builder.register import read_register
from loc_builder.schoolyear import SchoolYear

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).with_name("RESULTS.md")
ROSTERS = {"2017-2018": "roster-2017-2018.csv", "2024-2025": "roster-2024-2025.xlsx"}


@dataclass(frozen=True, slots=True)
class LetterCount:
    """What one letter was found to be."""

    pages: int
    schema_faults: int
    words_lost: int
    values_lost: int
    controls: int
    repeated_tags: int


def main() -> None:
    """Count and write the table."""
    lines = ["# Full counts", "", "Written by `make sweep`.", ""]
    for year, roster in ROSTERS.items():
        with tempfile.TemporaryDirectory() as folder:
            counts = tuple(_letters(Path(folder), year, ROOT / "samples" / roster))
        lines += _table(year, counts)
    lines += [*returns.tables(), "", *identified.table(), "", *typesetters.tables()]
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


def _letters(folder: Path, year: str, roster: Path) -> Iterator[LetterCount]:
    shutil.copytree(ROOT / "templates", folder / "templates", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    code = run(("--workspace", str(folder), "--quiet", "fill", year, "--roster", str(roster)))
    if code:
        raise SystemExit(code)
    letters = sorted((folder / "output" / year / "letters").iterdir())
    documents = {letter.name: letter.read_bytes() for letter in letters}
    pdfs = LibreOffice().convert(tuple(documents.items()))
    values = _roster_values(folder, year, roster)
    validator = OpenXmlValidator()
    for letter in letters:
        faults = len(validator.validate(str(letter)).errors)
        yield _count(documents[letter.name], pdfs[letter.name], values[letter.name[:3]], faults)


def _roster_values(folder: Path, year: str, roster: Path) -> dict[str, tuple[str, ...]]:
    """What the roster says of each district, by number."""
    edition = read_edition(folder / "templates" / year)
    rows = read_roster(
        roster,
        register_districts=read_register(folder / "templates" / "districts.csv").districts,
        questions=edition.questions,
        contacts=edition.contacts,
        on=SchoolYear.parse(year).first_day,
    )
    return {
        row.district.number: tuple(line for value in roster_values(row).values() for line in value.splitlines())
        for row in rows
    }


def _count(document: bytes, pdf: bytes, values: tuple[str, ...], schema_faults: int) -> LetterCount:
    with open_pages(pdf) as pages:
        count = len(pages)
        text = "\n".join(pages.text(number) for number in range(1, count + 1))
    file = open_word(document)
    printed = "".join(file.printed_text.split())
    tags = Counter(control.tag for control in file.controls)
    return LetterCount(
        pages=count,
        schema_faults=schema_faults,
        words_lost=len(missing_words(flatten_wording(document), text)),
        values_lost=sum("".join(value.split()) not in printed for value in values),
        controls=len(tags),
        repeated_tags=sum(each > 1 for each in tags.values()),
    )


def _table(year: str, counts: tuple[LetterCount, ...]) -> list[str]:
    pages = Counter(each.pages for each in counts)
    rows = (
        ("letters", len(counts)),
        ("pages", ", ".join(f"{number}: {letters}" for number, letters in sorted(pages.items()))),
        ("schema faults", sum(each.schema_faults for each in counts)),
        ("words lost by the conversion", sum(each.words_lost for each in counts)),
        ("roster values not found in their letter", sum(each.values_lost for each in counts)),
        ("controls that come back by tag", sum(each.controls for each in counts)),
        ("tags that stand twice in a letter", sum(each.repeated_tags for each in counts)),
    )
    body = [f"| {name} | {value} |" for name, value in rows]
    return [f"## Letters of {year}", "", "| what | count |", "| --- | --- |", *body, ""]


if __name__ == "__main__":
    main()
