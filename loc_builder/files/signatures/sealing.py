"""The agency's seal on a PDF that is finished: a certifying PAdES signature after which nothing may be changed.

A seal bears the moment of the command that makes it, and takes no chance numbers where its key can do without: the same
file sealed at the same moment is the same file. It is added behind the file's own bytes, in its place, and these are
read in blocks: a large file takes no more memory than the list of its objects.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_private_key
from pyhanko.pdf_utils.generic import ArrayObject, ByteStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

from loc_builder.errors import InputError

SEAL_FIELD = "seal"

_DIGEST = "sha256"
_ID_BYTES = 16


class _SteadySigner(signers.SimpleSigner):
    """Signs the same bytes the same way each time: a key on an elliptic curve takes no chance number (RFC 6979)."""

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        key = load_der_private_key(self.signing_key.dump(), password=None)
        if isinstance(key, EllipticCurvePrivateKey) and digest_algorithm == _DIGEST:
            try:
                return key.sign(data, ECDSA(SHA256(), deterministic_signing=True))
            except UnsupportedAlgorithm:  # OpenSSL before 3.2
                pass
        return bytes(super().sign_raw(data, digest_algorithm))


class _SteadyWriter(IncrementalPdfFileWriter):
    """Leaves what the document says of itself, where the library would write the clock's time and its own version."""

    def _update_meta(self) -> None:
        pass


class _PunctualSigner(signers.PdfSigner):
    """Signs at a moment that it is told, where the library would look at the clock."""

    def __init__(self, meta: signers.PdfSignatureMetadata, signer: signers.Signer, at: datetime) -> None:
        super().__init__(meta, signer)
        self._at = at

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002 - theirs
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self._at
        return session


@dataclass(frozen=True, slots=True)
class Seal:
    """A certificate with its key, opened and ready to seal with at one moment."""

    _signer: signers.SimpleSigner
    _certificate: bytes
    _at: datetime

    @classmethod
    def open(cls, certificate: bytes, passphrase: str, *, at: datetime) -> "Seal":
        """Open a PKCS #12 file (.p12, .pfx) to seal with at an aware moment.

        Raises InputError where that is none or has another passphrase, or where it is not valid at that moment.
        """
        try:
            found = signers.SimpleSigner.load_pkcs12_data(certificate, other_certs=[], passphrase=passphrase.encode())
        except (SigningError, ValueError, TypeError) as error:
            raise _unusable() from error
        if found is None or found.signing_cert is None:
            raise _unusable()
        known = found.signing_cert
        first, last = known.not_valid_before, known.not_valid_after
        if not first <= at <= last:
            raise InputError(
                f"the certificate for the seal is valid from {first:%Y-%m-%d} to {last:%Y-%m-%d},"
                f" and the seal would be made on {at:%Y-%m-%d}",
                hint="Give a certificate that is valid on that day.",
            )
        steady = _SteadySigner(known, found.signing_key, found.cert_registry, found.signature_mechanism)
        return cls(steady, known.dump(), at.replace(microsecond=0))

    def put_on(self, file: Path, *, reason: str) -> None:
        """Seal a PDF in its place; raise InputError where the certificate is not for that."""
        meta = signers.PdfSignatureMetadata(
            field_name=SEAL_FIELD,
            md_algorithm=_DIGEST,
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            reason=reason,
        )
        try:
            with file.open("rb+") as content:
                writer = _SteadyWriter(content)
                self._name(writer)
                _PunctualSigner(meta, self._signer, self._at).sign_pdf(writer, in_place=True)
        except (PdfError, SigningError, ValueError) as error:
            raise InputError(f"the PDF cannot be sealed: {error}", hint="Is it a certificate for signing?") from error

    def _name(self, writer: IncrementalPdfFileWriter) -> None:
        """Give the sealed file an id made from what it was and from its seal, where the library would draw lots."""
        before, _ = writer.document_id
        told = (before, self._certificate, self._at.isoformat().encode())
        after = hashlib.sha256(b"\n".join(told)).digest()[:_ID_BYTES]
        writer._document_id = ArrayObject(map(ByteStringObject, (before, after)))  # noqa: SLF001 - there is no other way


def _unusable() -> InputError:
    return InputError(
        "the certificate for the seal cannot be opened",
        hint="Give the .p12 or .pfx file with its key, and its passphrase in the variable LOC_SEAL_PASSPHRASE.",
    )
