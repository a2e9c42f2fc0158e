"""Word letters filled from the starter templates, and hands that alter them as a district could in Word."""

import copy
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeAlias

from lxml import etree

from loc_builder import letter_id
from loc_builder.edition import read_edition
from loc_builder.fields import field_values
from loc_builder.files.codes import qr_png
from loc_builder.files.word.template import LetterTemplate
from loc_builder.letter_id import Code, Side
from loc_builder.model import Contact, District, DistrictNumber, Edition, Letter
from made import package
from made.places import TEMPLATES

Element: TypeAlias = etree._Element  # noqa: SLF001 - lxml names the type of its elements so

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"
ADAIR = District(DistrictNumber("001"), "Adair County")
CODE_PLACES = {
    "loc-code-body": Side.BODY,
    "loc-code-signature-header": Side.SIGNATURE,
    "loc-code-signature-footer": Side.SIGNATURE,
}
ANSWERS = {
    "reflection": ("We opened a makerspace in each school.", "Teachers met every month to plan for it."),
    "plans_of_action": ("Portrait of a learner, grade by grade; Title I money pays for the coaches.",),
    "learning_goal": ("How do students show what they know?",),
    "points_of_action": ("Pilot competency-based grading", "Train every team leader"),
}


# ---- filled


@cache
def edition_of(year: str) -> Edition:
    return read_edition(TEMPLATES / year)


@cache
def template(year: str) -> LetterTemplate:
    return LetterTemplate(TEMPLATES / year / "letter.docx")


def letter(year: str = "2024-2025", *, revision: int = 1, **answers: tuple[str, ...]) -> Letter:
    """Adair County's letter, with nothing prefilled but the answers given."""
    edition = edition_of(year)
    return Letter(
        letter_id=letter_id.make(edition.program.code, edition.school_year, ADAIR.number),
        revision=revision,
        school_year=edition.school_year,
        district=ADAIR,
        superintendent=Contact("Ada Reed", "Superintendent", "ada.reed@adair.example"),
        points_of_contact=(Contact("Bo Lane", "Instructional coach", "bo.lane@adair.example"),),
        answers=answers,
    )


def values(year: str = "2024-2025", *, revision: int = 1, **changed: Any) -> dict[str, Any]:
    """The values of Adair County's letter with every answer prefilled, some changed; to be altered at will."""
    whole = field_values(letter(year, revision=revision, **ANSWERS), edition_of(year))
    return copy.deepcopy({**whole, **changed})


def filled(year: str = "2024-2025", *, revision: int = 1, **changed: Any) -> bytes:
    """Adair County's letter as `loc fill` makes it, with every answer prefilled; values may be changed."""
    made = letter(year, revision=revision)
    codes = {name: qr_png(str(Code(made.letter_id, revision, side))) for name, side in CODE_PLACES.items()}
    properties = {"LetterId": made.letter_id, "LetterRevision": str(revision)}
    return template(year).fill(values(year, revision=revision, **changed), pictures=codes, properties=properties)


def unanswered(year: str = "2024-2025", *, revision: int = 1) -> bytes:
    """The same letter with room for every answer."""
    made = letter(year, revision=revision)
    return filled(year, revision=revision, answers=field_values(made, edition_of(year))["answers"])


# ---- altered


def replaced(docx: bytes, old: str, new: str, *, part: str = DOCUMENT) -> bytes:
    """Put one text in place of another, once, where it first stands in a part."""
    return package.replaced(docx, old, new, part=part)


def edited(docx: bytes, change: Callable[[Element], None]) -> bytes:
    """Change the body's tree."""
    root = etree.fromstring(package.parts_of(docx)[DOCUMENT])
    change(root)
    return package.with_parts(docx, {DOCUMENT: etree.tostring(root)})


def written(docx: bytes, texts: Mapping[str, str], *, day: str = "") -> bytes:
    """Write into controls by tag; `day` is what the district's date control then holds beside its text."""

    def write(root: Element) -> None:
        for tag, text in texts.items():
            write_in(root, tag, text)
        if day:
            at(control(root, "signature.district.date"), "sdtPr/date").set(f"{W}fullDate", f"{day}T00:00:00Z")

    return edited(docx, write)


def without_tags(docx: bytes, *, keep_aliases: bool = True) -> bytes:
    """What another editor leaves of the controls."""
    lost = ("tag",) if keep_aliases else ("tag", "alias")

    def lose(root: Element) -> None:
        for about in root.iter(f"{W}sdtPr"):
            for node in [each for name in lost for each in about.findall(f"{W}{name}")]:
                about.remove(node)

    return edited(docx, lose)


# ---- in the body's tree


def at(node: Element, path: str) -> Element:
    """The element at a path of Word's own names (`sdtPr/tag`), which must be there."""
    found = node.find("/".join(f"{W}{name}" for name in path.split("/")))
    assert found is not None, path
    return found


def remove(node: Element) -> None:
    """Take an element out of its tree."""
    parent = node.getparent()
    assert parent is not None
    parent.remove(node)


def words_of(node: Element) -> str:
    """All text within an element."""
    return "".join(text.text or "" for text in node.iter(f"{W}t"))


def paragraph_with(root: Element, text: str) -> Element:
    """Find the first paragraph that holds a text."""
    return next(node for node in root.iter(f"{W}p") if text in words_of(node))


def control(root: Element, tag: str) -> Element:
    return next(node for node in root.iter(f"{W}sdt") if at(node, "sdtPr/tag").get(f"{W}val") == tag)


def write_in(root: Element, tag: str, text: str) -> None:
    """Type over what stands in a control, as Word does: its placeholder goes, with the flag and the look."""
    node = control(root, tag)
    for flag in node.findall(f"{W}sdtPr/{W}showingPlcHdr"):
        remove(flag)
    first, *others = at(node, "sdtContent").iter(f"{W}r")
    for other in others:
        remove(other)
    for child in list(first):
        first.remove(child)
    etree.SubElement(first, f"{W}t").text = text
