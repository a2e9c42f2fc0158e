"""Digital signatures in a PDF, validated without a network.

Offline nobody vouches for a signer, so trust is unknown and never "valid", unless the office names certificates that
it trusts (`loc_builder.files.signatures.trusting`): what is said here is whether the signed bytes are still those that
were signed, and whether anything was added afterwards.
"""

import io
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, PdfSignatureStatus, validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from loc_builder.errors import InputError
from loc_builder.files.signatures.trusting import NOBODY, Trusted

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

_FOR_SIGNING = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
"""Either will do, as for the usual viewers: many offices' certificates have only the second."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DigitalSignature:
    """One signature field that is signed.

    `signed_at` is the signer's own clock, None where no moment with its offset is given. `is_intact`: the signed
    bytes and the signature fit. `covers_whole_file`: nothing follows what was signed. `is_changed_after`: what
    follows is more than the signature allows (other signatures, filled fields, time stamps). `trusted_through` is the
    name on the trusted certificate that vouches for the signer, empty where none does: offline it is not known then.
    """

    field: str
    signer_name: str
    signed_at: datetime | None
    is_intact: bool
    covers_whole_file: bool
    is_changed_after: bool
    trusted_through: str = ""


def read_signatures(pdf: bytes | Path, *, trusted: Trusted = NOBODY) -> tuple[DigitalSignature, ...]:
    """Validate every signature of a PDF; raise InputError where signatures are there and cannot be got at.

    A signature that cannot be read or validated is given as not intact. A file that is named is read in blocks.
    """
    try:
        # Only the office's own list of roots, and no fetching: the system's list would give verdicts that differ
        # from one machine to the next.
        roots = [each for data in trusted.certificates for each in load_certs_from_pemder_data(data)]
        known = ValidationContext(trust_roots=roots, allow_fetching=False, moment=trusted.at)
        with pdf.open("rb") if isinstance(pdf, Path) else io.BytesIO(pdf) as content:
            reader = PdfFileReader(content, strict=False)
            if reader.encrypted:
                reader.decrypt(b"")
            return tuple(_judged(signature, known) for signature in reader.embedded_regular_signatures)
    except _READING_ERRORS as error:
        raise InputError("the digital signatures of the PDF cannot be read") from error


def _judged(signature: EmbeddedPdfSignature, known: ValidationContext) -> DigitalSignature:
    field = _field_name(signature)
    try:
        status = validate_pdf_signature(signature, known, key_usage_settings=_FOR_SIGNING)
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
        trusted_through=_vouching(status),
    )


def _vouching(status: PdfSignatureStatus) -> str:
    """Name the trusted certificate at which the path from the signer ends; empty where no path holds."""
    path = status.validation_path
    return _common_name(path.trust_anchor.authority.name) if status.trusted and path else ""


def _field_name(signature: EmbeddedPdfSignature) -> str:
    try:
        return str(signature.field_name)
    except _READING_ERRORS:
        return ""


def _signer_name(signature: EmbeddedPdfSignature) -> str:
    return _common_name(signature.signer_cert.subject)


def _common_name(subject: Any) -> str:
    name = subject.native.get("common_name", "")
    return str(name if isinstance(name, str) and name else subject.human_friendly)
