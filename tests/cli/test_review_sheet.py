"""The review sheet: written with everything that waits, decided in Excel, read back row by row."""

from pathlib import Path

import openpyxl
import pytest
from made.office import Office
from made.word import replaced
from openpyxl.worksheet.worksheet import Worksheet

from loc_builder.errors import ExitCode
from loc_builder.facts import Accepted

UNSIGNED = {"signature.district.signature": "", "signature.district.date": ""}


@pytest.fixture
def waiting(office: Office) -> Office:
    """Adair's letter came back unsigned, Allen's with a day that nobody can read, and a photo of nothing."""
    office.fill()
    office.loc("receive", office.file("Adair.docx", office.answered(texts=UNSIGNED, day="")))
    unsure = {"signature.district.date": "the third"}
    office.loc("receive", office.file("Allen.docx", office.answered("005", texts=unsure, day="")))
    office.loc("receive", office.file("note.txt", "see attached"))
    return office


def sheet_of(office: Office) -> Path:
    place = office.folder / "review.xlsx"
    assert office.loc("review", "2024-2025", "--sheet", str(place)).code == ExitCode.PERSON_NEEDED
    return place


def decide(place: Path, key: str, **written: str) -> int:
    """Write into the decision columns of the row whose key begins so; give the row's number."""
    book = openpyxl.load_workbook(place)
    sheet: Worksheet = book.worksheets[0]
    columns = {str(cell.value): number for number, cell in enumerate(sheet[1], start=1)}
    [row] = [number for number, cells in enumerate(sheet.values, start=1) if str(cells[0]).startswith(key)]
    for heading, value in written.items():
        sheet.cell(row, columns[heading.replace("_", " ")]).value = value
    book.save(place)
    return row


def texts(place: Path) -> dict[str, dict[str, str]]:
    """The sheet's rows by district (or name of what came back), by heading."""
    sheet = openpyxl.load_workbook(place).worksheets[0]
    headings = [str(cell.value) for cell in sheet[1]]
    rows = [dict(zip(headings, (str(each or "") for each in row), strict=True)) for row in sheet.values][1:]
    return {each["District"] or each["What came back"].split(" (")[0]: each for each in rows}


def test_the_sheet_has_a_row_for_everything_that_waits_with_its_reasons(waiting: Office) -> None:
    rows = texts(sheet_of(waiting))
    assert set(rows) == {"Adair County", "Allen County", "note.txt"}
    assert "[not-signed]\nthere is no date beside the signature" in rows["Adair County"]["Why it waits"]
    assert rows["Adair County"]["What came back"].split("\n") == [
        "Adair.docx (whole), by e-mail, September 20, 2024",
        "for the district: Jane Doe, not signed",
    ]
    assert rows["Allen County"]["What came back"].endswith('Jane Doe, "the third", signed with a typed name')
    assert rows["Adair County"]["What a date means"].startswith("August 1, 2024 to September 20, 2024: School year")


def test_the_same_returns_give_the_same_sheet(waiting: Office) -> None:
    first = sheet_of(waiting).read_bytes()
    assert sheet_of(waiting).read_bytes() == first


def test_decisions_are_read_back_once(waiting: Office) -> None:
    place = sheet_of(waiting)
    decide(place, "KYILN-2024-001", Decision="reject", Because="It is not signed.")
    decide(place, "KYILN-2024-005", Decision="Accept", Signed_on="9/3/2024", Signer="Ann Poe")
    said = waiting.loc("accept", "--from", str(place))
    states = {each["district"]: each["state"] for each in said.json["letters"]}
    assert (said.code, states) == (
        ExitCode.DONE,
        {"Adair County": "returned-for-correction", "Allen County": "accepted"},
    )
    before = waiting.facts()
    again = waiting.loc("accept", "--from", str(place))
    assert (again.code, len(again.json["before"])) == (ExitCode.DONE, 2)
    assert waiting.facts() == before


def test_while_a_row_is_wrong_all_that_is_wrong_is_named_and_nothing_is_decided(waiting: Office) -> None:
    place = sheet_of(waiting)
    first = decide(place, "KYILN-2024-001", Decision="accept", Signed_on="2024-09-03")
    decide(place, "KYILN-2024-005", Decision="accept", Signed_on="2024-09-03")
    note = decide(place, note_key(waiting), Decision="reject")
    before = waiting.facts()
    said = waiting.loc("accept", "--from", str(place))
    assert said.code == ExitCode.INPUT
    assert [each["row"] for each in said.json["problems"]] == [first, note]
    assert "write under 'Accept despite': not-signed" in said.json["problems"][0]["hint"]
    assert (said.json["letters"], waiting.facts()) == ([], before)
    decide(place, "KYILN-2024-001", Accept_despite="Not signed, no-date")
    decide(place, note_key(waiting), Because="It is no letter.")
    mended = waiting.loc("accept", "--from", str(place), as_json=False)
    assert mended.code == ExitCode.DONE
    assert "note.txt is set aside. To bring it back: loc reopen" in mended.out
    assert "2 letters decided: 2 accepted, 0 sent back. 1 return set aside. 0 rows decided before." in mended.out


