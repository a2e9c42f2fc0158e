"""What is said of a supplement, sealed, shown to the public and verified; and what a broken-off one leaves."""

import json
import shutil
from pathlib import Path

import pytest
from made.bagged import (
    ADAIRS,
    FIRST,
    FOLDER,
    SUPPLEMENT,
    YEAR,
    answer,
    archived,
    bag_of,
    books_of,
    corrected,
    files_of,
    loc,
    rebagged,
    rows,
    sealed,
)
from made.converter import Played
from made.pdf import texts_of

from loc_builder.cli import run
from loc_builder.errors import ExitCode, InputError
from loc_builder.facts import Archived
from loc_builder.steps import archive
from loc_builder.steps.archive import ArchiveMade
from loc_builder.steps.verify import verify, verify_bag


def text_of(pdf: Path) -> str:
    return " ".join("\n".join(texts_of(pdf.read_bytes())).split())


# ---- seal, public copy, what people are told --------------------------------------------------------------------


def test_a_supplement_is_sealed_and_what_was_taken_in_is_not_any_more(taken_in: Path) -> None:
    with pytest.raises(InputError, match=f"{FIRST} cannot be sealed any more: the archive took in {FIRST} as 2025-014"):
        sealed(taken_in)
    answer(taken_in, "005", "Allen late.docx")
    made = sealed(taken_in)
    assert made.bag.folder == SUPPLEMENT
    assert made.pdf.sealed_from
    again = sealed(taken_in)
    assert (again.pdf.sha256, again.bag.is_unchanged) == (made.pdf.sha256, True)
    assert verify(books_of(taken_in)).problems == ()


def test_the_public_copy_beside_a_supplement_has_the_certificates_of_all(late: tuple[Path, ArchiveMade]) -> None:
    folder, _ = late
    books = books_of(folder)
    public = archive.public_copy(books, books.edition(YEAR))
    assert public.folder == "KYILN-2024-2025-public-v1-with-supplement-1"
    [pdf] = (folder / FOLDER / public.folder / "data").glob("*.pdf")
    assert text_of(pdf).count("CERTIFICATE OF RECORD") == 2
    assert "Supplement" not in text_of(pdf)
    assert verify_bag(None, folder / FOLDER / public.folder).problems == ()


