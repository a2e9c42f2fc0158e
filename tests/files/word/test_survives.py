"""What is left of a signed letter that another word processor saved: still the same letter, its answers still read.

LibreOffice really saves it, in its own way and by way of other formats. What Google Docs is known to make of a file
(every piece of text in a control of its own, ours gone, properties gone) is played.
"""

import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from lxml import etree
from made.other_editors import by_google_docs
from made.package import parts_of
from made.places import EDITIONS
from made.word import DOCUMENT, W, letter, replaced, unanswered, written

from loc_builder.agreement import Comparison, compare, places_amiss
from loc_builder.files.word import read_wording
from loc_builder.findings import FindingCode
from loc_builder.model import ClueKind, Part
from loc_builder.reading.word import read_word

SIGNED = {
    "signature.district.signature": "Ada Reed",
    "signature.district.name": "Ada Reed",
    "signature.district.title": "Superintendent",
    "signature.district.date": "September 3, 2024",
}
WRITTEN = {
    "2017-2018": {"answers.points_of_action.1": "Visit a school.", "answers.points_of_action.3": "Read & discuss."},
    "2024-2025": {"answers.reflection": "We opened a studio.", "answers.learning_goal": "How do we know?"},
}
WAYS = ("docx", "odt", "rtf", "doc")
"""What the letter was saved as before it came back as a Word file."""

OF_ALL = pytest.mark.parametrize(("year", "way"), [(year, way) for year in EDITIONS for way in WAYS])
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
CHOICES = ("choices", "docx")
CROSS = "\N{BALLOT BOX WITH X}"
HIDDEN_BY_RTF = ["hidden, in the colour of what lies behind it: 'District: superintendent or designee'"]
"""By way of RTF, LibreOffice 7.4 takes the dark ground away on which white letters stand."""

Saved = Mapping[tuple[str, str], bytes]


@cache
def signed(year: str) -> bytes:
    return written(unanswered(year), {**WRITTEN[year], **SIGNED}, day="2024-09-03")


