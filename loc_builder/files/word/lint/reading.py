"""What people who cannot see the page, or not well, need from a letter: WCAG 2.1 AA as far as a Word file shows it.

The rules are those of Word's own Accessibility Checker and what it leaves to people (title, language, order of the
headings). All of it is advice: a letter without it can be filled, signed and read back.
"""

import re
from collections.abc import Iterator, Sequence

from loc_builder.files.word.controls import tag_of
from loc_builder.files.word.drawings import has_picture
from loc_builder.files.word.finishing import PLACEHOLDER_STYLE, element
from loc_builder.files.word.lint.faults import Fault, advice
from loc_builder.files.word.lint.stories import Story, words_of
from loc_builder.files.word.looks import Cell, Looks
from loc_builder.files.word.package import Element, Package, q
from loc_builder.files.word.styles import OFF, Styles, value, whole

LEAST_CONTRAST, LEAST_FOR_LARGE = 4.5, 3.0  # to 1 (WCAG 1.4.3)

_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|bmp|tiff?|svg|emf|wmf)|(?:picture|image|grafik) ?\d*", re.IGNORECASE)
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PICTURES = (q("w:drawing"), q("w:pict"))


def title_and_language(package: Package, styles: Styles) -> Iterator[Fault]:
    """Ask for what a screen reader says first, and for the language in which it reads (WCAG 2.4.2, 3.1.1)."""
    part = next((one.target for one in package.relations("") if one.kind_name == "core-properties"), "")
    root = package.xml(part) if part in package.parts else None
    titles = [] if root is None else [node.text or "" for node in root.iter(_TITLE)]
    if not any(title.strip() for title in titles):
        hint = "File > Info > Properties > Title: for example {{ program.short_name }} Letter of Commitment."
        yield advice("title-missing", "the file has no title, by which screen readers announce it", hint)
    defaults = styles.default("w:rPrDefault/w:rPr")
    normal = [found for one in styles.chain("paragraph", None) if (found := one.properties("w:rPr")) is not None]
    if not any(value(each, "w:lang") for each in (*normal, *defaults)):
        hint = "Select all, then Review > Language > Set Proofing Language > Set As Default."
        yield advice("language-missing", "no language is set, so that it may be read aloud in a wrong one", hint)


def headings_in_order(story: Story, styles: Styles) -> Iterator[Fault]:
    """Ask for headings that begin at level 1 and leave no level out (WCAG 1.3.1, 2.4.6)."""
    before = 0
    for node in story.paragraphs:
        level = _level(node, styles)
        if level is None or not words_of(node).strip():
            continue
        if level > before + 1:
            follows = f"comes after a heading {before}" if before else "is the first heading"
            hint = f"Give it the style Heading {before + 1}, or put the level between in."
            yield advice("heading-skipped", f"a heading {level} {follows}", hint, story.spot(node))
        before = level
    if not before:
        hint = "Give the letter's headings the styles Heading 1, Heading 2 ..."
        yield advice("headings-missing", "the letter has no headings by which to find one's way", hint)


def header_rows(story: Story) -> Iterator[Fault]:
    """Ask for a marked header row where the first row names the columns (WCAG 1.3.1)."""
    for table in story.root.iter(q("w:tbl")):
        rows = [row for row in table.iter(q("w:tr")) if next(row.iterancestors(q("w:tbl")), None) is table]
        if len(rows) > 1 and _names_columns(rows[0]) and not _is_header(rows[0]):
            hint = "Put the cursor in its first row; Layout > Repeat Header Rows."
            yield advice(
                "header-row-missing", "the table's first row is not marked as its header", hint, story.spot(table)
            )


def alt_texts(story: Story) -> Iterator[Fault]:
    """Ask for words that stand for each picture (WCAG 1.1.1)."""
    for drawing in story.root.iter(*_PICTURES):
        if not has_picture(drawing) or next(drawing.iterancestors(q("mc:Fallback")), None) is not None:
            continue
        told = _alt_text(drawing)
        if told is None:
            continue
        if not told.strip():
            hint = "Right-click it > View Alt Text, and say in a sentence what it shows."
            yield advice("alt-text-missing", "a picture has no alt text", hint, story.spot(drawing))
        elif _FILE_NAME.fullmatch(told.strip()):
            hint = "Right-click it > View Alt Text, and say in a sentence what it shows."
            yield advice("alt-text-empty", f"a picture's alt text is '{told.strip()}'", hint, story.spot(drawing))