def test_people_are_told_why_it_is_a_supplement_and_how_to_undo_it(
    taken_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected(taken_in, ADAIRS)
    command = ("--workspace", str(taken_in), "--by", "tester", "archive", "2024-2025")
    capsys.readouterr()
    assert run(command) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    assert (
        f"The archive took in {FIRST} as 2025-014, so this is a supplement to it. If it was not handed over yet: take"
        " the line `accession` out of edition.toml and run this again."
    ) in lines
    assert f"The supplement is made: {FOLDER}/{SUPPLEMENT}" in lines
    assert run(command) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    assert (
        f"The archive took in {FIRST} as 2025-014; it and {SUPPLEMENT} hold everything, so there is no new supplement."
    ) in lines
    assert f"The supplement is unchanged: {FOLDER}/{SUPPLEMENT}" in lines


def test_people_are_told_that_the_bag_that_was_taken_in_still_holds_all(
    taken_in: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loc(taken_in, "sent", "2024-2025", "--on", "2024-09-21", "--only", "005")
    shutil.rmtree(taken_in / FOLDER / FIRST / "data/records")
    register = taken_in / "templates/districts.csv"
    register.write_text(
        register.read_text(encoding="utf-8").replace("Anderson County", "Andersen County"), encoding="utf-8"
    )
    before = files_of(taken_in / FOLDER)
    capsys.readouterr()
    assert run(("--workspace", str(taken_in), "archive", "2024-2025")) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    told = f"The archive took in {FIRST} as 2025-014; it holds everything, so there is no new supplement."
    assert told in lines
    assert files_of(taken_in / FOLDER) == before, "what cannot be made the same is left as it lies"
    shutil.rmtree(taken_in / FOLDER / FIRST)
    assert run(("--workspace", str(taken_in), "archive", "2024-2025")) == ExitCode.DONE
    assert f"{FOLDER}/{FIRST} (its folder is not here any more)" in capsys.readouterr().out


# ---- killed and verified ----------------------------------------------------------------------------------------


def test_a_supplement_that_was_broken_off_before_its_bag_is_gone_on_with(taken_in: Path) -> None:
    settings = taken_in / "templates/2024-2025/edition.toml"
    text = settings.read_bytes()
    for day in ("2024-09-02", "2024-09-04"):
        corrected(taken_in, ADAIRS, day=day)
        books = books_of(taken_in)
        edition = books.edition(YEAR)
        settings.unlink()
        with pytest.raises(InputError, match=r"edition\.toml cannot be read"):
            archive.carry_out(books, edition, archive.plan(books, edition), Played())
        settings.write_bytes(text)
    [_, first, second] = [fact.said for fact in books_of(taken_in).facts if isinstance(fact.said, Archived)]
    assert (first.supplements, first.file) == (FIRST, "KY ILN Letter of Commitment 2024-2025 - supplement 1.pdf")
    assert second.file == "KY ILN Letter of Commitment 2024-2025 - supplement 1 (version 2).pdf"
    made = archived(taken_in)
    assert (made.bag.folder, made.file, made.is_unchanged) == (SUPPLEMENT, second.file, True)
    [aid] = rows((bag_of(taken_in, made) / "data/metadata/finding-aid.csv").read_bytes())
    assert aid["supplements"] == second.file
    assert verify(books_of(taken_in)).problems == ()


def test_a_changed_byte_in_any_file_of_a_supplement_is_found(late: tuple[Path, ArchiveMade]) -> None:
    folder, made = late
    bag = bag_of(folder, made)
    for name, content in files_of(bag).items():
        changed = bytearray(content)
        changed[len(content) // 2] ^= 1
        (bag / name).write_bytes(changed)
        assert [problem.file for problem in verify_bag(None, bag).problems] == [f"{SUPPLEMENT}/{name}"]
        (bag / name).write_bytes(content)
    content = (folder / FOLDER / made.file).read_bytes()
    (folder / FOLDER / made.file).write_bytes(content.replace(b"%%EOF", b"%%EOX"))
    assert [problem.file for problem in verify(books_of(folder)).problems] == [f"{FOLDER}/{made.file}"]


def test_verifying_says_that_both_are_read_together_and_looks_whether_they_fit(
    late: tuple[Path, ArchiveMade], tmp_path: Path
) -> None:
    folder, made = late
    bag = bag_of(folder, made)
    words = f"It is supplement 1 to {FIRST}, accession 2025-014; they are read together."
    assert words in verify_bag(None, bag).told
    assert f"{SUPPLEMENT}: a supplement to {FIRST}; they are read together." in verify(books_of(folder)).told
    alone = Path(shutil.copytree(bag, tmp_path / "alone" / bag.name))
    assert f"{FIRST} does not lie beside it and was not looked at." in verify_bag(None, alone).told
    shutil.copytree(bag, alone.parent / FIRST)
    [problem] = verify_bag(None, alone).problems
    assert problem.message == f"{FIRST} does not hold the record of {ADAIRS}"
    rebagged(alone, "bag-info.txt", f"Supplement-To: {FIRST}".encode(), b"Supplement-To: KYILN-2024-2025-bag-v9")
    [problem] = verify_bag(None, alone).problems
    assert problem.message == "its Supplement-To is not what the index says"


def test_a_bag_from_before_there_were_supplements_still_holds(once: tuple[Path, ArchiveMade], tmp_path: Path) -> None:
    bag = Path(shutil.copytree(bag_of(*once), tmp_path / "older"))
    file = bag / "data/metadata/index.json"
    index = json.loads(file.read_bytes())
    del index["supplement_to"]
    for row in index["districts"]:
        del row["record_held_in"], row["originals_held_in"]
    file.write_text(json.dumps(index), encoding="utf-8")
    assert verify_bag(None, rebagged(bag, "data/metadata/index.json", b"{", b"{")).problems == ()
