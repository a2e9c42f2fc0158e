"""The state of a letter, and what it waits for, as they follow from what happened to it."""

import pytest
from made.facts import (
    ADAIR,
    APPROVED,
    BARREN,
    FILE,
    LETTER,
    REOPENED,
    SENT,
    SIGNED_IN_MARCH,
    YEAR_2017,
    YEAR_2018,
    approved,
    came,
    issued,
    letter_of,
    sent_back,
    then,
    told,
)

from loc_builder.facts import Archived, Fact, PartSetAside, Recorded
from loc_builder.model import ReturnId, Role
from loc_builder.standing import LetterState, missing_roles, standing_of

# ---- the state of a letter --------------------------------------------------------------------------------------

STATES = {
    "issued": (told(issued()), "issued"),
    "sent": (told(issued(), SENT), "sent"),
    "issued anew": (told(issued(), SENT, issued(2)), "issued"),
    "something came back": (told(issued(), SENT, *came("scan")), "waiting"),
    "what came back is another's": (told(issued(), SENT, *came("scan", letter=None)), "sent"),
    "sent back": (told(issued(), SENT, *came("scan"), sent_back("scan")), "returned-for-correction"),
    "sent back, then it came again": (
        told(issued(), SENT, *came("scan"), sent_back("scan"), *came("again")),
        "waiting",
    ),
    "the only part set aside": (
        told(issued(), SENT, *came("scan"), PartSetAside(ReturnId("scan"), 1, "a fax cover")),
        "sent",
    ),
    "accepted": (SIGNED_IN_MARCH, "accepted"),
    "approved": (APPROVED, "approved"),
    "a second scan after acceptance": (then(SIGNED_IN_MARCH, *came("second")), "accepted"),
    "a second scan after approval": (then(APPROVED, *came("second")), "approved"),
    "reopened": (then(APPROVED, REOPENED), "waiting"),
    "sent back, reopened": (told(issued(), *came("scan"), sent_back("scan"), REOPENED), "waiting"),
}


@pytest.mark.parametrize(("facts", "state"), STATES.values(), ids=STATES)
def test_a_letters_state(facts: tuple[Fact, ...], state: str) -> None:
    assert letter_of(facts).state.value == state


def test_a_district_owes_an_answer_until_one_has_come_that_was_not_sent_back() -> None:
    owing = {state.value for state in LetterState if state.is_outstanding}
    assert owing == {"issued", "sent", "returned-for-correction"}


def test_a_letter_says_why_it_was_sent_back() -> None:
    assert letter_of(told(issued(), *came("scan"), sent_back("scan"))).returned_because == "there is no date"
    assert letter_of(SIGNED_IN_MARCH).returned_because == ""


def test_the_letters_of_a_year_come_by_district_number() -> None:
    facts = told(issued(district=BARREN), issued(year=YEAR_2018), issued())
    assert [each.issued.district_number for each in standing_of(facts).of_year(YEAR_2017)] == [ADAIR, BARREN]


def test_a_letter_knows_its_record_and_whether_it_is_archived() -> None:
    record = Recorded(LETTER, "record.pdf", FILE, 6)
    before, after = then(APPROVED, record), then(APPROVED, record, Archived(YEAR_2017, "a.pdf", FILE, 9, 8, (LETTER,)))
    assert (letter_of(before).record, letter_of(before).is_archived) == (record, False)
    assert letter_of(after).is_archived


# ---- what a letter waits for ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "facts", "codes"),
    [
        ("nothing came", told(issued()), []),
        ("a scan to be looked at", told(issued(), *came("a", Role.WHOLE, "date-unsure", "duplicate")), ["date-unsure"]),
        ("only the signature page", told(issued(), *came("a", Role.SIGNATURE_PAGE)), ["answer-missing"]),
        ("only the answers", told(issued(), *came("a", Role.ANSWERS)), ["signature-page-missing"]),
        ("answers and page", told(issued(), *came("a", Role.ANSWERS), *came("b", Role.SIGNATURE_PAGE)), ["undecided"]),
        (
            "the page that answers for the letter's missing signature",
            told(issued(), *came("a", Role.WHOLE, "not-signed", "no-date"), *came("b", Role.SIGNATURE_PAGE)),
            ["undecided"],
        ),
        (
            "each reason once",
            told(issued(), *came("a", Role.ANSWERS, "text-changed"), *came("b", Role.SIGNATURE_PAGE, "text-changed")),
            ["text-changed"],
        ),
        (
            "the page, after a whole letter was sent back",
            told(issued(), *came("a"), sent_back("a"), *came("b", Role.SIGNATURE_PAGE)),
            ["answer-missing"],
        ),
        ("accepted", SIGNED_IN_MARCH, []),
        ("a second part after acceptance", then(SIGNED_IN_MARCH, *came("second")), ["second-part"]),
        ("a second part after approval", then(APPROVED, *came("second")), ["second-part"]),
        (
            "a second part with a reason of its own",
            then(SIGNED_IN_MARCH, *came("second", Role.WHOLE, "text-changed")),
            ["text-changed"],
        ),
        ("the countersigned page, accepted", then(SIGNED_IN_MARCH, *came("ink"), approved("2018-04-02", "ink")), []),
    ],
)
def test_what_a_letter_waits_for(what: str, facts: tuple[Fact, ...], codes: list[str]) -> None:
    assert list(letter_of(facts).waiting_for) == codes, what


@pytest.mark.parametrize(
    ("roles", "missing"),
    [
        ([Role.WHOLE], []),
        ([Role.COUNTERSIGNED], []),
        ([Role.ANSWERS, Role.SIGNATURE_PAGE], []),
        ([Role.ANSWERS], ["signature-page-missing"]),
        ([Role.SIGNATURE_PAGE], ["answer-missing"]),
        ([Role.OTHER], ["signature-page-missing", "answer-missing"]),
    ],
)
def test_what_a_letter_lacks_by_the_parts_that_came(roles: list[Role], missing: list[str]) -> None:
    assert list(missing_roles(roles)) == missing
