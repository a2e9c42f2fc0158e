"""Check that the kept files, the chain and the finished PDFs and bags still hold."""

from loc_builder.steps.verify.checking import Verified, verify, verify_bag, verify_path

__all__ = ["Verified", "verify", "verify_bag", "verify_path"]
