"""Word templates, and the letters filled from them.

A template is a Word file with Jinja fields, written as docxtpl documents them: `{{ district.name }}`, `{%p for ... %}`.
docxtpl makes the fields readable; the rendering is ours, because docxtpl's own changes what people wrote (`{_{b}_}`
becomes `{{b}}`, a missing field becomes nothing, "Smith & Sons" loses its "&").
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from lxml import etree

from loc_builder.errors import InputError
from loc_builder.fields import unwritable
from loc_builder.files.word import finishing, pictures, properties
from loc_builder.files.word.package import Element, Package, parse_xml, q, read_package, write_package, xml_bytes
from loc_builder.templating import Fields, MissingField
from loc_builder.words import either

_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_FILLED_TYPES = {
    f"{_WORD_TYPE}document.main+xml",
    f"{_WORD_TYPE}header+xml",
    f"{_WORD_TYPE}footer+xml",
    f"{_WORD_TYPE}footnotes+xml",
    f"{_WORD_TYPE}endnotes+xml",
    "application/vnd.openxmlformats-package.core-properties+xml",
}
_RENDER_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class _FilledPart:
    """A part with fields: what was made readable for Jinja, a paragraph on each line, and compiled."""

    name: str
    source: str
    compiled: jinja2.Template


class LetterTemplate:
    """A Word template, opened once and filled any number of times.

    Raises InputError where the file is no Word file or a field in it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(f"the template {path} cannot be read", hint="Is it there, and closed in Word?") from error
        self._package = read_package(data)
        jinja = Fields(autoescape=True, undefined=MissingField)
        types = self._package.content_types()
        self._filled = tuple(
            self._prepared(name, jinja) for name in self._package.parts if types.get(name) in _FILLED_TYPES
        )

    def fill(
        self,
        values: Mapping[str, Any],
        *,
        pictures: Mapping[str, bytes] = {},
        properties: Mapping[str, str] = {},
    ) -> bytes:
        """Make a letter; the same values give the same bytes.

        `values` are by field name: text, numbers, dates, and mappings and sequences of them. A line break in a value
        becomes one in the letter. `pictures` are PNGs by the name of the picture (docPr) whose place they take;
        `properties` the file's custom properties. Raises InputError naming the template and the field.
        """
        plain = {name: self._plain(value, name) for name, value in values.items()}
        trees = {part.name: self._rendered(part, plain) for part in self._filled}
        return self._finished(trees, pictures, properties)

    def _finished(self, trees: dict[str, Element], placed: Mapping[str, bytes], named: Mapping[str, str]) -> bytes:
        parts = dict(self._package.parts)
        for tree in trees.values():
            finishing.break_lines(tree)
            finishing.invite_to_write(tree)
        finishing.number_apart(trees.values())
        missing = pictures.place(parts, trees, placed)
        if missing:
            raise InputError(
                f"{self.path}: the template has no picture named {', '.join(missing)}",
                hint="In Word, name the placeholder in the Selection Pane.",
            )
        parts |= {name: xml_bytes(tree) for name, tree in trees.items()}
        finishing.add_placeholder_style(parts, Package(parts))
        properties.put(parts, named)
        return write_package(parts)

    def _prepared(self, name: str, jinja: jinja2.Environment) -> _FilledPart:
        root = self._package.xml(name)
        for text in root.iter(q("w:t")):
            text.text = re.sub(r"[\t\r\n]", " ", text.text or "")  # so that a break found later is a value's
        patched = DocxTemplate(self.path).patch_xml(etree.tostring(root, encoding="unicode"))
        source = re.sub(r"<w:p(?=[ >])", "\n<w:p", patched)
        try:
            return _FilledPart(name, source, jinja.from_string(source))
        except jinja2.TemplateSyntaxError as error:
            raise InputError(
                f"{self.path}: a field cannot be read in '{_line(source, error.lineno)}': {error.message}",
                hint="Check its braces and its name in the template.",
            ) from error

    def _rendered(self, part: _FilledPart, values: Mapping[str, Any]) -> Element:
        try:
            text = part.compiled.render(values).replace("\n<w:p", "<w:p").replace("\a", "<w:paragraphEnd/>")
        except jinja2.UndefinedError as error:
            fields = _fields_ending(part.source, str(error))
            raise InputError(
                f"{self.path}: nothing was given for the field {either(fields)}",
                hint="Correct the field's name in the template, or add the value to the settings.",
            ) from error
        except (jinja2.TemplateError, *_RENDER_FAULTS) as error:
            raise InputError(f"{self.path}: a field of {part.name} cannot be filled: {error}") from error
        try:
            return parse_xml(text.encode(), part.name)
        except InputError as error:
            raise InputError(
                f"{self.path}: the fields of {part.name} leave no whole document",
                hint="A block must end in the same place it began: a paragraph, a table row.",
            ) from error

    def _plain(self, value: Any, field: str) -> Any:
        """Take a value apart into plain text and containers, so that nothing in it can pass for markup."""
        if isinstance(value, str):
            if character := unwritable(value):
                raise InputError(
                    f"{self.path}: {field} holds the character {character}, which Word cannot hold",
                    hint="Delete it; it is invisible and was likely pasted.",
                )
            return re.sub("\r\n?", "\n", str.__str__(value))
        if isinstance(value, Mapping):
            return {str(key): self._plain(item, f"{field}.{key}") for key, item in value.items()}
        if isinstance(value, Sequence) and not isinstance(value, bytes):
            return [self._plain(item, f"{field}.{number}") for number, item in enumerate(value, 1)]
        if isinstance(value, bool | int | float | date):
            return value
        raise InputError(f"{self.path}: the value of {field} is missing", hint="Give '' where it is meant to be empty.")


def _line(source: str, number: int) -> str:
    lines = source.split("\n")
    words = re.sub(r"<[^>]+>", "", lines[min(number, len(lines)) - 1])
    return words if len(words) <= 90 else f"{words[:90]}..."


def _fields_ending(source: str, name: str) -> Sequence[str]:
    """Find the fields of a template whose last word is `name`: `district.name` for `name`."""
    tags = " ".join(re.findall(r"{[{%].*?[%}]}", source))
    found = re.findall(rf"(?<![\w.])(?:\w+\.)*{re.escape(name)}\b", tags)
    return sorted(set(found)) or [name]
