"""A batch of any size, for its memory: WORKSPACE YEAR ROSTER REVISIONS makes each district's letter so many times."""

import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from loc_builder.books import Books
from loc_builder.files.roster import read_roster
from loc_builder.schoolyear import SchoolYear
from loc_builder.steps import fill
from loc_builder.workspace import Workspace


def main() -> None:
    """Fill the revisions in one batch."""
    workspace, year = Workspace.open(Path(sys.argv[1])), SchoolYear.parse(sys.argv[2])
    with workspace.locked():
        books = Books.open(workspace, now=datetime(2024, 8, 1, tzinfo=UTC), by="benchmark")
        edition = books.edition(year)
        rows = read_roster(
            Path(sys.argv[3]),
            register_districts=books.register.districts,
            questions=edition.questions,
            contacts=edition.contacts,
            on=year.first_day,
        )
        plan = fill.plan(books, edition, rows, roster="roster")
        letters = tuple(
            replace(each, letter=replace(each.letter, revision=revision), file=f"{revision} {each.file}")
            for revision in range(1, int(sys.argv[4]) + 1)
            for each in plan.letters
        )
        fill.carry_out(books, replace(plan, letters=letters))


if __name__ == "__main__":
    main()
