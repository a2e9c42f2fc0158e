"""`loc check`: what would stop or spoil a batch, told before anything is made."""

import io
import shutil
from pathlib import Path

import docx
import openpyxl
import pytest
from made.office import ADAIR, ALLEN, Office
from made.package import parts_of, with_parts
from made.places import DATA, EDITIONS

from loc_builder.errors import ExitCode

BODY = "word/document.xml"
REPORTS = "output/2024-2025/reports"


def files_of(office: Office) -> set[str]:
    return {each.relative_to(office.folder).as_posix() for each in office.folder.rglob("*") if each.is_file()}


def template_of(office: Office) -> Path:
    return office.folder / "templates" / "2024-2025" / "letter.docx"


def change_template(office: Office, old: str, new: str, part: str = BODY) -> None:
    """Put one text in place of another in the template of 2024-2025."""
    data = template_of(office).read_bytes()
    text = parts_of(data)[part].decode()
    assert old in text
    template_of(office).write_bytes(with_parts(data, {part: text.replace(old, new, 1)}))


def change_settings(office: Office, old: str, new: str) -> None:
    file = office.folder / "templates" / "2024-2025" / "edition.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


# ---- all is well ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("year", EDITIONS)
def test_the_shipped_editions_are_ready(office: Office, year: str) -> None:
    said = office.loc("check", year)
    assert said.code == ExitCode.DONE
    assert said.json["ok"] is True
    assert said.json["problems"] == said.json["advice"] == []


def test_nothing_is_written_where_nothing_is_wrong(office: Office) -> None:
    roster = office.roster(ADAIR, ALLEN)
    before = files_of(office)
    said = office.loc("check", "2024-2025", "--roster", roster, as_json=False)
    assert said.out == "letter.docx, edition.toml and roster.csv are ready: 2 letters\n"
    assert files_of(office) == before


def test_without_a_roster_it_is_said_how_to_check_one(office: Office) -> None:
    said = office.loc("check", "2024-2025", as_json=False)
    assert said.out == "letter.docx and edition.toml are ready. To check a roster too: --roster FILE\n"


def test_what_is_ready_is_filled(office: Office) -> None:
    checked = office.loc("check", "2024-2025", "--roster", office.roster(ADAIR, ALLEN))
    assert len(office.fill().json["issued"]) == checked.json["letters"] == 2


# ---- the template -----------------------------------------------------------------------------------------------


def test_a_problem_of_the_template_is_told_with_its_place_and_commented_in_a_copy(office: Office) -> None:
    change_template(
        office, "{{ district.name }} ({{ district.number }})", "{{ district.nmae }} ({{ district.number }})"
    )
    said = office.loc("check", "2024-2025")
    assert said.code == ExitCode.INPUT
    assert said.json["ok"] is False
    (problem,) = said.json["problems"]
    assert problem["code"] == "unknown-field"
    assert problem["file"] == "2024-2025/letter.docx"
    assert problem["message"] == "the field district.nmae is unknown"
    assert problem["hint"] == "Did you mean district.name?"
    assert said.json["annotated"] == f"{REPORTS}/letter - checked.docx"
    (comment,) = docx.Document(io.BytesIO((office.folder / said.json["annotated"]).read_bytes())).comments
    assert comment.text.startswith("The field district.nmae is unknown.")


def test_only_the_report_is_written(office: Office) -> None:
    change_template(office, "{{ due_on }}", "{{ due_onn }}")
    before, template = files_of(office), template_of(office).read_bytes()
    office.loc("check", "2024-2025")
    assert files_of(office) - before == {f"{REPORTS}/letter - checked.docx"}
    assert template_of(office).read_bytes() == template


def test_people_read_where_what_and_what_to_do_in_one_line(office: Office) -> None:
    change_template(office, 'w:val="answers.reflection"', 'w:val="answers.reflecton"')
    said = office.loc("check", "2024-2025", as_json=False)
    heading, line, copy = said.out.splitlines()
    assert heading == "The template, 2024-2025/letter.docx: 1 problem"
    assert line.startswith("  paragraph ")
    assert "no control is for the answer to 'Reflection on the previous year' (answers.reflection). " in line
    assert line.endswith("give it the tag answers.reflection (Developer > Properties).")
    assert copy == f"The template with each of these as a comment: {REPORTS}/letter - checked.docx"


def test_advice_is_shown_and_stops_nothing(office: Office) -> None:
    change_template(office, 'w:val="Heading2"', 'w:val="Heading3"')
    told = office.loc("check", "2024-2025", as_json=False)
    assert told.code == ExitCode.DONE
    assert "Advice on 2024-2025/letter.docx, which stops no batch:" in told.out
    assert told.out.splitlines()[-1].startswith("letter.docx and edition.toml are ready.")
    said = office.loc("check", "2024-2025")
    assert said.json["ok"] is True
    assert [each["code"] for each in said.json["advice"]] == ["heading-skipped"]
    assert (office.folder / said.json["annotated"]).is_file()


def test_a_template_may_name_what_another_edition_of_the_workspace_asked_before(office: Office) -> None:
    change_template(office, "{{ due_on }}", "{{ due_on }}{{ previous.points_of_action }}")
    assert office.loc("check", "2024-2025").json["problems"] == []


def test_a_template_that_is_no_word_file_is_told_and_has_no_copy(office: Office) -> None:
    template_of(office).write_bytes(b"no Word file")
    said = office.loc("check", "2024-2025")
    assert said.code == ExitCode.INPUT
    assert [each["message"] for each in said.json["problems"]] == ["the file is no Word document, or is damaged"]
    assert said.json["annotated"] is None


