"""Pages as text recognition gives them: lines of print one below the other, each word as surely read as is said."""

from collections.abc import Mapping, Sequence

from loc_builder.model import Box, RecognisedLine, RecognisedPage

LEFT, TOP, PITCH, HEIGHT = 72.0, 720.0, 14.0, 12.0  # points
LETTER = 4.5  # points that a letter is wide
NOTHING_UNSURE: Mapping[str, float] = {}


def line(
    text: str,
    middle: float,
    *,
    left: float = LEFT,
    height: float = HEIGHT,
    unsure: Mapping[str, float] = NOTHING_UNSURE,
) -> RecognisedLine:
    """A line whose words are read without doubt but for those in `unsure`."""
    of_words = tuple(unsure.get(word, 0.999) for word in text.split())
    box = Box(left, middle - height / 2, left + LETTER * len(text), middle + height / 2)
    return RecognisedLine(text, box, sum(of_words) / max(1, len(of_words)), of_words)


def page(
    lines: Sequence[str | RecognisedLine], number: int = 1, *, unsure: Mapping[str, float] = NOTHING_UNSURE
) -> RecognisedPage:
    """A page of lines set one below the other; an empty one leaves its room free."""
    placed = (
        each if isinstance(each, RecognisedLine) else line(each, TOP - PITCH * at, unsure=unsure)
        for at, each in enumerate(lines)
    )
    return RecognisedPage(number, 612, 792, tuple(each for each in placed if each.text))
