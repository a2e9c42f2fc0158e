"""The bag of a year: what is in it, that a stranger can check it, and what a later version says."""

import json
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

import bagit
from made.bagged import (
    ADAIRS,
    ALLENS,
    RETURNED,
    YEAR,
    answer,
    archive_settings,
    archived,
    bag_of,
    books_of,
    corrected,
    files_of,
    loc,
    rows,
)
from made.pdf import sheets, texts_of

from loc_builder.binding.bag import LONGEST_PATH
from loc_builder.binding.premis import EVENT_TYPES, NAMESPACE, VOCABULARY
from loc_builder.errors import ExitCode
from loc_builder.facts import Bagged
from loc_builder.files.bag import bag_hash, bag_info
from loc_builder.steps import archive
from loc_builder.steps.archive import ArchiveMade
from loc_builder.steps.verify import verify, verify_bag

STRANGER = """
import hashlib, json, sys
previous = "0" * 64
for line in open(sys.argv[1], encoding="utf-8"):
    fact = json.loads(line)
    assert fact.pop("previous") == previous
    said = fact.pop("hash")
    text = json.dumps(fact, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    hashed = hashlib.sha256(previous.encode() + text.encode("utf-8", "backslashreplace")).hexdigest()
    assert said == hashed, fact["sequence"]
    previous = hashed
print(previous)
"""


# ---- what is in it ----------------------------------------------------------------------------------------------


def test_originals_lie_bit_for_bit_under_names_that_any_system_takes(once: tuple[Path, ArchiveMade]) -> None:
    folder, made = once
    bag = bag_of(folder, made)
    [original] = (bag / "data/originals").rglob("*.docx")
    assert original.read_bytes() == (folder / RETURNED).read_bytes()
    assert original.parent.name == "001-Adair-County"
    assert original.name.endswith("-Adair-County-LoC-signed.docx")
    for each in bag.rglob("*"):
        name = f"{bag.name}/{each.relative_to(bag).as_posix()}"
        assert name.isascii()
        assert len(name) < LONGEST_PATH
        assert not set(name) & set('<>:"|?*% ')


def test_bagit_accepts_it_and_its_info_says_what_it_is(once: tuple[Path, ArchiveMade]) -> None:
    bag = bag_of(*once)
    bagit.Bag(str(bag)).validate()
    info = bag_info(bag)
    assert info["External-Identifier"] == bag.name == "KYILN-2024-2025-bag-v1"
    assert (info["Bag-Version"], info["Bag-Replaces"]) == ("1", "nothing")
    assert info["Bagging-Date"] == "2024-09-20"
    assert info["Retention-Series"] == info["Accession-Number"] == info["Disposition"] == "not set by the office"
    profile = json.loads((bag / "bagit-profile.json").read_bytes())
    required = {name for name, rule in profile["Bag-Info"].items() if rule["required"]}
    assert required <= set(info)
    assert info["BagIt-Profile-Identifier"] == profile["BagIt-Profile-Info"]["BagIt-Profile-Identifier"]
    assert all((bag / name).is_file() for name in profile["Tag-Files-Required"])


def test_a_stranger_checks_the_chain_with_fifteen_lines_and_finds_the_head_that_stands_elsewhere(
    once: tuple[Path, ArchiveMade], tmp_path: Path
) -> None:
    bag = bag_of(*once)
    (tmp_path / "stranger.py").write_text(STRANGER, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "stranger.py"), str(bag / "data/metadata/facts.jsonl")]
    head = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert bag_info(bag)["Ledger-Head"].split()[1] == head
    assert head in "".join(texts_of((bag / "data/archive/KYILN-2024-2025-archive.pdf").read_bytes())[1].split())
    lines = (bag / "data/metadata/facts.jsonl").read_bytes().splitlines(keepends=True)
    changed = tmp_path / "changed.jsonl"
    changed.write_bytes(b"".join([lines[0].replace(b"Adair", b"Allen"), *lines[1:]]))
    assert subprocess.run([*command[:2], str(changed)], capture_output=True, check=False).returncode == 1


