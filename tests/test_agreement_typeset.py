"""What typesetters do to a letter is no change; what looks like it and says something else is one."""

import pytest

from loc_builder.agreement import Change, ChangeKind, compare, compare_pages
from loc_builder.model import Fixed, Wording, Zone

FOOT = "KYILN-2024-001-L1-32 rev. 1\nInnovation Network, Department of Education\nPage  of "
LETTER = Wording(
    (
        Fixed(
            "Letter of Commitment 2024-2025\nThe state pays for 2-3 days:\n1. training\n2. travel\n3. books\n"
            "A district is not able to re-sign for those.\nPlans\n"
        ),
        Zone("plans", "", "Click or tap to write: Plans"),
        Fixed("\nV. Agreement\nEither party may end this agreement in writing.\n"),
    ),
    (FOOT,),
)
TEXT = (
    "Letter of Commitment 2024-2025\nThe state pays for 2-3 days:\n1. training\n2. travel\n3. books\n"
    "A district is not able to re-sign for those.\nPlans\n{plans}\nV. Agreement\n"
    "Either party may end this agreement in writing.\n"
)


def changes(old: str = "", new: str = "", *, plans: str = "We plan.") -> list[str]:
    text = TEXT.format(plans=plans)
    assert old in text
    return [str(each) for each in compare(LETTER, text.replace(old, new) if old else text).changes]


# ---- words parted otherwise


def _joined(words: str) -> str:
    return f'"not able" became "{words}" (3. books A district is [...] to re-sign for those. Plans)'


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "not able",
            "notable",
            '"not able" became "notable" (3. books A district is [...] to re-sign for those. Plans)',
        ),
        ("re-sign", "resign", '"re-sign" became "resign" (district is not able to [...] for those. Plans)'),
        ("not able", "not\N{SOFT HYPHEN}able", _joined("not\N{SOFT HYPHEN}able")),
        ("2-3", "23", '"2-3" became "23" (2024-2025 The state pays for [...] days: 1. training 2. travel)'),
        ("those", "tho se", '"those." became "tho se." (not able to re-sign for [...] Plans)'),
    ],
)
def test_the_same_letters_parted_otherwise_are_a_change(old: str, new: str, told: str) -> None:
    assert changes(old, new) == [told]


def test_words_parted_otherwise_are_told_beside_another_change() -> None:
    text = TEXT.format(plans="We plan.").replace("not able", "notable").replace("Either", "Neither")
    told = [str(each) for each in compare(LETTER, text).changes]
    assert [each.partition(" (")[0] for each in told] == [
        '"not able" became "notable"',
        '"Either" became "Neither"',
    ]


@pytest.mark.parametrize(
    "divided", ["not\nable", "re-\nsign", "re\ufffesign", "a\ufffegreement", "dis\N{SOFT HYPHEN}trict"]
)
def test_the_end_of_a_line_parts_no_words(divided: str) -> None:
    whole = divided.replace("\ufffe", "-" if "sign" in divided else "").replace("\N{SOFT HYPHEN}", "")
    assert changes(whole.replace("\n", "" if "sign" in divided else " "), divided) == []


# ---- lists counted from another number


def test_a_list_that_counts_on_from_another_number_is_no_change() -> None:
    assert changes("1. training\n2. travel\n3. books", "1. training\n1. travel\n2. books") == []
    assert changes("1. training\n2. travel\n3. books", "7. training\n8. travel\n9. books") == []


@pytest.mark.parametrize(
    "renumbered",
    ["1. training\n2. travel\n4. books", "1. training\n3. travel\n2. books", "1. training\n5. travel\n9. books"],
)
def test_numbers_that_did_not_move_together_are_told(renumbered: str) -> None:
    assert changes("1. training\n2. travel\n3. books", renumbered) != []


def test_a_number_within_a_line_is_told_although_it_moved_with_the_list() -> None:
    letter = Wording((Fixed("We pay\n1. for 2. of 3 days\n"),))
    assert compare(letter, "We pay\n2. for 3. of 3 days\n").changes


# ---- what a page has around its text


def pages(*, foot: str = FOOT.replace("Page  of ", "Page {} of 2"), around: str = "{}") -> list[str]:
    first, middle, last = TEXT.format(plans="We plan.").partition("A district")
    return [
        around.replace("{}", f"{text}{foot.replace('{}', str(number))}").replace("#", str(number))
        for number, text in enumerate((first, middle + last), 1)
    ]


def test_a_letter_with_its_own_footers_is_unaltered() -> None:
    assert compare_pages(LETTER, pages()).changes == ()


def test_what_a_browser_prints_around_a_page_is_no_change() -> None:
    title = "11/22/26, 9:24\N{NARROW NO-BREAK SPACE}PM Letter of Commitment 2024-2025"
    for around in (f"{{}}\n{title}\n#/2", f"{{}}\n{title}\nhttps://office.example/letter #/2"):
        assert compare_pages(LETTER, pages(around=around)).changes == ()


@pytest.mark.parametrize(
    "around",
    [
        "{}\n11/22/26, 9:24 PM This letter binds nobody\n#/2",
        "{}\n11/22/26, 9:24 PM Letter of Commitment 2024-2025\n7/2",
        "{}\nLetter of Commitment\n#/2",
    ],
)
def test_words_where_a_browser_prints_are_told(around: str) -> None:
    assert compare_pages(LETTER, pages(around=around)).changes


def test_an_altered_footer_is_told_once_and_parts_no_text() -> None:
    altered = FOOT.replace("Education", "Agriculture").replace("Page  of ", "Page {} of 2")
    assert compare_pages(LETTER, pages(foot=altered)).changes == (
        Change(
            ChangeKind.REPLACED,
            "Innovation Network, Department of Education",
            "Innovation Network, Department of Agriculture",
            "header or footer",
        ),
    )


# ---- answers


def test_an_answer_below_what_invites_to_write_is_that_answer_alone() -> None:
    text = TEXT.format(plans="Click or tap to write: Plans\nWe visit a school.")
    assert compare(LETTER, text).answers["plans"] == "We visit a school."


def test_a_hyphen_at_a_lines_end_stays_unless_words_are_divided_there() -> None:
    own, divided = TEXT.format(plans="a state\ufffewide plan"), TEXT.format(plans="our fam\ufffeilies")
    assert compare(LETTER, own).answers["plans"] == "a state-wide plan"
    assert compare(LETTER, divided.replace("agreement", "agree\ufffement")).answers["plans"] == "our families"


def test_a_label_that_lost_its_blank_is_no_change_beside_another_one() -> None:
    told = changes("V. Agreement\nEither", "V.Agreement\nNeither", plans="Ours ends in July.")
    assert [each.partition(" (")[0] for each in told] == ['"Either" became "Neither"']
