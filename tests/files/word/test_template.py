import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from made.notes import with_footnote
from made.package import packed, parts_of
from made.places import EDITIONS
from made.word import CODE_PLACES, DOCUMENT, W, at, control, filled, letter, replaced, template, values
from openxml_audit import OpenXmlValidator

from loc_builder.errors import InputError
from loc_builder.files.codes import qr_png
from loc_builder.files.word import open_word, read_wording
from loc_builder.files.word.template import LetterTemplate
from loc_builder.model import Zone

ODD_TEXTS = (
    "Smith & Sons <Ind.> {{x}}",
    "{_{b}_} {_% c %_}",
    "{% raw %}",
    "{{ 7 * 7 }} {# no comment #}",
    "&amp; &#10; ]]> <?x?> <!-- y -->",
    "a\r\nb\rc\nd",
    "  two spaces  at\teach end  ",
    "“curly” quotes \N{SOFT HYPHEN} \N{ZERO WIDTH JOINER}",
)
WORD_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40)


def as_read(text: str) -> str:
    return re.sub("\r\n?", "\n", text) if text.strip() else ""


def ours() -> bytes:
    """The template of 2024-2025 as it is shipped."""
    return template("2024-2025").path.read_bytes()


def mine(folder: Path, docx: bytes) -> LetterTemplate:
    """An office's own template."""
    (folder / "mine.docx").write_bytes(docx)
    return LetterTemplate(folder / "mine.docx")


def with_paragraph(text: str) -> bytes:
    """A template whose body begins with one more paragraph."""
    return replaced(ours(), "<w:body>", f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_same_values_give_the_same_bytes_and_a_sound_file(edition: str, tmp_path: Path) -> None:
    made = LetterTemplate(template(edition).path).fill(values(edition))
    assert made == template(edition).fill(values(edition))
    (tmp_path / "letter.docx").write_bytes(filled(edition))
    result = OpenXmlValidator().validate(tmp_path / "letter.docx")
    assert not result.errors


@pytest.mark.parametrize("text", ODD_TEXTS)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_value_arrives_as_typed_in_every_control(edition: str, text: str) -> None:
    answers = dict.fromkeys(("reflection", "plans_of_action", "learning_goal"), text)
    contact = {"name": text, "title": text, "email": text}
    letter = filled(
        edition,
        superintendent=contact,
        points_of_contact=[contact],
        district={"name": text, "number": "001"},
        answers=answers | {"points_of_action": [text] * 3},
    )
    written = [control for control in open_word(letter).controls if not control.tag.startswith("signature.")]
    assert len(written) > 7
    assert {control.text for control in written} == {as_read(text)}


@pytest.mark.parametrize(
    "field", ["agency.name", "agency.unit", "program.name", "return_to.name", "letter.id", "due_on"]
)
def test_a_value_arrives_as_typed_in_the_letters_sentences(field: str) -> None:
    text = "Smith & Sons <Ind.> {{x}} {_{b}_} {% raw %}"
    changed: Any = values()
    *way, last = field.split(".")
    place = changed[way[0]] if way else changed
    place[last] = text
    letter = template("2024-2025").fill(changed)
    wording = read_wording(letter)
    printed = "".join(getattr(one, "text", "") for one in wording.body) + "".join(wording.furniture)
    assert text in printed
    assert "Undefined" not in printed


def test_the_title_and_the_pictures_description_carry_the_values() -> None:
    parts = parts_of(filled(program={"name": "N & <M>", "short_name": "R&D"}))
    assert "R&amp;D Letter of Commitment 2024-2025" in parts["docProps/core.xml"].decode()
    assert f"QR code of letter {letter().letter_id}" in parts["word/header1.xml"].decode()


@settings(max_examples=40, deadline=None)
@given(WORD_TEXT | st.lists(WORD_TEXT, max_size=4).map("\n".join))
def test_any_answer_comes_back_from_its_control(text: str) -> None:
    letter = filled(answers=values()["answers"] | {"reflection": text}, superintendent={"name": text, "email": ""})
    found = {control.tag: control for control in open_word(letter).controls}
    assert found["answers.reflection"].text == as_read(text)
    assert found["superintendent.name"].text == as_read(text)
    assert found["superintendent.email"].is_placeholder
    zones = {one.field: one.prefilled for one in read_wording(letter).body if isinstance(one, Zone)}
    assert zones["answers.reflection"] == as_read(text)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_word_cannot_hold_is_refused_with_its_field(character: str) -> None:
    with pytest.raises(InputError, match=r"superintendent\.name holds the character U\+"):
        filled(superintendent={"name": f"A{character}da", "email": ""})


def test_a_field_nobody_gave_is_named() -> None:
    lacking = values()
    del lacking["superintendent"]["email"]
    with pytest.raises(InputError, match=r"letter\.docx: nothing was given for the field .*superintendent\.email"):
        template("2024-2025").fill(lacking)


def test_an_absent_value_is_not_printed_as_none() -> None:
    with pytest.raises(InputError, match="the value of due_on is missing"):
        filled(due_on=None)


@pytest.mark.parametrize(
    ("paragraph", "message"),
    [
        ("Dear {{ district.name", "a field cannot be read in 'Dear {{ district.name"),
        ("{% for x in %}", "cannot be read"),
        ("{{ nobody }}", "nothing was given for the field nobody"),
        ("{{ ''.__class__.__mro__ }}", "cannot be filled|nothing was given"),
        ("{{ 1 / 0 }}", "cannot be filled"),
        ("{{ 9 ** 9 ** 9 }}", r"a field of '\{\{ 9 \*\* 9 \*\* 9 \}\}' cannot be filled: powers"),
        ("{% if due_on %}</w:t></w:r></w:p>{% endif %}", "leave no whole document|damaged"),
    ],
)
def test_a_fault_in_a_template_names_the_template(paragraph: str, message: str, tmp_path: Path) -> None:
    docx = with_paragraph(paragraph)
    with pytest.raises(InputError, match=message):
        mine(tmp_path, docx).fill(values())


def test_a_missing_or_foreign_template_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_text("not a Word file")
    for name in ("notes.docx", "absent.docx"):
        with pytest.raises(InputError):
            LetterTemplate(tmp_path / name)


def test_each_code_takes_its_own_place() -> None:
    pngs = {name: qr_png(f"LOC1:{name}") for name in CODE_PLACES}
    letter = template("2024-2025").fill(values(), pictures=pngs)
    assert {content for name, content in parts_of(letter).items() if name.endswith(".png")} == set(pngs.values())


def test_two_placeholders_that_share_a_picture_do_not_change_together(tmp_path: Path) -> None:
    shared = replaced(ours(), "loc-code-signature-footer.png", "loc-code-body.png", part="word/_rels/footer2.xml.rels")
    parts = parts_of(mine(tmp_path, shared).fill(values(), pictures={"loc-code-signature-footer": b"changed"}))
    own = re.search(rb'Target="media/([^"]+)"', parts["word/_rels/footer1.xml.rels"])
    assert own
    assert parts[f"word/media/{own[1].decode()}"] != b"changed"
    targets = re.findall(rb'Target="media/([^"]+)"', parts["word/_rels/footer2.xml.rels"])
    assert b"changed" in [parts[f"word/media/{target.decode()}"] for target in targets]


def test_a_picture_without_a_place_is_an_error() -> None:
    with pytest.raises(InputError, match="no picture named loc-code-elsewhere"):
        template("2024-2025").fill(values(), pictures={"loc-code-elsewhere": b"x"})


def test_properties_are_set_where_there_are_some_and_where_there_are_none(tmp_path: Path) -> None:
    wanted = {"LetterId": "A & B", "LetterRevision": "2", "Mine": "new"}
    assert open_word(template("2024-2025").fill(values(), properties=wanted)).properties == wanted
    parts = parts_of(ours())
    del parts["docProps/custom.xml"]
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = re.sub(rb"<(Override|Relationship) [^>]*custom[^>]*/>", b"", parts[name])
    made = mine(tmp_path, packed(parts)).fill(values(), properties={"LetterId": "X"})
    assert open_word(made).properties == {"LetterId": "X"}
    (tmp_path / "letter.docx").write_bytes(made)
    assert not OpenXmlValidator().validate(tmp_path / "letter.docx").errors


def test_an_empty_control_invites_to_write_and_is_no_answer() -> None:
    letter = filled()
    text = parts_of(letter)[DOCUMENT].decode()
    assert "Click or tap to write: Contact 2 name" in text
    assert "Click or tap to choose the date" in text
    found = {control.tag: control for control in open_word(letter).controls}
    assert found["signature.district.date"].is_placeholder
    assert found["points_of_contact.2.name"].text == ""
    zones = {one.field: one for one in read_wording(letter).body if isinstance(one, Zone)}
    assert zones["points_of_contact.2.name"].prefilled == ""
    assert zones["points_of_contact.2.name"].invitation == "Click or tap to write: Contact 2 name"


def test_a_template_without_the_placeholder_style_gets_a_readable_one(tmp_path: Path) -> None:
    parts = parts_of(ours())
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'"PlaceholderText"', b'"Other"')
    styles = etree.fromstring(parts_of(mine(tmp_path, packed(parts)).fill(values()))["word/styles.xml"])
    style = styles.findall(f"{W}style[@{W}styleId='PlaceholderText']")
    assert at(style[0], "rPr/color").get(f"{W}val") == "595959"


