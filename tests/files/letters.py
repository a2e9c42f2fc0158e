"""Letters filled from the starter templates, and hands that alter them as a district could in Word."""

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from loc_builder.files.word import LetterTemplate

TEMPLATES = Path(__file__).parents[2] / "templates"
EDITIONS = ("2017-2018", "2024-2025")
PICTURES = ("loc-code-body", "loc-code-signature-header", "loc-code-signature-footer")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def template(edition: str) -> LetterTemplate:
    return LetterTemplate(TEMPLATES / edition / "letter.docx")


def values(**changed: Any) -> dict[str, Any]:
    return {
        "school_year": "2024-2025",
        "program": {"name": "Kentucky Innovative Learning Network", "short_name": "KY ILN"},
        "agency": {"name": "Kentucky Department of Education", "short_name": "KDE", "unit": "Division of Innovation"},
        "designee": {"name": "Pat Doe", "title": "Director"},
        "return_to": {
            "name": "Sam Roe",
            "email": "sam.roe@agency.example",
            "phone": "502-555-0100",
            "post": ["300 Sower Blvd", "Frankfort, KY 40601"],
        },
        "due_on": "July 31, 2024",
        "values": {"next_convening": "September 12, 2017"},
        "district": {"name": "Adair County", "number": "001"},
        "superintendent": {"name": "Ada Reed", "email": "ada.reed@adair.example"},
        "points_of_contact": [
            {"name": "Bo Lane", "title": "Instructional coach", "email": "bo.lane@adair.example"},
            {"name": "", "title": "", "email": ""},
        ],
        "answers": {
            "reflection": "We opened a makerspace in each school.\nTeachers met every month to plan for it.",
            "plans_of_action": "Portrait of a learner, grade by grade; Title I money pays for the coaches.",
            "learning_goal": "How do students show what they know?",
            "points_of_action": ["Pilot competency-based grading", "Train every team leader", ""],
        },
        "letter": {"id": "KYILN-2024-001-L1-42", "revision": 1},
    } | changed


def filled(edition: str = "2024-2025", **changed: Any) -> bytes:
    return template(edition).fill(values(**changed), properties={"LetterId": "KYILN-2024-001-L1-42"})


def parts_of(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_part(docx: bytes, name: str, content: bytes) -> bytes:
    return packed(parts_of(docx) | {name: content})


def replaced(docx: bytes, old: str, new: str, *, part: str = "word/document.xml") -> bytes:
    """Put one text in place of another, once, where it stands in a part."""
    content = parts_of(docx)[part].decode()
    assert old in content, old
    return with_part(docx, part, content.replace(old, new, 1).encode())


def edited(docx: bytes, change: Callable[[etree._Element], None]) -> bytes:
    """Change the body's tree."""
    root = etree.fromstring(parts_of(docx)["word/document.xml"])
    change(root)
    return with_part(docx, "word/document.xml", etree.tostring(root))


def paragraph_with(root: etree._Element, text: str) -> etree._Element:
    """Find the paragraph that holds a text."""
    return next(node for node in root.iter(f"{W}p") if text in "".join(node.itertext()))


def control(root: etree._Element, tag: str) -> etree._Element:
    return next(node for node in root.iter(f"{W}sdt") if node.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == tag)


def write_in(root: etree._Element, tag: str, text: str) -> None:
    """Type over what stands in a control, as Word does: its placeholder goes, with the flag."""
    node = control(root, tag)
    for flag in node.findall(f"{W}sdtPr/{W}showingPlcHdr"):
        flag.getparent().remove(flag)
    runs = list(node.find(f"{W}sdtContent").iter(f"{W}r"))
    for run in runs[1:]:
        run.getparent().remove(run)
    for child in list(runs[0]):
        runs[0].remove(child)
    etree.SubElement(runs[0], f"{W}t").text = text
