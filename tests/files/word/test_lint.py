"""A template is checked before a batch: each rule has a template that breaks it, and good templates are left alone."""

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made.broken_letters import BROKEN, broken, readme
from made.package import packed, parts_of
from made.places import DATA, EDITIONS, TEMPLATES
from made.small_letter import BODY, RELATIONS, Parts, good, paragraph

from loc_builder.edition import read_edition
from loc_builder.errors import InputError
from loc_builder.files.word.lint import Fault, read_faults, usable
from loc_builder.files.word.lint.sayings import SAYINGS
from loc_builder.model import Edition, Question, QuestionKind, Signatory

HERE = DATA / "templates"
SMALL = read_edition(HERE / "2024-2025")


def found_in(folder: Path, parts: Parts, edition: Edition = SMALL, **more: tuple[str, ...]) -> tuple[Fault, ...]:
    """Check a template of these parts."""
    (folder / "letter.docx").write_bytes(packed(parts))
    return read_faults(folder / "letter.docx", edition, **more)


def saying(text: str) -> Parts:
    """The small letter with one more paragraph, the first."""
    parts = good()
    parts[BODY] = str(parts[BODY]).replace("<w:body>", f"<w:body>{paragraph(text)}", 1)
    return parts


def told(name: str) -> list[tuple[str, str]]:
    """Place and message of each fault in a broken template."""
    return [(each.spot.said, each.message) for each in read_faults(HERE / "broken" / f"{name}.docx", SMALL)]


# ---- each rule --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BROKEN)
def test_each_broken_template_is_found_out_and_nothing_else_is_said_of_it(name: str) -> None:
    faults = read_faults(HERE / "broken" / f"{name}.docx", SMALL)
    assert {each.code for each in faults} == set(BROKEN[name].codes)
    assert all(each.message and each.hint.endswith((".", "?", "}")) for each in faults)


def test_every_sentence_about_fields_has_a_broken_template() -> None:
    assert {each.code for each in SAYINGS.values()} <= {code for each in BROKEN.values() for code in each.codes}


@pytest.mark.parametrize("year", EDITIONS)
def test_nothing_is_wrong_with_the_shipped_templates(year: str) -> None:
    assert read_faults(TEMPLATES / year / "letter.docx", read_edition(TEMPLATES / year)) == ()


def test_nothing_is_wrong_with_the_small_letter() -> None:
    assert read_faults(HERE / "2024-2025" / "letter.docx", SMALL) == ()


@pytest.mark.parametrize("name", BROKEN)
def test_the_broken_templates_are_those_that_their_maker_makes(name: str) -> None:
    assert parts_of((HERE / "broken" / f"{name}.docx").read_bytes()) == parts_of(packed(broken(name)))


def test_the_good_template_and_the_page_beside_the_templates_are_as_made() -> None:
    assert parts_of((HERE / "2024-2025" / "letter.docx").read_bytes()) == parts_of(packed(good()))
    assert (HERE / "README.md").read_text(encoding="utf-8") == readme()


# ---- where and what ---------------------------------------------------------------------------------------------


def test_a_fault_in_a_table_names_table_row_and_cell() -> None:
    assert told("field-unknown") == [
        ("table 1, row 1, cell 2 '{{ distrct.name }}'", "the field distrct.name is unknown"),
    ]


def test_a_fault_in_a_footer_names_the_footer() -> None:
    assert told("field-unknown-in-footer") == [("footer 1, paragraph 1", "the field letter.ident is unknown")]


def test_a_fault_in_a_paragraph_names_it_by_number_and_first_words() -> None:
    assert told("other-year") == [
        ("paragraph 3 'As in 2023-2024, we thank you.'", "it names the school year 2023-2024"),
    ]


def test_a_field_that_is_nearly_right_is_named(tmp_path: Path) -> None:
    (fault,) = found_in(tmp_path, saying("{{ superintendant.name }}"))
    assert fault.hint == "Did you mean superintendent.name?"


def test_a_misspelt_field_is_named_wherever_it_stands(tmp_path: Path) -> None:
    parts = saying("{{ distrct.name }}")
    parts[BODY] = str(parts[BODY]).replace("Send all pages", "{{ distrct.name }}: send all pages")
    places = [each.spot.said for each in found_in(tmp_path, parts)]
    assert [place.partition(" '")[2] for place in places] == [
        "{{ distrct.name }}'",
        "{{ distrct.name }}: send all pages to {{ return…'",
    ]


