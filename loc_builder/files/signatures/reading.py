"""Digital signatures in a PDF, validated without a network.

Offline nobody vouches for a signer, so trust is unknown and never "valid", unless the office names certificates that
it trusts: what is said here is whether the signed bytes are still those that were signed, and whether anything was
added afterwards.
"""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.keys import load_certs_from_pemder_data
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
    follows is more than the signature allows (other signatures, filled fields, time stamps). `is_trusted` is None
    where no certificates were named to trust: offline it is not known then.
    """

    field: str
    signer_name: str
    signed_at: datetime | None
    is_intact: bool
    covers_whole_file: bool
    is_changed_after: bool
    is_trusted: bool | None = None


def read_signatures(pdf: bytes | Path, *, trusted: Sequence[bytes] = ()) -> tuple[DigitalSignature, ...]:
    """Validate every signature of a PDF; raise InputError where signatures are there and cannot be got at.

    A signature that cannot be read or validated is given as not intact. `trusted` are certificates (PEM or DER) that
    vouch for signers. A file that is named is read in blocks.
    """
    roots = _roots(trusted)
    try:
        with pdf.open("rb") if isinstance(pdf, Path) else io.BytesIO(pdf) as content:
            reader = PdfFileReader(content, strict=False)
            if reader.encrypted:
                reader.decrypt(b"")
            return tuple(_judged(signature, roots) for signature in reader.embedded_regular_signatures)
    except _READING_ERRORS as error:
        raise InputError("the digital signatures of the PDF cannot be read") from error


def _roots(files: Sequence[bytes]) -> list[Any]:
    try:
        return [each for data in files for each in load_certs_from_pemder_data(data)]
    except (ValueError, TypeError) as error:
        raise InputError(
            "a certificate to trust cannot be read", hint="Use .pem, .crt or .cer files of certificates."
        ) from error


def _judged(signature: EmbeddedPdfSignature, roots: list[Any]) -> DigitalSignature:
    field = _field_name(signature)
    try:
        # Only the office's own list of roots, and no fetching: the system's list would give verdicts that differ
        # from one machine to the next.
        known = ValidationContext(trust_roots=roots, allow_fetching=False)
        status = validate_pdf_signature(signature, signer_validation_context=known)
        described = _described(field, signature, status)
        return replace(described, is_trusted=bool(status.trusted)) if roots else described
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
