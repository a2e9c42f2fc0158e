"""The small letter without what reading it back needs, against Word's own rules, or hard to read for some people."""

from collections.abc import Callable, Mapping

from made.breaking import Broken, both, control_with, first, in_table, put, says, without_control
from made.broken_tags import BROKEN_TAGS
from made.small_letter import (
    BODY,
    CODE_EMU,
    CORE,
    FOOTER,
    LAST_FOOTER,
    NAMESPACES,
    OFFICE,
    RELATIONS,
    STYLES,
    TYPES,
    WORD_TYPE,
    Parts,
    control,
    good,
    paragraph,
    picture,
    run,
    square,
)


def add_comment(parts: Parts) -> None:
    comment = f'<w:comment w:id="7" w:author="Dana Desk">{paragraph("Is that right?")}</w:comment>'
    parts["word/comments.xml"] = f"<w:comments {NAMESPACES}>{comment}</w:comments>"
    kind = f'<Override PartName="/word/comments.xml" ContentType="{WORD_TYPE}.comments+xml"/></Types>'
    link = f'<Relationship Id="rId20" Type="{OFFICE}/relationships/comments" Target="comments.xml"/></Relationships>'
    put("</Types>", kind, TYPES)(parts)
    put("</Relationships>", link, RELATIONS)(parts)
    put(
        "Letter of Commitment</w:t></w:r>", 'Letter of Commitment</w:t></w:r><w:r><w:commentReference w:id="7"/></w:r>'
    )(parts)


def drop_pictures(name: str) -> Callable[[Parts], None]:
    return put(f'name="{name}"', 'name="Picture 1"', {"loc-code-body": FOOTER}[name])


def looked_twice(text: str) -> str:
    return f"<w:r><w:rPr/><w:rPr/><w:t>{text}</w:t></w:r>"


INSERTED = f'<w:ins w:id="1" w:author="Dana Desk">{run("new words")}</w:ins>'
LOGO = picture("Logo", 40).replace("QR code of letter {{ letter.id }}, revision {{ letter.revision }}", "LOGO ALT")


def with_logo(alt: str) -> Callable[[Parts], None]:
    def breaking(parts: Parts) -> None:
        first(paragraph(LOGO.replace("LOGO ALT", alt)))(parts)
        link = f'<Relationship Id="rId30" Type="{OFFICE}/relationships/image" Target="media/logo.png"/></Relationships>'
        put("</Relationships>", link, RELATIONS)(parts)
        put('r:embed="rId1"', 'r:embed="rId30"')(parts)
        parts["word/media/logo.png"] = square()

    return breaking