def test_the_index_names_every_district_and_where_its_files_are(once: tuple[Path, ArchiveMade]) -> None:
    bag = bag_of(*once)
    listed = rows((bag / "data/metadata/index.csv").read_bytes())
    assert len(listed) == 171
    adair, allen = (next(row for row in listed if row["district_number"] == number) for number in ("001", "005"))
    assert (adair["letter_id"], adair["state"], adair["signed_on"]) == (ADAIRS, "accepted", "2024-09-03")
    assert adair["signed_by"] == "Jane Doe (district)"
    assert (bag / adair["record"]).is_file()
    assert (bag / adair["originals"]).is_file()
    assert adair["archive_page"] == "1"
    assert (allen["state"], allen["record"], allen["standing"]) == ("issued", "", "Asked; no answer yet")
    index = json.loads((bag / "data/metadata/index.json").read_bytes())
    assert [row["district"] for row in index["districts"]] == [row["district"] for row in listed]


def test_reports_tell_who_signed_what_was_checked_and_all_years(once: tuple[Path, ArchiveMade]) -> None:
    metadata = bag_of(*once) / "data/metadata"
    [signature] = rows((metadata / "signatures.csv").read_bytes())
    assert (signature["signer"], signature["how"], signature["entered_by"]) == ("Jane Doe", "typed-name", "tester")
    checks = rows((metadata / "checks.csv").read_bytes())
    assert ("agreement text", "passed") in {(row["what"], row["result"]) for row in checks}
    [aid] = rows((metadata / "finding-aid.csv").read_bytes())
    assert (aid["school_year"], aid["letters_made"], aid["commitments"]) == ("2024-2025", "2", "1")
    assert aid["archive_sha256"] == once[1].pdf.sha256
    settings = once[0] / "templates/2024-2025"
    assert (metadata / "edition/edition.toml").read_bytes() == (settings / "edition.toml").read_bytes()
    assert (metadata / "edition/letter.docx").read_bytes() == (settings / "letter.docx").read_bytes()
    assert json.loads((metadata / "pdfa.json").read_bytes())["flavour"] == "2b"


def test_premis_events_are_of_the_published_vocabulary_and_about_files_of_the_bag(
    once: tuple[Path, ArchiveMade],
) -> None:
    space = {"p": NAMESPACE}
    root = ET.parse(bag_of(*once) / "data/metadata/premis.xml").getroot()  # noqa: S314 - it is our own
    objects = {each.text for each in root.iterfind("p:object/p:objectIdentifier/p:objectIdentifierValue", space)}
    events = list(root.iterfind("p:event", space))
    assert {each.findtext("p:eventType", "", space) for each in events} == {
        "appraisal", "creation", "format identification", "information package creation", "ingestion",
    }  # fmt: skip
    for event in events:
        kind = event.find("p:eventType", space)
        assert kind is not None
        assert EVENT_TYPES[kind.attrib["valueURI"].removeprefix(f"{VOCABULARY}/")] == kind.text
        linked = [
            each.text for each in event.iterfind("p:linkingObjectIdentifier/p:linkingObjectIdentifierValue", space)
        ]
        assert set(linked) <= objects
    agents = {each.text for each in root.iterfind("p:agent/p:agentName", space)}
    assert agents == {"tester", "LoC Builder"}


# ---- the same, and later versions -------------------------------------------------------------------------------


def test_the_same_facts_give_the_same_bag_and_a_lost_one_is_laid_anew(year: Path) -> None:
    first = archived(year)
    before = files_of(bag_of(year, first))
    again = archived(year)
    assert (again.bag.is_unchanged, again.bag.folder) == (True, first.bag.folder)
    shutil.rmtree(bag_of(year, first))
    facts = books_of(year).facts
    third = archived(year)
    assert third.bag.is_unchanged
    assert files_of(bag_of(year, third)) == before
    assert books_of(year).facts == facts
    [said] = [fact.said for fact in facts if isinstance(fact.said, Bagged)]
    assert said.sha256 == bag_hash(bag_of(year, first))


def test_a_correction_makes_a_new_version_that_says_old_new_who_and_why(year: Path) -> None:
    first = archived(year)
    corrected(year, ADAIRS, because="The 2 was read as a 3.")
    second = archived(year)
    assert (second.bag.version, second.bag.folder) == (2, "KYILN-2024-2025-bag-v2")
    change = next(each for each in second.bag.changes if each.what == "signed_on")
    assert (change.letter_id, change.old, change.new) == (ADAIRS, "2024-09-03", "2024-09-02")
    assert (change.by, change.because) == ("tester", "The 2 was read as a 3")
    bag = bag_of(year, second)
    assert "signed on: 2024-09-02, was 2024-09-03 (tester: The 2 was read as a 3)" in (bag / "README.txt").read_text()
    assert "signed_on" in {row["what"] for row in rows((bag / "data/metadata/changes.csv").read_bytes())}
    assert bag_info(bag)["Bag-Replaces"] == first.bag.folder
    assert bag_info(bag)["Bag-Replaces-Because"] == "1 letter changed: The 2 was read as a 3"
    assert bag_of(year, first).is_dir(), "the earlier version stays beside it"
    assert verify(books_of(year)).problems == ()


