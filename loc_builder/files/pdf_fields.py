"""What a returned PDF holds besides its pages: form fields, attachments, and anything that would act (pypdf).

Nothing found here is carried out or unpacked. The bytes come from outside: call this in a worker process only.
"""

import io
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NullObject, PdfObject

from loc_builder.errors import InputError
from loc_builder.model import TICKED, UNTICKED

# pypdf lets Python's own errors through where a file's structure is not what its keys promise.
READING_ERRORS = (
    PyPdfError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    NotImplementedError,
    OSError,
)

ATTACHED = "attached files"
"""How `PdfInside.active` calls them."""

_ACTIONS = {
    "/JavaScript": "a script",
    "/Launch": "a link that starts a program",
    "/ImportData": "a link that fetches data",
    "/SubmitForm": "a button that sends the form away",
    "/GoToR": "a link that opens another file",
    "/GoToE": "a link that opens an attached file",
    "/RichMediaExecute": "a link that plays media",
}
_KEYS = {"/JS": "a script", "/EF": ATTACHED, "/XFA": "an XFA form", "/RichMediaContent": "media that plays"}

_CORRECTIONS = {
    "/StrikeOut": "words are struck out in the PDF",
    "/Redact": "words are marked in the PDF to be taken out",
    "/Caret": "words are marked in the PDF to be put in",
}

_OTHER_BUTTONS = 1 << 15 | 1 << 16  # radio buttons and push buttons

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PdfInside:
    """A PDF without its pages.

    `fields` are the text and choice fields and check boxes by full name (`answers.plans_of_action`), filled or not:
    what the file holds there, which need not be what its pages show; a check box holds a sign. `active` says in words
    what would act when the file is opened in a viewer; `attachments` are the attached files' own names, `corrections`
    what was marked as to be altered with a viewer's tools for editing.
    """

    fields: Mapping[str, str]
    active: tuple[str, ...]
    attachments: tuple[str, ...]
    is_encrypted: bool
    corrections: tuple[str, ...] = ()


def look_inside(pdf: bytes) -> PdfInside:
    """Read a PDF's fields, attachments and active content; raise InputError where its structure cannot be followed."""
    try:
        reader = PdfReader(io.BytesIO(pdf), strict=False)
        is_encrypted = reader.is_encrypted
        if is_encrypted and not reader.decrypt(""):
            raise InputError("the PDF needs a password", hint="Ask the sender for it without one.")
        attachments = tuple(sorted(reader.attachments))
        return PdfInside(_fields(reader), _active(reader), attachments, is_encrypted, _corrections(reader))
    except READING_ERRORS as error:
        raise InputError("the inside of the PDF cannot be followed", hint="Look at its pages.") from error


def _fields(reader: PdfReader) -> Mapping[str, str]:
    fields = (reader.get_fields() or {}).items()
    texts = {str(name): _value(field.get("/V")) for name, field in fields if field.get("/FT") in ("/Tx", "/Ch")}
    return texts | {str(name): _sign(field) for name, field in fields if _is_check_box(field)}


def _is_check_box(field: DictionaryObject) -> bool:
    flags = field.get("/Ff", 0)
    is_other_button = isinstance(flags, int) and bool(flags & _OTHER_BUTTONS)
    return field.get("/FT") == "/Btn" and not is_other_button


def _sign(box: DictionaryObject) -> str:
    return UNTICKED if _value(box.get("/V")) in ("", "/Off", "Off") else TICKED


def _value(value: object) -> str:
    held = value.get_object() if isinstance(value, IndirectObject) else value
    if held is None or isinstance(held, NullObject):
        return ""
    if isinstance(held, ArrayObject):
        return "\n".join(str(item.get_object()) for item in held)
    return str(held)


def _active(reader: PdfReader) -> tuple[str, ...]:
    """Look at every object of the file, reachable or not: viewers differ in what they reach."""
    found: dict[str, None] = {}
    for held in _objects(reader):
        for entry in _dictionaries(held):
            action = entry.get("/S")
            if isinstance(action, str) and action in _ACTIONS:
                found[_ACTIONS[action]] = None
            found.update((_KEYS[key], None) for key in _KEYS.keys() & entry.keys())
    return tuple(sorted(found))


def _corrections(reader: PdfReader) -> tuple[str, ...]:
    """Name the marks on the pages that correct their text, with the words that somebody put into them."""
    notes = [note.get_object() for page in reader.pages for note in page.get("/Annots") or ()]
    said = ((_CORRECTIONS.get(note.get("/Subtype")), _value(note.get("/Contents"))) for note in notes)
    return tuple(dict.fromkeys(f"{what}: '{words}'" if words else what for what, words in said if what))


def _objects(reader: PdfReader) -> Iterator[PdfObject | None]:
    numbers = {(number, generation) for generation, places in reader.xref.items() for number in places}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    yield reader.trailer
    for number, generation in sorted(numbers):
        try:
            yield reader.get_object(IndirectObject(number, generation, reader))
        except READING_ERRORS:
            _log.debug("object %d of a PDF cannot be read", number, exc_info=True)


def _dictionaries(held: PdfObject | None) -> Iterator[DictionaryObject]:
    """Give an object's dictionaries, nested ones too, without following references."""
    waiting: list[object] = [held]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, DictionaryObject):
            yield entry
            waiting.extend(entry.values())
        elif isinstance(entry, ArrayObject):
            waiting.extend(entry)
