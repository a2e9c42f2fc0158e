"""Word letters as a district gives them back: filled from the real templates, then written in."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from loc_builder import letter_id
from loc_builder.edition import read_edition
from loc_builder.fields import field_values
from loc_builder.files.codes import qr_png
from loc_builder.files.word import LetterTemplate
from loc_builder.letter_id import Code, Side
from loc_builder.model import Contact, District, DistrictNumber, Letter

TEMPLATES = Path(__file__).parents[2] / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"
ADAIR = District(DistrictNumber("001"), "Adair County")


def letter_docx(year: str = "2024-2025", district: District = ADAIR, *, revision: int = 1) -> bytes:
    folder = TEMPLATES / year
    edition = read_edition(folder)
    letter = Letter(
        letter_id=letter_id.make(edition.program.code, edition.school_year, district.number),
        revision=revision,
        school_year=edition.school_year,
        district=district,
        superintendent=Contact("Ann Smith", "Superintendent", "ann.smith@adair.example"),
        points_of_contact=(Contact("Bo Day", "Teacher", "bo.day@adair.example"),),
        answers={},
    )
    body, signature = (qr_png(str(Code(letter.letter_id, revision, side))) for side in (Side.BODY, Side.SIGNATURE))
    pictures = {"loc-code-body": body, "loc-code-signature-header": signature, "loc-code-signature-footer": signature}
    properties = {"LetterId": letter.letter_id, "LetterRevision": str(revision)}
    return LetterTemplate(folder / "letter.docx").fill(
        field_values(letter, edition), pictures=pictures, properties=properties
    )


def changed(docx: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Put other bytes in place of parts, add parts, or leave those out that are None."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        held = {name: old.read(name) for name in old.namelist()} | dict(parts)
        for name, data in held.items():
            if data is not None:
                new.writestr(name, data)
    return file.getvalue()


def part_of(docx: bytes, name: str = DOCUMENT) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read(name)


def written(docx: bytes, texts: Mapping[str, str], *, day: str = "") -> bytes:
    """Write into controls by tag as Word does; `day` is what the district's date control then holds."""
    root = etree.fromstring(part_of(docx))
    controls = {control.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): control for control in root.iter(f"{W}sdt")}
    for tag, text in texts.items():
        _write(controls[tag], text)
    if day:
        controls["signature.district.date"].find(f"{W}sdtPr/{W}date").set(f"{W}fullDate", f"{day}T00:00:00Z")
    return changed(docx, {DOCUMENT: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)})


def _write(control: etree._Element, text: str) -> None:
    about = control.find(f"{W}sdtPr")
    for flag in about.findall(f"{W}showingPlcHdr"):
        about.remove(flag)
    first, *others = control.find(f"{W}sdtContent").iter(f"{W}t")
    first.text = text
    for other in others:
        other.text = ""
    for style in list(control.iter(f"{W}rStyle")):
        style.getparent().remove(style)


def without_tags(docx: bytes, *, keep_aliases: bool = True) -> bytes:
    """What another editor leaves of the controls."""
    root = etree.fromstring(part_of(docx))
    for about in root.iter(f"{W}sdtPr"):
        for lost in about.findall(f"{W}tag") + ([] if keep_aliases else about.findall(f"{W}alias")):
            about.remove(lost)
    return changed(docx, {DOCUMENT: etree.tostring(root)})