def test_a_later_version_that_is_made_again_of_the_same_facts_is_the_same(year: Path) -> None:
    archived(year)
    corrected(year, ADAIRS)
    second = archived(year)
    cover = " ".join(texts_of((year / "output/2024-2025/archive" / second.file).read_bytes())[0].split())
    assert "Version 2, takes the place of KYILN-2024-2025-bag-v1" in cover
    (year / "output/kept" / second.pdf.sha256).unlink()
    again = archived(year)
    assert (again.pdf.sha256, again.bag.folder, again.bag.is_unchanged) == (second.pdf.sha256, second.bag.folder, True)


def test_each_changed_value_has_its_own_reason_and_a_plain_approval_has_none(year: Path) -> None:
    archived(year)
    answer(year, "005", "Allen late.docx")
    corrected(year, ALLENS, because="read as 10.")
    approving = ("countersign", "2024-2025", "--on", "2024-09-20", "--signer", "Rob Collins", "--only", "005")
    assert loc(year, *approving) == ExitCode.DONE
    loc(year, "reopen", ADAIRS, "--because", "The wrong page was read.")
    made = archived(year)
    why = {(each.letter_id, each.what): (each.by, each.because) for each in made.bag.changes}
    assert why[ALLENS, "signed_on"] == ("tester", "read as 10")
    assert {why[ALLENS, each] for each in ("state", "approved_by", "signed_by", "member_from")} == {("tester", "")}
    assert why[ADAIRS, "signed_on"] == ("tester", "The wrong page was read")
    assert "read as 10" not in why[ADAIRS, "state"]
    bag = bag_of(year, made)
    assert bag_info(bag)["Bag-Replaces-Because"] == "2 letters changed: The wrong page was read; read as 10"
    readme = (bag / "README.txt").read_text(encoding="utf-8")
    assert "WHAT CHANGED SINCE KYILN-2024-2025-bag-v1" in readme
    assert "  005 Allen County, approved by: Rob Collins, was empty (tester)\n" in readme


def test_a_letter_that_comes_after_the_first_bag_is_named_as_new(year: Path) -> None:
    first = archived(year)
    answer(year, "005", "Allen late.docx")
    second = archived(year)
    new = {each.what: (each.old, each.new) for each in second.bag.changes if each.letter_id == ALLENS}
    assert new["state"] == ("issued", "accepted")
    assert new["signed_by"] == ("", "Jane Doe (district)")
    assert {each.letter_id for each in second.bag.changes} == {ALLENS}
    originals = [each.name for each in (bag_of(year, second) / "data/originals").rglob("*.docx")]
    assert len(originals) == 2
    assert set(files_of(bag_of(year, first) / "data/originals")) < set(
        files_of(bag_of(year, second) / "data/originals")
    )


def test_a_letter_whose_record_shows_pages_as_issued_is_in_the_bag_as_it_was_issued(year: Path) -> None:
    (year / "signed.pdf").write_bytes(sheets("Signed"))
    loc(year, "receive", str(year / "signed.pdf"))
    despite = [f"--despite={code}" for code in ("not-signed", "page-missing", "signature-page-missing")]
    accepted = loc(year, "accept", "signed.pdf", "--letter", ALLENS, "--signed-on", "2024-09-03", *despite)
    assert accepted == ExitCode.DONE
    bag = bag_of(year, archived(year))
    [issued] = (bag / "data/issued").rglob("*.docx")
    [letter] = year.glob("output/2024-2025/letters/005 *.docx")
    assert (issued.parent.name, issued.read_bytes()) == ("005-Allen-County", letter.read_bytes())
    allen = next(row for row in rows((bag / "data/metadata/index.csv").read_bytes()) if row["letter_id"] == ALLENS)
    assert allen["originals"].split("; ")[-1] == issued.relative_to(bag).as_posix()
    readme = " ".join((bag / "README.txt").read_text(encoding="utf-8").split())
    assert "2 original files. In data/issued: 1 letter as issued" in readme
    assert verify_bag(None, bag).problems == ()
    assert verify(books_of(year)).problems == ()


