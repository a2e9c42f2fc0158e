"""Templates that are more than plain: rich text, pictures in a line and sub-documents are filled by docxtpl itself.

The way is slower by far: docxtpl opens and prepares the file for each letter. What it does to values is its own, too
(`{_{b}_}` becomes `{{b}}`), but for the sandbox and the strictness about missing fields.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from lxml import etree

from loc_builder.errors import InputError
from loc_builder.files.word.package import Package, q, read_package
from loc_builder.files.word.prepared import RENDER_FAULTS
from loc_builder.templating import Fields, MissingField

_MADE_OF_XML = re.compile(r"{{(r|p|tr|tc)\s")
"""A field whose value is Word's own XML, put in place of its run, paragraph, row or cell."""


def asks_for_xml(package: Package, parts: Sequence[str]) -> bool:
    """Tell whether a template has fields that plain values cannot fill: `{{r ...}}`, `{{p ...}}`."""
    texts = ("".join(map(str, node.itertext())) for part in parts for node in package.xml(part).iter(q("w:p")))
    return any(map(_MADE_OF_XML.search, texts))


def fill_by_docxtpl(template: Path, values: Mapping[str, Any]) -> Package:
    """Fill a template the way docxtpl does; raise InputError where it cannot.

    Values such as pictures are tied to a DocxTemplate of the same file; that one is rendered.
    """
    docx = next((tied for value in values.values() for tied in _ties(value)), None) or DocxTemplate(template)
    file = io.BytesIO()
    try:
        docx.render(values, jinja_env=Fields(autoescape=True, undefined=MissingField), autoescape=True)
        docx.save(file)
    except (jinja2.TemplateError, etree.LxmlError, OpcError, OSError, *RENDER_FAULTS) as error:
        raise InputError(
            f"{template}: docxtpl cannot fill a field: {error}", hint="Check the template's fields and their values."
        ) from error
    return read_package(file.getvalue())


def _ties(value: Any) -> Iterator[DocxTemplate]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _ties(each)
    elif isinstance(tied := getattr(value, "tpl", None), DocxTemplate):
        yield tied
