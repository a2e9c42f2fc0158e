"""Answers as people write them: at length, in any alphabet, with lists, tables and lines broken by hand."""

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from made.word import Element, W, at, control, edited, written

_SIGNS = re.compile(r"^[\s\u2022\u25cf\uf0b7]+", re.MULTILINE)
DAY = "2024-09-03"
SIGNED = {
    "signature.district.signature": "Ada Reed",
    "signature.district.name": "Ada Reed",
    "signature.district.title": "Superintendent",
    "signature.district.date": "September 3, 2024",
}


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.items)


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[str, ...], ...]

    @property
    def text(self) -> str:
        return "\n".join(cell for row in self.rows for cell in row)


Block: TypeAlias = str | Bullets | Table
"""A paragraph, in which a line feed is a line broken by hand; a list; a table."""

Answer: TypeAlias = tuple[Block, ...]

PLAIN: Answer = (
    (
        "Every seventh grader designed one product for a neighbor with a real need, from a porch ramp to a medicine "
        "calendar. Attendance on studio days was four points higher than on other days."
    ),
    (
        "We still graded the product more than the thinking behind it, and we shall change that: a state-wide, "
        "well-known rubric comes into use in January."
    ),
)
LISTED: Answer = (
    "Three things were new:",
    Bullets(
        (
            (
                "student-led conferences in every middle school, to which nearly nine in ten families came, most of "
                "them for the first time in years"
            ),
            "a studio for makers \N{EN DASH} “the garage” \N{EN DASH} in the old bus depot",
            "1. one rubric; 2. one portfolio; 3. one exhibition",
        )
    ),
    "What did not work: the schedule, and the name of the studio.",
)
TABLED: Answer = (
    "Who does what, and when:",
    Table(
        (
            ("What", "Who", "When"),
            ("Score forty pieces of work together, each by two teachers who do not teach the student", "Team 7", "May"),
            ("Exhibition", "All grades", "June 3-5, 2025"),
        )
    ),
    "Name: see the list above. Title I money pays for it; e-mail us for the budget (page 2 of 5).",
)
BROKEN: Answer = (
    "We meet here:",  # LibreOffice 7.4 joins the lines that are broken by hand in a control's first paragraph
    "First line\nsecond line, after it nothing\n\nfourth line\twith a tab",
    "Street 1\nTown, KY 40601",
)
WORLDWIDE: Answer = (
    "Naïve façade, mañana, Łódź, Zürich, Σωκράτης, Привет, Việt Nam, ½ of 3 m², 20 °C, 50 €, № 7, § 4, x ≤ y → z.",
    (
        "An “office” of affluent, efficient fjords: \N{LEFT SINGLE QUOTATION MARK}tis the soft\N{SOFT HYPHEN}ware"
        "\N{RIGHT SINGLE QUOTATION MARK}s re-entry — finally … ✓ done."
    ),
)
QUESTIONS: Answer = (
    "How do we make a student's thinking visible early enough that a teacher can still respond to it?",
)

ANSWERS = (PLAIN, LISTED, TABLED, BROKEN, WORLDWIDE, QUESTIONS)


def text_of(answer: Answer) -> str:
    """What a reader of the answer reads, list signs left out."""
    return "\n".join(block if isinstance(block, str) else block.text for block in answer)


def plain(text: str) -> list[str]:
    """An answer's words, wherever lines end, whatever stands before a list's items, and however words are divided."""
    return _SIGNS.sub(" ", text.replace("\N{SOFT HYPHEN}", "")).split()


def answered(docx: bytes, answers: Mapping[str, Answer], *, signed: Mapping[str, str] | None = None) -> bytes:
    """Write answers into the controls of these tags, and sign and date the letter by typing."""

    def write(root: Element) -> None:
        for tag, answer in answers.items():
            _write(control(root, tag), answer)

    return edited(written(docx, SIGNED if signed is None else signed, day=DAY), write)


def _write(node: Element, answer: Answer) -> None:
    for flag in node.findall(f"{W}sdtPr/{W}showingPlcHdr"):
        node[0].remove(flag)
    content = at(node, "sdtContent")
    model = at(content, "p")
    for child in list(content):
        content.remove(child)
    for block in answer:
        content.extend(_elements(block, model))


def _elements(block: Block, model: Element) -> Sequence[Element]:
    if isinstance(block, str):
        return [_paragraph(block, model)]
    if isinstance(block, Bullets):
        return [_paragraph(item, model, style="ListBullet") for item in block.items]
    return [_table(block, model)]


def _paragraph(text: str, model: Element, *, style: str = "") -> Element:
    node = copy.deepcopy(model)
    for run in node.findall(f"{W}r"):
        node.remove(run)
    if style:
        at(node, "pPr/pStyle").set(f"{W}val", style)
    for number, line in enumerate(text.split("\n")):
        run = etree.SubElement(node, f"{W}r")
        if number:
            etree.SubElement(run, f"{W}br")
        for place, piece in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, f"{W}tab")
            words = etree.SubElement(run, f"{W}t")
            words.text = piece
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return node


def _table(table: Table, model: Element) -> Element:
    node = etree.Element(f"{W}tbl")
    about = etree.SubElement(node, f"{W}tblPr")
    _with(about, "tblW", w="9000", type="dxa")
    lines = etree.SubElement(about, f"{W}tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _with(lines, side, val="single", sz="4", space="0", color="808080")
    grid = etree.SubElement(node, f"{W}tblGrid")
    width = str(9000 // len(table.rows[0]))
    for _ in table.rows[0]:
        _with(grid, "gridCol", w=width)
    for row in table.rows:
        line = etree.SubElement(node, f"{W}tr")
        for text in row:
            cell = etree.SubElement(line, f"{W}tc")
            _with(etree.SubElement(cell, f"{W}tcPr"), "tcW", w=width, type="dxa")
            cell.append(_paragraph(text, model))
    return node


def _with(parent: Element, name: str, **values: str) -> None:
    node = etree.SubElement(parent, f"{W}{name}")
    for key, value in values.items():
        node.set(f"{W}{key}", value)
