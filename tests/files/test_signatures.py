"""Signatures really made, with a certificate made here, then validated without a network."""

import datetime as dt
import io

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from made.pdf import changed, sheets
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from loc_builder.files.signatures import read_signatures

PAGE = sheets("We commit ourselves")


@pytest.fixture(scope="module")
def signer() -> signers.SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Ann Smith")])
    start = dt.datetime(2017, 1, 1, tzinfo=dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=36500))
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
    packed = pkcs12.serialize_key_and_certificates(b"ann", key, certificate, None, BestAvailableEncryption(b"pass"))
    loaded: signers.SimpleSigner = signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=b"pass")
    return loaded


def signed(pdf: bytes, signer: signers.SimpleSigner, field: str = "signature.district.signature") -> bytes:
    meta = signers.PdfSignatureMetadata(field_name=field)
    file: io.BytesIO = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=signer)
    return file.getvalue()


def test_a_pdf_without_signatures_has_none() -> None:
    assert read_signatures(PAGE) == ()


def test_a_signature_is_intact_and_its_signer_unknown(signer: signers.SimpleSigner) -> None:
    (found,) = read_signatures(signed(PAGE, signer))
    assert (found.field, found.signer_name) == ("signature.district.signature", "Ann Smith")
    assert (found.is_intact, found.covers_whole_file, found.is_changed_after) == (True, True, False)
    assert found.is_trusted is None
    assert found.signed_at is not None
    assert found.signed_at.tzinfo is not None


def test_one_changed_byte_breaks_it(signer: signers.SimpleSigner) -> None:
    data = bytearray(signed(PAGE, signer))
    data[data.index(b"endobj") - 3] ^= 1
    (found,) = read_signatures(bytes(data))
    assert not found.is_intact


def test_a_second_signature_is_allowed_and_seen(signer: signers.SimpleSigner) -> None:
    first, second = read_signatures(signed(signed(PAGE, signer, "District"), signer, "Agency"))
    assert (first.is_intact, first.covers_whole_file, first.is_changed_after) == (True, False, False)
    assert (second.is_intact, second.covers_whole_file) == (True, True)


def test_a_page_changed_afterwards_is_seen(signer: signers.SimpleSigner) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed(PAGE, signer)))
    target = writer.root["/Pages"]["/Kids"][0]
    stream = target["/Contents"]
    stream._data = b"BT /F1 12 Tf 72 72 Td (We do not) Tj ET"  # noqa: SLF001 - there is no other way to forge one
    stream._encoded_data = None  # noqa: SLF001
    writer.mark_update(target.raw_get("/Contents"))
    forged = io.BytesIO()
    writer.write(forged)  # type: ignore[no-untyped-call]  # pyHanko left it untyped
    (found,) = read_signatures(forged.getvalue())
    assert (found.is_intact, found.covers_whole_file, found.is_changed_after) == (True, False, True)


def test_a_saved_copy_does_not_hold(signer: signers.SimpleSigner) -> None:
    saved_again = changed(signed(PAGE, signer), lambda _: None)
    assert [found.is_intact for found in read_signatures(saved_again)] == [False]


def test_a_signature_made_of_nonsense_is_given_as_broken() -> None:
    def forge(pdf: pikepdf.Pdf) -> None:
        name = pikepdf.Name
        span = pikepdf.Array([0, 1, 2, 3])
        nonsense = pikepdf.Dictionary(Type=name.Sig, ByteRange=span, Contents=pikepdf.String("abc"))
        field = pdf.make_indirect(pikepdf.Dictionary(FT=name.Sig, T=pikepdf.String("s"), V=nonsense))
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)

    assert not any(found.is_intact for found in read_signatures(changed(PAGE, forge)))
