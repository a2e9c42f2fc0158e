"""How a roster is refused: the file as a whole, or one class of problem at a time, the most basic first.

Which columns there are comes before what stands in them, and which district a row is for before whether its contacts
are right: whoever mends a column has often mended a hundred rows.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from loc_builder.errors import InputError, Problem
from loc_builder.schoolyear import SchoolYear

SAVE_AGAIN = "Open it in Excel, save it again as an Excel workbook (.xlsx) and use the new file."

CLASSES = (
    ("with its columns", ("missing-column", "duplicate-column", "unknown-column")),
    ("with its rows", ("unreadable-file", "no-rows")),
    ("with cells that cannot be read", ("unreadable-value",)),
    (
        "with districts that are not certain",
        ("unknown-district", "former-district", "ambiguous-district", "number-name-conflict"),
    ),
    ("with districts that stand twice", ("duplicate-district",)),
    ("with cells that are empty", ("empty",)),
)
"""What a roster is refused for, by the codes of its problems, in the order of looking."""

_THE_REST = "with what stands in its cells"
_NEXT_LOOK = "The next look comes after these."


def refuse_other_ending(place: Path, what: str) -> None:
    """Raise InputError where a workbook would be written under a name that says it is something else."""
    if place.suffix.casefold() != ".xlsx":
        raise InputError(f"a {what} is an Excel workbook, which '{place}' is not", hint="End its name in .xlsx.")


def unreadable(name: str, why: str, hint: str = SAVE_AGAIN) -> InputError:
    """Make the error for a file of which nothing can be used; `why` ends without a full stop."""
    problem = Problem("unreadable-file", why, file=name, hint=hint)
    return InputError(f"the roster {name} cannot be used: {why}", hint=hint, problems=(problem,))


def refused(name: str, problems: Sequence[Problem], on: date) -> InputError:
    """Make the error for the most basic class among the problems, in their order; `on` lies in the year asked for."""
    first = min(_rank(problem) for problem in problems)
    told = tuple(problem for problem in problems if _rank(problem) == first)
    what = CLASSES[first][0] if first < len(CLASSES) else _THE_REST
    count = "1 problem" if len(told) == 1 else f"{len(told)} problems"
    year = SchoolYear.containing(on)
    hint = (
        "Correct the places named and run the command again. "
        f"{'' if first == len(CLASSES) else f'{_NEXT_LOOK} '}"
        f"To get the sheet back with these places marked: loc check {year} --roster FILE"
    )
    return InputError(f"the roster {name} cannot be used: {count} {what}", hint=hint, problems=told)


def _rank(problem: Problem) -> int:
    return next((rank for rank, (_, codes) in enumerate(CLASSES) if problem.code in codes), len(CLASSES))
