"""`loc edition new`: next year's edition from an old one, in a workspace."""

import shutil
import signal
import sys
from pathlib import Path

import openpyxl
import pytest
from made.bagged import archive_settings
from made.child import finished
from made.office import ADAIR, Office, Said, lay_out
from made.places import SAMPLES, TEMPLATES
from openxml_audit import OpenXmlValidator

from loc_builder.edition import read_edition
from loc_builder.errors import ExitCode
from loc_builder.files.word import open_word
from loc_builder.model import Edition
from loc_builder.schoolyear import SchoolYear

NAMES = ("correction.txt", "edition.toml", "letter.docx", "mail.html", "mail.txt")


def made(office: Office, year: str = "2026-2027", *, source: str = "2024-2025") -> Said:
    return office.loc("edition", "new", year, "--from", source)


def folder(office: Office, year: str = "2026-2027") -> Path:
    return office.folder / "templates" / year


def add_to_settings(office: Office, text: str, year: str = "2024-2025") -> None:
    """Write lines before the first table of an edition's settings."""
    file = folder(office, year) / "edition.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("[program]", f"{text}\n[program]", 1), encoding="utf-8")


def test_a_new_edition_has_every_file_and_says_what_moved_and_what_to_look_at(office: Office) -> None:
    add_to_settings(office, "due_on = 2024-10-15")
    said = made(office)
    assert said.code == ExitCode.DONE
    assert said.json["school_year"] == "2026-2027"
    assert sorted(said.json["files"]) == [f"templates/2026-2027/{name}" for name in NAMES]
    assert {each.name for each in folder(office).iterdir()} == set(NAMES)
    assert said.json["moved"] == [
        {"file": "edition.toml", "place": "school_year", "before": "2024-2025", "after": "2026-2027"},
        {"file": "edition.toml", "place": "due_on", "before": "October 15, 2024", "after": "October 15, 2026"},
    ]
    look_at = {each["place"].partition(", ")[0]: each for each in said.json["look_at"]}
    assert set(look_at) == {
        *("due_on", "program.name", "agency.unit", "designee.name", "designee.title"),
        *("return_to.name", "return_to.email", "return_to.phone", "paragraph 22"),
    }
    assert look_at["paragraph 22"] == {
        "file": "letter.docx",
        "place": 'paragraph 22, "... Guide, released in 2024, describes what member ..."',
        "text": "2024",
        "why": "a year, left as it is",
    }
    assert look_at["designee.name"]["text"] == "Rob Collins"


def test_an_accession_number_that_is_taken_out_is_shown_as_empty(office: Office) -> None:
    archive_settings(folder(office, "2024-2025") / "edition.toml", 'accession = "2025-014"')
    said = office.loc("edition", "new", "2026-2027", "--from", "2024-2025", as_json=False)
    assert any(line.split() == ["archive.accession", "2025-014", "->", "(empty)"] for line in said.out.splitlines())


def test_people_are_shown_a_table_of_what_to_look_at(office: Office) -> None:
    said = office.loc("edition", "new", "2026-2027", "--from", "2017-2018", as_json=False)
    lines = said.out.splitlines()
    assert lines[0] == "The edition 2026-2027 is made from 2017-2018. It lies in templates/2026-2027"
    assert "    school_year            2017-2018 -> 2026-2027" in lines
    assert "Please look at 11 places before the first letter is made:" in lines
    assert any(
        line.startswith("    paragraph 15") and line.endswith("a date without a year, left as it is") for line in lines
    )
    assert all(len(line) <= 140 for line in lines)
    assert lines[-2:] == [
        "Fill in the roster: roster-2026-2027.xlsx",
        "Then try one letter: loc fill 2026-2027 --roster roster-2026-2027.xlsx --only DISTRICT --dry-run",
    ]


@pytest.mark.parametrize(
    ("source", "target"),
    [("2024-2025", "2025-2026"), ("2024-2025", "2016-2017"), ("2017-2018", "2030-2031"), ("2017-2018", "2018-2019")],
)
def test_any_edition_becomes_any_other_year_with_all_else_alike(office: Office, source: str, target: str) -> None:
    assert made(office, target, source=source).code == ExitCode.DONE
    old, new = read_edition(TEMPLATES / source), read_edition(folder(office, target))
    assert new.school_year == SchoolYear.parse(target)
    assert _alike(new) == _alike(old)


def _alike(edition: Edition) -> tuple[object, ...]:
    return edition.program, edition.agency, edition.rule, edition.questions, edition.signatories, edition.contacts


def test_the_new_edition_fills_letters_of_its_own_year(office: Office) -> None:
    shutil.copy(SAMPLES / "roster-2024-2025.xlsx", office.folder)
    made(office)
    only = [word for number in ("001", "005", "006") for word in ("--only", number)]
    roster = str(office.folder / "roster-2024-2025.xlsx")
    said = office.loc("fill", "2026-2027", "--roster", roster, *only, now="2026-08-01T12:00:00-04:00")
    assert said.code == ExitCode.DONE
    files = [office.folder / each["file"] for each in said.json["issued"]]
    assert len(files) == 3
    for file in files:
        text = open_word(file.read_bytes()).printed_text
        assert "2026-2027 school year" in text
        assert "2024-2025" not in text
        assert not OpenXmlValidator().validate(file).errors


