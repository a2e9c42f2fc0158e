"""A plain template is filled as docxtpl fills it, part by part; one that is more goes to docxtpl."""

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from docxtpl import DocxTemplate, InlineImage, RichText
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made.notes import with_footnote
from made.package import parts_of
from made.places import TEMPLATES
from made.word import replaced, values

from benchmarks.alike import unequal_parts
from loc_builder.errors import InputError
from loc_builder.files.codes import qr_png
from loc_builder.files.word import open_word
from loc_builder.files.word.template import LetterTemplate
from loc_builder.templating import Fields

BRACES_WRITTEN_OTHERWISE = ("{_{", "}_}", "{_%", "%_}")
TEXT = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], include_characters="\n\t&<>{}\"'", exclude_characters="\ufffe\uffff"
    ),
    max_size=12,
).filter(lambda text: not any(braces in text for braces in BRACES_WRITTEN_OTHERWISE))
VALUES = st.fixed_dictionaries(
    {
        "name": TEXT,
        "flag": st.booleans(),
        "number": st.integers(-5, 2024),
        "person": st.fixed_dictionaries({"name": TEXT, "title": TEXT}),
        "items": st.lists(st.fixed_dictionaries({"name": TEXT, "flag": st.booleans()}), max_size=3),
    }
)
WORDS = st.sampled_from(["Dear ", "  and  ", "& <Sons>", " {_{ as typed }_} ", "“", ""])
FIELDS = st.sampled_from(
    [
        "{{ name }}",
        "{{person.title}}",
        "{{ number + 1 }}",
        "{{ name|upper }}",
        "{% if flag %}yes, {{ name }}{% else %}no{% endif %}",
        "{% for item in items %}{{ loop.index }}. {{ item.name }}; {% endfor %}",
        r"{{ items|map(attribute='name')|join('\a') }}",
        r"{{ name ~ '\f' ~ person.name }}",
        "{# nothing #}",
    ]
)
LINE = st.lists(WORDS | FIELDS, min_size=1, max_size=4)
BLOCK = st.one_of(
    st.tuples(st.just("line"), LINE),
    st.tuples(st.just("condition"), LINE),
    st.tuples(st.just("loop"), LINE),
    st.tuples(st.just("rows"), LINE),
    st.tuples(st.just("cells"), LINE),
)
STORY = st.lists(BLOCK, max_size=3)
TAGS = {
    "condition": ("if flag", "endif"),
    "loop": ("for item in items", "endfor"),
    "rows": ("for item in items", "endfor"),
    "cells": ("for item in items", "endfor"),
}


def docxtpls(template: Path, given_values: Mapping[str, Any]) -> bytes:
    theirs, file = DocxTemplate(template), io.BytesIO()
    theirs.render(dict(given_values), jinja_env=Fields(autoescape=True), autoescape=True)
    theirs.save(file)
    return file.getvalue()


def write_line(paragraph: Any, pieces: list[str]) -> None:
    """Write a line in runs that part its tags, as Word does, one of them bold."""
    text = "".join(pieces)
    for start in range(0, len(text), 7):
        paragraph.add_run(text[start : start + 7]).bold = start == 7 or None


def write_table(story: Any, kind: str, pieces: list[str]) -> None:
    opens, closes = TAGS[kind]
    if kind == "rows":
        table = story.add_table(3, 2) if hasattr(story, "add_section") else story.add_table(3, 2, docx.shared.Inches(4))
        table.cell(0, 0).text, table.cell(2, 0).text = f"{{%tr {opens} %}}", f"{{%tr {closes} %}}"
        write_line(table.cell(1, 1).paragraphs[0], [*pieces, "{{ item.name }}"])
    else:
        table = story.add_table(1, 3) if hasattr(story, "add_section") else story.add_table(1, 3, docx.shared.Inches(4))
        table.cell(0, 0).text, table.cell(0, 2).text = f"{{%tc {opens} %}}", f"{{%tc {closes} %}}"
        write_line(table.cell(0, 1).paragraphs[0], [*pieces, "{{ item.name }}"])


