"""A template's parts with fields: made readable for Jinja and compiled once, then rendered for each letter.

docxtpl makes the fields readable, joining those that Word split over runs and taking out the paragraphs, rows and
cells that only hold a tag. What it does to a part after rendering is done here to the same end, but on a tree.
"""

import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from lxml import etree

from loc_builder.errors import InputError
from loc_builder.files.word import aside, breaks
from loc_builder.files.word.package import Element, Package, parse_xml, q, xml_bytes, xpath
from loc_builder.templating import Fields, MissingField, render
from loc_builder.words import either

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RENDER_FAULTS = (ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError, ValueError)
FIRST_DRAWING = 1001
"""docxtpl numbers the drawings of the body from here."""

_TITLES = ("creator", "description", "identifier", "language", "subject", "title")
"""The properties that docxtpl fills; one that a template lacks becomes an empty one."""


_columns = xpath("count(w:tblGrid/w:gridCol)")
_spanned_further = xpath("sum(w:tc/w:tcPr/w:gridSpan/@w:val) - count(w:tc/w:tcPr/w:gridSpan)")


class Kind(Enum):
    """What a part is to a letter; docxtpl treats each in its own way."""

    BODY = auto()
    MARGIN = auto()
    NOTES = auto()
    PROPERTIES = auto()


_KINDS = {
    f"{_WORD_TYPE}document.main+xml": Kind.BODY,
    f"{_WORD_TYPE}header+xml": Kind.MARGIN,
    f"{_WORD_TYPE}footer+xml": Kind.MARGIN,
    f"{_WORD_TYPE}footnotes+xml": Kind.NOTES,
    f"{_WORD_TYPE}endnotes+xml": Kind.NOTES,
    "application/vnd.openxmlformats-package.core-properties+xml": Kind.PROPERTIES,
}


