"""How a certificate tells of corrections: the wrong value and the right one, by whom and why, each once."""

from dataclasses import replace

from made.facts import APPROVED, accepted, approved, corrected, signed

from loc_builder.binding.telling import sentences
from loc_builder.facts import Accepted, Approved, Corrected, Fact, Signed

AUGUST = corrected(corrected(APPROVED, 5, signed("2017-08-09")), 6, accepted("2017-08-09"))


def corrections(facts: tuple[Fact, ...]) -> list[str]:
    return [words for fact, words in sentences(facts) if isinstance(fact.said, Corrected)]


def test_a_corrected_day_of_a_signature_is_told_once_for_signature_and_term_with_both_days() -> None:
    again = corrected(corrected(AUGUST, 5, signed("2017-08-19")), 6, accepted("2017-08-19"))
    assert corrections(again) == [
        "Date of the district's signature corrected from March 9, 2018 to August 9, 2017 by Pat: misread",
        "Accepted by Pat for school year 2017-2018 instead of school years 2017-2018 and 2018-2019",
        "Date of the district's signature corrected from August 9, 2017 to August 19, 2017 by Pat: misread",
    ]


def test_a_corrected_approval_tells_day_and_signer_as_they_were_and_are() -> None:
    wrong = APPROVED[6].said
    assert isinstance(wrong, Approved)
    both = replace(approved("2018-04-03"), signer="Rob Collins")
    [told] = corrections(corrected(APPROVED, 7, both))
    assert told == (
        "Date of the approval corrected from April 2, 2018 to April 3, 2018,"
        " and its signer from Kristina Catanese to Rob Collins, by Pat: misread"
    )
    assert corrections(corrected(APPROVED, 7, replace(wrong, signer="Rob Collins"))) == [
        "Signer of the approval corrected from Kristina Catanese to Rob Collins by Pat: misread"
    ]


def test_a_correction_that_changes_nothing_is_told_as_that() -> None:
    said = APPROVED[4].said
    assert isinstance(said, Signed)
    assert corrections(corrected(APPROVED, 5, said)) == [
        "The district's signature looked at again and left as it was by Pat: misread"
    ]


def test_what_is_accepted_all_the_same_by_a_correction_is_told() -> None:
    said = APPROVED[5].said
    assert isinstance(said, Accepted)
    assert corrections(corrected(APPROVED, 6, replace(said, despite=("no-date",)))) == [
        "Accepted by Pat, despite: there is no date beside the signature"
    ]
