"""A returned PDF into parts: pages put together, what was typed into it, its digital signatures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loc_builder.agreement.changes import shown
from loc_builder.errors import InputError
from loc_builder.files.pdf_fields import ATTACHED, PdfInside, look_inside, may_be_signed
from loc_builder.files.render import Pages, PasswordNeededError, open_pages
from loc_builder.findings import Finding, FindingCode
from loc_builder.model import Part, Role, SignatureSeen
from loc_builder.reading import signing
from loc_builder.reading.answers import read_answers
from loc_builder.reading.gate import clean_label, unread
from loc_builder.reading.identify import name_clues, page_clues
from loc_builder.reading.looking import look_at_pages
from loc_builder.reading.unpack import Bundle, bundles

MOST_PAGES = 300
MOST_NAMED = 5  # attached files told by name, and corrections by their words


@dataclass(frozen=True, slots=True)
class _Filled:
    """What belongs to the file as a whole: answers and signatures in fields, and what else it carries."""

    answers: Mapping[str, str] | None = None
    signatures: tuple[SignatureSeen, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_pdf(data: bytes, label: str) -> tuple[Part, ...]:
    """Read a PDF's parts: one for each letter its pages name."""
    try:
        with open_pages(data) as pages:
            held = _bundles(pages)
    except PasswordNeededError:
        return (unread(label, Finding(FindingCode.NEEDS_PASSWORD)),)
    except InputError as error:
        return (unread(label, Finding(FindingCode.UNREADABLE, error.message)),)
    filled = _several(_filled(data)) if len(held) > 1 else _filled(data)
    return tuple(_part(number, bundle, filled, label) for number, bundle in enumerate(held, 1))


def _bundles(pages: Pages) -> tuple[Bundle, ...]:
    if not 0 < len(pages) <= MOST_PAGES:
        raise InputError(f"the PDF has {len(pages)} pages; a return has 1 to {MOST_PAGES}")
    return bundles(tuple(look_at_pages(pages)))


def _part(number: int, bundle: Bundle, filled: _Filled, label: str) -> Part:
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


def _several(filled: _Filled) -> _Filled:
    """Withhold from the letters of one file what belongs to the file: nothing says whose it is."""
    findings = list(filled.findings)
    if filled.answers:
        findings.append(Finding(FindingCode.ANSWER_UNREAD, "several letters in one file share its form fields"))
    if filled.signatures:
        why = "several letters in one file share its digital or typed signature"
        findings.append(Finding(FindingCode.SIGNER_UNCLEAR, why))
    return _Filled(findings=tuple(findings))


def _filled(data: bytes) -> _Filled:
    in_fields, digital = _in_fields(data), _digital(data)
    return _Filled(
        in_fields.answers,
        (*in_fields.signatures, *digital.signatures),
        (*in_fields.findings, *digital.findings),
    )


def _digital(data: bytes) -> _Filled:
    if not may_be_signed(data):
        return _Filled()
    from loc_builder.files.signatures import read_signatures  # noqa: PLC0415 - slow to load, and seldom needed

    try:
        signatures, findings = signing.read_digital(read_signatures(data))
    except InputError as error:
        return _Filled(findings=(Finding(FindingCode.SIGNATURE_INVALID, error.message),))
    return _Filled(signatures=signatures, findings=findings)


def _in_fields(data: bytes) -> _Filled:
    try:
        inside = look_inside(data)
    except InputError:
        only_pages = "only its pages were; whether it carries scripts or form fields could not be told"
        return _Filled(findings=(Finding(FindingCode.UNREADABLE, only_pages),))
    answers, doubts = read_answers(inside.fields.items())
    signatures, unsure = _typed(inside.fields)
    return _Filled(answers, signatures, (*_carried(inside), *doubts, *unsure))


def _carried(inside: PdfInside) -> Iterator[Finding]:
    """Name what would act, the attached files by what they call themselves, and what was marked to be altered."""
    names = [clean_label(name) for name in inside.attachments[:MOST_NAMED]]
    more = [f"{len(inside.attachments) - MOST_NAMED} more"] if len(inside.attachments) > MOST_NAMED else []
    attached = f"{ATTACHED} ({', '.join((*names, *more))})" if names else ATTACHED
    if inside.active:
        yield Finding(
            FindingCode.ACTIVE_CONTENT, ", ".join(attached if each == ATTACHED else each for each in inside.active)
        )
    yield from (Finding(FindingCode.TEXT_CHANGED, shown(each)) for each in inside.corrections[:MOST_NAMED])


def _typed(fields: Mapping[str, str]) -> signing.Signed:
    """Read signature blocks typed into form fields; an empty one may be signed with a pen or a drawing on top."""
    places = ((signing.room_of(name), text.strip()) for name, text in fields.items())
    parties = signing.read_rooms(signing.Room(*place, text) for place, text in places if place and text)
    read = [signing.read_form(rooms, party) for party, rooms in parties.items()]
    return tuple(seen for signatures, _ in read for seen in signatures), tuple(
        finding for _, findings in read for finding in findings
    )