def test_names_of_a_broken_loop_are_not_called_unknown(tmp_path: Path) -> None:
    parts = good()
    parts[BODY] = str(parts[BODY]).replace("{%p endfor %}", "and so on", 1)
    assert {each.code for each in found_in(tmp_path, parts)} == {"block-open"}


def test_a_control_with_a_misspelt_tag_is_named_with_the_tag_it_needs() -> None:
    (fault,) = read_faults(HERE / "broken" / "question-misnamed.docx", SMALL)
    assert fault.message == "no control is for the answer to 'Plans' (answers.plans)"
    assert fault.hint.startswith("A control has the tag answers.plan:")
    assert fault.spot.said.startswith("paragraph 14")


def test_missing_controls_are_named_though_another_field_cannot_be_read(tmp_path: Path) -> None:
    parts = saying("{{ district.nam }}")
    parts[BODY] = str(parts[BODY]).replace('<w:tag w:val="answers.plans"/>', "")
    assert {each.code for each in found_in(tmp_path, parts)} == {"unknown-field", "control-missing"}


def test_what_spoils_letters_is_told_before_advice(tmp_path: Path) -> None:
    parts = saying("As in 2023-2024.")
    parts[BODY] = str(parts[BODY]).replace('"Heading2"', '"Heading3"', 1)
    assert [(each.code, each.is_advice) for each in found_in(tmp_path, parts)] == [
        ("other-year-named", False),
        ("heading-skipped", True),
    ]


def test_what_is_part_of_an_unknown_field_is_not_called_unknown_too(tmp_path: Path) -> None:
    parts = good()
    loop = ("{%p for goal in answers.gols %}", "{{ goal.text }}", "{%p endfor %}")
    parts[BODY] = str(parts[BODY]).replace("<w:body>", "<w:body>" + "".join(map(paragraph, loop)), 1)
    assert [each.message for each in found_in(tmp_path, parts)] == ["the field answers.gols is unknown"]


def test_a_text_box_is_built_by_rules_of_its_own(tmp_path: Path) -> None:
    parts = good()
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></w:pict></w:r>"
    parts[BODY] = str(parts[BODY]).replace("<w:body>", f"<w:body>{paragraph(box)}", 1)
    assert found_in(tmp_path, parts) == ()


def test_large_letters_need_less_contrast(tmp_path: Path) -> None:
    parts = broken("contrast-low")
    assert told("contrast-low")[0][1] == "the contrast of its words is 2.8 to 1, and 4.5 is needed"
    parts[BODY] = str(parts[BODY]).replace(
        '<w:color w:val="999999"/>', '<w:b/><w:color w:val="888888"/><w:sz w:val="28"/>'
    )
    assert found_in(tmp_path, parts) == ()


# ---- what an edition asks for -----------------------------------------------------------------------------------


def test_a_choice_needs_a_control_for_each_option(tmp_path: Path) -> None:
    grades = Question("grades", "Grades", "Which?", QuestionKind.CHOICES, 1, 2, options=("Primary", "Middle", "High"))
    edition = dataclasses.replace(SMALL, questions=(*SMALL.questions, grades))
    missing = [each.message for each in found_in(tmp_path, good(), edition) if each.code == "control-missing"]
    assert missing == [f"no control is for the answer to 'Grades' (answers.grades.{number})" for number in (1, 2, 3)]


def test_every_party_but_the_agency_needs_a_block_to_sign(tmp_path: Path) -> None:
    board = Signatory("board", "chair of the board")
    edition = dataclasses.replace(SMALL, signatories=(*SMALL.signatories, board))
    missing = [each.message for each in found_in(tmp_path, good(), edition)]
    assert missing[0] == "no control is for the signature of the chair of the board (signature.board.signature)"
    assert len(missing) == 4


def test_a_template_may_name_what_an_earlier_edition_asked(tmp_path: Path) -> None:
    parts = saying("You wrote: {{ previous.points }}")
    assert [each.code for each in found_in(tmp_path, parts)] == ["unknown-field"]
    assert found_in(tmp_path, parts, asked_before=("points",)) == ()


def test_a_year_that_is_meant_is_no_fault(tmp_path: Path) -> None:
    meant = dataclasses.replace(SMALL, other_years_meant=(SMALL.school_year.__class__(2023),))
    assert found_in(tmp_path, saying("As in 2023-2024, we thank you."), meant) == ()


