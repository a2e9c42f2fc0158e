"""Questions that are a choice, from the roster to the answer that is accepted."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml import etree
from made.choosing import FOCUS, SIZES, add_choices
from made.office import ADAIR, PLANS, SIGNED, Office
from made.package import parts_of
from made.word import DOCUMENT, Element, W, control, edited, remove, without_tags, written
from makers.pdfs import saved_as_pdf
from makers.typing_in import saved_by_libreoffice
from openxml_audit import OpenXmlValidator

from loc_builder.books import Books
from loc_builder.casework import assess_for
from loc_builder.errors import ExitCode
from loc_builder.files.word import open_word
from loc_builder.model import Assessment, Matched, PartRef
from loc_builder.reading.reader import read
from loc_builder.workspace import Workspace

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
QUESTIONS = "District size,Focus areas"


@pytest.fixture
def asking(office: Office) -> Office:
    """An office whose 2024-2025 letter asks for choices."""
    add_choices(office.folder / "templates" / "2024-2025")
    return office


def fill(office: Office, answers: str = ",") -> bytes:
    roster = office.roster(ADAIR, questions=QUESTIONS, answers=answers)
    said = office.loc("fill", "2024-2025", "--roster", roster, now="2024-08-01T12:00:00-04:00")
    assert said.code == ExitCode.DONE, said.out
    return office.letter()


def document_of(letter: bytes) -> Element:
    return etree.fromstring(parts_of(letter)[DOCUMENT])


def held(letter: bytes) -> dict[str, str]:
    """What the drop-down and the boxes show."""
    return {
        each.tag: each.text for each in open_word(letter).controls if each.tag.startswith(("answers.size", "answers.f"))
    }


def test_what_the_roster_says_is_chosen_and_ticked(asking: Office) -> None:
    letter = fill(asking, "middle,Innovation in assessment; Funding & staffing")
    assert held(letter) == {
        "answers.size": "Middle",
        "answers.focus.1": "☐",
        "answers.focus.2": "☒",
        "answers.focus.3": "☒",
    }


def test_nothing_is_chosen_where_the_roster_says_nothing(asking: Office) -> None:
    letter = open_word(fill(asking))
    assert held(asking.letter())["answers.size"] == ""
    assert "Click or tap to choose: District size" in letter.text
    assert len({each.alias for each in letter.controls}) == len(letter.controls)


def test_the_drop_down_offers_the_options_and_a_box_knows_that_it_is_ticked(asking: Office) -> None:
    body = document_of(fill(asking, ",Funding & staffing"))
    assert [each.get(f"{W}displayText") for each in body.iter(f"{W}listItem")] == list(SIZES)
    assert [each.get(f"{W14}val") for each in body.iter(f"{W14}checked")] == ["0", "0", "1"]


def chosen(letter: bytes, *, size: str = "Large", boxes: str = "☐☒☐") -> bytes:
    """The letter as a district returns it: all is answered, signed and dated."""
    ticks = {f"answers.focus.{number}": sign for number, sign in enumerate(boxes, 1)}
    return written(letter, {**PLANS, **SIGNED, "answers.size": size, **ticks}, day="2024-09-03")


def returned(office: Office, content: bytes, name: str = "back.docx") -> Assessment:
    """What is held of the one part of a return."""
    books = Books.open(Workspace.open(office.folder), now=datetime(2024, 9, 20, tzinfo=UTC), by="tester")
    ((letter_id, _),) = books.standing.letters.items()
    reading = read(content, name)
    (part,) = reading.parts
    match = Matched(letter_id)
    return assess_for(books, PartRef(reading.return_id, 1), part, match, arrived_on=date(2024, 9, 20))


def choices_of(one: Assessment) -> list[str]:
    return [one.answers[f"answers.{name}"] for name in ("size", "focus.1", "focus.2", "focus.3")]


def told(one: Assessment, code: str) -> list[str]:
    return [each.message for each in one.findings if each.code == code]


def test_a_letter_with_its_choices_made_is_accepted_by_rule(asking: Office) -> None:
    said = asking.loc("receive", asking.file("back.docx", chosen(fill(asking))))
    assert [each["decision"] for each in said.json["letters"]] == ["accepted"]
    (taken,) = said.json["returns"]
    answers = taken["parts"][0]["answers"]
    assert [answers[name] for name in ("size", "focus.1", "focus.2", "focus.3")] == ["Large", "", FOCUS[1], ""]


@pytest.mark.parametrize("sign", ["☒", "☑", "✓", "x", "[X]"])
def test_a_tick_may_be_written_in_several_ways(asking: Office, sign: str) -> None:
    letter = written(chosen(fill(asking)), {"answers.focus.3": sign})
    assert choices_of(returned(asking, letter))[3] == FOCUS[2]


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        ({"answers.size": "Tiny"}, "answer-unread", "District size: 'Tiny' is none of the options"),
        ({"answers.focus.2": "☐"}, "answer-missing", "Focus areas"),
        ({"answers.focus.1": "☒", "answers.focus.3": "☒"}, "answer-unread", "3 are ticked, and at most 2 may be"),
        ({"answers.focus.1": "later"}, "answer-unread", f"it cannot be told whether '{FOCUS[0]}' is ticked"),
        ({"answers.focus.1": "☐x"}, "answer-unread", f"it cannot be told whether '{FOCUS[0]}' is ticked"),
    ],
)
def test_an_answer_that_cannot_count_waits_for_a_person(
    asking: Office, change: dict[str, str], code: str, message: str
) -> None:
    part = returned(asking, written(chosen(fill(asking)), change))
    assert any(message in each for each in told(part, code)), part.findings
    assert not told(part, "text-changed")


def test_an_unmade_choice_is_missing(asking: Office) -> None:
    fill(asking)
    part = returned(asking, written(asking.letter(), {**PLANS, **SIGNED, "answers.focus.1": "☒"}, day="2024-09-03"))
    assert told(part, "answer-missing") == ["a required answer is empty: District size"]


def test_a_box_that_is_gone_is_not_taken_for_one_that_is_not_ticked(asking: Office) -> None:
    letter = edited(chosen(fill(asking)), lambda root: remove(control(root, "answers.focus.3")))
    part = returned(asking, letter)
    assert told(part, "answer-unread") == [
        f"the answers could not be read: Focus areas: it cannot be told whether '{FOCUS[2]}' is ticked"
    ]


def test_choices_are_read_between_the_prompts_where_the_controls_lost_their_tags(asking: Office) -> None:
    part = returned(asking, without_tags(chosen(fill(asking)), keep_aliases=False))
    assert choices_of(part) == ["Large", "", FOCUS[1], ""]
    assert not told(part, "text-changed")


def test_choices_survive_another_editor(asking: Office, libreoffice: Path) -> None:
    assert libreoffice
    part = returned(asking, saved_by_libreoffice(chosen(fill(asking))))
    assert choices_of(part) == ["Large", "", FOCUS[1], ""]
    assert not told(part, "text-changed")


def test_choices_are_read_from_a_pdf_of_the_letter(asking: Office, libreoffice: Path) -> None:
    assert libreoffice
    (pdf,) = saved_as_pdf({"letter": chosen(fill(asking))}).values()
    part = returned(asking, pdf, "back.pdf")
    assert choices_of(part) == ["Large", "", FOCUS[1], ""]
    assert not told(part, "text-changed")


def test_what_the_office_chose_and_the_district_left_is_noted(asking: Office) -> None:
    letter = fill(asking, "Large,Innovation in assessment")
    part = returned(asking, written(letter, {**PLANS, **SIGNED}, day="2024-09-03"))
    assert told(part, "answer-as-prefilled") == [
        "an answer is still as it was prefilled: District size",
        "an answer is still as it was prefilled: Focus areas",
    ]
    assert not told(returned(asking, chosen(letter, size="Small", boxes="☒☐☐"), "other.docx"), "answer-as-prefilled")


def test_the_letter_holds_to_the_published_schema(asking: Office, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(fill(asking, "Small,Portraits of a learner"))
    assert not OpenXmlValidator().validate(tmp_path / "letter.docx").errors


def test_the_check_of_a_year_finds_nothing_wrong_with_choices(asking: Office) -> None:
    said = asking.loc("check", "2024-2025", now="2024-08-01T12:00:00-04:00")
    assert (said.code, said.json["problems"]) == (ExitCode.DONE, [])
