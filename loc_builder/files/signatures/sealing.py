"""The agency's seal on a PDF that is finished: a certifying PAdES signature after which nothing may be changed.

A seal bears the moment it was made and, with most keys, random numbers: a file sealed twice is not the same twice. It
is added behind the file's own bytes, in its place, and these are read in blocks: a large file takes no more memory
than the list of its objects.
"""

from dataclasses import dataclass
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError

from loc_builder.errors import InputError

SEAL_FIELD = "seal"


@dataclass(frozen=True, slots=True)
class Seal:
    """A certificate with its key, opened and ready to seal with."""

    _signer: signers.SimpleSigner

    @classmethod
    def open(cls, certificate: bytes, passphrase: str) -> "Seal":
        """Open a PKCS #12 file (.p12, .pfx); raise InputError where that is none or has another passphrase."""
        try:
            found = signers.SimpleSigner.load_pkcs12_data(certificate, other_certs=[], passphrase=passphrase.encode())
        except (SigningError, ValueError, TypeError) as error:
            raise _unusable() from error
        if found is None:
            raise _unusable()
        return cls(found)

    def put_on(self, file: Path, *, reason: str) -> None:
        """Seal a PDF in its place; raise InputError where the certificate is not for that."""
        meta = signers.PdfSignatureMetadata(
            field_name=SEAL_FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            reason=reason,
        )
        try:
            with file.open("rb+") as content:
                signers.sign_pdf(IncrementalPdfFileWriter(content), meta, signer=self._signer, in_place=True)
        except (PdfError, SigningError, ValueError) as error:
            raise InputError(
                f"the PDF cannot be sealed: {error}", hint="Is it a certificate for signing, and is it still valid?"
            ) from error


def _unusable() -> InputError:
    return InputError(
        "the certificate for the seal cannot be opened",
        hint="Give the .p12 or .pfx file with its key, and its passphrase in the variable LOC_SEAL_PASSPHRASE.",
    )