def test_the_bag_says_which_files_that_facts_name_are_not_in_it(once: tuple[Path, ArchiveMade]) -> None:
    bag = bag_of(*once)
    told = " ".join((bag / "data/metadata/facts-how-to-check.txt").read_text(encoding="utf-8").split())
    assert "Not in this bag, and kept by the office: the other letters as issued" in told
    assert not (bag / "data/issued").exists()


def test_settings_of_the_offices_archive_stand_in_the_bag(year: Path) -> None:
    settings = year / "templates/2024-2025/edition.toml"
    told = 'accession = "2025-017"\nretention_series = "06545"\nretention_years = 8\ndisposition = "Destroy"'
    archive_settings(settings, told)
    bag = bag_of(year, archived(year))
    info = bag_info(bag)
    assert (info["Accession-Number"], info["Retention-Series"]) == ("2025-017", "06545")
    assert (info["Retention-Years"], info["Disposition"]) == ("8", "Destroy")
    assert "  Years: 8\n" in (bag / "README.txt").read_text()


def test_what_a_killed_command_left_of_a_bag_is_swept_and_never_taken_for_one(year: Path) -> None:
    folder = year / "output/2024-2025/archive"
    left = folder / ".KYILN-2024-2025-bag-v1.part"
    (left / "data").mkdir(parents=True)
    (left / "data/half.pdf").write_bytes(b"%PDF-")
    half = folder / "KYILN-2024-2025-bag-v1"
    half.mkdir()
    (half / "bagit.txt").write_bytes(b"")
    made = archived(year)
    assert not left.exists()
    assert verify_bag(None, bag_of(year, made)).problems == ()
    assert sorted(each.name for each in folder.iterdir() if each.is_dir()) == [made.bag.folder]


# ---- for the public ---------------------------------------------------------------------------------------------


def test_the_public_copy_shows_no_contacts_address_anywhere(year: Path) -> None:
    archived(year)
    books = books_of(year)
    public = archive.public_copy(books, books.edition(YEAR))
    assert public.left_out == ()
    folder = year / "output/2024-2025/archive" / public.folder
    content = files_of(folder)
    assert verify_bag(None, folder).problems == ()
    assert not [name for name, each in content.items() if b"@" in each and not name.endswith(".pdf")]
    [pdf] = [each for name, each in content.items() if name.endswith(".pdf")]
    text = "\n".join(texts_of(pdf))
    assert "@" not in text
    assert "CERTIFICATE OF RECORD" in text
    assert "Every district and its standing" in text
    assert "takes the place" not in text, "no earlier copy was handed to anybody"
    assert archive.public_copy(books, books.edition(YEAR)) == public
    assert files_of(folder) == content


def test_a_certificate_that_names_an_address_is_left_out_of_the_public_copy_and_named(year: Path) -> None:
    why = "jane@adair.example wrote that it was the 2nd"
    corrected(year, ADAIRS, because=why)
    archived(year)
    books = books_of(year)
    public = archive.public_copy(books, books.edition(YEAR))
    assert public.left_out == (f"the certificate of Adair County, {ADAIRS}: it shows an e-mail address",)
    folder = year / "output/2024-2025/archive" / public.folder
    assert public.left_out[0] in (folder / "README.txt").read_text()
    [pdf] = (folder / "data").glob("*.pdf")
    assert "@" not in "".join(texts_of(pdf.read_bytes()))


def test_the_list_of_originals_that_a_certificate_names_is_in_the_bag(once: tuple[Path, ArchiveMade]) -> None:
    bag = bag_of(*once)
    [listed] = (bag / "data/metadata/originals").iterdir()
    assert listed.name == f"{ADAIRS}.txt"
    [original] = json.loads((bag / "data/metadata/index.json").read_bytes())["originals"]
    assert listed.read_text(encoding="utf-8") == f"{original['sha256']}  {RETURNED}\n"
    [record] = (bag / "data/records").glob("*.pdf")
    assert sha256(listed.read_bytes()).hexdigest() in "".join(texts_of(record.read_bytes())[-1].split())
