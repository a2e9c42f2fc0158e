"""The wording against what was recognised on pictures of it: what is certain, what is a doubt, what is nothing."""

from collections.abc import Mapping, Sequence

import pytest
from made.recognised import NOTHING_UNSURE, TOP, line, page

from loc_builder.agreement import Comparison, compare_recognised
from loc_builder.model import Fixed, RecognisedLine, Wording, Zone

AGREEMENT = (
    "The district takes part in the network from 2024-2025 on, and it sends",
    "a modern report of its work each year until this letter is ended by one",
    "of the two parties, who may do so at any time and without a reason.",
    "The agency pays for the travel of two teachers to each convening, and",
    "for nothing else; what the district spends beyond that is its own.",
    "Whatever is learned in the network belongs to all of its members alike,",
    "and none of them may keep the others from its use for schools.",
)
CLAUSE = (
    "Either party may end this agreement in writing. It then loses what was",
    "promised above, and returns what it was given for the years to come.",
)
HEADING = ("What is agreed", "Both of the parties accept what is set out above, and go on side by side.")
FOOTER = ("KYILN-2024-001-L1-32 rev. 1", "The Network, the Agency that runs it", "Page 1 of 1")
LETTER = Wording(
    (
        Fixed("\n".join((*AGREEMENT, "Name\t"))),
        Zone("superintendent.name", "Ada Reed", "Click or tap to write: Superintendent name"),
        Fixed("\nWhat do you plan?\n"),
        Zone("answers.plan", "", "Click or tap to write: Plan"),
        Fixed("\n".join(("", *HEADING, *CLAUSE, "Signed by both of the parties, on the day beside the name."))),
    ),
    ("KYILN-2024-001-L1-32 rev. 1\nThe Network, the Agency that runs it\nPage  of ",),
)


def compared(lines: Sequence[str | RecognisedLine], *, unsure: Mapping[str, float] = NOTHING_UNSURE) -> Comparison:
    return compare_recognised(LETTER, (page(lines, unsure=unsure),))


def read(
    *, name: str = "Ada Reed", plan: Sequence[str] = ("We plan much.",), clause: Sequence[str] = CLAUSE
) -> tuple[str, ...]:
    """The letter's lines as they stand on its one page."""
    asked = (f"Name {name}", "What do you plan?", *plan)
    return (
        *AGREEMENT,
        *asked,
        *HEADING,
        *clause,
        "Signed by both of the parties, on the day beside the name.",
        *FOOTER,
    )


def with_words(old: str, new: str) -> tuple[str, ...]:
    lines = read()
    assert sum(old in each for each in lines) == 1
    return tuple(each.replace(old, new) for each in lines)


def told(comparison: Comparison) -> tuple[list[str], list[str]]:
    """What is certain, and what is in doubt, each as the words issued and returned."""
    certain, doubts = (
        [f"{each.issued} > {each.returned}" for each in changes] for changes in (comparison.changes, comparison.doubts)
    )
    return certain, doubts


def test_a_letter_read_without_a_fault_has_no_changes_and_its_answers() -> None:
    comparison = compared(read(plan=("We plan much,", "and more.")))
    assert told(comparison) == ([], [])
    assert comparison.answers == {"superintendent.name": "Ada Reed", "answers.plan": "We plan much,\nand more."}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the travel", "thetravel"),
        ("teachers", "tea chers"),
        ("until this letter", "unti1 this Ietter"),
        ("its members", ".its mémbers,"),
        ("a modern report", "• a modern report"),
        ("takes part", "takes 口 part"),
    ],
)
def test_what_recognition_does_to_any_text_is_not_told(old: str, new: str) -> None:
    assert told(compared(with_words(old, new))) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "told_as"),
    [
        ("modern", "modem", "modern > modem"),
        ("2024-2025", "2024-2026", "2024-2025 > 2024-2026"),
        ("for nothing", "far nothing", "for > far"),
        ("without a reason", "without reason", "a > "),
    ],
)
def test_what_may_be_misread_is_a_doubt(old: str, new: str, told_as: str) -> None:
    assert told(compared(with_words(old, new))) == ([], [told_as])


@pytest.mark.parametrize(
    ("old", "new", "told_as"),
    [
        ("and it sends", "and it never sends", " > never"),
        ("without a reason", "against a reason", "without > against"),
        ("two teachers", "all teachers", "two > all"),
        ("from 2024-2025 on", "from 2025-2026 on", "2024-2025 > 2025-2026"),
        ("may keep the others", "may the others", "keep > "),
    ],
)
def test_words_that_were_clearly_read_are_a_change(old: str, new: str, told_as: str) -> None:
    assert told(compared(with_words(old, new))) == ([told_as], [])


