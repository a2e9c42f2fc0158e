"""A Word letter that came back: what its controls hold and what else it says about itself.

What comes in is hostile until shown otherwise: this runs in a worker process, and under the caps of `package`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from loc_builder.files.word import properties
from loc_builder.files.word.active import active_content_of, has_tracked_changes
from loc_builder.files.word.controls import Control, controls_in
from loc_builder.files.word.marks import Mark
from loc_builder.files.word.package import read_package
from loc_builder.files.word.paper import comments_of
from loc_builder.files.word.text import body_of, furniture_of
from loc_builder.files.word.wording import marks_in, running_text, wording_of
from loc_builder.model import Wording


@dataclass(frozen=True, slots=True)
class WordFile:
    """What was read from a Word file.

    `active_content` says in the office's words what in it could run or fetch; `text` is that of the body as if it had
    no controls, `printed_text` that of body, headers and footers. `marks` say where a reader sees something else.
    """

    controls: tuple[Control, ...]
    properties: Mapping[str, str]
    tracked_changes: bool
    active_content: tuple[str, ...]
    wording: Wording
    text: str
    printed_text: str
    marks: tuple[Mark, ...]
    comments: tuple[str, ...]


def open_word(data: bytes) -> WordFile:
    """Read a Word file; raise InputError where it is none, is damaged or is built to harm."""
    package = read_package(data)
    body, furniture = body_of(package), furniture_of(package)
    controls = tuple(control for story in (body, *furniture) for control in controls_in(story.seen))
    marks = marks_in(package, controls)
    texts = [running_text(story.seen) for story in (body, *furniture)]
    return WordFile(
        controls=controls,
        properties=properties.read(package),
        tracked_changes=has_tracked_changes(package),
        active_content=active_content_of(package),
        wording=wording_of(body, furniture, (mark.text for mark in marks)),
        text=texts[0],
        printed_text="\n".join(texts),
        marks=marks,
        comments=comments_of(package),
    )