def test_a_whole_mapping_that_is_shown_shows_each_of_its_values(tmp_path: Path) -> None:
    loop = ("{%p for each in values.values() %}", "{{ each }}", "{%p endfor %}")
    parts = good()
    body = str(parts[BODY]).replace("; we meet on {{ values.next_meeting }}", "")
    parts[BODY] = body.replace("<w:body>", "<w:body>" + "".join(map(paragraph, loop)), 1)
    assert found_in(tmp_path, parts) == ()


def test_a_decorative_picture_needs_no_alt_text(tmp_path: Path) -> None:
    parts = broken("alt-text-missing")
    mark = (
        '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
        ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    )
    parts[BODY] = str(parts[BODY]).replace(
        '<wp:docPr id="40" name="Logo" descr=""/>', f'<wp:docPr id="40" name="Logo" descr="">{mark}</wp:docPr>'
    )
    assert found_in(tmp_path, parts) == ()


def test_a_marked_header_row_is_no_fault(tmp_path: Path) -> None:
    parts = broken("header-row-missing")
    parts[BODY] = str(parts[BODY]).replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1)
    assert found_in(tmp_path, parts) == ()


# ---- before a batch ---------------------------------------------------------------------------------------------


def test_a_batch_is_refused_with_the_same_sentences(tmp_path: Path) -> None:
    (fault,) = found_in(tmp_path, saying("{{ district.nam }}"))
    with pytest.raises(InputError) as refused:
        usable(tmp_path / "letter.docx", SMALL)
    assert refused.value.problems == (fault.problem(f"{tmp_path.name}/letter.docx"),)
    assert refused.value.message == f"the template {tmp_path.name}/letter.docx cannot be used: 1 problem"
    assert refused.value.hint.endswith("loc check 2024-2025")


def test_advice_stops_no_batch() -> None:
    usable(HERE / "broken" / "contrast-low.docx", SMALL)


# ---- damaged and hostile templates ------------------------------------------------------------------------------


def no_document(parts: Parts) -> None:
    del parts[BODY]


def cut_off(parts: Parts) -> None:
    parts[BODY] = str(parts[BODY])[:900]


def entities(parts: Parts) -> None:
    parts[BODY] = '<!DOCTYPE w [<!ENTITY x "y">]>' + str(parts[BODY])


def bomb(parts: Parts) -> None:
    parts["word/media/loc-code-body.png"] = b"\0" * 60_000_000


@pytest.mark.parametrize("harm", [no_document, cut_off, entities, bomb])
def test_a_damaged_or_hostile_file_is_refused_in_a_sentence(harm: Callable[[Parts], None], tmp_path: Path) -> None:
    parts = good()
    harm(parts)
    with pytest.raises(InputError) as refused:
        found_in(tmp_path, parts)
    assert "Word" in refused.value.message or "unpacks" in refused.value.message


@pytest.mark.parametrize("content", [b"", b"{\\rtf1 hello}", b"PK\x03\x04 no zip"])
def test_what_is_no_word_file_is_refused_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(content)
    with pytest.raises(InputError, match="Word"):
        read_faults(tmp_path / "letter.docx", SMALL)


def test_a_template_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"the template .*letter\.docx cannot be read"):
        read_faults(tmp_path / "letter.docx", SMALL)


@pytest.mark.parametrize(
    "text",
    [
        "{{ " + "(" * 4_000 + " }}",
        "{{ " + "[" * 300 + "]" * 300 + " }}",
        "{% if x %}" * 2_000,
        "{{ " + "9" * 5_000 + " }}",
    ],
    ids=["brackets", "lists", "blocks", "digits"],
)
def test_fields_nested_without_end_are_told_and_not_followed(text: str, tmp_path: Path) -> None:
    faults = found_in(tmp_path, saying(text))
    assert faults
    assert len(faults) <= 200


def test_a_part_that_a_relation_names_and_the_file_lacks_is_passed_over(tmp_path: Path) -> None:
    parts = good()
    parts[RELATIONS] = str(parts[RELATIONS]).replace("header1.xml", "header9.xml")
    assert "code-missing" in {each.code for each in found_in(tmp_path, parts)}


@given(text=st.text("{}%#'\"|. ()[]~+-*/,=\\abdefinoprst_1\n\t\a", max_size=40))
@settings(max_examples=40)
def test_no_text_of_a_template_ends_the_check(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any")
    shown = text.replace("\a", "")
    for fault in found_in(folder, saying(shown)):
        assert fault.message
        assert fault.code