def control_titles(story: Story) -> Iterator[Fault]:
    """Ask for a title on each form control, which is read aloud when it is entered (WCAG 1.3.1, 4.1.2)."""
    for control in story.root.iter(q("w:sdt")):
        if tag_of(control) and not (value(control.find(q("w:sdtPr")), "w:alias") or "").strip():
            hint = "Developer > Properties > Title: say what belongs there."
            yield advice("control-untitled", f"the control {tag_of(control)} has no title", hint, story.spot(control))


def pale_text(story: Story, looks: Looks) -> Iterator[Fault]:
    """Ask for letters that stand out from what is behind them (WCAG 1.4.3), once for a paragraph."""
    for paragraph in story.paragraphs:
        cell = _cell_of(paragraph)
        runs = [run for run in paragraph.iter(q("w:r")) if next(run.iterancestors(q("w:p")), None) is paragraph]
        written = [run for run in runs if any((text.text or "").strip() for text in run.iterfind(q("w:t")))]
        pale = [found for run in written if (found := _pale(looks, run, paragraph, cell))]
        if pale:
            hint = "Choose a darker colour, or a lighter one behind it."
            yield advice("contrast-low", f"the contrast of its words is {min(pale)}", hint, story.spot(paragraph))


def pale_placeholders(stories: Sequence[Story], looks: Looks) -> Iterator[Fault]:
    """Ask the same of the words in empty controls, whose look is a style."""
    has_style = ("character", PLACEHOLDER_STYLE) in looks.styles.known
    if not has_style or not any(tag_of(node) for story in stories for node in story.root.iter(q("w:sdt"))):
        return
    run, look = element("w:r"), element("w:rPr")
    look.append(element("w:rStyle", val=PLACEHOLDER_STYLE))
    run.append(look)
    pale = _pale(looks, run, element("w:p"), Cell())
    if pale:
        hint = "Make the colour of the style Placeholder Text darker (Home > Styles)."
        yield advice("contrast-low", f"the contrast of the words in empty controls is {pale}", hint)


def _pale(looks: Looks, run: Element, paragraph: Element, cell: Cell) -> str:
    """Say how low a contrast is, `3.2 to 1, and 4.5 is needed`; empty where it is high enough."""
    found, is_large = looks.contrast(run, paragraph.find(q("w:pPr")), cell)
    needed = LEAST_FOR_LARGE if is_large else LEAST_CONTRAST
    return f"{found:.1f} to 1, and {needed} is needed" if found < needed else ""


def _cell_of(paragraph: Element) -> Cell:
    cell = next(paragraph.iterancestors(q("w:tc")), None)
    table = None if cell is None else next(cell.iterancestors(q("w:tbl")), None)
    if cell is None or table is None:
        return Cell()
    about = cell.find(q("w:tcPr"))
    return Cell(cell if about is None else about, table.find(q("w:tblPr")))


def _level(paragraph: Element, styles: Styles) -> int | None:
    """Give a paragraph's level as a heading, by its own outline level, its style's, or its style's name."""
    about = paragraph.find(q("w:pPr"))
    chain = styles.chain("paragraph", value(about, "w:pStyle"))
    stated = [value(about, "w:outlineLvl"), *(value(one.properties("w:pPr"), "w:outlineLvl") for one in chain)]
    level = next((whole(text) for text in stated if text), None)
    if level is not None:
        return level + 1 if 0 <= level < 9 else None
    named = (_HEADING.fullmatch(value(one.node, "w:name") or "") for one in chain)
    return next((int(found[1]) for found in named if found), None)


def _names_columns(row: Element) -> bool:
    """Whether a row reads as the names of columns: words in every cell but the first, and nothing to fill in."""
    cells = [cell for cell in row.iter(q("w:tc")) if next(cell.iterancestors(q("w:tr")), None) is row]
    if len(cells) < 2 or next(row.iter(q("w:sdt"), *_PICTURES), None) is not None:
        return False
    words = ["".join(text.text or "" for text in cell.iter(q("w:t"))).strip() for cell in cells]
    return all(words[1:]) and not any("{{" in text or "{%" in text for text in words)


def _is_header(row: Element) -> bool:
    found = row.find(f"{q('w:trPr')}/{q('w:tblHeader')}")
    return found is not None and found.get(q("w:val"), "1") not in OFF


def _alt_text(drawing: Element) -> str | None:
    """Give what is said for a picture; None where it is marked as decorative, which readers pass over."""
    if any(node.get("val", "0") not in OFF for node in drawing.iter(_DECORATIVE)):
        return None
    told = [node.get(name, "") for node in drawing.iter(q("wp:docPr")) for name in ("descr", "title")]
    shapes = drawing.iter("{urn:schemas-microsoft-com:vml}*")
    return " ".join((*told, *(node.get("alt", "") for node in shapes)))
