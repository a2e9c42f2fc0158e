"""What comes after an archive has taken in a year's bag: a supplement that is read together with it."""

import json
import shutil
from pathlib import Path

import bagit
import pytest
from made.bagged import (
    ADAIRS,
    ALLENS,
    FIRST,
    FOLDER,
    SUPPLEMENT,
    accession,
    answer,
    archived,
    bag_of,
    books_of,
    corrected,
    files_of,
    loc,
    rows,
)
from made.pdf import sheets, texts_of

from loc_builder.facts import Archived, Bagged
from loc_builder.files.assemble import read_xmp
from loc_builder.files.bag import bag_info
from loc_builder.steps.archive import ArchiveMade
from loc_builder.steps.verify import verify, verify_bag


def text_of(pdf: Path) -> str:
    return " ".join("\n".join(texts_of(pdf.read_bytes())).split())


def index_of(bag: Path) -> dict[str, dict[str, str]]:
    return {row["district_number"]: row for row in rows((bag / "data/metadata/index.csv").read_bytes())}


# ---- a letter that comes later ----------------------------------------------------------------------------------


def test_a_late_letter_goes_into_a_supplement_that_holds_nothing_else(late: tuple[Path, ArchiveMade]) -> None:
    folder, made = late
    bag = bag_of(folder, made)
    assert (made.bag.folder, made.bag.version, made.supplement_to) == (SUPPLEMENT, 1, FIRST)
    assert list(made.records) == [ALLENS]
    assert [each.name for each in (bag / "data/records").iterdir()] == [f"005-Allen-County-{ALLENS}.pdf"]
    assert [each.parent.name for each in (bag / "data/originals").rglob("*.docx")] == ["005-Allen-County"]
    assert {row["district"] for row in rows((bag / "data/metadata/signatures.csv").read_bytes())} == {"Allen County"}
    assert {row["district"] for row in rows((bag / "data/metadata/checks.csv").read_bytes())} == {"Allen County"}
    assert made.file == "KY ILN Letter of Commitment 2024-2025 - supplement 1.pdf"
    assert verify(books_of(folder)).problems == ()
    assert verify_bag(None, bag).problems == ()


def test_the_supplement_is_a_bag_that_bagit_takes_and_says_what_it_goes_with(late: tuple[Path, ArchiveMade]) -> None:
    bag = bag_of(*late)
    bagit.Bag(str(bag)).validate()
    info = bag_info(bag)
    assert (info["Supplement-To"], info["Accession-Number"]) == (FIRST, "2025-014")
    assert (info["Bag-Replaces"], info["External-Identifier"]) == ("nothing", SUPPLEMENT)
    assert set(info) - {"Payload-Oxum", "Bag-Software-Agent"} <= set(
        json.loads((bag / "bagit-profile.json").read_bytes())["Bag-Info"]
    )
    index = json.loads((bag / "data/metadata/index.json").read_bytes())
    assert index["supplement_to"] == {"bag": FIRST, "accession": "2025-014", "number": 1}
    changed = {row["letter_id"] for row in rows((bag / "data/metadata/changes.csv").read_bytes())}
    assert changed == {ALLENS}


def test_its_index_lists_every_district_and_names_the_bag_of_what_is_not_here(late: tuple[Path, ArchiveMade]) -> None:
    folder, made = late
    found = index_of(bag_of(folder, made))
    assert len(found) == 171
    adair, allen = found["001"], found["005"]
    assert (adair["state"], adair["record"], adair["originals"], adair["archive_page"]) == ("accepted", "", "", "")
    assert (adair["record_held_in"], adair["originals_held_in"]) == (FIRST, FIRST)
    assert "its record: page 1 of KY ILN Letter of Commitment 2024-2025 - archive.pdf" in adair["standing"]
    assert (bag_of(folder, made) / allen["record"]).is_file()
    assert (allen["archive_page"], allen["record_held_in"], allen["originals_held_in"]) == ("1", "", "")
    first = index_of(folder / FOLDER / FIRST)
    assert list(first["001"]) == list(adair)
    assert {row["record_held_in"] + row["originals_held_in"] for row in first.values()} == {""}


def test_its_pdf_and_its_readme_say_what_it_supplements_and_that_both_are_read_together(
    late: tuple[Path, ArchiveMade],
) -> None:
    folder, made = late
    pages = [" ".join(page.split()) for page in texts_of((folder / FOLDER / made.file).read_bytes())]
    words = f"Supplement 1 to {FIRST}, accession 2025-014"
    assert words in pages[0]
    assert words in pages[1]
    assert words in next(page for page in pages if page.startswith("Contents"))
    assert f"data/originals of the bag that goes with it (the folder {SUPPLEMENT})" in pages[1]
    assert read_xmp(folder / FOLDER / made.file)["loc:letterIds"] == ALLENS
    readme = " ".join((bag_of(folder, made) / "README.txt").read_text(encoding="utf-8").split())
    assert "WHAT A SUPPLEMENT IS" in readme
    assert f"An archive has taken in the bag {FIRST} under the accession number 2025-014" in readme
    assert "read them together" in readme
    assert "1 record of signed letters and 1 original file." in readme
    assert "TAKE THE PLACE" not in readme


