"""Word's own rules: how controls are built and numbered, and what a template must not carry into every letter."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from loc_builder.files.word.active import active_content_of, has_tracked_changes
from loc_builder.files.word.building import oddly_built
from loc_builder.files.word.controls import tag_of
from loc_builder.files.word.lint.faults import Fault, advice
from loc_builder.files.word.lint.stories import Story
from loc_builder.files.word.package import Element, Package, q
from loc_builder.files.word.paper import comments_of

LARGEST_NUMBER = 2**31 - 1
"""What Word reads as a control's or a drawing's number; a larger one makes it call the file damaged."""

_PLAIN = ("text", "date", "dropDownList", "comboBox", "checkbox", "picture")
"""Kinds of controls that hold text, a choice or one picture, and so no other control."""

_HELD = {
    "p": {"r", "hyperlink", "fldSimple", "smartTag", "sdt", "customXml", "ins", "moveTo"},
    "tbl": {"tr", "sdt", "customXml"},
    "tr": {"tc", "sdt", "customXml"},
    "body": {"p", "tbl", "sdt", "customXml"},
}
"""What a control may hold, by what stands around it."""

_AS_BODY = ("body", "tc", "hdr", "ftr", "footnote", "endnote", "txbxContent")
_AS_PARAGRAPH = ("p", "hyperlink", "fldSimple", "smartTag")
_PASSED_OVER = tuple(q(f"w:{name}") for name in ("del", "moveFrom", "txbxContent"))
"""What is no text, or stands in a box, which is built by rules of its own."""

_LOCKS_WRITING = ("contentLocked", "sdtContentLocked")


def carried_along(package: Package) -> Iterator[Fault]:
    """Name what would go out in every letter, though it is no part of one."""
    if has_tracked_changes(package):
        hint = "Review > Accept > Accept All Changes and Stop Tracking."
        yield Fault("tracked-changes", "it holds tracked changes, which every letter would show", hint)
    comments = comments_of(package)
    if comments:
        count = "a comment" if len(comments) == 1 else f"{len(comments)} comments"
        hint = "Review > Delete > Delete All Comments in Document."
        yield Fault("comments-left", f"it holds {count}, which every letter would carry", hint)
    for what in active_content_of(package):
        hint = "Take it out: districts' mail programs stop such files."
        yield Fault("active-content", f"it holds {what}", hint)


def odd_building(stories: Iterable[Story]) -> Iterator[Fault]:
    """Name where text is not built as Word builds it."""
    hint = "Open the template in Word, save it again, and check it once more."
    for story in stories:
        for node in story.root.iter("*"):
            told = oddly_built(node)
            if told and next(node.iterancestors(*_PASSED_OVER), None) is None:
                yield Fault("odd-building", told, hint, story.spot(node))


def controls_built(stories: Iterable[Story]) -> Iterator[Fault]:
    """Name controls that Word refuses, that can be deleted, or in which nobody can write."""
    for story in stories:
        for control in story.root.iter(q("w:sdt")):
            spot = story.spot(control)
            for code, message, hint in _control_faults(control):
                yield Fault(code, message, hint, spot)


def numbers_twice(stories: Sequence[Story]) -> Iterator[Fault]:
    """Name numbers of controls and drawings that Word cannot read, or that stand twice in one part.

    Twice is advice: letters are numbered anew when they are filled, the template itself is not.
    """
    for story in stories:
        controls = [(node, node.get(q("w:val"), "")) for node in story.root.iterfind(f".//{q('w:sdtPr')}/{q('w:id')}")]
        drawings = [(node, node.get("id", "")) for node in story.root.iter(q("wp:docPr"))]
        for what, numbered in (("control", controls), ("picture", drawings)):
            counts = Counter(number for _, number in numbered)
            seen: set[str] = set()
            for node, number in numbered:
                if not _is_number(number):
                    hint = "Delete it and put it in again."
                    yield Fault(
                        "number-unreadable",
                        f"Word cannot read the {what}'s number '{number[:20]}'",
                        hint,
                        story.spot(node),
                    )
                elif counts[number] > 1 and number in seen:
                    hint = "Letters are numbered anew; if Word calls the template damaged, put it in again."
                    yield advice(
                        "number-twice", f"another {what} has the same number, {number}", hint, story.spot(node)
                    )
                seen.add(number)


def _control_faults(control: Element) -> Iterator[tuple[str, str, str]]:
    about, tag = control.find(q("w:sdtPr")), tag_of(control)
    called = f"the control {tag}" if tag else "a control"
    nested = next(control.iterfind(f"{q('w:sdtContent')}//{q('w:sdt')}"), None)
    if about is not None and nested is not None and any(etree.QName(one).localname in _PLAIN for one in about):
        hint = "Put them one after the other, or make the outer one a Rich Text Content Control."
        yield "control-nested", f"{called} holds text only, and another control stands in it", hint
    elif tag and any(tag_of(outer) for outer in control.iterancestors(q("w:sdt"))):
        hint = "Put them one after the other: what is written in the inner one is read as the outer one's."
        yield "control-nested", f"{called} stands inside another", hint
    if not _fits(control):
        yield "control-misbuilt", f"{called} holds what cannot stand there", "Delete it and put it in again."
    if tag and about is not None:
        yield from _written_in(about, called)


def _written_in(about: Element, called: str) -> Iterator[tuple[str, str, str]]:
    lock = about.find(q("w:lock"))
    kind = "" if lock is None else lock.get(q("w:val"), "")
    if kind in _LOCKS_WRITING:
        hint = "Developer > Properties: take the tick from 'Contents cannot be edited'."
        yield "control-locked", f"nobody can write in {called}", hint
    elif kind != "sdtLocked" or about.find(q("w:temporary")) is not None:
        hint = "Developer > Properties: tick 'Content control cannot be deleted', and not the box above it."
        yield "control-deletable", f"{called} can be deleted, and what is written there then belongs to no field", hint
    if about.find(q("w:dataBinding")) is not None or about.find("{*}dataBinding") is not None:
        hint = "Delete it and put in a control that is not from Quick Parts."
        yield "control-bound", f"{called} shows a property of the file, whatever is filled in", hint


def _fits(control: Element) -> bool:
    """Whether a control holds what may stand where it stands: lines in a line, paragraphs among paragraphs."""
    around = next((each for each in control.iterancestors() if _kind(each) not in ("sdt", "sdtContent")), None)
    held = control.find(q("w:sdtContent"))
    place = "" if around is None else _kind(around)
    allowed = _HELD.get("body" if place in _AS_BODY else "p" if place in _AS_PARAGRAPH else place)
    if allowed is None or held is None:
        return True
    blocks = {_kind(each) for each in held} & {name for names in _HELD.values() for name in names}
    return blocks <= allowed


def _kind(node: Element) -> str:
    return etree.QName(node).localname


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdecimal() and len(digits) < 11 and abs(int(text)) <= LARGEST_NUMBER
