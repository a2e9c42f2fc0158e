"""Digital signatures (pyHanko): those of returned PDFs validated, the agency's seal made, who is trusted read."""

from loc_builder.files.signatures.reading import DigitalSignature, read_signatures
from loc_builder.files.signatures.sealing import SEAL_FIELD, Seal
from loc_builder.files.signatures.trusting import NOBODY, Trusted, read_trusted

__all__ = [
    "NOBODY",
    "SEAL_FIELD",
    "DigitalSignature",
    "Seal",
    "Trusted",
    "read_signatures",
    "read_trusted",
]
