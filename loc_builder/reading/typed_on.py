"""What somebody typed on a PDF in a viewer, put where it stands among the letter's lines.

Viewers keep it as notes, which are in no text layer, or in forms on top of the page, which come after all its text.
"""

from collections.abc import Sequence

from loc_builder.files.render import Line, Pages

LEVEL = 4.0  # points by which what is typed beside a line may stand above it


def text_of(pages: Pages, number: int) -> str:
    """Give the text of page `number` with what was typed on it, each line below or beside the one it stands at."""
    text, on_top = pages.text(number), pages.letters_on_top(number)
    if on_top * 2 > len("".join(text.split())):
        on_top = 0  # the page itself lies in a form
    notes = pages.notes(number)
    if not on_top and not notes:
        return text
    lines = pages.lines(number)
    cut, own = _parted(lines, on_top)
    return _set_in(_without_end(text, on_top), own, (*cut, *notes))


def _parted(lines: Sequence[Line], letters: int) -> tuple[Sequence[Line], Sequence[Line]]:
    """Part the last lines, which hold so many letters, from the others."""
    place = len(lines)
    while letters > 0 and place:
        place -= 1
        letters -= len("".join(lines[place].text.split()))
    return lines[place:], lines[:place]


def _without_end(text: str, letters: int) -> str:
    """Leave out so many letters at the end."""
    end = len(text)
    while letters > 0 and end:
        end -= 1
        letters -= not text[end].isspace()
    return text[:end]


def _set_in(text: str, lines: Sequence[Line], typed: Sequence[Line]) -> str:
    """Put each typed line after the line of the text that is level with it, or else the nearest above it."""
    ends, at = list[tuple[Line, int]](), 0
    for line in lines:
        found = text.find(line.text, at)
        if found >= 0:
            at = found + len(line.text)
            ends.append((line, _line_end(text, at)))
    from_below = sorted(typed, key=lambda note: (note.box.y1, -note.box.x0))
    places = [(_place(ends, note), note) for note in from_below]
    for place, note in sorted(places, key=lambda each: each[0], reverse=True):
        text = f"{text[:place]}\n{note.text.strip()}{text[place:]}"
    return text


def _place(ends: Sequence[tuple[Line, int]], note: Line) -> int:
    """Where in the text the line ends that a typed one follows; its beginning where none stands above."""
    above = [(line.box.y0 - note.box.y0, -end) for line, end in ends if line.box.y1 > note.box.y1 - LEVEL]
    return -min(above)[1] if above else 0


def _line_end(text: str, at: int) -> int:
    ends = [place for sign in "\r\n" if (place := text.find(sign, at)) >= 0]
    return min(ends, default=len(text))
