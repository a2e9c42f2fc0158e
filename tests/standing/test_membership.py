"""Who is a member on a day, and whom an earlier letter covers, by what happened to Adair County's letter."""

from datetime import timedelta

import pytest
from made.facts import (
    ADAIR,
    APPROVED,
    APPROVED_IN_AUGUST,
    BARREN,
    LETTER,
    MISREAD,
    REOPENED,
    SIGNED_IN_AUGUST,
    SIGNED_IN_JUNE,
    SIGNED_IN_MARCH,
    START,
    YEAR_2017,
    YEAR_2018,
    YEAR_2019,
    accepted,
    approved,
    came,
    commitment,
    corrected,
    day,
    ended,
    issued,
    signed,
    then,
    told,
)

from loc_builder.facts import Fact
from loc_builder.letter_id import make
from loc_builder.standing import standing_of

BY_SIGNATURE = told(issued(), *came("scan"), signed("2018-03-09"), accepted("2018-03-09", starts="signature"))
BY_SIGNATURE_IN_JUNE = told(issued(), *came("scan"), signed("2017-06-15"), accepted("2017-06-15", starts="signature"))
MISREAD_APPROVAL = corrected(APPROVED, 7, approved("2018-04-20"))

MEMBERS = {
    # what happened, and then whether Adair County is a member on the day
    "accepted, not yet approved": (SIGNED_IN_MARCH, "2018-05-01", False),
    "the day before approval": (APPROVED, "2018-04-01", False),
    "the day of approval": (APPROVED, "2018-04-02", True),
    "after approval": (APPROVED, "2018-05-01", True),
    "signed, where membership starts with approval": (APPROVED, "2018-03-09", False),
    "signed, where membership starts with the signature": (BY_SIGNATURE, "2018-03-09", True),
    "the day before signing": (BY_SIGNATURE, "2018-03-08", False),
    "signed in June, before the term": (BY_SIGNATURE_IN_JUNE, "2017-06-30", False),
    "signed in June, the term's first day": (BY_SIGNATURE_IN_JUNE, "2017-07-01", True),
    "approved in June, before the term": (then(SIGNED_IN_JUNE, approved("2017-06-20")), "2017-06-30", False),
    "approved in June, the term's first day": (then(SIGNED_IN_JUNE, approved("2017-06-20")), "2017-07-01", True),
    "one year's last day": (APPROVED_IN_AUGUST, "2018-06-30", True),
    "the day after one year": (APPROVED_IN_AUGUST, "2018-07-01", False),
    "two years, in the second": (APPROVED, "2018-10-01", True),
    "two years' last day": (APPROVED, "2019-06-30", True),
    "the day after two years": (APPROVED, "2019-07-01", False),
    "approved after the term was over": (then(SIGNED_IN_AUGUST, approved("2018-07-02")), "2018-07-02", False),
    "ended, on its last day": (then(APPROVED, ended("2018-12-31")), "2018-12-31", True),
    "ended, the day after": (then(APPROVED, ended("2018-12-31")), "2019-01-01", False),
    "an end after the term changes nothing": (then(APPROVED, ended("2020-01-01")), "2019-07-01", False),
    "the date corrected to August: still in 2017-2018": (MISREAD, "2018-06-30", True),
    "the date corrected to August: no longer in 2018-2019": (MISREAD, "2018-10-01", False),
    "the approval corrected: not yet": (MISREAD_APPROVAL, "2018-04-19", False),
    "the approval corrected: from then on": (MISREAD_APPROVAL, "2018-04-20", True),
    "the end corrected": (corrected(then(APPROVED, ended("2018-12-31")), 8, ended("2019-01-31")), "2019-01-31", True),
    "reopened": (then(APPROVED, REOPENED), "2018-05-01", False),
    "reopened, accepted again, not approved": (then(APPROVED, REOPENED, accepted("2018-03-09")), "2018-05-01", False),
    "only issued": (told(issued()), "2017-10-01", False),
}


@pytest.mark.parametrize(("facts", "on", "is_member"), MEMBERS.values(), ids=MEMBERS)
def test_who_is_a_member_on_a_day(facts: tuple[Fact, ...], on: str, *, is_member: bool) -> None:
    members = [each.issued.district_number for each in standing_of(facts).members_on(day(on))]
    assert members == ([ADAIR] if is_member else [])


def test_a_member_with_two_letters_is_named_once_with_the_one_that_began_last() -> None:
    second = make("KYILN", YEAR_2018, ADAIR)
    facts = then(
        APPROVED,
        issued(year=YEAR_2018),
        accepted("2018-08-06", letter=second, year=YEAR_2018),
        approved("2018-09-03", letter=second),
    )
    assert [each.letter_id for each in standing_of(facts).members_on(day("2018-09-02"))] == [LETTER]
    assert [each.letter_id for each in standing_of(facts).members_on(day("2018-09-03"))] == [second]


def test_members_are_listed_by_district_number() -> None:
    barren = make("KYILN", YEAR_2017, BARREN)
    first = (issued(district=BARREN), accepted("2018-03-01", letter=barren), approved("2018-03-02", letter=barren))
    facts = told(*first, *(fact.said for fact in APPROVED))
    assert [each.issued.district for each in standing_of(facts).members_on(day("2018-05-01"))] == [
        "Adair County",
        "Barren County",
    ]


def test_a_commitment_says_who_accepted_and_approved_it_and_when() -> None:
    one = commitment(APPROVED)
    assert (one.accepted_by, one.accepted_at, one.approved_by, one.approved_at) == (
        "Pat",
        START + timedelta(days=6),
        "Pat",
        START + timedelta(days=7),
    )
    assert (one.signed_on, one.member_from, one.member_until) == (
        day("2018-03-09"),
        day("2018-04-02"),
        day("2019-06-30"),
    )


# ---- covered by an earlier letter -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "facts", "covered"),
    [
        ("signed in March for two years", APPROVED, True),
        ("signed in August for one year", APPROVED_IN_AUGUST, False),
        ("not approved yet", SIGNED_IN_MARCH, True),
        ("ended before the second year is over", then(APPROVED, ended("2018-12-31")), False),
        ("the date corrected to August", MISREAD, False),
        ("reopened", then(APPROVED, REOPENED), False),
    ],
)
def test_a_district_is_covered_in_the_year_after_its_letters(
    what: str, facts: tuple[Fact, ...], *, covered: bool
) -> None:
    found = standing_of(facts).covered_in(YEAR_2018)
    assert (ADAIR in found) == covered, what
    assert not standing_of(facts).covered_in(YEAR_2019)


def test_a_letter_covers_no_district_in_its_own_edition_nor_in_an_earlier_one() -> None:
    second = make("KYILN", YEAR_2018, ADAIR)
    facts = told(issued(year=YEAR_2018), accepted("2018-05-20", letter=second, year=YEAR_2018))
    (one,) = standing_of(facts).commitments()
    assert one.accepted.term.school_years == (YEAR_2017, YEAR_2018)
    assert not standing_of(facts).covered_in(YEAR_2017)
    assert not standing_of(facts).covered_in(YEAR_2018)
