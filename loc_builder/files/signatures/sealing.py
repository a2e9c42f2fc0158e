"""The agency's seal on a PDF that is finished: a certifying PAdES signature after which nothing may be changed.

A seal bears the moment it was made and, with most keys, random numbers: a file sealed twice is not the same twice.
"""

import io

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError

from loc_builder.errors import InputError

SEAL_FIELD = "seal"


def sealed(pdf: bytes, *, certificate: bytes, passphrase: str, reason: str) -> bytes:
    """Seal a PDF with a PKCS #12 file (.p12, .pfx); raise InputError where that cannot be opened or used."""
    try:
        signer = signers.SimpleSigner.load_pkcs12_data(certificate, other_certs=[], passphrase=passphrase.encode())
    except (SigningError, ValueError, TypeError) as error:
        raise _unusable() from error
    if signer is None:
        raise _unusable()
    meta = signers.PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
    )
    try:
        file = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=signer)
    except (PdfError, SigningError, ValueError) as error:
        raise InputError(
            f"the PDF cannot be sealed: {error}", hint="Is it a certificate for signing, and is it still valid?"
        ) from error
    return bytes(file.getvalue())


def _unusable() -> InputError:
    return InputError(
        "the certificate for the seal cannot be opened",
        hint="Give the .p12 or .pfx file with its key, and its passphrase in the variable LOC_SEAL_PASSPHRASE.",
    )
