"""Digital signatures in a returned PDF, validated without a network (pyHanko).

Offline nobody vouches for a signer, so trust is unknown and never "valid": what is said here is whether the
signed bytes are still those that were signed, and whether anything was added afterwards.
"""

import io
import logging
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from loc_builder.errors import InputError

# Damaged signatures surface as whatever their ASN.1, dates or dictionaries stumble over.
_READING_ERRORS = (
    PdfError,
    PathError,
    ValidationError,
    UnsupportedAlgorithm,
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

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """One signature field that is signed.

    `signed_at` is the signer's own clock, None where no moment with its offset is given. `is_intact`: the signed
    bytes and the signature fit. `covers_whole_file`: nothing follows what was signed. `is_changed_after`: what
    follows is more than the signature allows (other signatures, filled fields, time stamps). `is_trusted` is None:
    offline it is not known.
    """

    field: str
    signer_name: str
    signed_at: datetime | None
    is_intact: bool
    covers_whole_file: bool
    is_changed_after: bool
    is_trusted: bool | None = None


def read_signatures(pdf: bytes) -> tuple[DigitalSignature, ...]:
    """Validate every signature of a PDF; raise InputError where signatures are there and cannot be got at.

    A signature that cannot be read or validated is given as not intact.
    """
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=False)
        if reader.encrypted:
            reader.decrypt(b"")
        embedded = reader.embedded_regular_signatures
    except _READING_ERRORS as error:
        raise InputError("the digital signatures of the PDF cannot be read") from error
    return tuple(_judged(signature) for signature in embedded)


def _judged(signature: EmbeddedPdfSignature) -> DigitalSignature:
    field = _field_name(signature)
    try:
        # An empty list of trusted roots, and no fetching: the system's own list would give verdicts that differ
        # from one machine to the next.
        nobody = ValidationContext(trust_roots=[], allow_fetching=False)
        status = validate_pdf_signature(signature, signer_validation_context=nobody)
        return _described(field, signature, status)
    except _READING_ERRORS:
        _log.debug("a signature cannot be validated", exc_info=True)
        return DigitalSignature(field, "", None, is_intact=False, covers_whole_file=False, is_changed_after=True)


def _described(field: str, signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> DigitalSignature:
    moment = status.signer_reported_dt
    return DigitalSignature(
        field=field,
        signer_name=_signer_name(signature),
        signed_at=moment if moment and moment.tzinfo else None,
        is_intact=bool(status.intact and status.valid),
        covers_whole_file=status.coverage is SignatureCoverageLevel.ENTIRE_FILE,
        is_changed_after=not status.docmdp_ok,
    )


def _field_name(signature: EmbeddedPdfSignature) -> str:
    try:
        return str(signature.field_name)
    except _READING_ERRORS:
        return ""


def _signer_name(signature: EmbeddedPdfSignature) -> str:
    subject = signature.signer_cert.subject
    name = subject.native.get("common_name", "")
    return str(name if isinstance(name, str) and name else subject.human_friendly)
