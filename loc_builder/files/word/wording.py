"""A letter's wording: what is fixed, where the district writes, and what headers and footers say."""

from collections.abc import Iterable

from loc_builder.files.word.controls import Control, Holding, controls_in, holds_blocks, tag_of
from loc_builder.files.word.marks import Mark, marks_of
from loc_builder.files.word.package import Package, read_package
from loc_builder.files.word.persons import contact_marks
from loc_builder.files.word.text import Closed, Label, Opened, Seen, Story, body_of, furniture_of
from loc_builder.model import Fixed, Wording, Zone


def read_wording(data: bytes) -> Wording:
    """Read the wording of a Word file: list labels and table cells in reading order, a zone for each tagged control.

    A control inside a tagged control is part of what is written there. Raises InputError.
    """
    package = read_package(data)
    body, furniture = body_of(package), furniture_of(package)
    return wording_of(body, furniture, (mark.text for mark in marks_in(package, controls_in(body.seen))))


def read_body(data: bytes) -> tuple[Fixed | Zone, ...]:
    """Read only the fixed text and the zones of a Word file that is our own; raises InputError."""
    return _segments(body_of(read_package(data)).seen)


def wording_of(body: Story, furniture: Iterable[Story], marks: Iterable[str]) -> Wording:
    """Put together what was read."""
    texts = (running_text(story.seen).strip("\n") for story in furniture)
    return Wording(_segments(body.seen), tuple(text for text in texts if text.strip()), tuple(marks))


def marks_in(package: Package, controls: Iterable[Control]) -> tuple[Mark, ...]:
    """Tell what a reader sees beside or instead of the text, and what stands in places that are too small for it."""
    return (*marks_of(package), *map(Mark, contact_marks(controls)))


def flatten_wording(data: bytes) -> str:
    """Read a Word file's body as one running text, as if it had no controls; what empty places say is part of it."""
    return running_text(body_of(read_package(data)).seen)


def running_text(seen: Iterable[Seen]) -> str:
    """Join what was seen, labels and what empty places say included."""
    return "".join(map(_text, seen))


def _segments(seen: Iterable[Seen]) -> tuple[Fixed | Zone, ...]:
    segments: list[Fixed | Zone] = []
    fixed: list[str] = []
    zone: Holding | None = None
    for one in seen:
        if zone is not None:
            if isinstance(one, Closed) and one.control is zone.control:
                segments += [*_fixed(fixed), Zone(tag_of(zone.control), zone.written, zone.invitation)]
                fixed = ["\n"] if holds_blocks(zone.control) else []
                zone = None
            else:
                zone.see(one)
        elif isinstance(one, Opened) and tag_of(one.control):
            zone = Holding(one.control)
        else:
            fixed.append(_text(one))
    return (*segments, *_fixed(fixed))


def _text(seen: Seen) -> str:
    if isinstance(seen, Label):
        return f"{seen.text} "
    return seen if isinstance(seen, str) else ""


def _fixed(pieces: list[str]) -> list[Fixed]:
    text = "".join(pieces)
    return [Fixed(text)] if text else []
