"""A scan whose print was recognised: what of it counts, and what waits for a person."""

from dataclasses import replace

import pytest
from made.recognised import page
from test_judging import ARRIVED, MATCHED, answers_to, as_issued, text_of

from loc_builder.console import recognition_lines
from loc_builder.findings import Finding, Weight
from loc_builder.findings import FindingCode as Code
from loc_builder.judging import Waits, assess, decide
from loc_builder.model import (
    Assessment,
    Check,
    CheckName,
    CheckResult,
    Edition,
    Medium,
    PageSeen,
    Part,
    PlaceSeen,
    Recognised,
    RecognisedPage,
    Role,
    Sha256,
)

KEPT = Sha256("0" * 64)
BY_PERSON = (Finding(Code.SIGNER_UNCLEAR), Finding(Code.DATE_UNSURE))


def scanned(**changed: object) -> Part:
    """A letter of one page, scanned whole, its print recognised."""
    part = Part(1, Role.WHOLE, Medium.SCAN, pages=(PageSeen(1, 612, 792),), findings=BY_PERSON, recognised=KEPT)
    return replace(part, **changed)  # type: ignore[arg-type]  # by name


def as_read(edition: Edition, *changes: tuple[str, str]) -> RecognisedPage:
    text = text_of(answers_to(edition))
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return page(text.split("\n"))


def assessed(part: Part, edition: Edition, *pages: RecognisedPage) -> Assessment:
    recognised = Recognised(pages) if pages else None
    return assess(part, MATCHED, as_issued(edition), arrived_on=ARRIVED, recognised=recognised)


def details(held: Assessment, code: Code) -> list[str]:
    return [each.detail for each in held.findings if each.code is code]


def text_check(held: Assessment) -> Check:
    return next(each for each in held.checks if each.name is CheckName.TEXT)


def test_an_honest_scan_passes_and_its_answers_wait_for_a_look(edition_2024: Edition) -> None:
    held = assessed(scanned(), edition_2024, as_read(edition_2024))
    assert text_check(held) == Check(CheckName.TEXT, CheckResult.PASSED, "read by text recognition")
    assert held.answers == answers_to(edition_2024)
    (told,) = (each for each in held.findings if each.code is Code.ANSWER_UNREAD)
    assert (told.detail, told.weight) == ("text recognition guessed them; compare them with the pages", Weight.WAITS)
    assert isinstance(decide([held], edition_2024), Waits)


def test_words_surely_altered_are_a_change_and_say_how_they_were_read(edition_2024: Edition) -> None:
    held = assessed(scanned(), edition_2024, as_read(edition_2024, ("side by side", "against each other")))
    (change,) = details(held, Code.TEXT_CHANGED)
    assert 'became "against each other."' in change
    assert change.endswith("read by text recognition")
    assert text_check(held).result is CheckResult.FAILED


def test_doubtful_places_are_counted_and_accuse_nobody(edition_2024: Edition) -> None:
    held = assessed(scanned(), edition_2024, as_read(edition_2024, ("work", "wark"), ("Signed", "Sigmed")))
    assert details(held, Code.TEXT_CHANGED) == []
    (doubt,) = details(held, Code.TEXT_UNCHECKED)
    assert doubt.startswith("read by text recognition, 2 doubtful places: ")
    assert '"work" became "wark"' in doubt
    assert text_check(held).result is CheckResult.NOT_MADE


def test_an_answer_that_was_not_found_is_named_and_not_said_to_be_missing(edition_2024: Edition) -> None:
    answer = answers_to(edition_2024)["answers.learning_goal"]
    held = assessed(scanned(), edition_2024, as_read(edition_2024, (answer, "")))
    assert details(held, Code.ANSWER_MISSING) == []
    assert "nothing was found for Learning goal" in details(held, Code.ANSWER_UNREAD)[0]


def test_without_recognition_the_text_is_unchecked_and_nobody_reads_what_to_install_on_a_certificate(
    edition_2024: Edition,
) -> None:
    held = assessed(scanned(recognised=None), edition_2024)
    (why,) = details(held, Code.TEXT_UNCHECKED)
    assert why == "the pages are pictures without text, and their print was not recognised"
    assert details(held, Code.ANSWER_UNREAD) == ["the pages are pictures; read them there"]


def test_how_to_have_scans_read_is_said_once_for_all_of_them(edition_2024: Edition) -> None:
    held = assessed(scanned(recognised=None), edition_2024)
    assert list(recognition_lines([held, held])) == [
        "The print of 2 scans was not read; to have it read: pipx inject loc-builder rapidocr onnxruntime"
    ]
    assert list(recognition_lines([assessed(scanned(), edition_2024, as_read(edition_2024))])) == []


def test_recognition_that_failed_says_why_and_not_what_to_install(edition_2024: Edition) -> None:
    failed = Finding(Code.TEXT_UNCHECKED, "text recognition did not read the pages: it took too long")
    held = assessed(scanned(recognised=None, findings=(failed,)), edition_2024)
    assert details(held, Code.TEXT_UNCHECKED) == [failed.detail]


@pytest.mark.parametrize("code", [Code.PAGE_MISSING, Code.PAGE_ORDER_UNKNOWN])
def test_pages_that_are_not_all_there_in_order_are_not_compared(edition_2024: Edition, code: Code) -> None:
    changed = as_read(edition_2024, ("side by side", "apart"))
    held = assessed(scanned(findings=(Finding(code),)), edition_2024, changed)
    assert details(held, Code.TEXT_CHANGED) == []
    assert "not in a known order" in details(held, Code.TEXT_UNCHECKED)[0]


def test_a_page_that_was_not_recognised_is_counted(edition_2024: Edition) -> None:
    held = assessed(scanned(pages=(PageSeen(1, 612, 792), PageSeen(2, 612, 792))), edition_2024, as_read(edition_2024))
    assert details(held, Code.TEXT_UNCHECKED) == ["only 1 of 2 pages were recognised"]


def test_a_date_in_its_box_is_suggested_whichever_way_the_page_lies(edition_2024: Edition) -> None:
    read = page(["Signature", "Date 9/3/24", "Kentucky, 2024"])
    box = read.lines[1].box
    corners = ((box.x0, box.y1 + 4), (box.x1, box.y1 + 4), (box.x1, box.y0 - 4), (box.x0, box.y0 - 4))
    for turned in (0, 90, 180, 270):
        lies = replace(replace(read, turned=-turned).upright(), turned=turned)
        place = PlaceSeen(1, "district date", corners, turned)
        held = assessed(scanned(role=Role.SIGNATURE_PAGE, places=(place,)), edition_2024, lies)
        assert details(held, Code.DATE_UNSURE) == ['text recognition suggests "9/3/24"']
        assert held.part.signatures == ()


def test_ink_without_a_figure_is_no_suggestion(edition_2024: Edition) -> None:
    place = PlaceSeen(1, "district date", ((0, 792), (612, 792), (612, 0), (0, 0)))
    held = assessed(scanned(places=(place,)), edition_2024, page(["Choose the date", "squiggle"]))
    assert details(held, Code.DATE_UNSURE) == [""]
