"""A district at its Word: what it types into a letter's controls, what it changes, what another editor loses."""

import copy
import re
import subprocess
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from loc_builder.days import in_words
from loc_builder.files.convert import found_program
from loc_builder.files.word.finishing import PLACEHOLDER_STYLE, element
from loc_builder.files.word.package import Element, Package, q, read_package, write_package, xml_bytes

SAVED_AT = b"2024-09-16T09:30:00Z"


def typed(document: bytes, texts: Mapping[str, str], *, day: date | None = None) -> bytes:
    """Type `texts` into the controls of these tags, and `day` into the district's date control."""
    package = read_package(document)
    root = package.xml(package.document)
    controls = {
        tag.get(q("w:val")): control for control in root.iter(q("w:sdt")) for tag in control[0].iter(q("w:tag"))
    }
    for tag, text in texts.items():
        _type(controls[tag], text)
    if day:
        control = controls["signature.district.date"]
        _type(control, in_words(day))
        (held,) = control[0].iter(q("w:date"))
        held.set(q("w:fullDate"), f"{day}T00:00:00Z")
    return _with_body(package, root)


def reworded(document: bytes, old: str, new: str) -> bytes:
    """Change words of the letter itself; they must stand in one run, once."""
    package = read_package(document)
    root = package.xml(package.document)
    places = [(node, node.text) for node in root.iter(q("w:t")) if node.text and old in node.text]
    if len(places) != 1:
        raise ValueError(f"'{old}' stands {len(places)} times in the letter")
    node, text = places[0]
    node.text = text.replace(old, new)
    return _with_body(package, root)


def saved_by_libreoffice(document: bytes) -> bytes:
    """Open and save a Word file in LibreOffice Writer, which loses the controls' tags."""
    with tempfile.TemporaryDirectory(prefix="loc-samples-") as place:
        folder = Path(place)
        source = folder / "letter.docx"
        source.write_bytes(document)
        command = [
            str(found_program()),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML"),
            *("--outdir", str(folder / "saved"), str(source)),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return _timeless((folder / "saved" / source.name).read_bytes())


def _with_body(package: Package, root: Element) -> bytes:
    return write_package(dict(package.parts) | {package.document: xml_bytes(root)})


def _type(control: Element, text: str) -> None:
    """Write over what stands in a control, each line a paragraph where the control holds paragraphs."""
    about, content = control  # sdtPr and sdtContent
    for flag in about.findall(q("w:showingPlcHdr")):
        about.remove(flag)
    paragraphs = content.findall(q("w:p"))
    if not paragraphs:
        _fill_line(content, text.replace("\n", " "))
        return
    for extra in paragraphs[1:]:
        content.remove(extra)
    lines = text.split("\n")
    for line in reversed(lines[1:]):
        new = copy.deepcopy(paragraphs[0])
        _fill_line(new, line)
        paragraphs[0].addnext(new)
    _fill_line(paragraphs[0], lines[0])


def _fill_line(place: Element, text: str) -> None:
    first, *others = place.findall(q("w:r"))
    for other in others:
        place.remove(other)
    look = first.find(q("w:rPr"))
    for child in list(first):
        first.remove(child)
    if look is not None:
        for style in look.findall(q("w:rStyle")):
            if style.get(q("w:val")) == PLACEHOLDER_STYLE:
                look.remove(style)
        if len(look):
            first.append(look)
    words = element("w:t", text)
    words.set(q("xml:space"), "preserve")
    first.append(words)


def _timeless(document: bytes) -> bytes:
    """Take out of a saved file what differs from run to run: times, and the numbers of controls."""
    package = read_package(document)
    root = package.xml(package.document)
    for number, node in enumerate(root.iterfind(f".//{q('w:sdtPr')}/{q('w:id')}"), 1):
        node.set(q("w:val"), str(number))
    core = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", SAVED_AT, package.parts["docProps/core.xml"])
    return write_package(dict(package.parts) | {package.document: xml_bytes(root), "docProps/core.xml": core})
