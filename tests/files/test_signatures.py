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
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from reportlab.pdfgen.canvas import Canvas

from loc_builder.files.signatures import read_signatures


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
    return signers.SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=b"pass")


def page() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, invariant=True)
    canvas.drawString(72, 72, "We commit ourselves")
    canvas.save()
    return file.getvalue()


def signed(pdf: bytes, signer: signers.SimpleSigner, field: str = "signature.district.signature") -> bytes:
    meta = signers.PdfSignatureMetadata(field_name=field)
    return signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=signer).getvalue()


def test_a_pdf_without_signatures_has_none() -> None:
    assert read_signatures(page()) == ()


def test_a_signature_is_intact_and_its_signer_unknown(signer: signers.SimpleSigner) -> None:
    (found,) = read_signatures(signed(page(), signer))
    assert (found.field, found.signer_name) == ("signature.district.signature", "Ann Smith")
    assert (found.is_intact, found.covers_whole_file, found.is_changed_after) == (True, True, False)
    assert found.is_trusted is None
    assert found.signed_at is not None
    assert found.signed_at.tzinfo is not None


def test_one_changed_byte_breaks_it(signer: signers.SimpleSigner) -> None:
    data = bytearray(signed(page(), signer))
    data[data.index(b"endobj") - 3] ^= 1
    (found,) = read_signatures(bytes(data))
    assert not found.is_intact


def test_a_second_signature_is_allowed_and_seen(signer: signers.SimpleSigner) -> None:
    first, second = read_signatures(signed(signed(page(), signer, "District"), signer, "Agency"))
    assert (first.is_intact, first.covers_whole_file, first.is_changed_after) == (True, False, False)
    assert (second.is_intact, second.covers_whole_file) == (True, True)


def test_a_page_changed_afterwards_is_seen(signer: signers.SimpleSigner) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed(page(), signer)))
    target = writer.root["/Pages"]["/Kids"][0]
    stream = target["/Contents"]
    stream._data = b"BT /F1 12 Tf 72 72 Td (We do not) Tj ET"  # noqa: SLF001 - there is no other way to forge one
    stream._encoded_data = None  # noqa: SLF001
    writer.mark_update(target.raw_get("/Contents"))
    changed = io.BytesIO()
    writer.write(changed)
    (found,) = read_signatures(changed.getvalue())
    assert (found.is_intact, found.covers_whole_file, found.is_changed_after) == (True, False, True)


def test_a_saved_copy_does_not_hold(signer: signers.SimpleSigner) -> None:
    file = io.BytesIO()
    pikepdf.open(io.BytesIO(signed(page(), signer))).save(file)
    assert [found.is_intact for found in read_signatures(file.getvalue())] == [False]


def test_a_signature_made_of_nonsense_is_given_as_broken() -> None:
    pdf = pikepdf.open(io.BytesIO(page()))
    nonsense = pikepdf.Dictionary(
        Type=pikepdf.Name.Sig, ByteRange=pikepdf.Array([0, 1, 2, 3]), Contents=pikepdf.String("abc")
    )
    field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=pikepdf.String("s"), V=nonsense))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)
    file = io.BytesIO()
    pdf.save(file)
    assert not any(found.is_intact for found in read_signatures(file.getvalue()))
