import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import EDITIONS, PICTURES, W, filled, packed, parts_of, replaced, template, values
from lxml import etree
from openxml_audit import OpenXmlValidator

from loc_builder.errors import InputError
from loc_builder.files.codes import qr_png
from loc_builder.files.word import LetterTemplate, open_word, read_wording

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


def with_text(document: str, paragraph: str) -> bytes:
    """A template whose body begins with one more paragraph."""
    parts = parts_of((template("2024-2025").path).read_bytes())
    body = parts[document].decode().replace("<w:body>", f"<w:body><w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>", 1)
    return packed(parts | {document: body.encode()})


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_same_values_give_the_same_bytes_and_a_sound_file(edition: str, tmp_path: Path) -> None:
    letter = filled(edition)
    assert letter == LetterTemplate(template(edition).path).fill(
        values(), properties={"LetterId": "KYILN-2024-001-L1-42"}
    )
    (tmp_path / "letter.docx").write_bytes(letter)
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
    assert "QR code of letter KYILN-2024-001-L1-42" in parts["word/header1.xml"].decode()


@settings(max_examples=40, deadline=None)
@given(WORD_TEXT | st.lists(WORD_TEXT, max_size=4).map("\n".join))
def test_any_answer_comes_back_from_its_control(text: str) -> None:
    letter = filled(answers=values()["answers"] | {"reflection": text}, superintendent={"name": text, "email": ""})
    found = {control.tag: control for control in open_word(letter).controls}
    assert found["answers.reflection"].text == as_read(text)
    assert found["superintendent.name"].text == as_read(text)
    assert found["superintendent.email"].is_placeholder
    zones = {one.field: one.prefilled for one in read_wording(letter).body if hasattr(one, "field")}
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
        ("{% if due_on %}</w:t></w:r></w:p>{% endif %}", "leave no whole document|damaged"),
    ],
)
def test_a_fault_in_a_template_names_the_template(paragraph: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(with_text("word/document.xml", paragraph))
    with pytest.raises(InputError, match=message):
        LetterTemplate(tmp_path / "mine.docx").fill(values())


def test_a_missing_or_foreign_template_is_an_input_error(tmp_path: Path) -> None:
    (tmp_path / "notes.docx").write_text("not a Word file")
    for name in ("notes.docx", "absent.docx"):
        with pytest.raises(InputError):
            LetterTemplate(tmp_path / name)


def test_each_code_takes_its_own_place() -> None:
    pngs = {name: qr_png(f"LOC1:{name}") for name in PICTURES}
    letter = template("2024-2025").fill(values(), pictures=pngs)
    assert {content for name, content in parts_of(letter).items() if name.endswith(".png")} == set(pngs.values())


def test_two_placeholders_that_share_a_picture_do_not_change_together(tmp_path: Path) -> None:
    source = template("2024-2025").path.read_bytes()
    shared = replaced(source, "loc-code-signature-footer.png", "loc-code-body.png", part="word/_rels/footer2.xml.rels")
    (tmp_path / "shared.docx").write_bytes(shared)
    letter = parts_of(
        LetterTemplate(tmp_path / "shared.docx").fill(values(), pictures={"loc-code-signature-footer": b"changed"})
    )
    own = re.search(rb'Target="media/([^"]+)"', letter["word/_rels/footer1.xml.rels"])
    assert own
    assert letter[f"word/media/{own[1].decode()}"] != b"changed"
    targets = re.findall(rb'Target="media/([^"]+)"', letter["word/_rels/footer2.xml.rels"])
    assert b"changed" in [letter[f"word/media/{target.decode()}"] for target in targets]


def test_a_picture_without_a_place_is_an_error() -> None:
    with pytest.raises(InputError, match="no picture named loc-code-elsewhere"):
        template("2024-2025").fill(values(), pictures={"loc-code-elsewhere": b"x"})


def test_properties_are_set_where_there_are_some_and_where_there_are_none(tmp_path: Path) -> None:
    wanted = {"LetterId": "A & B", "LetterRevision": "2", "Mine": "new"}
    assert open_word(template("2024-2025").fill(values(), properties=wanted)).properties == wanted
    parts = parts_of(template("2024-2025").path.read_bytes())
    del parts["docProps/custom.xml"]
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = re.sub(rb"<(Override|Relationship) [^>]*custom[^>]*/>", b"", parts[name])
    (tmp_path / "bare.docx").write_bytes(packed(parts))
    letter = LetterTemplate(tmp_path / "bare.docx").fill(values(), properties={"LetterId": "X"})
    assert open_word(letter).properties == {"LetterId": "X"}
    (tmp_path / "letter.docx").write_bytes(letter)
    assert not OpenXmlValidator().validate(tmp_path / "letter.docx").errors


def test_an_empty_control_invites_to_write_and_is_no_answer() -> None:
    letter = filled()
    text = parts_of(letter)["word/document.xml"].decode()
    assert "Click or tap to write: Contact 2 name" in text
    assert "Click or tap to choose the date" in text
    found = {control.tag: control for control in open_word(letter).controls}
    assert found["signature.district.date"].is_placeholder
    assert found["points_of_contact.2.name"].text == ""
    assert "Click or tap" not in open_word(letter).printed_text


def test_a_template_without_the_placeholder_style_gets_a_readable_one(tmp_path: Path) -> None:
    parts = parts_of(template("2024-2025").path.read_bytes())
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'"PlaceholderText"', b'"Other"')
    (tmp_path / "bare.docx").write_bytes(packed(parts))
    letter = LetterTemplate(tmp_path / "bare.docx").fill(values())
    style = etree.fromstring(parts_of(letter)["word/styles.xml"]).findall(f"{W}style[@{W}styleId='PlaceholderText']")
    assert style[0].find(f"{W}rPr/{W}color").get(f"{W}val") == "595959"


