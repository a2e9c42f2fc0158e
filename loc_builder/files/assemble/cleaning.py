"""What a returned PDF carries beside its pages, taken off a copy: forms made flat, scripts and attachments removed.

Fields of the same name in two letters would show one value in both; a script or a launch action has no place in an
archive. The original is kept elsewhere, untouched.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Name

from loc_builder.errors import InputError
from loc_builder.files.assemble.faces import Faces, embed_standard_fonts
from loc_builder.files.assemble.fitness import repair, unfit_pages
from loc_builder.files.assemble.opening import Source, opened, saved

_SCRIPTS = "scripts and actions"
_ATTACHMENTS = "attached files"
_FORMS = "form fields, made part of the page"
_NOTES = "annotations, made part of the page"

_IN_CATALOG = {
    "/OpenAction": _SCRIPTS,
    "/AA": _SCRIPTS,
    "/AF": _ATTACHMENTS,
    "/Collection": _ATTACHMENTS,
    "/AcroForm": _FORMS,
}
_IN_NAMES = {"/JavaScript": _SCRIPTS, "/EmbeddedFiles": _ATTACHMENTS}
_ACTIVE = frozenset({"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition"})
_CARRIERS = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"})
_OF_OTHERS = frozenset({"/Widget", "/Link", "/Popup"})  # a field's look is made here, the others have none
_NOT_SHOWN = 2 | 32  # flags of an annotation: hidden, not viewed
_NO_LOOK = "how an annotation looks is not in the file"
_OF_A_PAGE = ("/AA", "/AF", "/StructParents", "/B", "/PieceInfo", "/Thumb", "/Metadata")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The copy without what is not page, and what that was, in words; `was_signed` digitally, which a copy is not.

    `unfit` are the pages (from 1) that no PDF/A-2b can hold as they are, and why.
    """

    pdf: bytes
    removed: tuple[str, ...]
    was_signed: bool = False
    unfit: Mapping[int, str] = field(default_factory=dict)


def cleaned(pdf: Source, faces: Faces | None = None) -> Cleaned:
    """Copy a PDF with its form fields and annotations made part of the pages, and all that is active removed.

    Fonts that it takes for granted are put into the copy where there are `faces` for them.
    """
    with opened(pdf) as document:
        was_signed = _is_signed(document)
        removed = _removed_from_catalog(document)
        removed |= {word for page in document.pages for word in _seen_on(page)}
        unfit = {number: _NO_LOOK for number, page in enumerate(document.pages, 1) if _has_mark_without_look(page)}
        _flatten(document)
        for page in document.pages:
            _strip(page)
        unfit |= _fitted(document, faces)
        return Cleaned(saved(document), tuple(sorted(removed)), was_signed, unfit)


def _fitted(document: pikepdf.Pdf, faces: Faces | None) -> Mapping[int, str]:
    """Do what makes pages fit for PDF/A; give those that are not. What is too odd to be looked through is damaged."""
    try:
        repair(document)
        if faces:
            embed_standard_fonts(document, faces)
        return unfit_pages(document)
    except (TypeError, ValueError, AttributeError, ArithmeticError, LookupError) as error:
        raise InputError("the PDF's fonts and colours are damaged", hint="Ask for a scan.") from error


def has_digital_signature(pdf: Source) -> bool:
    """Whether a signature field holds a signature; such a file must never be changed."""
    with opened(pdf) as document:
        return _is_signed(document)


def _is_signed(document: pikepdf.Pdf) -> bool:
    form = document.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None
    return isinstance(fields, pikepdf.Array) and _has_signed_field(fields, 0)


def _has_signed_field(fields: pikepdf.Array, depth: int) -> bool:
    for entry in fields:
        if not isinstance(entry, pikepdf.Dictionary):
            continue
        if entry.get("/FT") == Name.Sig and isinstance(entry.get("/V"), pikepdf.Dictionary):
            return True
        kids = entry.get("/Kids")
        if depth < 20 and isinstance(kids, pikepdf.Array) and _has_signed_field(kids, depth + 1):
            return True
    return False


def _removed_from_catalog(document: pikepdf.Pdf) -> set[str]:
    removed = set()
    for key, word in _IN_CATALOG.items():
        if key in document.Root:
            removed |= set() if _is_only_a_view(document.Root[key]) else {word}
            if key != "/AcroForm":
                del document.Root[key]
    names = document.Root.get("/Names")
    for key, word in _IN_NAMES.items():
        if isinstance(names, pikepdf.Dictionary) and key in names:
            removed.add(word)
            del names[key]
    if isinstance(form := document.Root.get("/AcroForm"), pikepdf.Dictionary) and "/XFA" in form:
        del form["/XFA"]
    return removed


def _is_only_a_view(entry: object) -> bool:
    """Whether an opening action does no more than show a page."""
    return isinstance(entry, pikepdf.Array) or (isinstance(entry, pikepdf.Dictionary) and entry.get("/S") == Name.GoTo)


def _seen_on(page: pikepdf.Page) -> set[str]:
    """What the annotations of a page are, in words; those that only carry something are taken off at once."""
    seen = {_SCRIPTS} if "/AA" in page.obj else set()
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return seen
    kept = pikepdf.Array()
    for note in annotations:
        if not isinstance(note, pikepdf.Dictionary):
            continue
        kind, action = str(note.get("/Subtype", "")), note.get("/A")
        if "/AA" in note or (isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in _ACTIVE):
            seen.add(_SCRIPTS)
        if kind in _CARRIERS:
            seen.add(_ATTACHMENTS)
            continue
        if kind not in _OF_OTHERS:
            seen.add(_NOTES)
        kept.append(note)
    page.obj.Annots = kept
    return seen


def _has_mark_without_look(page: pikepdf.Page) -> bool:
    """Whether a viewer draws an annotation in its own way, which nothing here can make part of the page."""
    annotations = page.obj.get("/Annots")
    return isinstance(annotations, pikepdf.Array) and any(
        isinstance(note, pikepdf.Dictionary)
        and str(note.get("/Subtype", "")) not in _OF_OTHERS
        and not _is_hidden(note)
        and not isinstance(note.get("/AP"), pikepdf.Dictionary)
        for note in annotations
    )


def _is_hidden(note: pikepdf.Dictionary) -> bool:
    flags = note.get("/F")
    return isinstance(flags, int) and bool(flags & _NOT_SHOWN)


def _flatten(document: pikepdf.Pdf) -> None:
    if isinstance(document.Root.get("/AcroForm"), pikepdf.Dictionary):
        document.generate_appearance_streams()
    document.flatten_annotations("screen")
    if "/AcroForm" in document.Root:
        del document.Root["/AcroForm"]


def _strip(page: pikepdf.Page) -> None:
    if "/Annots" in page.obj:
        del page.obj["/Annots"]
    for key in _OF_A_PAGE:
        if key in page.obj:
            del page.obj[key]