def test_a_template_that_is_gone_is_told(office: Office) -> None:
    template_of(office).unlink()
    said = office.loc("check", "2024-2025", as_json=False)
    assert said.code == ExitCode.INPUT
    assert "the template 2024-2025/letter.docx cannot be read" in said.out


@pytest.mark.parametrize("name", ["field-unknown", "control-misbuilt", "comments-left"])
def test_no_command_ends_in_a_traceback_over_a_broken_template(office: Office, name: str) -> None:
    shutil.copy(DATA / "templates" / "broken" / f"{name}.docx", template_of(office))
    said = office.loc("check", "2024-2025")
    assert said.code == ExitCode.INPUT
    assert said.err == ""


# ---- the settings -----------------------------------------------------------------------------------------------


def test_settings_that_cannot_be_read_are_told_and_nothing_else_is_looked_at(office: Office) -> None:
    change_settings(office, 'title = "Letter of Commitment"', 'titel = "Letter of Commitment"')
    said = office.loc("check", "2024-2025", "--roster", office.roster(ADAIR), as_json=False)
    assert said.code == ExitCode.INPUT
    assert "The settings, 2024-2025/edition.toml: 2 problems" in said.out
    assert "titel: the key titel is unknown. Did you mean title?" in said.out
    assert said.out.splitlines()[-1] == "Template and roster are looked at when the settings can be read."


def test_settings_that_are_no_toml_are_told(office: Office) -> None:
    change_settings(office, "[program]", "[program")
    said = office.loc("check", "2024-2025")
    assert [each["code"] for each in said.json["problems"]] == ["unreadable-file"]


def test_settings_that_contradict_each_other_are_told(office: Office) -> None:
    change_settings(office, 'time_zone = "America', 'due_on = 2019-09-30\ntime_zone = "America')
    said = office.loc("check", "2024-2025")
    assert [(each["code"], each["column"]) for each in said.json["problems"]] == [("due-day-outside", "due_on")]


def test_a_value_that_names_another_school_year_is_told_once(office: Office) -> None:
    change_settings(office, "[contacts]", '[values]\nmotto = "As in 2023-2024"\n\n[contacts]')
    change_template(office, "{{ due_on }}", "{{ due_on }}{{ values.motto }}")
    said = office.loc("check", "2024-2025", "--roster", office.roster(ADAIR, ALLEN))
    assert ("other-year-named", "values.motto") in [(each["code"], each["column"]) for each in said.json["problems"]]


def test_a_register_that_cannot_be_read_is_told(office: Office) -> None:
    (office.folder / "templates" / "districts.csv").write_text("number;name\n", encoding="utf-8")
    said = office.loc("check", "2024-2025", "--roster", office.roster(ADAIR))
    assert said.code == ExitCode.INPUT
    assert {each["file"] for each in said.json["problems"]} == {"districts.csv"}


def test_a_year_without_an_edition_has_nothing_to_check(office: Office) -> None:
    assert office.loc("check", "2031-2032").code == ExitCode.WORKSPACE


# ---- the roster -------------------------------------------------------------------------------------------------


def test_a_problem_of_the_roster_is_told_and_marked_in_a_workbook(office: Office) -> None:
    roster = office.roster(ADAIR.replace("jane@adair.example", "jane at adair"))
    said = office.loc("check", "2024-2025", "--roster", roster)
    assert said.code == ExitCode.INPUT
    (problem,) = said.json["problems"]
    assert (problem["file"], problem["row"]) == ("roster.csv", 2)
    assert said.json["annotated"] is None
    assert said.json["handed_back"].startswith(f"{REPORTS}/roster")
    sheet = openpyxl.load_workbook(office.folder / said.json["handed_back"]).active
    assert sheet is not None
    assert problem["message"].casefold() in " ".join(str(each.value) for each in sheet[2]).casefold()


def test_template_settings_and_roster_are_told_in_one_run(office: Office) -> None:
    change_template(office, "{{ due_on }}", "{{ due_onn }}")
    change_settings(office, 'time_zone = "America', 'due_on = 2019-09-30\ntime_zone = "America')
    roster = office.roster(ADAIR.replace("jane@adair.example", "jane at adair"))
    said = office.loc("check", "2024-2025", "--roster", roster, as_json=False)
    headings = [line.partition(",")[0] for line in said.out.splitlines() if not line.startswith("  ")]
    assert headings[:3] == ["The template", "The settings", "The roster"]


def test_what_no_letter_can_hold_is_told_with_its_row(office: Office) -> None:
    roster = office.roster(ADAIR, ALLEN, answers="As planned in 2022-2023")
    said = office.loc("check", "2024-2025", "--roster", roster)
    assert said.code == ExitCode.INPUT
    assert [(each["code"], each["file"], each["row"]) for each in said.json["problems"]] == [
        ("other-year-named", "roster.csv", 2),
        ("other-year-named", "roster.csv", 3),
    ]
    assert office.kinds() == []


def test_a_roster_that_cannot_be_opened_is_told_and_not_handed_back(office: Office) -> None:
    said = office.loc("check", "2024-2025", "--roster", office.file("roster.xlsx", b"no workbook"))
    assert said.code == ExitCode.INPUT
    assert said.json["handed_back"] is None


def test_letters_made_before_do_not_stand_in_the_way(office: Office) -> None:
    office.fill()
    said = office.loc("check", "2024-2025", "--roster", office.roster(ADAIR, ALLEN))
    assert (said.code, said.json["letters"]) == (ExitCode.DONE, 2)
    assert office.kinds() == ["issued", "issued"]