def test_a_blank_roster_comes_with_it_that_fill_understands(office: Office) -> None:
    assert made(office).json["roster"] == {"file": "roster-2026-2027.xlsx", "districts": 0, "unchanged": False}
    file = office.folder / "roster-2026-2027.xlsx"
    book = openpyxl.load_workbook(file)
    for column, text in enumerate(ADAIR.split(",")[:7], start=1):
        book["Roster"].cell(2, column, text)
    book.save(file)
    said = office.loc("fill", "2026-2027", "--roster", str(file), now="2026-08-01T12:00:00-04:00")
    assert [each["district"] for each in said.json["issued"]] == ["Adair County"], said.out


def test_a_roster_that_is_there_is_left_as_it_is(office: Office) -> None:
    office.file("roster-2026-2027.xlsx", b"half filled in")
    said = office.loc("edition", "new", "2026-2027", "--from", "2024-2025", as_json=False)
    assert "roster-2026-2027.xlsx is there already and was left as it is." in said.out
    assert (office.folder / "roster-2026-2027.xlsx").read_bytes() == b"half filled in"


def test_the_same_edition_gives_the_same_bytes(office: Office) -> None:
    def content() -> dict[str, bytes]:
        made(office, "2031-2032", source="2017-2018")
        files = {each.name: each.read_bytes() for each in folder(office, "2031-2032").iterdir()}
        shutil.rmtree(folder(office, "2031-2032"))
        return files

    assert content() == content()


def test_mails_move_other_files_are_copied_and_words_own_stay_behind(office: Office) -> None:
    old = folder(office, "2024-2025")
    (old / "mail.txt").write_bytes(
        "Subject: LoC\r\n\r\nFor 2024\N{EN DASH}25, by May 4, 2025. Rob Collins\r\n".encode("cp1252")
    )
    (old / "seal.png").write_bytes(b"a picture")
    (old / "~$letter.docx").write_bytes(b"open in Word")
    said = made(office)
    new = folder(office)
    assert (new / "mail.txt").read_bytes().decode() == (
        "Subject: LoC\r\n\r\nFor 2026\N{EN DASH}27, by May 4, 2027. Rob Collins\r\n"
    )
    assert (new / "seal.png").read_bytes() == b"a picture"
    assert not (new / "~$letter.docx").exists()
    told = [(each["file"], each["text"]) for each in said.json["look_at"]]
    assert {("mail.txt", "May 4, 2027"), ("mail.txt", "Rob Collins"), ("seal.png", "seal.png")} <= set(told)


def test_an_edition_that_is_there_is_never_overwritten(office: Office) -> None:
    before = (folder(office, "2017-2018") / "letter.docx").read_bytes()
    said = made(office, "2017-2018")
    assert said.code == ExitCode.WORKSPACE
    assert said.json["error"]["message"] == ("there is a folder templates/2017-2018 already; nothing was changed")
    assert (folder(office, "2017-2018") / "letter.docx").read_bytes() == before


def test_an_unknown_source_names_the_years_there_are(office: Office) -> None:
    said = office.loc("edition", "new", "2026-2027", "--from", "2023-2024", as_json=False)
    assert said.code == ExitCode.WORKSPACE
    assert "There is no edition for 2023-2024." in said.err
    assert "2017-2018, 2024-2025" in said.err


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("edition.toml", b'school_year = "2024-2025"', "the settings of 2024-2025 need mending"),
        ("edition.toml", b"\xff\xfe\x00", "2024-2025/edition.toml cannot be read"),
        ("letter.docx", b"no Word file", "2024-2025/letter.docx: the file is no Word document"),
        ("letter.docx", None, "the edition 2024-2025 has no template letter.docx"),
        ("mail.txt", b"\x81\x8d", "2024-2025/mail.txt is not a text file"),
    ],
)
def test_a_damaged_source_is_named_and_nothing_is_made(
    office: Office, name: str, content: bytes | None, message: str
) -> None:
    file = folder(office, "2024-2025") / name
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    said = made(office)
    assert said.code == ExitCode.INPUT
    assert said.json["error"]["message"].startswith(message)
    assert sorted(each.name for each in folder(office).parent.iterdir()) == [
        "2017-2018",
        "2024-2025",
        "README.md",
        "districts.csv",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_command_leaves_no_half_edition_and_is_simply_run_again(tmp_path: Path) -> None:
    line = ("edition", "new", "2026-2027", "--from", "2024-2025")
    kills = 0
    for step in range(1, 20, 2):
        place = tmp_path / str(step)
        lay_out(place)
        killed = finished("-m", "made.kill_at", step, "--quiet", "--workspace", place, *line, check=False)
        new = place / "templates" / "2026-2027"
        if killed.returncode != -signal.SIGKILL:
            break
        kills += 1
        assert not new.exists()
        assert finished("-m", "loc_builder", "--quiet", "--workspace", place, *line).returncode == 0
        assert {each.name for each in new.iterdir()} == set(NAMES)
        assert not list(new.parent.glob(".*"))
    assert kills >= 3
