"""The texts of an edition's mails, filled like the letters (Jinja, sandboxed).

`mail.txt` and `mail.html` go out with the letter, `correction.txt` asks for what is missing. The first line of a text
is `Subject: ...`, the rest the message. `mail.html` is the same message for programs that show it with headings and
lists; left empty, the mail is plain text only. Values are escaped in HTML; a field that nothing was given for is an
error.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2

from loc_builder.errors import InputError
from loc_builder.templating import Fields, MissingField, render

TEXT_FILE, HTML_FILE = "mail.txt", "mail.html"
CORRECTION_FILE = "correction.txt"

_SUBJECT = "Subject:"
_FILL_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class MailText:
    """What one mail says; `html` is empty for a plain text only."""

    subject: str
    text: str
    html: str


class MailTemplate:
    """One of an edition's mails, read once and filled any number of times; without `html` it is plain text only.

    Raises InputError, naming the file, where one is missing or cannot be understood.
    """

    def __init__(self, edition_folder: Path, *, text: str = TEXT_FILE, html: str | None = HTML_FILE) -> None:
        self._name, self._text_file = edition_folder.name, text
        subject, _, message = _read(edition_folder / text).lstrip().partition("\n")
        if not subject.startswith(_SUBJECT):
            raise InputError(
                f"{self._name}/{text} does not begin with a subject",
                hint=f'Make its first line "{_SUBJECT} ..."; the message follows below.',
            )
        plain, marked = _environment(autoescape=False), _environment(autoescape=True)
        self._subject = self._compiled(plain, subject.removeprefix(_SUBJECT), text)
        self._text = self._compiled(plain, message, text)
        self._html = self._compiled(marked, _read(edition_folder / html) if html else "", HTML_FILE)

    def fill(self, values: Mapping[str, Any]) -> MailText:
        """Fill the mail with a letter's values, by field name; raise InputError naming the file and the field."""
        subject = " ".join(self._filled(self._subject, values, self._text_file).split())
        if not subject:
            raise InputError(
                f"{self._name}/{self._text_file}: the subject is empty", hint="Write it in its first line."
            )
        text = self._filled(self._text, values, self._text_file).strip() + "\n"
        return MailText(subject, text, self._filled(self._html, values, HTML_FILE).strip())

    def _compiled(self, jinja: jinja2.Environment, source: str, file: str) -> jinja2.Template:
        try:
            return jinja.from_string(source)
        except jinja2.TemplateSyntaxError as error:
            raise InputError(
                f"{self._name}/{file}: a field cannot be read: {error.message}",
                hint="Check its braces and its name.",
            ) from error

    def _filled(self, template: jinja2.Template, values: Mapping[str, Any], file: str) -> str:
        try:
            return render(template, values)
        except jinja2.UndefinedError as error:
            raise InputError(
                f"{self._name}/{file}: nothing was given for the field {error}",
                hint="Correct the field's name there, or add the value to edition.toml.",
            ) from error
        except (jinja2.TemplateError, *_FILL_FAULTS) as error:
            raise InputError(f"{self._name}/{file}: a field cannot be filled: {error}") from error


def _environment(*, autoescape: bool) -> jinja2.Environment:
    return Fields(autoescape=autoescape, undefined=MissingField, trim_blocks=True, lstrip_blocks=True)


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            f"{file.parent.name}/{file.name} cannot be read: {error.strerror}",
            hint="Copy it from another edition's folder; each edition has its own.",
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(
            f"{file.parent.name}/{file.name} is not UTF-8 text", hint="Save it as UTF-8 in your editor."
        ) from error