class _Braces(Extension):
    """docxtpl's way to print braces: `{_{` in a template is `{{` in the letter. In a value it stays as it is."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        for token in stream:
            yield Token(token.lineno, token.type, _with_braces(token.value)) if token.type == "data" else token


@dataclass(frozen=True, slots=True)
class FilledPart:
    """A part with its values; `apart` are the paragraphs for which gaps stand in the tree."""

    tree: Element
    apart: tuple[bytes, ...] = ()

    def written(self) -> bytes:
        """Serialise the part as a whole."""
        return aside.put_back(xml_bytes(self.tree), self.apart)


@dataclass(frozen=True, slots=True)
class PreparedPart:
    """A part of the template at `template`; `source` has a paragraph on each line, so that faults can be placed."""

    template: Path
    name: str
    kind: Kind
    source: str
    compiled: jinja2.Template

    def filled(self, values: Mapping[str, Any]) -> "FilledPart":
        """Fill in plain values; raise InputError naming the template and the field."""
        rendered, apart = aside.set_aside(self._text(values))
        text = breaks.readable(rendered)
        try:
            tree = parse_xml(text.encode(), self.name, keep_blanks=self.kind is not Kind.MARGIN)
        except InputError as error:
            raise InputError(
                f"{self.template}: the fields of {self.name} leave no whole document",
                hint="A block must end in the same place it began: a paragraph, a table row.",
            ) from error
        if self.kind is Kind.BODY:
            tree = _with_fitting_tables(tree, text)
            for number, drawing in enumerate(tree.iter(q("wp:docPr")), FIRST_DRAWING):
                drawing.set("id", str(number))
        if self.kind is not Kind.PROPERTIES and breaks.has_breaks(rendered):
            breaks.split_texts(tree)
        return FilledPart(tree, apart)

    def _text(self, values: Mapping[str, Any]) -> str:
        try:
            return render(self.compiled, values).replace("\n<w:p", "<w:p")
        except jinja2.UndefinedError as error:
            fields = _fields_ending(self.source, str(error))
            raise InputError(
                f"{self.template}: nothing was given for the field {either(fields)}",
                hint="Correct the field's name in the template, or add the value to the settings.",
            ) from error
        except (jinja2.TemplateError, *RENDER_FAULTS) as error:
            where = _place(self.source, error) or self.name
            raise InputError(f"{self.template}: a field of {where} cannot be filled: {error}") from error


def prepared_parts(template: Path, package: Package) -> tuple[PreparedPart, ...]:
    """Prepare each part that may hold fields, the body first; raise InputError where a field cannot be read."""
    jinja = Fields(autoescape=True, undefined=MissingField, extensions=[_Braces])
    names = filled_names(package)
    return tuple(_prepared(template, package, name, jinja) for name in names)


def filled_names(package: Package) -> tuple[str, ...]:
    """Name the parts that may hold fields, the body first."""
    types = package.content_types()
    names = [name for name in package.parts if types.get(name) in _KINDS]
    return tuple(sorted(names, key=lambda name: _KINDS[types[name]] is not Kind.BODY))


def _prepared(template: Path, package: Package, name: str, jinja: jinja2.Environment) -> PreparedPart:
    kind = _KINDS[package.content_types()[name]]
    root = parse_xml(package.parts[name], name, keep_blanks=kind is Kind.NOTES)
    for text in root.iter(q("w:t")):
        text.text = re.sub(r"[\t\r\n]", " ", text.text or "")  # so that a break found later is a value's
    if kind is Kind.PROPERTIES:
        _complete_titles(root)
    patched = DocxTemplate(template).patch_xml(etree.tostring(root, encoding="unicode"))
    lined = re.sub(r"<w:p(?=[ >])", "\n<w:p", patched)
    source = aside.mark(lined) if kind is Kind.BODY else lined
    try:
        return PreparedPart(template, name, kind, source, jinja.from_string(source))
    except jinja2.TemplateSyntaxError as error:
        raise InputError(
            f"{template}: a field cannot be read in '{_line(source, error.lineno)}': {error.message}",
            hint="Check its braces and its name in the template.",
        ) from error


def _complete_titles(root: Element) -> None:
    for name in _TITLES:
        if root.find(q(f"dc:{name}")) is None:
            etree.SubElement(root, q(f"dc:{name}"))


def _with_fitting_tables(tree: Element, text: str) -> Element:
    """Have docxtpl mend the column lists where fields left a table with more or fewer cells than columns."""
    if all(map(_fits, tree.iter(q("w:tbl")))):
        return tree
    try:
        mended: Element = DocxTemplate(None).fix_tables(text)
    except RENDER_FAULTS:  # a table without a list of columns, or with a span that is no number
        return tree
    return mended


def _fits(table: Element) -> bool:
    columns, widest = int(_columns(table)), 0
    for row in table.iter(q("w:tr")):
        cells = sum(1 for _ in row.iterchildren(q("w:tc")))
        widest = max(widest, int(cells + _spanned_further(row)))
        if cells > columns:
            return False
    return widest >= columns


def _with_braces(text: str) -> str:
    return text.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")


def _place(source: str, error: Exception) -> str:
    """Quote the paragraph whose field failed, by the line that Jinja puts into the traceback."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<template>"]
    words = _line(source, lines[0] or 1) if lines else ""
    return f"'{words}'" if words else ""


def _line(source: str, number: int) -> str:
    lines = source.split("\n")
    words = re.sub(rf"<[^>]+>|{aside.OPENS}|{aside.CLOSES}", "", lines[min(number, len(lines)) - 1])
    return words if len(words) <= 90 else f"{words[:90]}..."


def _fields_ending(source: str, name: str) -> list[str]:
    """Find the fields of a template whose last word is `name`: `district.name` for `name`."""
    tags = " ".join(re.findall(r"{[{%].*?[%}]}", source))
    found = re.findall(rf"(?<![\w.])(?:\w+\.)*{re.escape(name)}\b", tags)
    return sorted(set(found)) or [name]
