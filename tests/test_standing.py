"""Standing is tested as the office would tell it: what happened to Adair County's letter, then what follows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from loc_builder.facts import (
    Accepted,
    Approved,
    Archived,
    Corrected,
    Ended,
    Fact,
    FindingsNoted,
    Issued,
    PartMatched,
    PartSetAside,
    Received,
    Recorded,
    Reopened,
    ReturnedForCorrection,
    Sent,
    Signed,
    Statement,
    correction,
)
from loc_builder.letter_id import make
from loc_builder.model import (
    Basis,
    DistrictNumber,
    LetterId,
    MembershipStart,
    PartRef,
    ReturnId,
    Role,
    Sha256,
)
from loc_builder.schoolyear import OutsideTerm, SchoolYear, TermRule, TermRuleName
from loc_builder.standing import Commitment, LetterStanding, LetterState, missing_roles, standing_of

YEAR_2017, YEAR_2018, YEAR_2019 = SchoolYear(2017), SchoolYear(2018), SchoolYear(2019)
ADAIR, BARREN = DistrictNumber("001"), DistrictNumber("035")
LETTER = make("KYILN", YEAR_2017, ADAIR)
FILE = Sha256("f1" * 32)
START = datetime(2017, 7, 5, 14, 0, tzinfo=UTC)

# ---- telling what happened --------------------------------------------------------------------------------------


def told(*said: Statement) -> tuple[Fact, ...]:
    """Facts in this order, a day apart, numbered from 1."""
    return tuple(
        Fact(number, START + timedelta(days=number), "Pat", each, "", "") for number, each in enumerate(said, start=1)
    )


def day(text: str) -> date:
    return date.fromisoformat(text)


def issued(revision: int = 1, *, year: SchoolYear = YEAR_2017, district: DistrictNumber = ADAIR) -> Issued:
    letter = make("KYILN", year, district)
    name = "Adair County" if district == ADAIR else "Barren County"
    return Issued(letter, revision, year, district, name, f"{district} {name}.docx", FILE, FILE, FILE)


def came(name: str, role: Role = Role.WHOLE, *codes: str, letter: LetterId | None = LETTER) -> tuple[Statement, ...]:
    """A return with one part: received, read, and matched where it says whose it is."""
    return_id = ReturnId(name)
    known: tuple[Statement, ...] = (PartMatched(letter, return_id, 1, role, 1, by_rule=True),) if letter else ()
    return (
        Received(return_id, f"{name}.pdf", 10, day("2018-03-12"), "mail", 1),
        FindingsNoted(return_id, 1, role, (), codes, FILE),
        *known,
    )


def ref(name: str) -> PartRef:
    return PartRef(ReturnId(name), 1)


def signed(on: str) -> Signed:
    return Signed(LETTER, "district", "Alex Doe", day(on), Basis.SEEN_BY_PERSON, ref("scan"))


def accepted(
    on: str, *parts: str, starts: str = "approval", letter: LetterId = LETTER, year: SchoolYear = YEAR_2017
) -> Accepted:
    term = TermRule(TermRuleName.SIGNING_DATE).reckon(day(on), year)
    assert not isinstance(term, OutsideTerm)
    rule = TermRuleName.SIGNING_DATE
    refs = tuple(ref(name) for name in parts or ("scan",))
    return Accepted(letter, 1, term, rule, MembershipStart(starts), refs, by_rule=False, despite=())


def approved(on: str, shown_by: str = "", letter: LetterId = LETTER) -> Approved:
    part = ref(shown_by) if shown_by else None
    return Approved(letter, "agency", "Kristina Catanese", "", day(on), Basis.TYPED_NAME, part)


def sent_back(*parts: str) -> ReturnedForCorrection:
    return ReturnedForCorrection(LETTER, tuple(ref(name) for name in parts), "there is no date")


REOPENED = Reopened(LETTER, "the wrong page was read")
SENT = Sent(LETTER, day("2017-07-06"))


def ended(on: str) -> Ended:
    return Ended(LETTER, day(on), "notice of termination")


def corrected(facts: tuple[Fact, ...], number: int, right: Statement) -> tuple[Fact, ...]:
    """The same facts and one more: the fact of this number should have said `right`."""
    said = (fact.said for fact in facts)
    return told(*said, correction(facts[number - 1], right, letter_id=LETTER, because="misread"))


def letter_of(facts: tuple[Fact, ...]) -> LetterStanding:
    return standing_of(facts).letters[LETTER]


# ---- members on a day -------------------------------------------------------------------------------------------

SIGNED_IN_MARCH = told(issued(), *came("scan"), signed("2018-03-09"), accepted("2018-03-09"))
SIGNED_IN_AUGUST = told(issued(), *came("scan"), signed("2017-08-04"), accepted("2017-08-04"))
SIGNED_IN_JUNE = told(issued(), *came("scan"), signed("2017-06-15"), accepted("2017-06-15"))


def then(facts: tuple[Fact, ...], *said: Statement) -> tuple[Fact, ...]:
    return told(*(fact.said for fact in facts), *said)


APPROVED = then(SIGNED_IN_MARCH, approved("2018-04-02"))
APPROVED_IN_AUGUST = then(SIGNED_IN_AUGUST, approved("2017-08-21"))
BY_SIGNATURE = told(issued(), *came("scan"), signed("2018-03-09"), accepted("2018-03-09", starts="signature"))
BY_SIGNATURE_IN_JUNE = told(issued(), *came("scan"), signed("2017-06-15"), accepted("2017-06-15", starts="signature"))
MISREAD = corrected(corrected(APPROVED, 5, signed("2017-08-09")), 6, accepted("2017-08-09"))
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


def commitment(facts: tuple[Fact, ...]) -> Commitment:
    found = letter_of(facts).commitment
    assert found is not None
    return found


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
        ("answers and page", told(issued(), *came("a", Role.ANSWERS), *came("b", Role.SIGNATURE_PAGE)), []),
        (
            "the page that answers for the letter's missing signature",
            told(issued(), *came("a", Role.WHOLE, "not-signed", "no-date"), *came("b", Role.SIGNATURE_PAGE)),
            [],
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
    assert one.accepted_at == START + timedelta(days=6), "it was accepted when it was accepted"


def test_of_two_corrections_of_one_signature_the_last_counts() -> None:
    again = corrected(corrected(MISREAD, 5, signed("2017-09-08")), 6, accepted("2017-09-08"))
    assert (commitment(again).signed_on, commitment(again).signatures["district"].signed_on) == (
        day("2017-09-08"),
        day("2017-09-08"),
    )
    back = corrected(corrected(again, 5, signed("2018-03-09")), 6, accepted("2018-03-09"))
    assert standing_of(back) == standing_of(APPROVED)


def test_a_correction_of_what_was_undone_later_does_not_bring_it_back() -> None:
    facts = corrected(then(APPROVED, REOPENED), 6, accepted("2017-08-09"))
    assert letter_of(facts).commitment is None


def test_a_correction_of_what_was_said_anew_later_does_not_overrule_it() -> None:
    facts = then(APPROVED, REOPENED, signed("2018-03-29"), accepted("2018-03-29"))
    assert commitment(corrected(facts, 6, accepted("2017-08-09"))).signed_on == day("2018-03-29")


def test_a_correction_is_no_event_of_its_own() -> None:
    wrong = corrected(APPROVED, 7, replace(approved("2018-04-20"), signer="Rob Collins"))
    assert isinstance(wrong[-1].said, Corrected)
    one = commitment(wrong)
    assert one.approval is not None
    assert (one.approval.signer, one.approved_at) == ("Rob Collins", START + timedelta(days=7))