def write_story(story: Any, blocks: list[tuple[str, list[str]]]) -> None:
    for kind, pieces in blocks:
        if kind in ("rows", "cells"):
            write_table(story, kind, pieces)
        elif kind == "line":
            write_line(story.add_paragraph(), pieces)
        else:
            opens, closes = TAGS[kind]
            story.add_paragraph(f"{{%p {opens} %}}")
            write_line(story.add_paragraph(), pieces)
            story.add_paragraph(f"{{%p {closes} %}}")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=STORY, header=STORY, footer=STORY, title=LINE, given_values=VALUES)
def test_each_part_is_what_docxtpl_makes_of_it(
    tmp_path: Path,
    *,
    body: list[tuple[str, list[str]]],
    header: list[tuple[str, list[str]]],
    footer: list[tuple[str, list[str]]],
    title: list[str],
    given_values: dict[str, Any],
) -> None:
    document = docx.Document()
    write_story(document, body)
    write_story(document.sections[0].header, header)
    write_story(document.sections[0].footer, footer)
    document.core_properties.title = "".join(piece for piece in title if "_" not in piece and "\\" not in piece)[:200]
    document.save(str(tmp_path / "template.docx"))
    template = LetterTemplate(tmp_path / "template.docx")
    assert template.is_plain_for(given_values)
    assert unequal_parts(template.fill(given_values), docxtpls(template.path, given_values)) == ()


@pytest.mark.parametrize("text", ["A & B", "two\nlines", "a\ttab", ""])
def test_footnotes_are_what_docxtpl_makes_of_them(text: str, tmp_path: Path) -> None:
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph("{{ name }}")
    document.save(file)
    (tmp_path / "template.docx").write_bytes(with_footnote(file.getvalue(), "Seen by {{ name }}, {{ name }}"))
    template = LetterTemplate(tmp_path / "template.docx")
    assert unequal_parts(template.fill({"name": text}), docxtpls(template.path, {"name": text})) == ()


def test_a_changed_word_is_an_unequal_part(tmp_path: Path) -> None:
    """What the other tests rest on."""
    document = docx.Document()
    document.add_paragraph("{{ name }}")
    document.save(str(tmp_path / "template.docx"))
    made = LetterTemplate(tmp_path / "template.docx").fill({"name": "Ada"})
    assert unequal_parts(made, docxtpls(tmp_path / "template.docx", {"name": "Ida"})) == ("word/document.xml",)


def more_than_plain(folder: Path) -> LetterTemplate:
    """Our own letter, with a run that asks for rich text and one for a picture."""
    asked = "<w:body><w:p><w:r><w:t>{{r rich }}</w:t></w:r><w:r><w:t>{{ picture }}</w:t></w:r></w:p>"
    letter = (TEMPLATES / "2024-2025" / "letter.docx").read_bytes()
    (folder / "rich.docx").write_bytes(replaced(letter, "<w:body>", asked))
    return LetterTemplate(folder / "rich.docx")


def test_rich_text_and_pictures_in_a_line_are_filled_by_docxtpl_and_finished_all_the_same(tmp_path: Path) -> None:
    template = more_than_plain(tmp_path)
    assert not template.is_plain
    picture = InlineImage(DocxTemplate(template.path), io.BytesIO(qr_png("LOC1:A")))
    made = template.fill(values() | {"rich": RichText("in red", color="ff0000"), "picture": picture})
    text = parts_of(made)["word/document.xml"].decode()
    assert '<w:color w:val="ff0000"/></w:rPr><w:t xml:space="preserve">in red</w:t>' in text
    assert qr_png("LOC1:A") in parts_of(made).values()
    assert "Click or tap to write: Contact 2 name" in text
    assert open_word(made).printed_text.startswith("in red")


def test_what_docxtpl_cannot_fill_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"rich\.docx: docxtpl cannot fill a field: rich"):
        more_than_plain(tmp_path).fill(values())