@pytest.fixture(scope="module")
def saved(libreoffice: Path, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """Both editions' signed letters as LibreOffice gives them back, by edition and way, and a file of `CHOICES`."""
    folder = tmp_path_factory.mktemp("saved")
    asked = [*((year, way) for way in WAYS for year in EDITIONS), CHOICES]
    for year, way in asked:
        (folder / f"{year} {way}.docx").write_bytes(with_choices() if (year, way) == CHOICES else signed(year))
    for way in WAYS[1:]:
        save_as(libreoffice, way, sorted(folder.glob(f"* {way}.docx")))
    sources = [folder / f"{year} {way}.{way}" for year, way in asked]
    save_as(libreoffice, "docx:MS Word 2007 XML", sources, out=folder / "back")
    return {(year, way): (folder / "back" / f"{year} {way}.docx").read_bytes() for year, way in asked}


def save_as(program: Path, wanted: str, sources: Sequence[Path], *, out: Path | None = None) -> None:
    """Save files in another format, beside them or elsewhere."""
    folder = sources[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--norestore", "--convert-to", wanted, "--outdir", out or folder]
    subprocess.run([*map(str, command), *map(str, sources)], check=True, capture_output=True, timeout=180)


def read(docx: bytes) -> Part:
    (part,) = read_word(docx, "back.docx")
    return part


def compared(year: str, docx: bytes) -> Comparison:
    """The text of a return beside the letter as it was issued, controls apart."""
    issued = read_wording(unanswered(year))
    return compare(issued, read(docx).text or "")


def is_left_to_a_person(year: str, part: Part) -> bool:
    """Whether nothing typed is taken for a signature, and the places to write are said not to be ours."""
    codes = {each.code for each in part.findings}
    asked = {FindingCode.SIGNER_UNCLEAR, FindingCode.DATE_UNSURE} <= codes and part.signatures == ()
    assert part.wording is not None
    return asked and places_amiss(read_wording(unanswered(year)), part.wording) != ()


# ---- LibreOffice ------------------------------------------------------------------------------------------------


@OF_ALL
def test_the_letter_still_says_which_one_it_is(year: str, way: str, saved: Saved) -> None:
    clues = read(saved[year, way]).clues
    told = {(each.kind, each.text, each.revision) for each in clues if each.kind is not ClueKind.FILE_NAME}
    own = letter(year).letter_id
    assert {(ClueKind.PROPERTY, own, 1), (ClueKind.PRINTED_ID, own, 1)} <= told
    assert {text for kind, text, _ in told if kind is not ClueKind.NAME_TYPED} == {own}


@OF_ALL
def test_what_was_written_is_still_read(year: str, way: str, saved: Saved) -> None:
    answers = compared(year, saved[year, way]).answers
    typed = {**WRITTEN[year], **SIGNED}
    assert {field: answers[field] for field in typed} == typed
    assert answers["superintendent.email"] == "ada.reed@adair.example"
    assert not any(text for field, text in answers.items() if field.startswith("answers.") and field not in typed)


@OF_ALL
def test_no_rule_takes_it_for_signed(year: str, way: str, saved: Saved) -> None:
    """Its controls are no longer ours, so a person reads who signed, and when."""
    assert is_left_to_a_person(year, read(saved[year, way]))


@OF_ALL
def test_nobody_is_accused(year: str, way: str, saved: Saved) -> None:
    """Saved as the old .doc, LibreOffice 7.4 counts lists from other numbers, which changes nothing they say."""
    assert compared(year, saved[year, way]).changes == ()
    told = [each.detail for each in read(saved[year, way]).findings if each.code is FindingCode.TEXT_CHANGED]
    assert told == (HIDDEN_BY_RTF if way == "rtf" else [])


def test_choices_ticks_and_protection_are_kept(saved: Saved) -> None:
    parts = parts_of(saved[CHOICES])
    body = etree.fromstring(parts[DOCUMENT])
    assert [each.get(f"{W}displayText") for each in body.iter(f"{W}listItem")] == ["Alpha"]
    assert [each.get(f"{{{W14}}}val") for each in body.iter(f"{{{W14}}}checked")] == ["1"]
    protection = etree.fromstring(parts["word/settings.xml"]).find(f"{W}documentProtection")
    assert protection is not None
    assert (protection.get(f"{W}edit"), protection.get(f"{W}enforcement")) == ("forms", "1")


def with_choices() -> bytes:
    """A letter with a drop-down and a ticked box more, protected so that only controls can be filled in."""
    choice = '<w:dropDownList><w:listItem w:displayText="Alpha" w:value="a"/></w:dropDownList>'
    tick = f'<w14:checkbox xmlns:w14="{W14}"><w14:checked w14:val="1"/></w14:checkbox>'
    made = replaced(unanswered(), "<w:body>", f"<w:body>{in_control(choice, 'Alpha')}{in_control(tick, CROSS)}")
    locked = '<w:documentProtection w:edit="forms" w:enforcement="1"/><w:defaultTabStop'
    return replaced(made, "<w:defaultTabStop", locked, part="word/settings.xml")


def in_control(kind: str, text: str) -> str:
    about = f'<w:sdtPr><w:tag w:val="{text}"/>{kind}</w:sdtPr>'
    return f"<w:p><w:sdt>{about}<w:sdtContent><w:r><w:t>{text}</w:t></w:r></w:sdtContent></w:sdt></w:p>"


# ---- played: Google Docs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", EDITIONS)
def test_a_letter_whose_text_lies_in_controls_of_another_maker_is_read_all_the_same(year: str) -> None:
    back = by_google_docs(signed(year))
    part = read(back)
    assert [each.text for each in part.clues if each.kind is ClueKind.PRINTED_ID] == [letter(year).letter_id]
    comparison = compared(year, back)
    typed = {**WRITTEN[year], **SIGNED}
    assert {field: comparison.answers[field] for field in typed} == typed
    assert comparison.changes == ()
    assert is_left_to_a_person(year, part)
