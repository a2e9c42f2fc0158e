"""The agency's seal: when it says that it was made, and that nothing in it is left to chance."""

import datetime as dt
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from made.pdf import sheets

from loc_builder.errors import InputError
from loc_builder.files.signatures import Seal, read_signatures

PAGE = sheets("We commit ourselves")
AT = dt.datetime(2024, 10, 1, 8, 30, 15, 7, tzinfo=dt.timezone(dt.timedelta(hours=-4)))
FIRST, LAST = dt.datetime(2024, 1, 1, tzinfo=dt.UTC), dt.datetime(2025, 1, 1, tzinfo=dt.UTC)


def seal_file(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    """An agency's certificate of the year 2024, with its key, without a passphrase."""
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Agency")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(FIRST)
        .not_valid_after(LAST)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, NoEncryption())


CURVED = seal_file(ec.generate_private_key(ec.SECP256R1()))
FACTORED = seal_file(rsa.generate_private_key(public_exponent=65537, key_size=2048))


def sealed(folder: Path, certificate: bytes, at: dt.datetime, page: bytes = PAGE) -> bytes:
    file = folder / "page.pdf"
    file.write_bytes(page)
    Seal.open(certificate, "", at=at).put_on(file, reason="Archived")
    return file.read_bytes()


@pytest.mark.parametrize("certificate", [CURVED, FACTORED])
def test_a_file_sealed_twice_at_one_moment_is_the_same_file(certificate: bytes, tmp_path: Path) -> None:
    made = sealed(tmp_path, certificate, AT)
    assert sealed(tmp_path, certificate, AT) == made
    [seal] = read_signatures(made)
    assert seal.signed_at == AT.replace(microsecond=0)
    assert (seal.is_intact, seal.covers_whole_file, seal.is_changed_after) == (True, True, False)
    assert sealed(tmp_path, certificate, AT + dt.timedelta(seconds=1)) != made


@pytest.mark.parametrize("at", [FIRST - dt.timedelta(seconds=1), LAST + dt.timedelta(days=400)])
def test_a_certificate_that_is_not_valid_at_the_moment_does_not_seal(at: dt.datetime) -> None:
    with pytest.raises(InputError, match=f"valid from 2024-01-01 to 2025-01-01, and the seal .* on {at:%Y-%m-%d}"):
        Seal.open(CURVED, "", at=at)
