"""What becomes of parts and returns, and of what was said wrongly."""

from dataclasses import replace
from datetime import timedelta

from made.facts import (
    APPROVED,
    BARREN,
    LETTER,
    MISREAD,
    REOPENED,
    SIGNED_IN_MARCH,
    START,
    YEAR_2017,
    accepted,
    approved,
    came,
    commitment,
    corrected,
    day,
    issued,
    letter_of,
    sent_back,
    signed,
    then,
    told,
)

from loc_builder.facts import Corrected, Fact, PartMatched, PartReopened, PartSetAside
from loc_builder.letter_id import make
from loc_builder.model import ReturnId, Role
from loc_builder.standing import standing_of

# ---- parts and returns ------------------------------------------------------------------------------------------


def undecided(facts: tuple[Fact, ...]) -> list[str]:
    return [part.ref.return_id for part in letter_of(facts).undecided]


def test_reopening_an_acceptance_opens_its_parts_and_the_approvals_page() -> None:
    facts = then(SIGNED_IN_MARCH, *came("ink"), approved("2018-04-02", "ink"), REOPENED)
    assert undecided(facts) == ["scan", "ink"]
    assert letter_of(facts).commitment is None


def test_reopening_leaves_alone_what_was_sent_back_before() -> None:
    facts = told(
        issued(), *came("unsigned"), sent_back("unsigned"), *came("scan"), signed("2018-03-09"), accepted("2018-03-09")
    )
    assert undecided(then(facts, REOPENED)) == ["scan"]


def test_reopening_what_was_sent_back_opens_it() -> None:
    assert undecided(told(issued(), *came("a"), sent_back("a"), REOPENED)) == ["a"]


def test_a_return_that_nobody_could_place_is_unmatched_until_a_person_decides() -> None:
    lost = told(issued(), *came("lost", letter=None))
    placed = then(lost, PartMatched(LETTER, ReturnId("lost"), 1, Role.WHOLE, None, by_rule=False))
    aside = then(lost, PartSetAside(ReturnId("lost"), 1, "an advertisement"))

    def unmatched(facts: tuple[Fact, ...]) -> bool:
        return standing_of(facts).returns[ReturnId("lost")].is_unmatched

    assert [unmatched(facts) for facts in (lost, placed, aside)] == [True, False, False]
    assert undecided(placed) == ["lost"]


def test_a_part_set_aside_can_be_given_to_a_letter_after_all() -> None:
    aside = told(issued(), *came("lost", letter=None), PartSetAside(ReturnId("lost"), 1, "an advertisement"))
    assert undecided(then(aside, PartMatched(LETTER, ReturnId("lost"), 1, Role.WHOLE, None, by_rule=False))) == ["lost"]


def test_a_part_set_aside_waits_again_when_it_is_brought_back() -> None:
    lost = ReturnId("lost")
    aside = told(issued(), *came("lost", letter=None), PartSetAside(lost, 1, "an advertisement"))
    [part] = standing_of(aside).returns[lost].parts
    assert (part.is_aside, part.is_decided) == (True, True)
    back = standing_of(then(aside, PartReopened(lost, 1, "it is signed overleaf"))).returns[lost]
    assert (back.is_unmatched, back.parts[0].is_aside) == (True, False)


def test_what_came_after_the_acceptance_waits_with_its_letter_when_it_is_brought_back() -> None:
    aside = then(SIGNED_IN_MARCH, *came("later"), PartSetAside(ReturnId("later"), 1, "the same again"))
    assert undecided(aside) == []
    assert undecided(then(aside, PartReopened(ReturnId("later"), 1, "it differs"))) == ["later"]


def test_a_part_given_to_another_letter_is_no_longer_with_the_first() -> None:
    barren = make("KYILN", YEAR_2017, BARREN)
    facts = told(
        issued(),
        issued(district=BARREN),
        *came("scan"),
        PartMatched(barren, ReturnId("scan"), 1, Role.WHOLE, None, by_rule=False),
    )
    letters = standing_of(facts).letters
    assert (len(letters[LETTER].parts), len(letters[barren].parts)) == (0, 1)


# ---- corrections ------------------------------------------------------------------------------------------------


def test_a_correction_of_the_date_changes_signature_and_term() -> None:
    one = commitment(MISREAD)
    assert (one.signed_on, one.signatures["district"].signed_on) == (day("2017-08-09"), day("2017-08-09"))
    assert (one.accepted.term.school_years, one.member_until) == ((YEAR_2017,), day("2018-06-30"))
    assert one.accepted_at == START + timedelta(days=9), "what counts was said by the correction"


def test_of_two_corrections_of_one_signature_the_last_counts() -> None:
    again = corrected(corrected(MISREAD, 5, signed("2017-09-08")), 6, accepted("2017-09-08"))
    assert (commitment(again).signed_on, commitment(again).signatures["district"].signed_on) == (
        day("2017-09-08"),
        day("2017-09-08"),
    )
    back = corrected(corrected(again, 5, signed("2018-03-09")), 6, accepted("2018-03-09"))
    assert replace(commitment(back), stated={}) == replace(commitment(APPROVED), stated={})


def test_a_correction_of_what_was_undone_later_does_not_bring_it_back() -> None:
    facts = corrected(then(APPROVED, REOPENED), 6, accepted("2017-08-09"))
    assert letter_of(facts).commitment is None


def test_a_correction_of_what_was_said_anew_later_does_not_overrule_it() -> None:
    facts = then(APPROVED, REOPENED, signed("2018-03-29"), accepted("2018-03-29"))
    assert commitment(corrected(facts, 6, accepted("2017-08-09"))).signed_on == day("2018-03-29")


def test_what_a_correction_says_is_known_since_the_correction() -> None:
    wrong = corrected(APPROVED, 7, replace(approved("2018-04-20"), signer="Rob Collins"))
    assert isinstance(wrong[-1].said, Corrected)
    one = commitment(wrong)
    assert one.approval is not None
    assert (one.approval.signer, one.approved_at) == ("Rob Collins", START + timedelta(days=8))
