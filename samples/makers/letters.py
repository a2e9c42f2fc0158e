"""Letters as `loc fill` makes them from the sample rosters, revision 1."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from loc_builder.books import Books
from loc_builder.files.roster import read_roster
from loc_builder.model import DistrictNumber, Letter
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps import fill
from loc_builder.workspace import Workspace

SAMPLES = Path(__file__).parents[1]
TEMPLATES = SAMPLES.parent / "templates"
ROSTERS = {
    SchoolYear(2017): SAMPLES / "roster-2017-2018.csv",
    SchoolYear(2024): SAMPLES / "roster-2024-2025.xlsx",
}


@dataclass(frozen=True, slots=True)
class FilledLetter:
    letter: Letter
    document: bytes


def filled_letters(year: SchoolYear, numbers: Iterable[str]) -> Mapping[str, FilledLetter]:
    """Fill the letters of some districts in a workspace of their own; by district number."""
    with tempfile.TemporaryDirectory(prefix="loc-samples-") as place:
        shutil.copytree(TEMPLATES, Path(place) / "templates")
        workspace = Workspace.open(Path(place))
        books = Books.open(workspace, now=datetime(year.starts_in, 8, 1, tzinfo=UTC), by="samples")
        edition = books.edition(year)
        rows = read_roster(
            ROSTERS[year],
            register_districts=books.register.districts,
            questions=edition.questions,
            contacts=edition.contacts,
            on=year.first_day,
        )
        plan = fill.plan(books, edition, rows, roster=ROSTERS[year].name, only=map(DistrictNumber, numbers))
        fill.carry_out(books, plan)
        folder = workspace.letters_folder(year)
        return {
            each.letter.district.number: FilledLetter(each.letter, (folder / each.file).read_bytes())
            for each in plan.letters
        }
