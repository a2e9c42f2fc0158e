"""An archive that bears the agency's seal: made once, whole in the bag, and read again by whoever checks."""

import shutil
from pathlib import Path

import pytest
from made.bagged import ADAIRS, CERTIFICATE, FOLDER, YEAR, answer, archived, bag_of, books_of, loc, sealed
from made.signer import PASSPHRASE, key_file

from loc_builder.books import Books
from loc_builder.cli import run
from loc_builder.errors import ExitCode
from loc_builder.facts import Archived, Bagged
from loc_builder.files.assemble import bookmarks, read_xmp
from loc_builder.files.pdfa import Verdict, validated
from loc_builder.files.signatures import read_signatures
from loc_builder.steps.verify import verify, verify_path


def said(folder: Path, kind: type[Archived] | type[Bagged]) -> list[Archived | Bagged]:
    return [fact.said for fact in books_of(folder).facts if isinstance(fact.said, kind)]


def test_the_sealed_archive_is_the_same_archive_with_a_seal_behind_it(year: Path) -> None:
    plain = archived(year)
    made = sealed(year)
    before, after = (year / FOLDER / each.file for each in (plain, made))
    assert after.read_bytes().startswith(before.read_bytes())
    [seal] = read_signatures(after)
    assert (seal.signer_name, seal.is_intact, seal.covers_whole_file) == (
        "Kentucky Department of Education",
        True,
        True,
    )
    assert {key: value for key, value in read_xmp(after).items() if key.startswith("loc:")} == {
        key: value for key, value in read_xmp(before).items() if key.startswith("loc:")
    }
    assert bookmarks(after) == bookmarks(before)
    assert made.entries == plain.entries


def test_the_bag_and_the_facts_hold_the_sealed_file(year: Path) -> None:
    plain = archived(year)
    made = sealed(year)
    assert (plain.bag.version, made.bag.version) == (1, 2)
    [held] = (bag_of(year, made) / "data/archive").glob("*.pdf")
    assert held.read_bytes() == (year / FOLDER / made.file).read_bytes()
    *_, last = said(year, Archived)
    assert isinstance(last, Archived)
    assert (last.sha256, last.sealed_from) == (made.pdf.sha256, plain.pdf.sha256)
    info = (bag_of(year, made) / "bag-info.txt").read_text(encoding="utf-8")
    assert "Bag-Replaces-Because: The archive bears a seal now, and nothing else is new" in info
    readme = (bag_of(year, made) / "README.txt").read_text(encoding="utf-8")
    assert "The archive is sealed. Sealed by Kentucky Department of Education on" in readme


def test_the_same_year_sealed_at_the_same_moment_is_the_same_archive(year: Path) -> None:
    other = Path(shutil.copytree(year, year.parent / "other"))
    made = sealed(other)
    assert sealed(year).pdf.sha256 == made.pdf.sha256
    [seal] = read_signatures(other / FOLDER / made.file)
    assert seal.signed_at == books_of(other).now


def test_an_archive_is_not_sealed_twice_while_no_fact_comes(year: Path) -> None:
    made = sealed(year)
    facts = books_of(year).facts
    for again in (sealed(year), archived(year)):
        assert (again.pdf.sha256, again.bag.folder) == (made.pdf.sha256, made.bag.folder)
        assert again.is_unchanged
        assert again.bag.is_unchanged
    assert books_of(year).facts == facts


def test_a_sealed_archive_whose_record_is_gone_from_the_kept_files_stays_the_one_that_was_sealed(year: Path) -> None:
    made = sealed(year)
    (year / "output/kept" / made.records[next(iter(made.records))]).unlink()
    assert sealed(year).pdf.sha256 == made.pdf.sha256


def test_a_new_fact_makes_an_archive_that_has_no_seal_until_it_is_given_one(year: Path) -> None:
    first = sealed(year)
    answer(year, "005", "Allen.docx")
    assert archived(year).pdf.sealed_from is None
    third = sealed(year)
    assert third.pdf.sealed_from
    assert third.pdf.sha256 != first.pdf.sha256
    assert verify(books_of(year), YEAR).problems == ()


def test_verifying_tells_of_the_seal_who_made_it_and_that_trust_is_not_known(year: Path) -> None:
    made = sealed(year)
    alone = shutil.copyfile(year / FOLDER / made.file, year / "alone.pdf")
    books = books_of(year)
    for found in (
        verify(books, YEAR),
        verify_path(books, bag_of(year, made)),
        verify_path(None, bag_of(year, made)),
        verify_path(books, alone),
        verify_path(None, alone),
        verify_path(None, bag_of(year, made) / "data/archive" / "KYILN-2024-2025-archive.pdf"),
    ):
        assert found.problems == ()
        told = " ".join(found.told)
        assert "Sealed by Kentucky Department of Education on " in told
        assert "the seal is intact, it covers the whole file, and nothing was added after it" in told
        assert "not known here" in told


