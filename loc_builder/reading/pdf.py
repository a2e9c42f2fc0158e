"""A returned PDF into parts: its pages put together, with what was typed into it and its digital signatures."""

from loc_builder.errors import InputError
from loc_builder.files.pdf_glance import holds_only_pages
from loc_builder.files.render import Pages, PasswordNeededError, open_pages
from loc_builder.findings import Finding, FindingCode
from loc_builder.model import Part, Role
from loc_builder.reading import signing
from loc_builder.reading.filled import Filled
from loc_builder.reading.gate import unread
from loc_builder.reading.identify import name_clues, page_clues
from loc_builder.reading.looking import look_at_pages
from loc_builder.reading.unpack import Bundle, bundles

MOST_PAGES = 300


def read_pdf(data: bytes, label: str) -> tuple[Part, ...]:
    """Read a PDF's parts: one for each letter its pages name."""
    try:
        with open_pages(data) as pages:
            held = _bundles(pages)
    except PasswordNeededError:
        return (unread(label, Finding(FindingCode.NEEDS_PASSWORD)),)
    except InputError as error:
        return (unread(label, Finding(FindingCode.UNREADABLE, error.message)),)
    filled = _filled(data) if len(held) == 1 else _filled(data).of_several()
    return tuple(_part(number, bundle, filled, label) for number, bundle in enumerate(held, 1))


def _bundles(pages: Pages) -> tuple[Bundle, ...]:
    if not 0 < len(pages) <= MOST_PAGES:
        raise InputError(f"the PDF has {len(pages)} pages; a return has 1 to {MOST_PAGES}")
    return bundles(tuple(look_at_pages(pages)))


def _part(number: int, bundle: Bundle, filled: Filled, label: str) -> Part:
    shows_signature = bundle.role in (Role.WHOLE, Role.SIGNATURE_PAGE)
    is_signed = any(seen.party == signing.DISTRICT and seen.basis for seen in filled.signatures)
    by_person = signing.read_by_person() if shows_signature and not is_signed else ()
    return Part(
        number=number,
        role=bundle.role,
        medium=bundle.medium,
        pages=tuple(page.seen for page in bundle.pages),
        clues=(*page_clues(bundle.pages), *name_clues(filled.answers, label)),
        answers=filled.answers,
        text=bundle.text,
        signatures=filled.signatures,
        findings=tuple(dict.fromkeys((*bundle.findings, *filled.findings, *by_person))),
    )


def _filled(data: bytes) -> Filled:
    if holds_only_pages(data):
        return Filled()
    from loc_builder.reading.fields import filled_in  # noqa: PLC0415 - slow to load, and most scans need it not

    return filled_in(data)