def test_ids_repeated_by_a_loop_are_made_unique_over_all_parts() -> None:
    contacts = [{"name": f"P{number}", "title": "", "email": ""} for number in range(6)]
    parts = parts_of(filled(points_of_contact=contacts))
    text = b"".join(content for name, content in parts.items() if name.startswith("word/") and name.endswith(".xml"))
    for pattern in (rb'<w:sdtPr>.*?<w:id w:val="(\d+)"', rb'<wp:docPr id="(\d+)"'):
        ids = re.findall(pattern, text)
        assert len(ids) == len(set(ids)) > 2


def test_lines_of_a_block_answer_become_paragraphs_and_of_a_short_one_breaks() -> None:
    letter = filled(superintendent={"name": "Ada\nReed", "email": "x"})
    root = etree.fromstring(parts_of(letter)["word/document.xml"])
    texts = {node.find(f"{W}sdtPr/{W}tag").get(f"{W}val"): node.find(f"{W}sdtContent") for node in root.iter(f"{W}sdt")}
    assert len(texts["answers.reflection"].findall(f"{W}p")) == 2
    assert len(list(texts["superintendent.name"].iter(f"{W}br"))) == 1
    plain = texts["superintendent.name"].getparent().find(f"{W}sdtPr/{W}text")
    assert plain.get(f"{W}multiLine") == "1"


def test_the_zip_tells_neither_time_nor_machine() -> None:
    with zipfile.ZipFile(io.BytesIO(filled())) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {member.create_system for member in archive.infolist()} == {0}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_answers_may_be_named_like_pythons_own_methods(tmp_path: Path) -> None:
    (tmp_path / "mine.docx").write_bytes(with_text("word/document.xml", "{{ answers.items }}"))
    letter = LetterTemplate(tmp_path / "mine.docx").fill(values(answers=values()["answers"] | {"items": "Ours"}))
    assert open_word(letter).printed_text.startswith("Ours\n")


def test_footnotes_are_filled_too(tmp_path: Path) -> None:
    parts = parts_of(template("2024-2025").path.read_bytes())
    note = '<w:footnote w:id="1"><w:p><w:r><w:t>Seen by {{ district.name }}</w:t></w:r></w:p></w:footnote>'
    parts["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{W[1:-1]}">{note}</w:footnotes>'.encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'.encode()
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rIdN" Type="{relation}" Target="footnotes.xml"/></Relationships>'.encode(),
    )
    (tmp_path / "mine.docx").write_bytes(packed(parts))
    letter = LetterTemplate(tmp_path / "mine.docx").fill(values())
    assert "Seen by Adair County" in open_word(letter).printed_text
