"""Jinja's tags in a template: what cannot be read, what docxtpl would lose, which fields are unknown (docxtpl-lint).

docxtpl-lint finds; the sentences are the office's. It is given each part alone, repacked from what the package's caps
let through, with the tags in attributes (a control's tag, a picture's alt text) laid into the text beside them.
"""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import docxtpl_lint
from lxml import etree

from loc_builder.contract import field_names
from loc_builder.files.word.finishing import element
from loc_builder.files.word.lint.faults import PARSING_FAULTS, Fault
from loc_builder.files.word.lint.sayings import SAYINGS
from loc_builder.files.word.lint.stories import Spot, Story, words_of
from loc_builder.files.word.package import Element, q, write_package, xml_bytes
from loc_builder.words import either

MOST = 200  # findings that are told of one part
_OPENINGS = ("{{", "{%")
_LOOP = re.compile(r"\bfor\s+(\w+(?:\s*,\s*\w+)*)\s+in\b")


@dataclass(frozen=True, slots=True)
class Contract:
    """What a template may name: as JSON Schema, and as values that stand for a letter's."""

    schema: Mapping[str, Any]
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TagsRead:
    """What was found in one part: faults, and the fields it names (`points_of_contact[].name`)."""

    faults: tuple[Fault, ...]
    fields: frozenset[str]


def read_tags(story: Story, contract: Contract) -> TagsRead:
    """Check the tags of one part against what a template may name."""
    document = write_package({"word/document.xml": xml_bytes(_with_attributes_told(story.root))})
    try:
        read = docxtpl_lint.lint(document, dict(contract.values), schema=dict(contract.schema), autoescape=True)
    except PARSING_FAULTS:
        return TagsRead((_not_parsed(story),), frozenset())
    known = field_names(contract.schema)
    faults = [fault for issue in _certain(read.issues, story)[:MOST] for fault in _faults(issue, story, known)]
    return TagsRead(tuple(dict.fromkeys(faults)), frozenset(read.variables))


def _not_parsed(story: Story) -> Fault:
    message, hint = "a field holds more brackets or digits than can be read", "Write the fields plainly."
    return Fault("tag-unreadable", message, hint, story.whole)


def _certain(issues: Iterable[docxtpl_lint.Issue], story: Story) -> list[docxtpl_lint.Issue]:
    """Leave out unknown fields that follow from another fault.

    Where a block is broken a loop's own names are not known, and of an unknown field no part is known.
    """
    found = list(issues)
    unknown = {issue.params["path"] for issue in found if issue.rule == "DTL304"}
    found = [issue for issue in found if not any(_is_part(issue.params.get("path", ""), each) for each in unknown)]
    if not any(issue.rule.startswith("DTL1") for issue in found):
        return found
    own = _loop_names(story)
    return [issue for issue in found if _root(issue) not in own]


def _is_part(path: str, of: str) -> bool:
    return path.startswith((f"{of}.", f"{of}["))


def _loop_names(story: Story) -> set[str]:
    """The names that loops give to what they go through."""
    loops = _LOOP.findall("\n".join(map(words_of, story.paragraphs)))
    return {"loop", *(name for names in loops for name in re.findall(r"\w+", names))}


def _root(issue: docxtpl_lint.Issue) -> str:
    return re.split(r"[.\[]", issue.params.get("path", ""))[0]


def _faults(issue: docxtpl_lint.Issue, story: Story, known: tuple[str, ...]) -> Iterator[Fault]:
    saying = SAYINGS.get(issue.rule)
    if saying is None:
        return
    near = _near(issue.params["path"], known) if issue.rule == "DTL304" else ""
    told = {**issue.params, "tag": issue.snippet, "near": near}
    message, hint = saying.message.format_map(told), saying.hint.format_map(told)
    for spot in _spots(issue, story):
        yield Fault(saying.code, message, hint, spot)


def _spots(issue: docxtpl_lint.Issue, story: Story) -> list[Spot]:
    """Give the places of a finding; a field is reported where it stands first, and meant wherever it stands."""
    number = issue.location.paragraph
    if not 0 < number <= len(story.paragraphs):
        return [story.whole]
    first = story.spot_at(number - 1)
    if issue.rule != "DTL304" or _root(issue) in _loop_names(story):
        return [first]
    later = range(number, len(story.paragraphs))
    return [first, *(story.spot_at(index) for index in later if issue.snippet in words_of(story.paragraphs[index]))]


def _near(path: str, known: tuple[str, ...]) -> str:
    """Suggest a field that is written almost so: another beside it, or the same under another name."""
    around, _, last = path.replace("[*]", "[]").rpartition(".")
    leaves = [name for name in known if not any(other.startswith((f"{name}.", f"{name}[")) for other in known)]
    beside = [name for name in leaves if around and name.rpartition(".")[0] == around]
    near = get_close_matches(last, [name.rpartition(".")[2] for name in beside], n=1, cutoff=0.5)
    found = [f"{around}.{name}" for name in near] or get_close_matches(f"{around}.{last}", leaves, n=2, cutoff=0.75)
    found = [name for name in found if name.rpartition(".")[2] == last] or found
    return f"Did you mean {either(found)}?" if found else "Correct its name, or add it to edition.toml."


def _with_attributes_told(root: Element) -> Element:
    """Copy a part with the tags that stand in attributes as text beside them: only text is looked at."""
    told = copy.deepcopy(root)
    for node in list(told.iter("*")):
        for value in node.attrib.values():
            if any(opening in str(value) for opening in _OPENINGS):
                _tell_beside(node, str(value))
    return told


def _tell_beside(node: Element, text: str) -> None:
    run = element("w:r")
    run.append(element("w:t", text))
    above = node
    for holder in node.iterancestors():
        if holder.tag == q("w:p"):
            above.addprevious(run)
            return
        above = holder
    control = next(node.iterancestors(q("w:sdt")), None)
    paragraph = None if control is None else next(control.iter(q("w:p")), None)
    if paragraph is not None:
        paragraph.append(run)


def properties_story(part: str, root: Element) -> Story:
    """Make a story of the file's properties, a paragraph for each."""
    body = element("w:body")
    for node in root:
        paragraph, run = element("w:p"), element("w:r")
        run.append(element("w:t", node.text or ""))
        paragraph.append(run)
        body.append(paragraph)
    document = etree.Element(q("w:document"))
    document.append(body)
    return Story(part, "the file's properties", document)
