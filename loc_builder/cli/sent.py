"""`loc sent`: note which letters went out, and when."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from loc_builder.cli import DAY, districts_option, present, year_argument
from loc_builder.days import in_words
from loc_builder.errors import ExitCode
from loc_builder.schoolyear import SchoolYear

if TYPE_CHECKING:
    from loc_builder.standing import LetterStanding
    from loc_builder.steps.sent import SentPlan


@click.command("sent")
@year_argument
@click.option("--on", type=DAY, required=True, metavar="DATE", help="The day on which they went out.")
@districts_option("--only", help="Only this district")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.pass_context
def command(
    ctx: click.Context,
    year: SchoolYear,
    on: date,
    only: tuple[str, ...],
    dry_run: bool,  # noqa: FBT001 - click gives flags
) -> int:
    """Note which letters went out, and when.

    Without --only these are all letters of the year that have neither been noted nor come back. A letter noted gets no
    draft again unless it is made anew.
    """
    from loc_builder.console import letters_shape, none_made
    from loc_builder.steps import sent

    call = present(ctx)
    with call.writing() as books:
        numbers = [books.district_named(each).number for each in only]
        plan = sent.plan(books, books.edition(year), on=on, only=numbers)
        if not dry_run:
            books = sent.carry_out(books, plan)
    letters = [books.standing.letters[each.letter_id] for each in plan.sent]

    shape = letters_shape(letters) | {
        "noted_before": [each.letter_id for each in plan.noted_before],
        "noted_on_another_day": [each.letter_id for each in plan.noted_before if each.sent_on != on],
        "refused": [{"letter_id": each.letter_id, "because": reason} for each, reason in plan.refused],
    }
    nothing_made = [] if books.standing.of_year(year) else [none_made(year)]
    call.console.show(shape, nothing_made or _lines(plan, letters, on, is_noted=not dry_run))
    return ExitCode.PERSON_NEEDED if plan.refused else ExitCode.DONE


def _lines(plan: "SentPlan", letters: "Sequence[LetterStanding]", on: date, *, is_noted: bool) -> Iterator[str]:
    from loc_builder.console import counted, letter_lines

    yield from letter_lines(letters)
    for letter, reason in plan.refused:
        yield f"{letter.letter_id} {letter.issued.district} is not noted: {reason}"
    verb = "noted" if is_noted else "would be noted"
    yield f"{counted(len(letters), 'letter')} {verb} as sent, {len(plan.noted_before)} noted before."
    for day, count in sorted(_other_days(plan, on).items()):
        yield f"{counted(count, 'letter')} noted before as sent on {in_words(day)}, which stays so."


def _other_days(plan: "SentPlan", on: date) -> Counter[date]:
    """The other days on which letters were noted before as sent, and how many."""
    return Counter(each.sent_on for each in plan.noted_before if each.sent_on and each.sent_on != on)
