"""What happened to Adair County's letter of 2017-2018, told as facts a day apart."""

from datetime import UTC, date, datetime, timedelta

from loc_builder.facts import (
    Accepted,
    Approved,
    Ended,
    Fact,
    FindingsNoted,
    Issued,
    PartMatched,
    Received,
    Reopened,
    ReturnedForCorrection,
    Sent,
    Signed,
    Statement,
    correction,
)
from loc_builder.letter_id import make
from loc_builder.model import Basis, DistrictNumber, LetterId, MembershipStart, PartRef, ReturnId, Role, Sha256
from loc_builder.schoolyear import OutsideTerm, SchoolYear, TermRule, TermRuleName
from loc_builder.standing import Commitment, LetterStanding, standing_of

YEAR_2017, YEAR_2018, YEAR_2019 = SchoolYear(2017), SchoolYear(2018), SchoolYear(2019)
ADAIR, BARREN = DistrictNumber("001"), DistrictNumber("035")
LETTER = make("KYILN", YEAR_2017, ADAIR)
FILE = Sha256("f1" * 32)
START = datetime(2017, 7, 5, 14, 0, tzinfo=UTC)


def told(*said: Statement) -> tuple[Fact, ...]:
    """Facts in this order, a day apart, numbered from 1."""
    return tuple(
        Fact(number, START + timedelta(days=number), "Pat", each, "", "") for number, each in enumerate(said, start=1)
    )


def then(facts: tuple[Fact, ...], *said: Statement) -> tuple[Fact, ...]:
    """The same facts and some more."""
    return told(*(fact.said for fact in facts), *said)


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


def commitment(facts: tuple[Fact, ...]) -> Commitment:
    found = letter_of(facts).commitment
    assert found is not None
    return found


SIGNED_IN_MARCH = told(issued(), *came("scan"), signed("2018-03-09"), accepted("2018-03-09"))
SIGNED_IN_AUGUST = told(issued(), *came("scan"), signed("2017-08-04"), accepted("2017-08-04"))
SIGNED_IN_JUNE = told(issued(), *came("scan"), signed("2017-06-15"), accepted("2017-06-15"))
APPROVED = then(SIGNED_IN_MARCH, approved("2018-04-02"))
APPROVED_IN_AUGUST = then(SIGNED_IN_AUGUST, approved("2017-08-21"))
MISREAD = corrected(corrected(APPROVED, 5, signed("2017-08-09")), 6, accepted("2017-08-09"))
"""Accepted and approved as signed in March; then somebody saw that the date is an August one."""
