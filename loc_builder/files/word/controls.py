"""Content controls: what stands in them, and whether anybody wrote it."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from loc_builder.agreement import is_invitation
from loc_builder.files.word.finishing import invitation_of
from loc_builder.files.word.package import Element, q
from loc_builder.files.word.text import Closed, Opened, PictureSeen, Seen

_NOT_FOR_WRITING = tuple(q(f"w:{name}") for name in ("docPartObj", "docPartList", "group", "citation", "bibliography"))


@dataclass(frozen=True, slots=True)
class Control:
    """A content control as it stands in the file.

    `text` is what somebody wrote, its lines and paragraphs parted by line feeds; it is empty where only placeholder
    text stands. `date` is the day that a date control holds, which its text may contradict.
    """

    tag: str
    alias: str
    text: str
    date: dt.date | None = None
    is_placeholder: bool = False
    has_picture: bool = False


@dataclass(slots=True)
class Holding:
    """A control that began and has not ended yet, with what was seen in it; list labels are not what was written."""

    control: Element
    pieces: list[str] = field(default_factory=list)
    has_picture: bool = False

    def see(self, seen: Seen) -> None:
        if isinstance(seen, str):
            self.pieces.append(seen)
        elif isinstance(seen, PictureSeen):
            self.has_picture = True

    @property
    def text(self) -> str:
        """What stands in the control; the end of its own last paragraph is not part of it."""
        text = "".join(self.pieces)
        return text.removesuffix("\n") if holds_blocks(self.control) else text

    @property
    def invitation(self) -> str:
        """What the control says while nobody has written in it."""
        about = self.control.find(q("w:sdtPr"))
        return "" if about is None else invitation_of(about)

    @property
    def is_placeholder(self) -> bool:
        """Whether nobody wrote here, which the words alone show.

        Programs other than Word leave Word's flag behind when somebody writes over the placeholder, and under the
        flag any words at all can stand for the reader to see.
        """
        return is_invitation(self.text, self.invitation)

    @property
    def written(self) -> str:
        return "" if self.is_placeholder else self.text


def controls_in(seen: Iterable[Seen]) -> Iterator[Control]:
    """Give a story's controls in the order they end, inner before outer.

    A control inside a tagged one is part of what is written there: it is for no field of its own.
    """
    holding: list[Holding] = []
    for one in seen:
        if isinstance(one, Opened):
            holding.append(Holding(one.control))
        elif isinstance(one, Closed):
            ended = holding.pop()
            is_written = any(tag_of(outer.control) for outer in holding)
            yield replace(_control(ended), tag="", alias="") if is_written else _control(ended)
        else:
            for held in holding:
                held.see(one)


def tag_of(control: Element) -> str:
    """Give the name of the field a control is for; empty where it is no place for writing."""
    about = control.find(q("w:sdtPr"))
    if about is None or any(about.find(name) is not None for name in _NOT_FOR_WRITING):
        return ""
    return _value(about, "w:tag")


def holds_blocks(control: Element) -> bool:
    """Whether a control holds whole paragraphs, and not part of a line."""
    content = control.find(q("w:sdtContent"))
    return content is not None and any(child.tag in (q("w:p"), q("w:tbl"), q("w:tc"), q("w:tr")) for child in content)


def _control(held: Holding) -> Control:
    about = held.control.find(q("w:sdtPr"))
    is_placeholder = held.is_placeholder
    return Control(
        tag=tag_of(held.control),
        alias="" if about is None else _value(about, "w:alias"),
        text=held.written,
        date=None if is_placeholder else _date(about),
        is_placeholder=is_placeholder,
        has_picture=held.has_picture and not is_placeholder,
    )


def _date(about: Element | None) -> dt.date | None:
    stated = None if about is None else about.find(q("w:date"))
    if stated is None:
        return None
    try:
        return dt.date.fromisoformat(stated.get(q("w:fullDate"), "")[:10])
    except ValueError:
        return None


def _value(about: Element, name: str) -> str:
    found = about.find(q(name))
    return "" if found is None else found.get(q("w:val"), "")
