"""`loc init`: a workspace for a newcomer, its blank roster and its guide."""

import io
import re
import signal
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made.child import finished
from made.office import Office
from made.places import EDITIONS
from made.word import edition_of

from loc_builder.cli import COMMANDS
from loc_builder.errors import ExitCode
from loc_builder.files.roster import blank_roster, read_roster
from loc_builder.files.word import open_word
from loc_builder.model import ContactRule, Question, QuestionKind, RosterRow
from loc_builder.register import Register

ROSTER = "roster-2024-2025.xlsx"
ADAIR = {
    "District Number": "001",
    "District Name": "Adair County",
    "Superintendent Name": "Jane Doe",
    "Superintendent Email": "jane@adair.example",
    "Contact 1 Name": "John Roe",
    "Contact 1 Title": "=Chief",
    "Contact 1 Email": "john@adair.example",
    "Reflection on the previous year": "We opened a studio.\nIt is full.",
}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()
    }


def begun(office: Office, name: str = "new") -> Path:
    folder = office.folder / name
    said = office.loc("init", str(folder))
    assert said.code == ExitCode.DONE, said.err
    return folder


def typed_into(roster: Path, values: dict[str, str]) -> None:
    """Type a row under the headings, as in Excel: texts, since every cell is formatted as text."""
    book = openpyxl.load_workbook(roster)
    sheet = book["Roster"]
    for place, cell in enumerate(sheet[1], start=1):
        below: Any = sheet.cell(2, place)
        below.value = values.get(str(cell.value))
        if below.value is not None:
            below.data_type = "s"
    book.save(roster)


# ---- the workspace ----------------------------------------------------------------------------------------------


def test_a_new_workspace_has_templates_register_roster_and_guide(office: Office) -> None:
    folder = office.folder / "new"
    said = office.loc("init", str(folder))
    assert said.json["workspace"] == str(folder)
    assert said.json["school_year"] == "2024-2025"
    assert set(said.json["files"]) == set(contents(folder))
    assert {"GUIDE.txt", ROSTER, "templates/districts.csv"} <= set(contents(folder))
    assert {f"templates/{year}/{name}" for year in EDITIONS for name in ("edition.toml", "letter.docx")} <= set(
        contents(folder)
    )
    assert not [name for name in contents(folder) if name.endswith(".py")]
    assert {each.name for each in folder.iterdir()} == {"GUIDE.txt", ROSTER, "templates"}
    assert office.loc("--workspace", str(folder), "status", "2024-2025").code == ExitCode.DONE


def test_people_are_told_what_was_made_and_where_to_begin(office: Office) -> None:
    said = office.loc("init", str(office.folder / "new"), as_json=False)
    assert said.out.splitlines()[0] == f"A workspace is made in {office.folder / 'new'}"
    assert "begin here" in said.out


def test_two_workspaces_are_alike_byte_for_byte(office: Office) -> None:
    assert contents(begun(office, "one")) == contents(begun(office, "two"))


def test_a_folder_that_holds_anything_is_left_alone(office: Office) -> None:
    file = Path(office.file("mine/plan.docx", "mine"))
    said = office.loc("init", str(file.parent), as_json=False)
    assert said.code == ExitCode.WORKSPACE
    assert said.err == (
        f"{file.parent} is not empty; nothing was changed.\n"
        "Name a new folder: loc init DIR. To play the samples in a folder of their own: loc demo\n"
    )
    assert contents(file.parent) == {"plan.docx": b"mine"}


def test_a_file_is_no_folder(office: Office) -> None:
    said = office.loc("init", office.file("plan.docx", "mine"))
    assert said.code == ExitCode.WORKSPACE
    assert said.json["error"]["message"].endswith("is a file, not a folder")


@pytest.mark.parametrize("held", [(), ("desktop.ini", ".DS_Store")])
def test_the_empty_folder_that_one_stands_in_is_taken(
    office: Office, monkeypatch: pytest.MonkeyPatch, held: tuple[str, ...]
) -> None:
    folder = office.folder / "empty"
    folder.mkdir()
    for name in held:
        (folder / name).write_bytes(b"")
    monkeypatch.chdir(folder)
    assert office.loc("init", ".").code == ExitCode.DONE
    assert {each.name for each in folder.iterdir()} == {"GUIDE.txt", ROSTER, "templates", *held}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_command_is_simply_run_again(office: Office) -> None:
    expected = contents(begun(office))
    kills = 0
    for step in (2, 9, 12, 13, 14):  # while files are made, and while they are moved to their places
        folder = office.folder / f"killed {step}"
        killed = finished("-m", "made.kill_at", step, "--quiet", "init", folder, check=False)
        kills += killed.returncode == -signal.SIGKILL
        assert office.loc("init", str(folder)).code == ExitCode.DONE
        assert contents(folder) == expected, f"killed at step {step}"
        assert not list(folder.glob(".*"))
    assert kills == 5


# ---- the guide --------------------------------------------------------------------------------------------------


