from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loc_builder.agreement import (
    Change,
    ChangeKind,
    compare,
    compare_fixed,
    compare_furniture,
    is_invitation,
    without_furniture,
)
from loc_builder.model import Fixed, Wording, Zone

LETTER = Wording(
    (
        Fixed("1. The district takes part in the network and sends a report each year.\nName\t"),
        Zone("name", "Ada Reed", "Click or tap to write: District name"),
        Fixed("\nTitle\t"),
        Zone("title", ""),
        Fixed("\n2. The agency offers help.\n• Free coaching for well-prepared teams\n"),
        Zone("plan", ""),
        Fixed("\nEither party may end this agreement in writing.\n"),
    ),
    ("KYILN-2024-001-L1-42 rev. 1\nNetwork, Agency\nPage  of ",),
)


def returned(name: str = "Ada Reed", title: str = "", plan: str = "") -> str:
    return (
        f"1. The district takes part in the network and sends a report each year.\nName\t{name}\nTitle\t{title}\n"
        f"2. The agency offers help.\n• Free coaching for well-prepared teams\n{plan}\n"
        "Either party may end this agreement in writing.\n"
    )


def test_what_stands_in_the_zones_is_answers() -> None:
    comparison = compare(LETTER, returned(title="Principal", plan="We plan.\nMuch."))
    assert comparison.changes == ()
    assert comparison.answers == {"name": "Ada Reed", "title": "Principal", "plan": "We plan.\nMuch."}


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", " \r\n"),
        lambda text: text.replace("network", "net-\nwork").replace("report", "re\ufffe\r\nport"),
        lambda text: text.replace("offers", "o\N{LATIN SMALL LIGATURE FF}ers"),
        lambda text: text.replace("•", "\uf0b7").replace("well-prepared", "well\N{NON-BREAKING HYPHEN}prepared"),
        lambda text: text.replace("Name\t", "Name ____"),
        lambda text: text.upper(),
        lambda text: text.replace(" ", "\u00a0").replace("agreement", "agree\N{SOFT HYPHEN}ment"),
    ],
)
def test_what_printing_does_to_a_text_is_no_change(change: Callable[[str], str]) -> None:
    assert compare(LETTER, change(returned(plan="Ours"))).changes == ()


@pytest.mark.parametrize(
    ("old", "new", "kind", "words"),
    [
        ("each year", "every year", ChangeKind.REPLACED, ("each", "every")),
        ("may end", "may not end", ChangeKind.ADDED, ("", "not")),
        ("and sends a report ", "", ChangeKind.REMOVED, ("and sends a report", "")),
        ("2. The agency", "3. The agency", ChangeKind.REPLACED, ("2.", "3.")),
        ("offers help", "help offers", ChangeKind.REPLACED, ("offers help.", "help offers.")),
        ("Title\t", "Titel\t", ChangeKind.REPLACED, ("Title", "Titel")),
    ],
)
def test_an_altered_word_is_told_and_the_answers_are_still_read(
    old: str, new: str, kind: ChangeKind, words: tuple[str, str]
) -> None:
    comparison = compare(LETTER, returned(title="Principal", plan="We plan.").replace(old, new))
    (change,) = comparison.changes
    assert (change.kind, change.issued, change.returned) == (kind, *words)
    assert "[...]" in change.context
    assert comparison.answers == {"name": "Ada Reed", "title": "Principal", "plan": "We plan."}


def test_a_label_inside_an_answer_does_not_part_it() -> None:
    comparison = compare(LETTER, returned(name="Ada Reed, whose Title is long", title="Head\nof Title I"))
    assert comparison.changes == ()
    assert comparison.answers["name"] == "Ada Reed, whose Title is long"
    assert comparison.answers["title"] == "Head\nof Title I"


def test_an_answer_as_prefilled_keeps_its_own_form() -> None:
    assert compare(LETTER, returned(name="Ada\r\nReed")).answers["name"] == "Ada Reed"


def test_an_invitation_to_write_is_no_answer() -> None:
    text = returned(name="Click or tap to write: District\nname", title="Click or tap to choose the date")
    assert compare(LETTER, text).answers == {"name": "", "title": "", "plan": ""}
    assert is_invitation("Click or tap to enter a date.")
    assert not is_invitation("")


def test_zones_side_by_side_share_lines() -> None:
    wording = Wording((Fixed("Write:\n"), Zone("a", ""), Fixed("\n"), Zone("b", ""), Fixed("End")))
    assert compare(wording, "Write:\none\ntwo\nEnd").answers == {"a": "one", "b": "two"}
    assert compare(wording, "Write:\none\nEnd").answers == {"a": "one", "b": ""}


def test_text_after_the_end_and_before_the_start_is_added() -> None:
    changes = compare(LETTER, "Draft\n" + returned() + "All this is void.").changes
    assert [(one.kind, one.returned) for one in changes] == [
        (ChangeKind.ADDED, "Draft"),
        (ChangeKind.ADDED, "All this is void."),
    ]


def test_a_text_far_longer_than_a_letter_is_not_aligned() -> None:
    (change,) = compare(LETTER, returned(plan="word " * 100_000)).changes
    assert change.context == "the text is far longer than a letter"


def test_another_document_is_not_the_letter() -> None:
    comparison = compare(LETTER, "Dear sir, here are the minutes of our board for July and August.")
    assert comparison.changes
    assert set(comparison.answers) == {"name", "title", "plan"}


def test_pages_lose_their_furniture_wherever_a_pdf_puts_it() -> None:
    head = "KYILN-2024-001-L1-42 rev. 1 \r\nNetwork, \r\nAgency\r\nPage 2 of 5\r\n"
    pages = ["First\r\n" + head, head + "Second\r\n" + head, "Third\r\nPage 3 of 5"]
    assert without_furniture(pages, LETTER.furniture) == "First\nSecond\nThird"


def test_altered_furniture_and_page_numbers_inside_the_text_stay() -> None:
    text = "See page 3 of 5 there\nKYILN-2024-001-L1-42 rev. 12\nPage 1 of 5"
    assert without_furniture([text], LETTER.furniture).split("\n")[-1] == "KYILN-2024-001-L1-42 rev. 12"


def test_furniture_is_compared_in_any_order() -> None:
    assert compare_furniture(("A", "B"), ("b", "A", "A", "")) == ()
    assert compare_furniture(("A",), ("A", "New")) == (Change(ChangeKind.ADDED, "", "New", "header or footer"),)
    assert compare_furniture(("A", "B"), ("A",)) == (Change(ChangeKind.REMOVED, "B", "", "header or footer"),)


def test_word_returns_are_compared_piece_by_piece() -> None:
    theirs = Wording(
        tuple(Fixed(one.text.replace("Title", "Rank")) if isinstance(one, Fixed) else one for one in LETTER.body)
    )
    (change, lost) = compare_fixed(LETTER, theirs)
    assert (change.issued, change.returned) == ("Title", "Rank")
    assert lost.kind is ChangeKind.REMOVED
    assert str(change).startswith('"Title" became "Rank"')


@settings(max_examples=60, deadline=None)
@given(st.tuples(st.text(max_size=30), st.text(max_size=30), st.text(max_size=60)))
def test_no_answer_makes_an_honest_return_suspect(answers: tuple[str, str, str]) -> None:
    assert compare(LETTER, returned(*answers)).changes == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_compared(text: str) -> None:
    assert set(compare(LETTER, text).answers) == {"name", "title", "plan"}
    without_furniture([text], LETTER.furniture)
