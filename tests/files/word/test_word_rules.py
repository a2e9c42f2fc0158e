"""What Word asks of a file beyond the schema, held by the letters of both editions however they are filled."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from made.package import parts_of
from made.places import EDITIONS
from made.word import Element, W, at, filled, unanswered, values
from openxml_audit import OpenXmlValidator

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
LONGEST_NAME = 64  # characters of a control's title or tag that Word takes
LARGEST_ID = 2**31 - 1
KINDS = ("text", "richText", "date", "dropDownList", "comboBox", "picture", "group", "docPartObj")
WITHOUT_CONTROLS = ("text", "date", "dropDownList", "comboBox", "picture")

BLOCKS = {"p", "tbl", "sdt"}
RUNS = {"r", "sdt", "hyperlink", "fldSimple", "ins", "del"}
MARKS = {"bookmarkStart", "bookmarkEnd", "proofErr"}
HOLDS = {"body": BLOCKS, "hdr": BLOCKS, "ftr": BLOCKS, "tc": BLOCKS, "p": RUNS, "tr": {"tc"}, "tbl": {"tr"}}
"""What a control may hold, by the element it stands in."""

PEOPLE = [{"name": f"Person {number}", "title": "", "email": ""} for number in range(6)]
LONG = "\n".join(f"Line {number} of a long answer." for number in range(40))


def letters(edition: str) -> Iterator[bytes]:
    """A letter with every answer, one with room for all, one with many people and long answers."""
    yield filled(edition)
    yield unanswered(edition)
    answers = {
        name: [LONG] * 3 if isinstance(value, list) else LONG for name, value in values(edition)["answers"].items()
    }
    yield filled(edition, points_of_contact=PEOPLE, answers=answers)


def roots(letter: bytes) -> list[Element]:
    """The trees of the parts that Word shows."""
    parts = sorted(parts_of(letter).items())
    return [etree.fromstring(content) for name, content in parts if name.startswith("word/") and name.endswith(".xml")]


def controls(letter: bytes) -> list[Element]:
    return [node for root in roots(letter) for node in root.iter(f"{W}sdt")]


def name_of(node: Element) -> str:
    return etree.QName(node).localname


def level_of(control: Element) -> str:
    """The element a control stands in, other controls around it apart."""
    around = control.getparent()
    while around is not None and name_of(around) in ("sdt", "sdtContent"):
        around = around.getparent()
    assert around is not None
    return name_of(around)


def kind_of(control: Element) -> str:
    kinds = [name_of(node) for node in at(control, "sdtPr") if name_of(node) in (*KINDS, "checkbox")]
    assert len(kinds) <= 1, kinds
    return kinds[0] if kinds else "richText"


def of_each_letter(edition: str) -> Iterator[list[Element]]:
    for letter in letters(edition):
        found = controls(letter)
        assert len(found) > 8
        yield found


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_two_controls_share_an_id(edition: str) -> None:
    for found in of_each_letter(edition):
        ids = [int(at(each, "sdtPr/id").get(f"{W}val", "")) for each in found]
        assert len(set(ids)) == len(ids)
        assert all(0 < each <= LARGEST_ID for each in ids)


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_two_pictures_share_an_id(edition: str) -> None:
    for letter in letters(edition):
        ids = [int(node.get("id", "")) for root in roots(letter) for node in root.iter(f"{WP}docPr")]
        assert len(set(ids)) == len(ids) > 2
        assert all(0 < each <= LARGEST_ID for each in ids)


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_control_holds_only_what_may_stand_in_its_place(edition: str) -> None:
    for found in of_each_letter(edition):
        for each in found:
            held = [name_of(node) for node in at(each, "sdtContent")]
            assert held, "Word asks for something in each control"
            assert set(held) <= HOLDS[level_of(each)] | MARKS, at(each, "sdtPr/tag").get(f"{W}val")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_control_for_plain_text_holds_one_paragraph_and_no_other_control(edition: str) -> None:
    for found in of_each_letter(edition):
        plain = [each for each in found if kind_of(each) in WITHOUT_CONTROLS]
        assert plain
        for each in plain:
            content = at(each, "sdtContent")
            assert content.find(f".//{W}sdt") is None
            assert len(content.findall(f".//{W}p")) <= 1


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_control_stands_in_a_run(edition: str) -> None:
    for found in of_each_letter(edition):
        assert not any(name_of(around) == "r" for each in found for around in each.iterancestors())


@pytest.mark.parametrize("edition", EDITIONS)
def test_names_of_controls_are_short_enough_for_word_and_titles_are_told_apart(edition: str) -> None:
    for found in of_each_letter(edition):
        for name in ("alias", "tag"):
            texts = [at(each, f"sdtPr/{name}").get(f"{W}val", "") for each in found]
            assert all(0 < len(text) <= LONGEST_NAME for text in texts)
            assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("edition", EDITIONS)
def test_however_it_is_filled_a_letter_keeps_to_the_schema(edition: str, tmp_path: Path) -> None:
    for number, letter in enumerate(letters(edition)):
        place = tmp_path / f"{number}.docx"
        place.write_bytes(letter)
        assert not OpenXmlValidator().validate(place).errors
