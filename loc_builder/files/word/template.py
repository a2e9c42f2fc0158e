"""Word templates, and the letters filled from them.

A template is a Word file with Jinja fields, written as docxtpl documents them: `{{ district.name }}`, `{%p for ... %}`.
A plain one (variables, conditions and loops, in the body, headers, footers, footnotes and properties) is prepared and
compiled once; a letter is then its values, the parts that differ, and the other parts as they were packed once. Each
part's XML is what docxtpl with `autoescape=True` makes of it, but for what is meant to differ:

- A field nobody gave is an error, not a blank; so is None. A character that Word cannot hold is an error, not left out.
- A value is never read again: `{_{b}_}` in a value stays so, in the body and in a footnote, however many sections
  there are. In the properties "Smith & Sons" is not written as "Smith &amp; Sons".
- A value's line end is one break, whether it came as LF, CR LF or CR. A break that lies in the template's own XML is
  the space that Word shows. A paragraph's end that stands in a control or a link inside a line is a line break, and a
  text box's lines keep their own look; docxtpl leaves the one no XML and gives the other the look around the box.
- Endnotes and all text properties are filled; footnotes are filled once.
- Ids of controls and drawings are unique over all parts (docxtpl numbers the body's drawings; that numbering is kept);
  an empty control invites to write, in a style that is added where it is missing; an answer's drop-down and check box
  say what was chosen; pictures and custom properties are those asked for.

A template or a value that is more than plain is filled by docxtpl itself, and then finished in the same way.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from loc_builder.errors import InputError
from loc_builder.fields import unwritable
from loc_builder.files.word import choosing
from loc_builder.files.word.by_docxtpl import asks_for_xml, fill_by_docxtpl
from loc_builder.files.word.frame import Frame
from loc_builder.files.word.package import q, read_package
from loc_builder.files.word.prepared import FilledPart, filled_names, prepared_parts

_CHOICES = (q("w:dropDownList"), q("w:comboBox"), q("w14:checkbox"))


class LetterTemplate:
    """A Word template, opened once and filled any number of times.

    `is_plain` tells whether its fields can be filled without docxtpl. Raises InputError where the file is no Word file
    or a field in it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            data = path.read_bytes()
        except OSError as error:
            raise InputError(f"the template {path} cannot be read", hint="Is it there, and closed in Word?") from error
        package = read_package(data)
        self._parts = prepared_parts(path, package)
        names = [part.name for part in self._parts]
        trees = {name: package.xml(name) for name in names}
        self._frame = Frame.of(package, trees)
        self._has_choices = any(next(tree.iter(*_CHOICES), None) is not None for tree in trees.values())
        self.is_plain = not asks_for_xml(package, names)

    def fill(
        self,
        values: Mapping[str, Any],
        *,
        pictures: Mapping[str, bytes] = {},
        properties: Mapping[str, str] = {},
    ) -> bytes:
        """Make a letter; the same values give the same bytes.

        `values` are by field name: text, numbers, dates, and mappings and sequences of them; anything else is for
        docxtpl. A line break in a value becomes one in the letter. `pictures` are PNGs by the name of the picture
        (docPr) whose place they take; `properties` the file's custom properties. Raises InputError naming the template
        and the field.
        """
        taken = {name: self._taken(value, name) for name, value in values.items()}
        frame, parts = self._filled(taken)
        for part in parts.values() if self._has_choices else ():
            choosing.complete(part.tree, _options(taken))
        letter, missing = frame.around(parts, pictures=pictures, named=properties)
        if missing:
            raise InputError(
                f"{self.path}: the template has no picture named {', '.join(missing)}",
                hint="In Word, name the placeholder in the Selection Pane.",
            )
        return letter

    def is_plain_for(self, values: Mapping[str, Any]) -> bool:
        """Tell whether a letter with these values is made here, or by docxtpl."""
        return self.is_plain and _is_plain({name: self._taken(value, name) for name, value in values.items()})

    def _filled(self, values: Mapping[str, Any]) -> tuple[Frame, dict[str, FilledPart]]:
        if self.is_plain and _is_plain(values):
            return self._frame, {part.name: part.filled(values) for part in self._parts}
        package = fill_by_docxtpl(self.path, values)
        trees = {name: package.xml(name) for name in filled_names(package)}
        return Frame.of(package, trees), {name: FilledPart(tree) for name, tree in trees.items()}

    def _taken(self, value: Any, field: str) -> Any:
        """Take a value apart into plain text, lists and dicts, so that nothing in it can pass for markup."""
        if isinstance(value, str):
            return value if _is_simple(value) else self._text(value, field)
        if type(value) is dict or isinstance(value, Mapping):
            return {
                str(key): item if _is_simple(item) else self._taken(item, f"{field}.{key}")
                for key, item in value.items()
            }
        if isinstance(value, list | tuple) or (isinstance(value, Sequence) and not isinstance(value, bytes | str)):
            return [self._taken(item, f"{field}.{number}") for number, item in enumerate(value, 1)]
        if value is None or isinstance(value, bytes):
            raise InputError(
                f"{self.path}: the value of {field} is missing", hint="Give '' where it is meant to be empty."
            )
        return value

    def _text(self, value: str, field: str) -> str:
        if character := unwritable(value):
            raise InputError(
                f"{self.path}: {field} holds the character {character}, which Word cannot hold",
                hint="Delete it; it is invisible and was likely pasted.",
            )
        return re.sub("\r\n?", "\n", str.__str__(value))


def _options(values: Mapping[str, Any]) -> Mapping[str, Any]:
    options = values.get("options")
    return options if isinstance(options, Mapping) else {}


def _is_simple(value: Any) -> bool:
    """Tell whether a value is text in which nothing can be wrong: most are."""
    return type(value) is str and value.isascii() and value.isprintable()


def _is_plain(value: Any) -> bool:
    """Tell whether Jinja alone can write a value that was taken apart."""
    kind = type(value)
    if kind is dict:
        return all(map(_is_plain, value.values()))
    if kind is list:
        return all(map(_is_plain, value))
    return kind is str or isinstance(value, bool | int | float | date)
