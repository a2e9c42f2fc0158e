"""Digital signatures (pyHanko): those of returned PDFs validated, the agency's seal made."""

from loc_builder.files.signatures.reading import DigitalSignature, read_signatures
from loc_builder.files.signatures.sealing import SEAL_FIELD, Seal

__all__ = ["SEAL_FIELD", "DigitalSignature", "Seal", "read_signatures"]
