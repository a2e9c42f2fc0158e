"""A letter's wording: what is fixed, where the district writes, and what headers and footers say."""

from collections.abc import Iterable

from loc_builder.files.word.controls import Holding, holds_blocks, tag_of
from loc_builder.files.word.package import read_package
from loc_builder.files.word.text import Closed, Label, Opened, Seen, body_of, furniture_of
from loc_builder.model import Fixed, Wording, Zone


def read_wording(data: bytes) -> Wording:
    """Read the wording of a Word file: list labels and table cells in reading order, a zone for each tagged control.

    A control inside a tagged control is part of what is written there. Raises InputError.
    """
    package = read_package(data)
    furniture = (running_text(story.seen).strip("\n") for story in furniture_of(package))
    return Wording(body=_segments(body_of(package).seen), furniture=tuple(text for text in furniture if text.strip()))


def flatten_wording(data: bytes) -> str:
    """Read a Word file's body as one running text, as if it had no controls; placeholder text is left out."""
    return running_text(body_of(read_package(data)).seen)


def running_text(seen: Iterable[Seen]) -> str:
    """Join what was seen: labels included, placeholder text left out."""
    kept: list[str] = []
    began: list[tuple[int, Holding]] = []
    for one in seen:
        if isinstance(one, Opened):
            began.append((len(kept), Holding(one.control)))
        elif isinstance(one, Closed):
            start, held = began.pop()
            if held.is_placeholder:
                kept[start:] = ["\n"] if holds_blocks(held.control) else []
        elif isinstance(one, str | Label):
            kept.append(one if isinstance(one, str) else f"{one.text} ")
        for _, held in began:
            held.see(one)
    return "".join(kept)


def _segments(seen: Iterable[Seen]) -> tuple[Fixed | Zone, ...]:
    segments: list[Fixed | Zone] = []
    fixed: list[str] = []
    zone: Holding | None = None
    for one in seen:
        if zone is not None:
            if isinstance(one, Closed) and one.control is zone.control:
                segments += [*_fixed(fixed), Zone(tag_of(zone.control), zone.written)]
                fixed = ["\n"] if holds_blocks(zone.control) else []
                zone = None
            else:
                zone.see(one)
        elif isinstance(one, Opened) and tag_of(one.control):
            zone = Holding(one.control)
        elif isinstance(one, str | Label):
            fixed.append(one if isinstance(one, str) else f"{one.text} ")
    return (*segments, *_fixed(fixed))


def _fixed(pieces: list[str]) -> list[Fixed]:
    text = "".join(pieces)
    return [Fixed(text)] if text else []
