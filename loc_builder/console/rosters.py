"""Rosters in the sentences of the command line."""

from collections.abc import Iterator, Sequence

from loc_builder.console.screen import counted
from loc_builder.model import RosterRow


def hidden_lines(rows: Sequence[RosterRow]) -> Iterator[str]:
    """Say that rows were read which a person does not see in Excel, hidden by hand or left out by a filter."""
    numbers = [row.row for row in rows if row.is_hidden]
    if numbers:
        spans = ", ".join(_spans(numbers))
        read = counted(len(numbers), "hidden row was", "hidden rows were")
        yield f"{read} read ({'row' if len(numbers) == 1 else 'rows'} {spans}); delete those that are not to be asked."


def _spans(numbers: Sequence[int]) -> Iterator[str]:
    """`7-9` and `12`, of numbers in order."""
    first = last = numbers[0]
    for number in (*numbers[1:], None):
        if number == last + 1:
            last = number
            continue
        yield f"{first}-{last}" if first != last else str(first)
        if number is not None:
            first = last = number
