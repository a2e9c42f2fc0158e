"""A Word letter that came back: what its controls hold and what else it says about itself.

What comes in is hostile until shown otherwise: this runs in a worker process, and under the caps of `package`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from loc_builder.files.word import properties
from loc_builder.files.word.active import active_content_of, has_tracked_changes
from loc_builder.files.word.controls import Control, controls_in
from loc_builder.files.word.marks import Mark, marks_of
from loc_builder.files.word.package import read_package
from loc_builder.files.word.paper import comments_of
from loc_builder.files.word.persons import contact_marks
from loc_builder.files.word.text import body_of, furniture_of
from loc_builder.files.word.wording import running_text


@dataclass(frozen=True, slots=True)
class WordFile:
    """What was read from a Word file.

    `active_content` says in the office's words what in it could run or fetch; `printed_text` is the text of body,
    headers and footers with list labels. `marks` say where a reader sees something else than the text.
    """

    controls: tuple[Control, ...]
    properties: Mapping[str, str]
    tracked_changes: bool
    active_content: tuple[str, ...]
    printed_text: str
    marks: tuple[Mark, ...]
    comments: tuple[str, ...]


def open_word(data: bytes) -> WordFile:
    """Read a Word file; raise InputError where it is none, is damaged or is built to harm."""
    package = read_package(data)
    stories = (body_of(package), *furniture_of(package))
    controls = tuple(control for story in stories for control in controls_in(story.seen))
    return WordFile(
        controls=controls,
        properties=properties.read(package),
        tracked_changes=has_tracked_changes(package),
        active_content=active_content_of(package),
        printed_text="\n".join(running_text(story.seen) for story in stories),
        marks=(*marks_of(package), *map(Mark, contact_marks(controls))),
        comments=comments_of(package),
    )