def test_a_word_read_in_doubt_is_a_doubt() -> None:
    changed = with_words("and it sends", "and it never sends")
    assert told(compared(changed, unsure={"never": 0.6})) == ([], [" > never"])


def test_a_page_read_badly_proves_nothing() -> None:
    changed = with_words("and it sends", "and it never sends")
    poor = {word: 0.5 for each in (*AGREEMENT[2:], *CLAUSE) for word in each.split()}
    sure = dict.fromkeys(["part", "in", "the", "network", "from", "on,", "and", "it", "sends"], 0.999)
    assert told(compared(changed, unsure=poor | sure))[0] == []


def test_a_clause_that_is_gone_and_left_no_room_is_a_change() -> None:
    certain, doubts = told(compared(read(clause=())))
    assert len(certain) == 1
    assert certain[0].startswith("Either party may end this agreement")
    assert doubts == []


def test_a_clause_that_was_not_read_where_there_is_room_for_it_is_a_doubt() -> None:
    certain, doubts = told(compared(read(clause=("", ""))))
    assert certain == []
    assert doubts[0].startswith("Either party may end this agreement")


def test_a_word_missing_at_a_lines_end_is_a_doubt() -> None:
    assert told(compared(with_words("and it sends", "and it"))) == ([], ["sends > "])


def test_a_line_set_among_the_lines_of_the_text_is_a_change() -> None:
    added = "The district pays nothing back, whatever is written in this letter."
    certain, doubts = told(compared(read(clause=(*CLAUSE, added))))
    assert (len(certain), doubts) == (1, [])
    assert "pays nothing back" in certain[0]


def test_a_stamp_beside_the_text_is_no_change_of_it() -> None:
    stamp = line("RECEIVED SEP 13 2024 DIVISION OF INNOVATION", TOP - 3.5 * 14, left=300, height=26)
    lines = read()
    certain, doubts = told(compared((*lines[:3], stamp, *lines[3:])))
    assert certain == []
    assert len(doubts) == 1


def test_the_line_that_a_fax_writes_at_the_edge_is_not_told() -> None:
    fax = line("SEP-12-2024 10:42 FROM: SCHOOLS TO: 5025550100 P.02", 782)
    assert told(compared((fax, *read()))) == ([], [])


@pytest.mark.parametrize(
    "footer",
    [
        ("KYILN-2O24-001-L1-32rev.1", "TheNetwark,the Agency that runs it", "Page1of1"),
        ("The Network,", "the Agency that runs it"),
    ],
)
def test_a_footer_read_with_faults_is_the_footer(footer: tuple[str, ...]) -> None:
    assert told(compared((*read()[: -len(FOOTER)], *footer))) == ([], [])


def test_a_footer_that_was_altered_is_a_change_told_once() -> None:
    footer = (FOOTER[0], "The Network, the District that runs it", FOOTER[2])
    pages = (page((*read()[:9], *footer)), page((*read()[9:-3], *footer), 2))
    assert told(compare_recognised(LETTER, pages)) == (
        ["The Network, the Agency that runs it > The Network, the District that runs it"],
        [],
    )


def test_what_the_office_wrote_into_a_place_is_not_changed_by_being_misread() -> None:
    comparison = compared(read(name="Ada Recd."))
    assert comparison.answers["superintendent.name"] == "Ada Recd."
    comparison = compared(read(name="Ada. Reed"))
    assert comparison.answers["superintendent.name"] == "Ada Reed"
    assert "superintendent.name" in comparison.prefilled


def test_a_place_that_the_office_filled_and_nobody_could_read_says_nothing() -> None:
    assert "superintendent.name" not in compared(read(name="")).answers


def test_an_invitation_to_write_that_was_printed_is_no_answer() -> None:
    assert (
        compared(read(plan=("Click or tap to write: P1an", "We plan much."))).answers["answers.plan"] == "We plan much."
    )


def test_pages_lie_in_the_order_in_which_they_are_given() -> None:
    lines = read()
    first, second = page((*lines[:9], *FOOTER)), page(lines[9:], 2)
    assert told(compare_recognised(LETTER, (first, second))) == ([], [])
    assert told(compare_recognised(LETTER, (second, first))) != ([], [])


def test_a_text_far_longer_than_a_letter_is_looked_at_by_a_person() -> None:
    comparison = compare_recognised(LETTER, [page(["word " * 2000] * 50)] * 5)
    assert comparison.changes == ()
    assert "far longer" in str(comparison.doubts[0])
