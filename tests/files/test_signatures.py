"""Signatures really made, with a certificate made here, then validated without a network."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from made.pdf import changed, sheets
from made.signer import PASSPHRASE, key_file
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers

from loc_builder.errors import InputError
from loc_builder.files.signatures import SEAL_FIELD, Seal, Trusted, read_signatures

PAGE = sheets("We commit ourselves")


ANN, ANNS_CERTIFICATE = key_file()
AT = datetime(2024, 10, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def signer() -> signers.SimpleSigner:
    loaded: signers.SimpleSigner = signers.SimpleSigner.load_pkcs12_data(
        ANN, other_certs=[], passphrase=PASSPHRASE.encode()
    )
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
    assert found.trusted_through == ""
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


def test_a_signer_whom_the_office_trusts_is_said_to_be_trusted(signer: signers.SimpleSigner) -> None:
    signed_page = signed(PAGE, signer)
    (known,) = read_signatures(signed_page, trusted=Trusted((ANNS_CERTIFICATE,)))
    (other,) = read_signatures(signed_page, trusted=Trusted((key_file("Bob Jones")[1],)))
    assert (known.is_intact, known.trusted_through) == (True, "Ann Smith")
    assert (other.is_intact, other.trusted_through) == (True, "")


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A page with Ann's seal on it."""
    file = tmp_path / "page.pdf"
    file.write_bytes(PAGE)
    Seal.open(ANN, PASSPHRASE, at=AT).put_on(file, reason="Archived")
    return file


def test_a_seal_covers_the_whole_file_and_forbids_every_change(sealed: Path) -> None:
    (seal,) = read_signatures(sealed)
    assert (seal.field, seal.signer_name) == (SEAL_FIELD, "Ann Smith")
    assert (seal.is_intact, seal.covers_whole_file, seal.is_changed_after) == (True, True, False)
    assert sealed.read_bytes().startswith(PAGE)


def test_what_is_added_after_the_seal_is_a_change(sealed: Path) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(sealed.read_bytes()))
    writer.root["/Note"] = writer.add_object(generic.TextStringObject("added"))
    writer.update_root()  # type: ignore[no-untyped-call]  # as below
    added = io.BytesIO()
    writer.write(added)  # type: ignore[no-untyped-call]  # pyHanko left it untyped
    (seal,) = read_signatures(added.getvalue())
    assert (seal.is_intact, seal.covers_whole_file, seal.is_changed_after) == (True, False, True)


@pytest.mark.parametrize(("certificate", "passphrase"), [(ANN, "wrong"), (b"nothing", PASSPHRASE)])
def test_a_certificate_that_does_not_open_is_named(certificate: bytes, passphrase: str) -> None:
    with pytest.raises(InputError, match="cannot be opened"):
        Seal.open(certificate, passphrase, at=AT)
