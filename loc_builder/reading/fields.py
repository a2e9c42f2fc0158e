"""What was typed into a PDF's fields, its digital signatures, and what else it carries beside its pages.

Slow to load, and most scans have none of it: `loc_builder.reading.pdf` loads it for a file that may.
"""

from collections.abc import Iterator, Mapping

from loc_builder.agreement.changes import shown
from loc_builder.errors import InputError
from loc_builder.files.pdf_fields import ATTACHED, PdfInside, look_inside
from loc_builder.files.pdf_glance import may_be_signed
from loc_builder.findings import Finding, FindingCode
from loc_builder.reading import signing
from loc_builder.reading.answers import read_answers
from loc_builder.reading.filled import Filled
from loc_builder.reading.gate import clean_label

MOST_NAMED = 5  # attached files told by name, and corrections by their words


def filled_in(data: bytes) -> Filled:
    """Read all of it; that it cannot be read is a finding."""
    in_fields, digital = _in_fields(data), _digital(data)
    return Filled(
        in_fields.answers,
        (*in_fields.signatures, *digital.signatures),
        (*in_fields.findings, *digital.findings),
    )


def _digital(data: bytes) -> Filled:
    if not may_be_signed(data):
        return Filled()
    from loc_builder.files.signatures import read_signatures  # noqa: PLC0415 - slow to load, and seldom needed

    try:
        signatures, findings = signing.read_digital(read_signatures(data))
    except InputError as error:
        return Filled(findings=(Finding(FindingCode.SIGNATURE_INVALID, error.message),))
    return Filled(signatures=signatures, findings=findings)


def _in_fields(data: bytes) -> Filled:
    try:
        inside = look_inside(data)
    except InputError:
        only_pages = "only its pages were; whether it carries scripts or form fields could not be told"
        return Filled(findings=(Finding(FindingCode.UNREADABLE, only_pages),))
    answers, doubts = read_answers(inside.fields.items())
    signatures, unsure = _typed(inside.fields)
    return Filled(answers, signatures, (*_carried(inside), *doubts, *unsure))


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