def note_key(office: Office) -> str:
    """The key of the return that is nobody's."""
    [returned] = office.loc("review").json["returns"]
    return str(returned["return_id"][:8])


def test_a_row_that_contradicts_what_was_decided_since_is_told(waiting: Office) -> None:
    place = sheet_of(waiting)
    accept = ("accept", "KYILN-2024-001", "--signed-on", "2024-09-03", "--despite", "not-signed")
    assert waiting.loc(*accept).code == ExitCode.DONE
    waiting.loc("reject", note_key(waiting), "--because", "It is no letter.")
    row = decide(place, "KYILN-2024-001", Decision="reject", Because="It is not signed.")
    decide(place, "KYILN-2024-005", Decision="accept", Signed_on="2024-09-03")
    said = waiting.loc("accept", "--from", str(place))
    assert said.code == ExitCode.PERSON_NEEDED
    [otherwise] = said.json["otherwise"]
    assert otherwise["row"] == row
    assert "the sheet says 'reject', but KYILN-2024-001-L1-32 (Adair County) is accepted" in otherwise["message"]
    assert "loc reopen KYILN-2024-001-L1-32" in otherwise["hint"]
    assert [each["state"] for each in said.json["letters"]] == ["accepted"]
    again = waiting.loc("accept", "--from", str(place), as_json=False)
    assert "2 rows decided before, 1 of them otherwise." in again.out


def test_a_row_that_was_carried_out_is_no_contradiction_when_the_letter_moved_on(waiting: Office) -> None:
    place = sheet_of(waiting)
    decide(place, "KYILN-2024-001", Decision="reject", Because="It is not signed.")
    decide(place, "KYILN-2024-005", Decision="accept", Signed_on="2024-09-03")
    waiting.loc("accept", "--from", str(place))
    waiting.loc("receive", waiting.file("Adair again.docx", waiting.answered()))
    waiting.loc("correct", "KYILN-2024-005", "--signed-on", "2024-09-05", "--because", "A 3 was a 5.")
    said = waiting.loc("accept", "--from", str(place))
    assert (said.code, len(said.json["before"]), said.json["otherwise"]) == (ExitCode.DONE, 2, [])


def test_a_row_with_another_day_than_was_decided_is_told(waiting: Office) -> None:
    place = sheet_of(waiting)
    waiting.loc("accept", "KYILN-2024-005", "--signed-on", "2024-09-05")
    decide(place, "KYILN-2024-005", Decision="accept", Signed_on="2024-09-03")
    [otherwise] = waiting.loc("accept", "--from", str(place)).json["otherwise"]
    assert "'accept, signed September 3, 2024', but" in otherwise["message"]
    assert "is accepted, signed September 5, 2024" in otherwise["message"]


def test_an_unreadable_return_is_sent_back_for_the_district_that_the_sheet_names(waiting: Office) -> None:
    waiting.loc("reject", note_key(waiting), "--because", "It is no letter.")
    waiting.loc("reject", "KYILN-2024-005", "--because", "The day cannot be read.")
    waiting.loc("receive", waiting.file("Allen.pdf", b"%PDF-1.4 torn"))
    place = sheet_of(waiting)
    decide(place, note_key(waiting), Decision="reject", Because="We cannot open it.", Belongs_to="Allen County")
    [letter] = waiting.loc("accept", "--from", str(place)).json["letters"]
    assert (letter["district"], letter["state"]) == ("Allen County", "returned-for-correction")


@pytest.mark.parametrize(
    "written",
    ["text changed", "Text-Changed", "the text of the letter was changed", "no-date; text_changed", "x [text-changed]"],
)
def test_what_is_accepted_all_the_same_can_be_written_in_words(office: Office, written: str) -> None:
    office.fill()
    changed = replaced(office.answered(), "work side by side", "not work side by side")
    office.loc("receive", office.file("Adair.docx", changed))
    place = sheet_of(office)
    decide(place, "KYILN-2024-001", Decision="accept", Signed_on="2024-09-03", Accept_despite=written)
    [letter] = office.loc("accept", "--from", str(place)).json["letters"]
    assert letter["state"] == "accepted"
    [accepted] = [fact.said for fact in office.facts() if isinstance(fact.said, Accepted)]
    assert "text-changed" in accepted.despite


