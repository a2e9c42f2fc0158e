"""Drop-downs and check boxes of a filled letter: what is offered, and what is chosen already.

Word lets nobody type into either, so a template cannot hold a field there. A control whose tag is that of an answer
(`answers.size`; `answers.focus.2` for the second box) is filled from the question's options.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from loc_builder.files.word.finishing import PLACEHOLDER_STYLE, element
from loc_builder.files.word.package import Element, q
from loc_builder.model import TICKED, UNTICKED

_ANSWER = "answers."

_Options = Sequence[tuple[str, str]]
"""Each option's text, and the sign of its box."""


def complete(tree: Element, options: Mapping[str, Any]) -> None:
    """Fill the drop-downs and check boxes of a letter from the options of its questions.

    `options` are by question id, each a list of mappings with `text` and `sign`.
    """
    for control in tree.iter(q("w:sdt")):
        about = control.find(q("w:sdtPr"))
        if about is None:
            continue
        question, _, number = _field(about).partition(".")
        offered = tuple(_texts_and_signs(options.get(question)))
        if about.find(q("w:dropDownList")) is not None or about.find(q("w:comboBox")) is not None:
            _offer(control, about, offered)
        elif about.find(q("w14:checkbox")) is not None:
            _tick(control, about, dict(enumerate(offered, 1)).get(int(number)) if number.isdecimal() else None)


def _offer(control: Element, about: Element, options: _Options) -> None:
    if not options:
        return
    for offered in about.iterchildren(q("w:dropDownList"), q("w:comboBox")):
        for item in offered.findall(q("w:listItem")):
            offered.remove(item)
        offered.extend(element("w:listItem", displayText=text, value=text) for text, _ in options)
    _write(control, about, next((text for text, sign in options if sign == TICKED), ""))


def _tick(control: Element, about: Element, option: tuple[str, str] | None) -> None:
    """Show the option's sign; a box that is no answer's keeps its own."""
    if option is None:
        return
    _write(control, about, option[1])
    for state in about.iterfind(f"{q('w14:checkbox')}/{q('w14:checked')}"):
        state.set(q("w14:val"), "1" if option[1] == TICKED else "0")


def _write(control: Element, about: Element, text: str) -> None:
    """Put a text in place of what stands in a control, in the look of its first run."""
    for flag in about.findall(q("w:showingPlcHdr")):
        about.remove(flag)
    runs = [run for content in control.iterfind(q("w:sdtContent")) for run in content.iter(q("w:r"))]
    if not runs:
        return
    first = runs[0]
    for run in runs[1:]:
        _remove(run)
    for node in [each for each in first if each.tag != q("w:rPr")]:
        first.remove(node)
    for style in first.findall(f"{q('w:rPr')}/{q('w:rStyle')}"):
        if style.get(q("w:val")) == PLACEHOLDER_STYLE:
            _remove(style)
    first.append(element("w:t", text))


def _remove(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _texts_and_signs(options: Any) -> Iterator[tuple[str, str]]:
    for each in options if isinstance(options, list) else ():
        if isinstance(each, Mapping) and isinstance(each.get("text"), str):
            yield each["text"], TICKED if each.get("sign") == TICKED else UNTICKED


def _field(about: Element) -> str:
    """What follows `answers.` in a control's tag; empty where it is no answer's."""
    tag = about.find(q("w:tag"))
    name = "" if tag is None else tag.get(q("w:val"), "")
    return name.removeprefix(_ANSWER) if name.startswith(_ANSWER) else ""
