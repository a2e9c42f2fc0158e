"""The certificates that an office trusts, read from a folder.

Whoever an office trusts it says itself, by laying certificates into a folder: nothing is taken from the system, and
nothing is fetched.
"""

import warnings
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from loc_builder.errors import Problem

LARGEST_FILE = 1_000_000  # bytes; a certificate has two thousand

_PEM = b"-----BEGIN"
_LEFT_BY_THE_SYSTEM = ("thumbs.db", "desktop.ini")
_HINT = "Lay only certificates there, saved as .cer, .crt or .pem (in Windows: Base-64 or DER encoded X.509)."


@dataclass(frozen=True, slots=True)
class Trusted:
    """Certificates (PEM or DER) that vouch for signers, and the moment at which they do; None is now."""

    certificates: tuple[bytes, ...] = ()
    at: datetime | None = None


NOBODY = Trusted()


def read_trusted(folder: Path, *, at: datetime) -> tuple[Trusted, tuple[Problem, ...]]:
    """Read the certificates of a folder, and say of each other file in it that it is none."""
    certificates: list[bytes] = []
    problems: list[Problem] = []
    for file in _files(folder, problems):
        try:
            certificates += _certificates(file)
        except (OSError, ValueError) as error:
            problems.append(_problem(f"{folder.name}/{file.name}", error))
    return Trusted(tuple(dict.fromkeys(certificates)), at), tuple(problems)


def _files(folder: Path, problems: list[Problem]) -> list[Path]:
    try:
        found = sorted(folder.iterdir())
    except OSError as error:
        problems.append(_problem(folder.name, error))
        return []
    return [each for each in found if not each.name.startswith(".") and each.name.lower() not in _LEFT_BY_THE_SYSTEM]


def _certificates(file: Path) -> list[bytes]:
    """Give the certificates in a file, strictly read; raises OSError and ValueError."""
    if not file.is_file():
        raise ValueError("it is no file")
    if file.stat().st_size > LARGEST_FILE:
        raise ValueError("it is too large")
    data = file.read_bytes()
    is_pem = _PEM in data
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of certificates that are read all the same
        found = x509.load_pem_x509_certificates(data) if is_pem else [x509.load_der_x509_certificate(data)]
    return [each.public_bytes(Encoding.DER) for each in found]


def _problem(name: str, error: OSError | ValueError) -> Problem:
    message = "it is no certificate that can be read"
    if isinstance(error, OSError):
        message = f"it cannot be opened: {error.strerror}"
    called = "".join(each if each.isprintable() else "-" for each in name)
    return Problem("bad-certificate", message, called, hint=_HINT)
