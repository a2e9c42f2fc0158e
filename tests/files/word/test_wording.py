"""The wording of real letters against what comes back: as Word, altered in Word, and as LibreOffice's PDF."""

from collections.abc import Callable

import pytest
from made.pdf import texts_of
from made.places import EDITIONS
from made.word import (
    Element,
    W,
    at,
    control,
    edited,
    filled,
    paragraph_with,
    remove,
    replaced,
    written,
)
from makers.typing_in import saved_by_libreoffice

from loc_builder.agreement import ChangeKind, compare, compare_fixed, without_furniture
from loc_builder.files.convert import LibreOffice
from loc_builder.files.word import flatten_wording, read_wording
from loc_builder.model import Zone

ANSWERS = {
    "reflection": "We tried co-teaching \N{EN DASH} twice.\n"
    "Title: a new name. Date of the next step: May 3.\nIt worked; “wow”.",
    "plans_of_action": "1. Pilot competency-based, student-led conferences in every grade from kindergarten up to the "
    "twelfth, with well-prepared portfolios\n2. Name of the project: Makers",
    "learning_goal": "",
    "points_of_action": ["Pilot a thing with a Title in it", "Title\nName", "Third"],
}


def text_edit(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda letter: replaced(letter, old, new)


def without_paragraph(text: str) -> Callable[[bytes], bytes]:
    def drop(root: Element) -> None:
        remove(paragraph_with(root, text))

    return lambda letter: edited(letter, drop)


def renumbered(letter: bytes) -> bytes:
    def renumber(root: Element) -> None:
        lists = list(root.iter(f"{W}numId"))
        lists[3].set(f"{W}val", "999")

    return edited(letter, renumber)


EDITS: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "one word changed": (text_edit("work as partners", "act as partners"), "act"),
    "not inserted": (text_edit("they will work side by side", "they will not work side by side"), "not"),
    "a paragraph dropped": (without_paragraph("Whenever the parties agree"), "Whenever the parties agree"),
    "a number changed": (text_edit("released in 2024", "released in 2023"), "2023"),
    "a list item dropped": (without_paragraph("Collaboration with communities"), "Collaboration with communities"),
    "a sentence added": (text_edit("its people.", "its people. All costs are paid by KDE."), "All costs are paid"),
    "two words swapped": (text_edit("grants and taking", "taking and grants"), "taking"),
    "a list label changed": (renumbered, "4."),
    "a heading changed": (text_edit("Amendment and termination", "Amendment and duration"), "duration"),
    "a label before a control changed": (text_edit(">E-mail<", ">E-mails<"), "E-mails"),
}


def told(changes: tuple[object, ...]) -> str:
    return "\n".join(map(str, changes))


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_in_word_is_found_and_nothing_else(name: str) -> None:
    edit, words = EDITS[name]
    issued = read_wording(filled())
    returned = edit(filled(answers=ANSWERS))
    for changes in (compare_fixed(issued, read_wording(returned)), compare(issued, flatten_wording(returned)).changes):
        assert words in told(changes)
        assert len(changes) <= (7 if name == "a list label changed" else 2)


def test_an_altered_footer_is_a_change_and_the_pdf_keeps_it() -> None:
    issued = read_wording(filled())
    returned = read_wording(
        replaced(filled(), "Kentucky Department of Education", "Kentucky Board", part="word/footer1.xml")
    )
    (change,) = compare_fixed(issued, returned)
    assert (change.kind, change.context) == (ChangeKind.REPLACED, "header or footer")
    assert "Kentucky Board" in without_furniture(["Text\r\n" + returned.furniture[0]], issued.furniture)


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_honest_word_return_is_not_accused_and_its_answers_are_read(edition: str) -> None:
    issued = read_wording(filled(edition))
    block = {"signature": "Ada Reed", "title": "Superintendent", "date": "August 4, 2024"}
    signed = {f"signature.district.{room}": text for room, text in block.items()}
    returned = written(filled(edition, answers=ANSWERS), signed)
    assert compare_fixed(issued, read_wording(returned)) == ()
    comparison = compare(issued, flatten_wording(returned))
    assert comparison.changes == ()
    assert comparison.answers["signature.district.title"] == "Superintendent"
    assert comparison.answers["signature.district.name"] == ""
    if edition == "2024-2025":
        assert comparison.answers["answers.reflection"] == ANSWERS["reflection"]
    else:
        assert comparison.answers["answers.points_of_action.1"] == ANSWERS["points_of_action"][0]


def test_where_controls_were_lost_the_text_decides() -> None:
    issued = read_wording(filled())

    def unwrap(root: Element) -> None:
        for node in list(root.iter(f"{W}sdt")):
            for child in reversed(list(at(node, "sdtContent"))):
                node.addnext(child)
            remove(node)

    honest = edited(filled(answers=ANSWERS), unwrap)
    assert not [one for one in read_wording(honest).body if isinstance(one, Zone)]
    assert compare_fixed(issued, read_wording(honest)) == ()
    altered = replaced(honest, "work as partners", "work as rivals")
    assert "rivals" in told(compare_fixed(issued, read_wording(altered)))


def test_a_control_moved_elsewhere_does_not_hide_a_change() -> None:
    issued = read_wording(filled())

    def swallow(root: Element) -> None:
        paragraph = paragraph_with(root, "Whenever the parties agree")
        at(paragraph, "r/t").text = "Nobody may end this."
        at(control(root, "answers.learning_goal"), "sdtContent").append(paragraph)

    assert "Whenever the parties agree" in told(compare_fixed(issued, read_wording(edited(filled(), swallow))))


@pytest.mark.usefixtures("libreoffice")
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_pdf_that_libreoffice_makes_is_not_accused(edition: str) -> None:
    contacts = [
        {"name": f"Bo-Jean O\N{RIGHT SINGLE QUOTATION MARK}Lane {n}", "title": "Coach", "email": f"bo-{n}@x.example"}
        for n in range(4)
    ]
    letter = filled(edition, answers=ANSWERS, points_of_contact=contacts)
    pdf = LibreOffice().convert([("letter.docx", letter)])["letter.docx"]
    issued = read_wording(filled(edition, points_of_contact=contacts))
    text = without_furniture(texts_of(pdf), issued.furniture)
    comparison = compare(issued, text)
    assert comparison.changes == ()
    assert comparison.answers["points_of_contact.4.email"] == "bo-3@x.example"
    assert comparison.answers["signature.district.date"] == ""
    if edition == "2024-2025":
        assert comparison.answers["answers.reflection"] == ANSWERS["reflection"]
        assert comparison.answers["answers.plans_of_action"] == ANSWERS["plans_of_action"]
        altered = compare(issued, text.replace("side by side", "apart", 1))
        assert told(altered.changes).startswith('"side by side" became "apart"')
        assert altered.answers == comparison.answers


@pytest.mark.usefixtures("libreoffice")
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_letter_saved_again_by_libreoffice_lost_its_tags_and_is_not_accused(edition: str) -> None:
    issued = read_wording(filled(edition))
    saved = saved_by_libreoffice(filled(edition, answers=ANSWERS))
    assert not [one for one in read_wording(saved).body if isinstance(one, Zone)]
    assert compare_fixed(issued, read_wording(saved)) == ()
    answers = compare(issued, flatten_wording(saved)).answers
    assert answers["superintendent.email"] == "ada.reed@adair.example"
    assert answers["signature.district.date"] == ""