def test_the_seals_moment_is_told_in_the_editions_time_zone_whatever_is_verified(year: Path) -> None:
    made = sealed(year)
    books, file = books_of(year), year / FOLDER / made.file
    in_bag = bag_of(year, made) / "data/archive" / "KYILN-2024-2025-archive.pdf"
    for found in (
        verify(books, YEAR),
        verify_path(books, file),
        verify_path(books, bag_of(year, made)),
        verify_path(None, bag_of(year, made)),
        verify_path(None, in_bag),
    ):
        assert "on October 1, 2024, 12:00 (UTC-04:00), by the signer's clock" in " ".join(found.told)


def test_of_a_sealed_file_that_no_fact_knows_the_seal_is_told_too(year: Path) -> None:
    made = sealed(year)
    books, file = books_of(year), year / FOLDER / made.file
    content = file.read_bytes()
    file.write_bytes(content + b"% added\n")
    [problem] = verify_path(books, file).problems
    assert problem.message == (
        "it was changed since it was made. The seal does not hold: something was added to the file after it was sealed."
    )
    stranger = year / "a stranger's.pdf"
    stranger.write_bytes(content)
    fewer = Books(books.workspace, books.now, books.by, books.facts[:3])
    [problem] = verify_path(fewer, stranger).problems
    assert problem.message.startswith("no fact knows a file with this content. Sealed by Kentucky Department")


def test_whose_seal_it_bears_is_said_where_another_was_to_be_put_on_it(
    year: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(year)
    (year / "other.p12").write_bytes(key_file("Somebody Else")[0])
    monkeypatch.setenv("LOC_SEAL_PASSPHRASE", PASSPHRASE)
    capsys.readouterr()
    assert run(("--workspace", str(year), "archive", "2024-2025", "--seal", str(year / "other.p12"))) == ExitCode.DONE
    assert capsys.readouterr().out.splitlines()[-1] == (
        "It was sealed before by Kentucky Department of Education on October 1, 2024, 12:00 (UTC-04:00), by the"
        " signer's clock, and keeps that seal: other.p12 was not used."
    )


def test_a_sealed_archive_that_was_changed_does_not_hold_wherever_it_lies(year: Path) -> None:
    alone = shutil.copyfile(year / FOLDER / sealed(year).file, year.parent / "alone.pdf")
    content = alone.read_bytes()
    alone.write_bytes(content + b"% added\n")
    [problem] = verify_path(None, alone).problems
    assert problem.message == "The seal does not hold: something was added to the file after it was sealed."
    at = content.index(ADAIRS.encode())
    alone.write_bytes(content[:at] + b"X" + content[at + 1 :])
    [problem] = verify_path(None, alone).problems
    assert problem.message == "The seal does not hold: what was sealed was changed."


def test_a_passphrase_comes_from_the_environment_or_a_terminal_or_is_asked_for_by_name(
    year: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (year / "cert.p12").write_bytes(CERTIFICATE)
    command = ("archive", "2024-2025", "--seal", str(year / "cert.p12"))
    monkeypatch.delenv("LOC_SEAL_PASSPHRASE", raising=False)
    assert loc(year, *command) == ExitCode.INPUT
    assert "LOC_SEAL_PASSPHRASE" in capsys.readouterr().err
    monkeypatch.setenv("LOC_SEAL_PASSPHRASE", "wrong")
    assert loc(year, *command) == ExitCode.INPUT
    assert "The certificate for the seal cannot be opened" in capsys.readouterr().err
    assert said(year, Archived) == []
    archived(year)
    monkeypatch.setenv("LOC_SEAL_PASSPHRASE", PASSPHRASE)
    assert loc(year, *command) == ExitCode.DONE
    assert [each.sealed_from is None for each in said(year, Archived) if isinstance(each, Archived)] == [True, False]


def test_the_sealed_archive_is_as_valid_as_it_was(start: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(start, tmp_path / "year"))
    plain = archived(folder).file
    files = [folder / FOLDER / plain, folder / FOLDER / sealed(folder).file]
    found = validated(files)
    if not found.program:
        pytest.skip("verapdf is not on the PATH")
    assert found.verdict is Verdict.VALID, found