BROKEN: Mapping[str, Broken] = {
    **BROKEN_TAGS,
    # places that reading a return relies on
    "question-without-control": Broken(
        ("control-missing",), "an answer's control without its tag", without_control("answers.plans")
    ),
    "question-misnamed": Broken(
        ("control-missing",), "an answer's control with a misspelt tag", put('"answers.plans"', '"answers.plan"')
    ),
    "list-without-controls": Broken(
        ("control-missing",),
        "a list question with one control for two items",
        put(
            '<w:tag w:val="answers.goals.{{ loop.index }}"/>',
            '<w:tag w:val="answers.goals.{{ loop.index0 + 1 if loop.first }}"/>',
        ),
    ),
    "signature-without-date": Broken(
        ("control-missing",), "a signature block without a date", without_control("signature.district.date")
    ),
    "contact-without-control": Broken(
        ("control-missing",), "a contact's e-mail without a control", without_control("superintendent.email")
    ),
    "control-twice": Broken(
        ("control-twice",), "two controls for one field", first(control("answers.plans", 903, paragraph("x")))
    ),
    "code-missing": Broken(("code-missing",), "no picture named loc-code-body", drop_pictures("loc-code-body")),
    "code-floating": Broken(
        ("code-misplaced",), "a code's picture larger than a code", put(f'cx="{CODE_EMU}"', 'cx="1280160"', LAST_FOOTER)
    ),
    "code-not-shown": Broken(
        ("code-misplaced",),
        "a code's header that no section uses",
        put('<w:headerReference w:type="default" r:id="rId11"/>', ""),
    ),
    "footer-missing": Broken(
        ("code-misplaced", "footer-missing"),
        "footers that no section uses",
        both(
            put('<w:footerReference w:type="default" r:id="rId10"/>', ""),
            put('<w:footerReference w:type="default" r:id="rId12"/>', ""),
        ),
    ),
    "id-missing": Broken(
        ("id-missing",),
        "a footer without the letter's id",
        put("{{ letter.id }} rev. {{ letter.revision }}</w:t>", "EXN</w:t>", FOOTER),
    ),
    "page-number-missing": Broken(
        ("page-number-missing",), "a footer with typed page numbers", put(" NUMPAGES ", " SECTION ", LAST_FOOTER)
    ),
    # Word's own rules
    "control-in-plain-text": Broken(
        ("control-nested",),
        "a control in one for plain text",
        control_with(
            "superintendent.name",
            "{{ superintendent.name }}</w:t></w:r>",
            "</w:t></w:r>" + control("", 901, run("{{ superintendent.name }}")),
        ),
    ),
    "control-in-control": Broken(
        ("control-missing", "control-nested"),
        "an answer's control inside another's",
        both(
            without_control("signature.district.date"),
            control_with(
                "answers.plans",
                "<w:r>",
                control("signature.district.date", 902, run("x")) + "<w:r>",
            ),
        ),
    ),
    "control-misbuilt": Broken(
        ("control-misbuilt",),
        "a paragraph in a control in a line",
        control_with("superintendent.name", run("{{ superintendent.name }}"), paragraph("{{ superintendent.name }}")),
    ),
    "control-locked": Broken(
        ("control-locked",),
        "a control in which nobody can write",
        control_with("answers.plans", "sdtLocked", "sdtContentLocked"),
    ),
    "control-deletable": Broken(
        ("control-deletable",),
        "a control that can be deleted",
        control_with("answers.plans", '<w:lock w:val="sdtLocked"/>', ""),
    ),
    "control-bound": Broken(
        ("control-bound",),
        "a control that shows a property",
        control_with(
            "answers.plans",
            '<w:lock w:val="sdtLocked"/>',
            '<w:lock w:val="sdtLocked"/><w:dataBinding w:xpath="/x" w:storeItemID="{0}"/>',
        ),
    ),
    "number-unreadable": Broken(
        ("number-unreadable",),
        "a control's number that is too large",
        put('<w:id w:val="101"/>', '<w:id w:val="99999999999"/>'),
    ),
    "number-twice": Broken(
        ("number-twice",), "two controls of one number", put('<w:id w:val="102"/>', '<w:id w:val="101"/>')
    ),
    "odd-building": Broken(("odd-building",), "a run with two looks", first(paragraph(looked_twice("odd")))),
    "tracked-changes": Broken(("tracked-changes",), "an insertion not accepted", first(paragraph(INSERTED))),
    "comments-left": Broken(("comments-left",), "a comment left in the template", add_comment),
    "active-content": Broken(
        ("active-content",),
        "a field that fetches another file",
        first(
            paragraph(
                '<w:fldSimple w:instr=" INCLUDETEXT &quot;other.docx&quot; "><w:r><w:t>x</w:t></w:r></w:fldSimple>'
            )
        ),
    ),
    # years, values, answers
    "other-year": Broken(
        ("other-year-named",), "a sentence of another school year", says("As in 2023-2024, we thank you.")
    ),
    "value-unused": Broken(
        ("unused-value",), "a value that is not shown", put("; we meet on {{ values.next_meeting }}", "")
    ),
    "answer-unused": Broken(("unused-answer",), "an answer that is not shown", put("{{ answers.plans }}", "")),
    "due-day-unused": Broken(
        ("unused-value",),
        "a due day that is not shown",
        both(put("{%p if due_on %}", "{%p if program.name %}"), put("Please answer by {{ due_on }}; we", "We")),
    ),
    # accessibility
    "title-missing": Broken(("title-missing",), "no title", put("Letter of Commitment {{ school_year }}", "", CORE)),
    "language-missing": Broken(("language-missing",), "no language", put('<w:lang w:val="en-US"/>', "", STYLES)),
    "heading-skipped": Broken(
        ("heading-skipped",),
        "a heading 3 below a heading 1",
        put('<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading3"/>'),
    ),
    "headings-missing": Broken(
        ("headings-missing",),
        "headings that are no headings",
        lambda parts: parts.update(
            {BODY: str(parts[BODY]).replace('"Heading1"', '"Normal"').replace('"Heading2"', '"Normal"')}
        ),
    ),
    "header-row-missing": Broken(
        ("header-row-missing",),
        "a table whose header row is not marked",
        in_table(("School", "Pupils"), ("Lincoln", "312")),
    ),
    "alt-text-missing": Broken(("alt-text-missing",), "a picture without alt text", with_logo("")),
    "alt-text-empty": Broken(("alt-text-empty",), "a picture whose alt text is a file's name", with_logo("logo.png")),
    "control-untitled": Broken(
        ("control-untitled",), "a control without a title", put('<w:alias w:val="answers plans"/>', "")
    ),
    "contrast-low": Broken(
        ("contrast-low",), "pale grey words", first(paragraph(run("Hard to see.", '<w:color w:val="999999"/>')))
    ),
    "contrast-low-on-shade": Broken(
        ("contrast-low",),
        "grey words on a grey shade",
        first(paragraph(run("Hard to see.", '<w:color w:val="6B6B6B"/><w:shd w:val="clear" w:fill="CCCCCC"/>'))),
    ),
    "placeholder-pale": Broken(
        ("contrast-low",),
        "pale words in empty controls",
        put('<w:color w:val="595959"/>', '<w:color w:val="A6A6A6"/>', STYLES),
    ),
}


def broken(name: str) -> Parts:
    """The parts of a broken letter."""
    parts = good()
    BROKEN[name].breaking(parts)
    return parts


def readme() -> str:
    """What each template is for, as the page beside them says it."""
    lines = [
        "# Broken Word templates",
        "",
        "`2024-2025/letter.docx` is a small letter in which a check finds nothing; beside it lie its settings. Each",
        "template in `broken/` is a copy of it with one thing wrong. All are made, and this page is printed, by",
        "`make_templates.py` in the folder above; nothing in them is anybody's.",
        "",
        "| file | purpose | found |",
        "|---|---|---|",
        *(
            f"| `{name}.docx` | {each.purpose} | {', '.join(f'`{code}`' for code in each.codes)} |"
            for name, each in BROKEN.items()
        ),
    ]
    return "\n".join(lines) + "\n"