def test_the_guide_is_one_page_for_notepad(office: Office) -> None:
    guide = contents(begun(office))["GUIDE.txt"]
    text = guide.decode("ascii")
    lines = text.split("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert len(lines) <= 64
    assert max(map(len, lines)) <= 80


def test_the_guide_names_only_commands_and_files_that_there_are(office: Office) -> None:
    folder = begun(office)
    text = (folder / "GUIDE.txt").read_text(encoding="ascii")
    named = re.findall(r"\bloc ([a-z]+)", text)
    assert {"fill", "receive", "review", "archive", "edition", "demo"} <= set(named) <= set(COMMANDS)
    assert (folder / "templates" / "2024-2025").is_dir()
    for file in ("GUIDE.txt", ROSTER, r"templates\districts.csv", r"templates\2024-2025"):
        assert f"\n  {file}" in text
        assert (folder / file.replace("\\", "/")).exists()


# ---- the roster -------------------------------------------------------------------------------------------------


def sheet_of(roster: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(roster))["Roster"]


def test_the_roster_has_a_column_for_every_value_with_a_note(office: Office) -> None:
    sheet = sheet_of(contents(begun(office))[ROSTER])
    assert [cell.value for cell in sheet[1]] == [
        *("District Number", "District Name", "Superintendent Name", "Superintendent Email"),
        *("Contact 1 Name", "Contact 1 Title", "Contact 1 Email"),
        *("Contact 2 Name", "Contact 2 Title", "Contact 2 Email"),
        *("Reflection on the previous year", "Plans of action", "Learning goal or inquiry question"),
    ]
    notes = {cell.value: cell.comment.text for cell in sheet[1]}
    assert notes["District Number"].endswith("May stay empty: the name is enough.")
    assert all(
        notes[name].startswith("Needed.") for name in ("District Name", "Superintendent Email", "Contact 1 Email")
    )
    assert notes["Contact 2 Name"].startswith("May stay empty")
    assert "Contact 3 Name" in notes["Contact 2 Name"]
    assert "What will your district do" in notes["Plans of action"]
    assert all(cell.font.bold for cell in sheet[1])
    assert sheet.freeze_panes == "C2"


def test_every_cell_is_text_and_addresses_and_names_are_checked_while_typing(office: Office) -> None:
    sheet = sheet_of(contents(begun(office))[ROSTER])
    assert {cell.number_format for row in sheet["A2:M1000"] for cell in row} == {"@"}
    checks = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    assert set(checks) == {"B2:B1000", "D2:D1000", "G2:G1000", "J2:J1000"}
    assert all(each.showErrorMessage and each.allowBlank for each in checks.values())
    assert (checks["B2:B1000"].type, checks["B2:B1000"].formula1) == ("list", "Districts!$B$2:$B$172")
    assert 'FIND("@",D2,2)' in checks["D2:D1000"].formula1


def test_the_list_of_districts_is_the_register_of_the_year(register: Register) -> None:
    book = openpyxl.load_workbook(io.BytesIO(_blank("2024-2025", register)))
    rows = list(book["Districts"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == 171
    assert rows[0] == ("001", "Adair County")


def test_a_filled_roster_is_read_back_and_its_letters_are_made(office: Office) -> None:
    folder = begun(office)
    typed_into(folder / ROSTER, ADAIR)
    said = office.loc("--workspace", str(folder), "fill", "2024-2025", "--roster", str(folder / ROSTER))
    assert said.code == ExitCode.DONE, said.out
    (issued,) = said.json["issued"]
    text = open_word((folder / issued["file"]).read_bytes()).printed_text
    assert all(value.split("\n")[0] in text for value in ADAIR.values())


def test_a_blank_roster_says_that_no_district_is_in_it(office: Office) -> None:
    folder = begun(office)
    said = office.loc("--workspace", str(folder), "fill", "2024-2025", "--roster", str(folder / ROSTER))
    assert [each["code"] for each in said.json["error"]["problems"]] == ["no-rows"]


def test_a_list_question_has_a_column_for_each_item(tmp_path: Path, register: Register) -> None:
    blank = _blank("2017-2018", register)
    headings = [cell.value for cell in sheet_of(blank)[1]]
    assert headings[-3:] == ["Points of action 1", "Points of action 2", "Points of action 3"]
    answers = {"Points of action 1": "Visit a school.", "Points of action 3": "1/2 of all"}
    (row,) = _read_back(tmp_path, blank, ADAIR | answers, register=register)
    assert row.answers == {"points_of_action": ("Visit a school.", "1/2 of all")}
    assert row.points_of_contact[0].title == "=Chief"


def test_odd_labels_are_understood_again(tmp_path: Path, register: Register) -> None:
    questions = (
        Question("goal", "Goals", "", QuestionKind.LIST, 1, 2),
        Question("second_goal", "Goal", ""),
        Question("sum", "=1+1", ""),
        Question("email", "E-mail\x07", ""),
    )
    contacts = ContactRule(at_least=0, spare=0)
    districts = register.districts
    blank = blank_roster(questions=questions, contacts=contacts, districts=districts)
    headings = [str(cell.value) for cell in sheet_of(blank)[1]]
    file = tmp_path / "roster.xlsx"
    file.write_bytes(blank)
    answers = dict(zip(headings[4:], ("a", "b", "c", "d", "e"), strict=True))
    typed_into(file, ADAIR | answers)
    (row,) = read_roster(
        file,
        register_districts=districts,
        questions=questions,
        contacts=contacts,
        on=edition_of("2024-2025").school_year.first_day,
    )
    assert row.answers == {"goal": ("a", "b"), "second_goal": ("c",), "sum": ("d",), "email": ("e",)}


def _blank(year: str, register: Register) -> bytes:
    edition = edition_of(year)
    districts = register.current_on(edition.school_year.first_day)
    return blank_roster(questions=edition.questions, contacts=edition.contacts, districts=districts)


def _read_back(folder: Path, blank: bytes, values: dict[str, str], *, register: Register) -> tuple[RosterRow, ...]:
    file = folder / "roster.xlsx"
    file.write_bytes(blank)
    typed_into(file, values)
    edition = edition_of("2017-2018")
    return read_roster(
        file,
        register_districts=register.districts,
        questions=edition.questions,
        contacts=edition.contacts,
        on=edition.school_year.first_day,
    )