def test_what_is_no_finding_is_answered_with_the_names_that_are(waiting: Office) -> None:
    place = sheet_of(waiting)
    decide(place, "KYILN-2024-005", Decision="accept", Signed_on="2024-09-03", Accept_despite="text edited")
    [problem] = waiting.loc("accept", "--from", str(place)).json["problems"]
    assert problem["message"] == "'text edited' is no finding"
    assert "text-changed, not-signed" in problem["hint"]


def test_a_sheet_that_is_not_there_is_said_to_be_absent(waiting: Office) -> None:
    said = waiting.loc("accept", "--from", str(waiting.folder / "nothere.xlsx"), as_json=False)
    assert said.code == ExitCode.INPUT
    assert "here is no file" in said.err
    assert "workbook" not in said.err


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"Decision": "perhaps"}, "'perhaps' is neither accept nor reject"),
        ({"Decision": "accept"}, "without the day of the signature"),
        ({"Decision": "accept", "Signed_on": "the third"}, "'the third' is no day"),
        ({"Decision": "accept", "Signed_on": "2024-09-03", "Accept_despite": "whatever"}, "'whatever' is no finding"),
        ({"Decision": "reject"}, "without a reason"),
        ({"Signer": "Jane Doe"}, "the decision '' is neither"),
    ],
)
def test_a_decision_that_is_none_is_named(waiting: Office, written: dict[str, str], message: str) -> None:
    place = sheet_of(waiting)
    decide(place, "KYILN-2024-005", **written)
    problem = waiting.loc("accept", "--from", str(place)).json["problems"][0]
    assert message in problem["message"]


def test_what_came_back_since_the_sheet_was_written_is_not_decided_unseen(waiting: Office) -> None:
    place = sheet_of(waiting)
    decide(place, "KYILN-2024-005", Decision="accept", Signed_on="2024-09-03")
    changed = waiting.answered("005", texts={"answers.learning_goal": "Another goal."}, day="")
    waiting.loc("receive", waiting.file("Allen again.docx", changed))
    said = waiting.loc("accept", "--from", str(place))
    assert "something else has come back" in said.json["problems"][0]["message"]


def test_a_sheet_that_is_no_review_sheet_is_refused(waiting: Office) -> None:
    other = waiting.file("other.xlsx", b"PK nothing")
    assert waiting.loc("accept", "--from", other).code == ExitCode.INPUT
    book = openpyxl.Workbook()
    place = waiting.folder / "empty.xlsx"
    book.save(place)
    said = waiting.loc("accept", "--from", str(place), as_json=False)
    assert "the column 'Decision' is missing" in said.err


def test_two_rows_that_decide_one_letter_are_both_refused(waiting: Office) -> None:
    place = sheet_of(waiting)
    row = decide(place, "KYILN-2024-005", Decision="accept", Signed_on="2024-09-03")
    book = openpyxl.load_workbook(place)
    sheet = book.worksheets[0]
    for number, cell in enumerate(sheet[row], start=1):
        sheet.cell(row + 20, number).value = cell.value
    book.save(place)
    before = waiting.facts()
    said = waiting.loc("accept", "--from", str(place))
    assert [each["row"] for each in said.json["problems"]] == [row, row + 20]
    assert waiting.facts() == before


def test_decisions_that_were_not_read_yet_are_not_written_over(waiting: Office) -> None:
    place = sheet_of(waiting)
    decide(place, "KYILN-2024-001", Decision="reject", Because="It is not signed.")
    decided = place.read_bytes()
    said = waiting.loc("review", "2024-2025", "--sheet", str(place), as_json=False)
    assert said.code == ExitCode.INPUT
    assert "holds decisions that were not read yet, in 1 row; nothing was changed" in said.err
    assert place.read_bytes() == decided
    waiting.loc("accept", "--from", str(place))
    assert "Adair County" not in texts(sheet_of(waiting))


def test_a_sheet_is_not_written_under_another_kinds_name(waiting: Office) -> None:
    said = waiting.loc("review", "--sheet", str(waiting.folder / "review.csv"), as_json=False)
    assert said.code == ExitCode.INPUT
    assert "End its name in .xlsx." in said.err
    assert not (waiting.folder / "review.csv").exists()


def test_another_workbook_is_not_written_over(waiting: Office) -> None:
    roster = waiting.file("roster.xlsx", b"somebody's roster")
    said = waiting.loc("review", "2024-2025", "--sheet", roster, as_json=False)
    assert said.code == ExitCode.INPUT
    assert "is there already and is no review sheet; nothing was changed" in said.err
    assert Path(roster).read_bytes() == b"somebody's roster"
