"""Who sent it says whose it may be, and contradicts a letter of somebody else."""

import pytest

from loc_builder.findings import FindingCode
from loc_builder.letter_id import make
from loc_builder.matching import KnownLetter, match_letter
from loc_builder.model import Ambiguous, Clue, ClueKind, District, DistrictNumber, Matched, Unmatched
from loc_builder.schoolyear import SchoolYear

DISTRICTS = (District(DistrictNumber("001"), "Adair County"), District(DistrictNumber("005"), "Allen County"))
YEAR = SchoolYear(2024)


def letter(number: str, *addresses: str) -> KnownLetter:
    return KnownLetter(make("KYILN", YEAR, DistrictNumber(number)), YEAR, DistrictNumber(number), addresses)


ADAIR = letter("001", "jane@adair.example", "clerk@coop.example")
ALLEN = letter("005", "ann@allen.example", "helper@coop.example")
LETTERS = (ADAIR, ALLEN)


def sent_by(address: str, *more: Clue) -> Ambiguous | Matched | Unmatched:
    return match_letter((Clue(ClueKind.SENDER, address), *more), LETTERS, DISTRICTS)


@pytest.mark.parametrize("address", ["jane@adair.example", "JANE@Adair.Example", "somebody@adair.example"])
def test_a_sender_alone_only_proposes_the_letter(address: str) -> None:
    found = sent_by(address)
    assert isinstance(found, Ambiguous)
    assert found.candidates == (ADAIR.letter_id,)
    assert found.findings[0].code is FindingCode.UNIDENTIFIED


@pytest.mark.parametrize("address", ["nobody@coop.example", "jane@else.example", "", "adair.example"])
def test_an_address_of_nobody_or_of_a_shared_domain_says_nothing(address: str) -> None:
    assert isinstance(sent_by(address), Unmatched)


def test_a_code_and_a_sender_of_the_same_district_agree() -> None:
    assert isinstance(sent_by("jane@adair.example", Clue(ClueKind.CODE, ADAIR.letter_id)), Matched)


def test_a_code_and_a_sender_whom_nobody_knows_do_not_contradict() -> None:
    assert isinstance(sent_by("x@mail.example", Clue(ClueKind.CODE, ADAIR.letter_id)), Matched)


@pytest.mark.parametrize("address", ["ann@allen.example", "other@allen.example", "helper@coop.example"])
def test_a_neighbours_file_waits_for_a_person(address: str) -> None:
    found = sent_by(address, Clue(ClueKind.CODE, ADAIR.letter_id))
    assert isinstance(found, Ambiguous)
    assert found.findings[0].code is FindingCode.IDENTITY_CONFLICT
    assert "sent by Allen County" in found.findings[0].detail
    assert found.candidates == (ADAIR.letter_id, ALLEN.letter_id)


def test_what_was_typed_comes_before_who_sent_it() -> None:
    found = sent_by("ann@allen.example", Clue(ClueKind.NAME_TYPED, "Adair County"))
    assert isinstance(found, Ambiguous)
    assert found.candidates == (ADAIR.letter_id,)
