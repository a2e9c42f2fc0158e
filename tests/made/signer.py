"""Signers' keys and certificates, made here, and what they sign."""

import asyncio
import datetime as dt
import io
from dataclasses import dataclass

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.signers import SignatureObject
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigObjSetup
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes

PASSPHRASE = "pass"  # noqa: S105 - of a key made for the test
START = dt.datetime(2017, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Holder:
    """Somebody with a key and a certificate."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)

    @property
    def packed(self) -> bytes:
        """A PKCS #12 file; the passphrase is PASSPHRASE."""
        lock = BestAvailableEncryption(PASSPHRASE.encode())
        return pkcs12.serialize_key_and_certificates(b"signer", self.key, self.certificate, None, lock)


def holder(
    common_name: str = "Ann Smith",
    *,
    by: Holder | None = None,
    is_authority: bool = False,
    days: int = 36500,
) -> Holder:
    """Make a certificate, issued by another holder or by itself, valid from 2017 on."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(by.certificate.subject if by else name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number() if by else 1)
        .not_valid_before(START)
        .not_valid_after(START + dt.timedelta(days=days))
        .add_extension(_usage(is_authority=is_authority), critical=True)
    )
    if is_authority:
        built = built.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    return Holder(key, built.sign(by.key if by else key, hashes.SHA256()))


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=not is_authority,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_authority,
        crl_sign=is_authority,
        encipher_only=False,
        decipher_only=False,
    )


def key_file(common_name: str = "Ann Smith") -> tuple[bytes, bytes]:
    """Make a PKCS #12 file and the certificate in it, as PEM; the passphrase is PASSPHRASE."""
    made = holder(common_name)
    return made.packed, made.pem


def signed_at(pdf: bytes, who: Holder, at: dt.datetime, field: str = "signature.district.signature") -> bytes:
    """Sign a PDF as if the signer's clock showed a moment."""
    signer = signers.SimpleSigner.load_pkcs12_data(who.packed, other_certs=[], passphrase=PASSPHRASE.encode())
    writing = PdfCMSEmbedder().write_cms(field, IncrementalPdfFileWriter(io.BytesIO(pdf)))
    next(writing)
    writing.send(SigObjSetup(SignatureObject(bytes_reserved=8192, timestamp=at)))
    digest, file = writing.send(SigIOSetup("sha256"))
    told = PdfCMSSignedAttributes(signing_time=at)
    signing = signer.async_sign(digest.document_digest, "sha256", signed_attr_settings=told)
    writing.send(asyncio.run(signing))
    return bytes(file.getvalue())
