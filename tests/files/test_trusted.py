"""Whom an office trusts: certificates in a folder, and what they say of signatures made under them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from made.pdf import sheets
from made.signer import Holder, holder, signed_at

from loc_builder.files.signatures import Trusted, read_signatures, read_trusted

PAGE = sheets("We commit ourselves")
WHEN = datetime(2024, 9, 3, 12, tzinfo=UTC)
STATE = holder("State Certificates", is_authority=True)
ANN = holder("Ann Smith", by=STATE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "trusted"
    place.mkdir()
    return place


def vouching(folder: Path, *, who: Holder = ANN, at: datetime = WHEN) -> str:
    """Who vouches for a signature, with the certificates of the folder."""
    trusted, problems = read_trusted(folder, at=at)
    assert not problems
    (found,) = read_signatures(signed_at(PAGE, who, WHEN), trusted=trusted)
    assert found.is_intact
    assert found.signed_at == WHEN
    return found.trusted_through


@pytest.mark.parametrize("name", ["state.cer", "state.crt", "state.pem", "state.der"])
def test_a_signer_is_trusted_through_whoever_issued_the_certificate(folder: Path, name: str) -> None:
    (folder / name).write_bytes(STATE.pem if name.endswith(("pem", "crt")) else STATE.der)
    assert vouching(folder) == "State Certificates"


def test_a_signer_is_trusted_by_a_certificate_of_its_own(folder: Path) -> None:
    (folder / "ann.cer").write_bytes(ANN.der)
    assert vouching(folder) == "Ann Smith"


def test_another_authority_of_the_same_name_vouches_for_nobody_of_ours(folder: Path) -> None:
    (folder / "state.cer").write_bytes(holder("State Certificates", is_authority=True).der)
    assert vouching(folder) == ""


def test_a_certificate_that_was_over_vouches_for_nothing(folder: Path) -> None:
    (folder / "state.cer").write_bytes(STATE.der)
    assert vouching(folder, who=holder("Bo Low", by=STATE, days=30)) == ""


def test_one_file_may_hold_several_certificates(folder: Path) -> None:
    other = holder("Other Certificates", is_authority=True)
    (folder / "all.pem").write_bytes(other.pem + STATE.pem)
    trusted, _ = read_trusted(folder, at=WHEN)
    assert trusted == Trusted((other.der, STATE.der), WHEN)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no certificate",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        STATE.der[:-9],
        ANN.packed,
        b"\x30\x82" + bytes(2_000_000),
    ],
)
def test_a_file_that_is_no_certificate_is_named_and_the_others_count(folder: Path, content: bytes) -> None:
    (folder / "a.cer").write_bytes(content)
    (folder / "b.cer").write_bytes(STATE.der)
    (folder / "Thumbs.db").write_bytes(b"of Windows")
    trusted, [problem] = read_trusted(folder, at=WHEN)
    assert trusted.certificates == (STATE.der,)
    assert (problem.code, problem.file) == ("bad-certificate", "trusted/a.cer")
    assert ".cer, .crt or .pem" in problem.hint


def test_a_folder_that_cannot_be_read_is_a_problem_too(folder: Path) -> None:
    trusted, [problem] = read_trusted(folder / "gone", at=WHEN)
    assert not trusted.certificates
    assert problem.file == "gone"