def test_ids_repeated_by_a_loop_are_made_unique_over_all_parts() -> None:
    contacts = [{"name": f"P{number}", "title": "", "email": ""} for number in range(6)]
    parts = parts_of(filled(points_of_contact=contacts))
    text = b"".join(content for name, content in parts.items() if name.startswith("word/") and name.endswith(".xml"))
    for pattern in (rb'<w:sdtPr>.*?<w:id w:val="(\d+)"', rb'<wp:docPr id="(\d+)"'):
        ids = re.findall(pattern, text)
        assert len(ids) == len(set(ids)) > 2


def test_lines_of_a_block_answer_become_paragraphs_and_of_a_short_one_breaks() -> None:
    root = etree.fromstring(parts_of(filled(superintendent={"name": "Ada\nReed", "email": "x"}))[DOCUMENT])
    block, short = control(root, "answers.reflection"), control(root, "superintendent.name")
    assert len(block.findall(f"{W}sdtContent/{W}p")) == 2
    assert len(list(short.iter(f"{W}br"))) == 1
    assert at(short, "sdtPr/text").get(f"{W}multiLine") == "1"


def test_the_zip_tells_neither_time_nor_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(filled())) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {member.create_system for member in archive.infolist()} == {0}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_answers_may_be_named_like_pythons_own_methods(tmp_path: Path) -> None:
    template_of_ours = mine(tmp_path, with_paragraph("{{ answers.items }}"))
    made = template_of_ours.fill(values(answers=values()["answers"] | {"items": "Ours"}))
    assert open_word(made).printed_text.startswith("Ours\n")


def test_footnotes_are_filled_too(tmp_path: Path) -> None:
    noted = with_footnote(ours(), "Seen by {{ district.name }}")
    assert "Seen by Adair County" in open_word(mine(tmp_path, noted).fill(values())).printed_text
