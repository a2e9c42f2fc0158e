"""What changed from one bag to the next, in words. Pure."""

from collections import Counter
from collections.abc import Sequence

from loc_builder.binding.index import Change, joined_reasons


def change_sentence(change: Change) -> str:
    """`005 Allen County, signed on: 2024-09-09, was 2024-09-06 (Pat: The 9 was read as a 6)`."""
    what = change.what.replace("_", " ")
    told = ": ".join(filter(None, (change.by, change.because)))
    values = f"{change.new or 'empty'}, was {change.old or 'empty'}"
    return f"{change.district_number} {change.district}, {what}: {values}{f' ({told})' if told else ''}"


def what_changed(changes: Sequence[Change]) -> str:
    """`3 letters changed: typo; 2 approved`: each reason once, letters without one by what they are now."""
    of_letter: dict[str, list[Change]] = {}
    for change in changes:
        of_letter.setdefault(change.letter_id, []).append(change)
    reasons = dict.fromkeys(change.because for change in changes if change.because)
    plain = [each for each in of_letter.values() if not any(change.because for change in each)]
    states = Counter(change.new for each in plain for change in each if change.what == "state")
    told = (joined_reasons(reasons), *(f"{count} {state}" for state, count in sorted(states.items())))
    letters = "1 letter" if len(of_letter) == 1 else f"{len(of_letter)} letters"
    return f"{letters} changed: {'; '.join(filter(None, told)) or 'see changes.csv'}" if changes else ""
