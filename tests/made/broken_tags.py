"""The small letter with fields and blocks that cannot be filled, or not as meant."""

from collections.abc import Mapping

from made.breaking import Broken, both, first, in_table, put, says
from made.small_letter import CORE, FOOTER, paragraph

DELETED = '<w:del w:id="1" w:author="Dana Desk"><w:r><w:delText>{{ due_on }}</w:delText></w:r></w:del>'

BROKEN_TAGS: Mapping[str, Broken] = {
    "tag-open": Broken(("tag-open",), "a field without its closing braces", says("It is {{ due_on for all.")),
    "tag-over-paragraphs": Broken(
        ("tag-over-paragraphs",), "a field over two paragraphs", first(paragraph("It is {{ due_on") + paragraph("}}."))
    ),
    "tag-deleted": Broken(("tag-deleted", "tracked-changes"), "a field in a deletion", first(paragraph(DELETED))),
    "block-open": Broken(("block-open",), "an if without its end", says("{%p if program.name %}")),
    "block-unbegun": Broken(("block-unbegun",), "an end without its beginning", says("{%p endif %}")),
    "tag-unreadable": Broken(("tag-unreadable",), "a field with a broken expression", says("{{ due_on or }}")),
    "filter-unknown": Broken(("unknown-filter",), "a filter that there is not", says("{{ due_on | money }}")),
    "test-unknown": Broken(
        ("unknown-filter",), "a test that there is not", says("{% if due_on is nice %}x{% endif %}")
    ),
    "field-outside-loop": Broken(
        ("field-outside-loop",),
        "a loop's field after the loop",
        put(paragraph("Plans", style="Heading2"), paragraph("Plans of {{ contact.name }}", style="Heading2")),
    ),
    "tag-with-percent": Broken(
        ("tag-unreadable",),
        "a percent sign in a tag for paragraphs",
        first(paragraph("{%p if letter.revision % 2 %}") + paragraph("odd") + paragraph("{%p endif %}")),
    ),
    "tag-spaced": Broken(
        ("tag-unreadable",),
        "a space before tr",
        in_table(("{% tr if due_on %}",), ("x",), ("{%tr endif %}",)),
    ),
    "tag-outside-table": Broken(
        ("tag-outside-table",), "tags for rows outside a table", says("{%tr if due_on %}x{%tr endif %}")
    ),
    "block-mixed-kinds": Broken(
        ("block-mixed",),
        "an if of a paragraph ended as of a line",
        first(paragraph("{%p if due_on %}") + paragraph("x") + paragraph("{% endif %}")),
    ),
    "block-mixed-row": Broken(
        ("block-mixed",), "tags for rows in one row", in_table(("{%tr if due_on %}", "{%tr endif %}"))
    ),
    "block-mixed-tables": Broken(
        ("block-mixed",),
        "tags for rows in two tables",
        both(in_table(("{%tr endif %}",), ("x",)), in_table(("{%tr if due_on %}",), ("x",))),
    ),
    "block-mixed-cells": Broken(
        ("block-mixed",), "tags for cells in two rows", in_table(("{%tc if due_on %}", "x"), ("{%tc endif %}", "y"))
    ),
    "block-mixed-paragraph": Broken(
        ("block-mixed",), "tags for paragraphs in one paragraph", says("{%p if due_on %}x{%p endif %}")
    ),
    "cell-tag-outside-table": Broken(
        ("tag-outside-table",), "a cell's colour outside a table", says("{% cellbg due_on %}")
    ),
    "text-lost": Broken(
        ("text-lost",),
        "words beside a tag for paragraphs",
        first(paragraph("Note: {%p if due_on %}") + paragraph("x") + paragraph("{%p endif %}")),
    ),
    "field-no-list": Broken(
        ("field-misused",), "a loop over a number", says("{% for each in letter.revision %}x{% endfor %}")
    ),
    "field-joined": Broken(("field-misused",), "a text joined as if it were a list", says("{{ due_on | join(', ') }}")),
    "field-rich": Broken(("field-misused",), "a field for rich text", says("{{r due_on }}")),
    "field-unknown": Broken(
        ("unknown-field",),
        "a field's name misspelt in a table",
        in_table(("District", "{{ distrct.name }}"), ("Number", "{{ district.number }}")),
    ),
    "field-unknown-in-footer": Broken(
        ("unknown-field",),
        "a field's name misspelt in a picture's alt text in a footer",
        put('descr="QR code of letter {{ letter.id }}', 'descr="QR code of letter {{ letter.ident }}', FOOTER),
    ),
    "field-unknown-in-title": Broken(
        ("unknown-field",), "a field's name misspelt in the file's title", put("{{ school_year }}", "{{ year }}", CORE)
    ),
    "cannot-be-filled": Broken(("cannot-be-filled",), "an expression that fails when filled", says("{{ due_on + 1 }}")),
}
