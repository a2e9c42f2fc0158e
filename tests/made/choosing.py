"""An edition whose letter asks for choices: a drop-down, and a check box for each of several options."""

from pathlib import Path

from made import package
from made.word import DOCUMENT

SIZES = ("Small", "Middle", "Large")
FOCUS = ("Portraits of a learner", "Innovation in assessment", "Funding & staffing")
QUESTIONS = """
[[questions]]
id = "size"
label = "District size"
prompt = "How large is the district?"
kind = "choice"
options = ["Small", "Middle", "Large"]

[[questions]]
id = "focus"
label = "Focus areas"
prompt = "Tick one or two."
kind = "choices"
options = ["Portraits of a learner", "Innovation in assessment", "Funding & staffing"]
at_most = 2

[[signatures]]
party = "district"
"""
_CONTROL = (
    '<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:tag w:val="{tag}"/><w:id w:val="{number}"/>'
    '<w:lock w:val="sdtLocked"/>{kind}</w:sdtPr><w:sdtContent><w:r>{look}<w:t>{text}</w:t></w:r></w:sdtContent></w:sdt>'
)
_BOX = (
    '<w14:checkbox><w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
_GOTHIC = '<w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr>'
_ROOT = (
    '<w:document xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="w14" '
)


def add_choices(edition: Path) -> None:
    """Have an edition's settings and letter ask for the district's size and its focus areas."""
    settings = edition / "edition.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('\n[[signatures]]\nparty = "district"\n', QUESTIONS, 1), encoding="utf-8")
    letter = edition / "letter.docx"
    letter.write_bytes(with_choices(letter.read_bytes()))


def with_choices(template: bytes) -> bytes:
    """Put the controls into a template, before its plans of action."""
    size = _CONTROL.format(
        alias="District size",
        tag="answers.size",
        number=2001,
        kind="<w:dropDownList/>",
        look="",
        text="Choose an item.",
    )
    box = _CONTROL.format(
        alias="Focus area {{ option.number }}",
        tag="answers.focus.{{ option.number }}",
        number=2002,
        kind=_BOX,
        look=_GOTHIC,
        text="\N{BALLOT BOX}",
    )
    added = (
        f"{_line('Heading2', 'District size')}{_line('BodyText', 'The district is ', size)}"
        f"{_line('Heading2', 'Focus areas')}{_line('BodyText', 'Tick one or two.')}"
        f"{_line('BodyText', '{%p for option in options.focus %}')}"
        f"{_line('BodyText', ' {{ option.text }}', box, is_after=True)}{_line('BodyText', '{%p endfor %}')}"
    )
    heading = '<w:p><w:pPr><w:pStyle w:val="Heading2" /></w:pPr><w:r><w:t xml:space="preserve">Plans of action'
    asked = package.replaced(template, heading, added + heading, part=DOCUMENT)
    return package.replaced(asked, "<w:document ", _ROOT, part=DOCUMENT)


def _line(style: str, text: str, control: str = "", *, is_after: bool = False) -> str:
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{control + run if is_after else run + control}</w:p>'
