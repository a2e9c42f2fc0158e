"""How a district stands, in the archive's list, where its letter was ended."""

from made.facts import APPROVED, SIGNED_IN_MARCH, approved, ended, letter_of, then

from loc_builder.binding.telling import standing_sentence


def test_a_letter_ended_before_its_approval_is_not_waited_for() -> None:
    assert standing_sentence(letter_of(SIGNED_IN_MARCH)) == "Signed and accepted; not yet approved"
    assert standing_sentence(letter_of(then(SIGNED_IN_MARCH, ended("2018-03-31")))) == (
        "Never a member: ended by notice with March 31, 2018, before it was approved"
    )


def test_a_letter_approved_after_its_end_makes_no_member() -> None:
    late = then(SIGNED_IN_MARCH, ended("2018-03-31"), approved("2018-04-02"))
    assert standing_sentence(letter_of(late)).startswith("Never a member: ended by notice with March 31, 2018")


def test_a_member_that_left_is_one_until_its_last_day() -> None:
    assert standing_sentence(letter_of(then(APPROVED, ended("2018-05-31")))) == (
        "Member from April 2, 2018 to May 31, 2018, ended by notice"
    )
