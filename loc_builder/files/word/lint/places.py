"""The places that reading a letter back relies on: where the district writes and signs, what names the letter."""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from loc_builder import letter_id
from loc_builder.fields import question_fields
from loc_builder.files.word.controls import tag_of
from loc_builder.files.word.drawings import code_picture
from loc_builder.files.word.lint.faults import Fault
from loc_builder.files.word.lint.stories import WHOLE, Spot, Story
from loc_builder.files.word.lint.trial import Trial
from loc_builder.files.word.package import Element, Package, q
from loc_builder.files.word.text import furniture_of, furniture_parts
from loc_builder.files.word.wording import running_text
from loc_builder.model import Edition

_SIGNATURE_ROOMS = ("signature", "name", "title", "date")
_CODES = {
    "loc-code-body": ("ftr", "hdr"),
    "loc-code-signature-header": ("hdr",),
    "loc-code-signature-footer": ("ftr",),
}
"""The pictures that codes take the place of, and what each may stand in."""

_PAGE_OF = re.compile(r"\bpage\s+[0-9]*\s*of\b", re.IGNORECASE)
_FIELD = re.compile(r"{{.*?}}|{%.*?%}")
_SPOKEN = {"ftr": "a footer", "hdr": "a header"}


def fields_to_write(edition: Edition) -> Iterator[tuple[str, str]]:
    """Name the controls that a letter needs, and what is written in each, in the office's words."""
    yield "superintendent.name", "the superintendent's name"
    yield "superintendent.email", "the superintendent's e-mail"
    for number in range(1, edition.contacts.at_least + edition.contacts.spare + 1):
        yield f"points_of_contact.{number}.name", f"the name of point of contact {number}"
        yield f"points_of_contact.{number}.email", f"the e-mail of point of contact {number}"
    for question in edition.questions:
        for field in question_fields(question):
            yield field, f"the answer to '{question.label}'"
    for signatory in edition.signatories:
        if signatory.party != edition.agency.party:
            for room in _SIGNATURE_ROOMS:
                yield f"signature.{signatory.party}.{room}", f"the {room} of the {signatory.role}"


def missing_places(edition: Edition, trials: Sequence[Trial], stories: Sequence[Story]) -> Iterator[Fault]:
    """Name the controls that a filled letter lacks, or has twice."""
    wanted = dict(fields_to_write(edition))
    held = [trial.fields for trial in trials]
    strange = {tag for tags in held for tag in tags} - set(wanted)
    for field, what in wanted.items():
        counts = {tags.count(field) for tags in held}
        if 0 in counts:
            yield _missing(field, what, get_close_matches(field, strange, n=1, cutoff=0.8), stories)
        elif counts and max(counts) > 1:
            message = f"{max(counts)} controls are for {what} ({field})"
            hint = "Keep one: which of them is right could not be told when it comes back."
            yield Fault("control-twice", message, hint, _control_spot(field, stories))


def undeclared_places(edition: Edition, stories: Sequence[Story]) -> Iterator[Fault]:
    """Name the controls that no tag of the template can become, where it has fields that keep it from being filled."""
    tags = [tag_of(node) for story in stories for node in story.root.iter(q("w:sdt")) if tag_of(node)]
    patterns = [re.compile(".+".join(map(re.escape, _FIELD.split(tag)))) for tag in tags]
    wanted = dict(fields_to_write(edition))
    for field, what in wanted.items():
        if not any(pattern.fullmatch(field) for pattern in patterns):
            strange = [tag for tag in tags if tag not in wanted]
            yield _missing(field, what, get_close_matches(field, strange, n=1, cutoff=0.8), stories)


def _missing(field: str, what: str, near: Sequence[str], stories: Sequence[Story]) -> Fault:
    message = f"no control is for {what} ({field})"
    if near:
        hint = f"A control has the tag {near[0]}: give it the tag {field} (Developer > Properties)."
        return Fault("control-missing", message, hint, _control_spot(near[0], stories))
    hint = f"Developer > Plain Text or Rich Text Content Control, then Properties > Tag: {field}."
    return Fault("control-missing", message, hint)


def _control_spot(field: str, stories: Sequence[Story]) -> Spot:
    """Find a control by the tag it is filled with; one whose tag is made in a loop has no place of that name."""
    found = ((story, node) for story in stories for node in story.root.iter(q("w:sdt")) if tag_of(node) == field)
    return next((story.spot(node) for story, node in found), WHOLE)


def code_places(package: Package, stories: Sequence[Story]) -> Iterator[Fault]:
    """Name the placeholder pictures that are missing, or stand where no code can be read."""
    in_use = set(furniture_parts(package))
    for name, kinds in _CODES.items():
        drawn = [(story, node) for story in stories for node in story.root.iter(q("w:drawing")) if name in _names(node)]
        if not drawn:
            place = " or ".join(_SPOKEN[kind] for kind in kinds)
            hint = (
                f"Put a picture of 0.7 inch into {place}, in line with text; name it in Home > Select > Selection Pane."
            )
            yield Fault("code-missing", f"no picture is named {name}, so that its code has no place", hint)
        for story, node in drawn:
            kind = str(story.root.tag).rpartition("}")[2]
            if story.part not in in_use or kind not in kinds:
                hint = f"Move it into {' or '.join(_SPOKEN[each] for each in kinds)} that is shown on its pages."
                yield Fault(
                    "code-misplaced", f"the picture {name} stands where no page shows it", hint, story.spot(node)
                )
            elif not code_picture(node):
                hint = "Make it a picture of 0.7 inch, in line with text (Layout Options)."
                yield Fault("code-misplaced", f"the picture {name} floats, or is too large", hint, story.spot(node))


def furniture_printed(trial: Trial, stories: Sequence[Story]) -> Iterator[Fault]:
    """Name the footers that do not print the letter's id, its revision and `Page n of N`."""
    by_part = {story.part: story for story in stories}
    footers = [each for each in furniture_of(trial.package) if each.part in by_part and _is_footer(by_part[each.part])]
    if not footers:
        hint = "Put {{ letter.id }} rev. {{ letter.revision }} and Page n of N into it."
        yield Fault("footer-missing", "the letter has no footer", hint)
    for footer in footers:
        text = " ".join(running_text(footer.seen).split())
        story = by_part[footer.part]
        spot = story.spot(story.root)
        if (trial.letter.letter_id, trial.letter.revision) not in letter_id.find_printed(text):
            hint = "Write {{ letter.id }} rev. {{ letter.revision }}."
            yield Fault("id-missing", "the footer does not print the letter's id and revision", hint, spot)
        if not _counts_pages(trial.package.xml(footer.part)):
            hint = "Write Page, then Insert > Quick Parts > Field > Page, then of, then the field NumPages."
            yield Fault("page-number-missing", "the footer does not say Page n of N", hint, spot)


def _names(drawing: Element) -> list[str]:
    return [node.get("name", "") for node in drawing.iter(q("wp:docPr"))]


def _is_footer(story: Story) -> bool:
    return bool(story.root.tag == q("w:ftr"))


def _counts_pages(root: Element) -> bool:
    """Whether a paragraph says `Page n of N` with Word's fields, which every page fills by itself."""
    for paragraph in root.iter(q("w:p")):
        codes = [node.get(q("w:instr"), "") for node in paragraph.iter(q("w:fldSimple"))]
        codes += [node.text or "" for node in paragraph.iter(q("w:instrText"))]
        asked = " ".join(codes).upper().split()
        words = "".join(node.text or "" for node in paragraph.iter(q("w:t")))
        if "PAGE" in asked and "NUMPAGES" in asked and _PAGE_OF.search(words):
            return True
    return False