def test_status_and_facts_know_that_all_is_archived(
    late: tuple[Path, ArchiveMade], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, _ = late
    capsys.readouterr()
    loc(folder, "--json", "status", "2024-2025")
    told = json.loads(capsys.readouterr().out)
    assert [letter["archived"] for letter in told["letters"]] == [True, True]
    said = [fact.said for fact in books_of(folder).facts]
    assert [each.supplements for each in said if isinstance(each, Archived)] == ["", FIRST]
    assert [each.supplements for each in said if isinstance(each, Bagged)] == ["", FIRST]


def test_the_finding_aid_lists_the_supplement_beside_the_archive_it_goes_with(late: tuple[Path, ArchiveMade]) -> None:
    folder, made = late
    [aid] = rows((bag_of(folder, made) / "data/metadata/finding-aid.csv").read_bytes())
    assert aid["archive"] == "KY ILN Letter of Commitment 2024-2025 - archive.pdf"
    assert (aid["archives"], aid["supplements"], aid["supplements_sha256"]) == ("1", made.file, made.pdf.sha256)
    assert aid["commitments"] == "2"


def test_other_settings_and_drawings_hand_over_no_record_again(taken_in: Path) -> None:
    answer(taken_in, "005", "Allen late.docx")
    settings = taken_in / "templates/2024-2025/edition.toml"
    text = settings.read_text(encoding="utf-8")
    assert "Kentucky Department of Education" in text
    settings.write_text(text.replace("Kentucky Department of Education", "Education Department"), encoding="utf-8")
    assert list(archived(taken_in).records) == [ALLENS]


# ---- nothing new ------------------------------------------------------------------------------------------------


def test_a_number_alone_makes_nothing_new(taken_in: Path) -> None:
    facts = books_of(taken_in).facts
    made = archived(taken_in)
    assert (made.bag.folder, made.bag.is_unchanged, made.supplement_to) == (FIRST, True, "")
    assert books_of(taken_in).facts == facts


def test_facts_that_bring_neither_record_nor_original_make_no_supplement(
    late: tuple[Path, ArchiveMade], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, made = late
    loc(folder, "fill", "2024-2025", "--roster", str(folder / "roster.csv"), "--reissue", "--only", "005")
    before, facts = files_of(folder / FOLDER), books_of(folder).facts
    again = archived(folder)
    assert (again.bag.folder, again.bag.is_unchanged, again.is_unchanged) == (SUPPLEMENT, True, True)
    assert again.records == made.records
    assert files_of(folder / FOLDER) == before
    assert books_of(folder).facts == facts
    capsys.readouterr()
    loc(folder, "--json", "archive", "2024-2025")
    told = json.loads(capsys.readouterr().out)
    assert (told["unchanged"], told["supplement_to"], told["changes"]) == (True, FIRST, [])


def test_run_again_it_is_the_same_and_a_lost_folder_is_laid_anew(late: tuple[Path, ArchiveMade]) -> None:
    folder, made = late
    before, facts = files_of(folder / FOLDER), books_of(folder).facts
    shutil.rmtree(bag_of(folder, made))
    (folder / FOLDER / made.file).unlink()
    again = archived(folder)
    assert (again.bag.folder, again.bag.is_unchanged, again.is_unchanged) == (SUPPLEMENT, True, True)
    assert again.entries == made.entries
    assert files_of(folder / FOLDER) == before
    assert books_of(folder).facts == facts


def test_the_same_year_gives_the_same_supplement(taken_in: Path, tmp_path: Path) -> None:
    answer(taken_in, "005", "Allen late.docx")
    other = Path(shutil.copytree(taken_in, tmp_path / "other"))
    one, two = bag_of(taken_in, archived(taken_in)), bag_of(other, archived(other))
    assert files_of(one) == files_of(two)


# ---- what was handed over is corrected --------------------------------------------------------------------------


def test_a_corrected_letter_gets_a_record_that_takes_the_place_of_the_earlier_one(taken_in: Path) -> None:
    corrected(taken_in, ADAIRS, because="The 2 was read as a 3.")
    made = archived(taken_in)
    bag, place = bag_of(taken_in, made), "page 1 of KY ILN Letter of Commitment 2024-2025 - archive.pdf"
    assert (made.bag.folder, list(made.records)) == (SUPPLEMENT, [ADAIRS])
    assert not (bag / "data/originals").exists()
    adair = index_of(bag)["001"]
    assert (adair["signed_on"], adair["record_held_in"], adair["originals_held_in"]) == ("2024-09-02", "", FIRST)
    assert f"its record takes the place of the one on {place}" in adair["standing"]
    assert f"takes the place of the one on {place}" in text_of(taken_in / FOLDER / made.file)
    readme = " ".join((bag / "README.txt").read_text(encoding="utf-8").split())
    assert f"001 Adair County: this record takes the place of the one in {FIRST}, {place}" in readme
    assert "signed on: 2024-09-02, was 2024-09-03 (tester: The 2 was read as a 3)" in readme
    assert verify_bag(None, bag).problems == ()
    assert verify(books_of(taken_in)).problems == ()


def test_a_second_supplement_holds_only_what_the_first_does_not(late: tuple[Path, ArchiveMade]) -> None:
    folder, _ = late
    corrected(folder, ALLENS)
    made = archived(folder)
    bag = bag_of(folder, made)
    assert (made.bag.folder, made.supplement_to) == ("KYILN-2024-2025-supplement-2", FIRST)
    assert made.file == "KY ILN Letter of Commitment 2024-2025 - supplement 2.pdf"
    allen = index_of(bag)["005"]
    assert (allen["originals_held_in"], allen["archive_page"]) == (SUPPLEMENT, "1")
    readme = " ".join((bag / "README.txt").read_text(encoding="utf-8").split())
    assert f"the one in {SUPPLEMENT}, page 1 of KY ILN Letter of Commitment 2024-2025 - supplement 1.pdf" in readme
    assert f"that {FIRST} or {SUPPLEMENT} holds already" in readme
    assert f"WHAT CHANGED SINCE {SUPPLEMENT}" in readme
    assert verify(books_of(folder)).problems == ()
    shutil.rmtree(bag)
    again = archived(folder)
    assert (again.bag.folder, again.bag.is_unchanged) == (bag.name, True)
    assert bag.is_dir()


def test_a_letter_that_is_reopened_after_the_accession_is_told_to_count_no_longer(
    late: tuple[Path, ArchiveMade],
) -> None:
    folder, _ = late
    loc(folder, "reopen", ADAIRS, "--because", "It was withdrawn.")
    made = archived(folder)
    bag = bag_of(folder, made)
    assert (made.bag.version, dict(made.records)) == (2, {})
    place = "page 1 of KY ILN Letter of Commitment 2024-2025 - archive.pdf"
    assert f"its record on {place} counts no longer" in index_of(bag)["001"]["standing"]
    assert index_of(bag)["001"]["record_held_in"] == ""
    readme = " ".join((bag / "README.txt").read_text(encoding="utf-8").split())
    assert f"001 Adair County: the record in {FIRST}, {place}, counts no longer" in readme
    assert verify(books_of(folder)).problems == ()
    assert archived(folder).bag.is_unchanged


def test_an_original_without_a_record_is_handed_over_too(taken_in: Path) -> None:
    unsigned = sheets(f"Letter {ALLENS}, not signed")
    (taken_in / "Allen unsigned.pdf").write_bytes(unsigned)
    loc(taken_in, "receive", str(taken_in / "Allen unsigned.pdf"))
    before = books_of(taken_in).standing.letters
    letter = next(each for key, each in before.items() if key == ALLENS)
    assert letter.parts
    made = archived(taken_in)
    bag = bag_of(taken_in, made)
    assert (made.bag.folder, dict(made.records)) == (SUPPLEMENT, {})
    [original] = (each for each in (bag / "data/originals").rglob("*") if each.is_file())
    assert original.read_bytes() == unsigned
    assert verify_bag(None, bag).problems == ()


# ---- a number that was set too early ----------------------------------------------------------------------------


def test_the_first_bag_under_a_number_is_an_ordinary_one(year: Path) -> None:
    accession(year)
    made = archived(year)
    assert (made.bag.folder, made.supplement_to) == (FIRST, "")
    answer(year, "005", "Allen late.docx")
    assert archived(year).bag.folder == SUPPLEMENT


def test_a_number_that_is_taken_out_again_makes_an_ordinary_new_version(late: tuple[Path, ArchiveMade]) -> None:
    folder, _ = late
    accession(folder, "")
    made = archived(folder)
    bag = bag_of(folder, made)
    assert (made.bag.folder, sorted(made.records)) == ("KYILN-2024-2025-bag-v2", sorted([ADAIRS, ALLENS]))
    assert made.supplement_to == ""
    info = bag_info(bag)
    assert info["Bag-Replaces"] == f"{FIRST} and {SUPPLEMENT}"
    assert "Supplement-To" not in info
    assert archived(folder).bag.is_unchanged
    accession(folder)
    corrected(folder, ALLENS)
    third = archived(folder)
    assert (third.bag.folder, third.supplement_to) == ("KYILN-2024-2025-supplement-2", "KYILN-2024-2025-bag-v2")
    assert verify(books_of(folder)).problems == ()
