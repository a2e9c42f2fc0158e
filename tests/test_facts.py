from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest
from made.facts import told

from loc_builder import canonical
from loc_builder.errors import IntegrityError
from loc_builder.facts import (
    CHAIN_START,
    Accepted,
    Amended,
    Approved,
    Archived,
    Bagged,
    BlankMade,
    Converted,
    Corrected,
    Ended,
    FindingsNoted,
    Issued,
    PaperNoted,
    PartMatched,
    PartReopened,
    PartSetAside,
    Received,
    Recorded,
    Reopened,
    ReturnedForCorrection,
    Sent,
    Signed,
    Statement,
    chain_hash,
    correction,
    effective,
    read_statement,
)
from loc_builder.model import Basis, DistrictNumber, LetterId, MembershipStart, PartRef, ReturnId, Role, Sha256
from loc_builder.schoolyear import SchoolYear, Term, TermRuleName

ADAIR = LetterId("KYILN-2017-001-L1-58")
YEAR = SchoolYear(2017)
SCAN = ReturnId("5c" * 32)
FILE = Sha256("f1" * 32)
NOON = datetime(2017, 8, 7, 16, 0, tzinfo=UTC)
SIGNED = Signed(ADAIR, "district", "Pat Doe", date(2017, 8, 4), Basis.INK, PartRef(SCAN, 1))

ONE_OF_EACH: tuple[Statement, ...] = (
    Issued(ADAIR, 1, YEAR, DistrictNumber("001"), "Adair County", "001 Adair County.docx", FILE, FILE, FILE),
    Sent(ADAIR, date(2017, 7, 5)),
    Received(SCAN, "scan\N{PARTY POPPER}.pdf", 4096, date(2017, 8, 7), "post", 1),
    FindingsNoted(SCAN, 1, Role.WHOLE, (ADAIR,), ("date-unsure",), FILE),
    PartMatched(ADAIR, SCAN, 1, Role.WHOLE, None, by_rule=True),
    PartSetAside(SCAN, 2, "an empty page"),
    SIGNED,
    Accepted(
        ADAIR,
        1,
        Term.over((YEAR,), date(2017, 8, 4)),
        TermRuleName.SIGNING_DATE,
        MembershipStart.APPROVAL,
        (PartRef(SCAN, 1),),
        by_rule=False,
        despite=("text-changed",),
    ),
    ReturnedForCorrection(ADAIR, (PartRef(SCAN, 1),), "no date"),
    Reopened(ADAIR, "the wrong page"),
    Approved(ADAIR, "agency", "Kristina Catanese", "", date(2017, 8, 9), Basis.TYPED_NAME, None),
    Corrected(ADAIR, 7, "read wrongly", "signed", 1, {"signed_on": "2017-08-14"}),
    Ended(ADAIR, date(2018, 1, 31), "notice of 15 January"),
    Recorded(ADAIR, "001 Adair County - record.pdf", FILE, 6),
    Archived(YEAR, "archive.pdf", FILE, 20, 14, (ADAIR,)),
    Converted(Sha256("d0" * 32), FILE),
    PaperNoted(ADAIR, None, date(2017, 8, 7), "binder 3"),
    Amended(ADAIR, date(2017, 11, 1), "two schools join", "amendment.pdf", FILE),
    Bagged(YEAR, "bag", 1, FILE, 14, FILE, FILE),
    BlankMade(YEAR, FILE, FILE, "Blank.docx"),
    PartReopened(SCAN, 2, "something is written on it"),
)


# ---- kept readable for ever -------------------------------------------------------------------------------------


def test_facts_written_today_have_the_hashes_that_old_ledgers_have() -> None:
    """The bytes of a kind and version never change: a change is a new class and a new version beside the old one."""
    heads = [CHAIN_START]
    for number, said in enumerate(ONE_OF_EACH, start=1):
        heads.append(chain_hash(sequence=number, at=NOON, by="Pat", said=said, previous=heads[-1]))
    assert heads[16] == "e204ae4656594f33b794b61672962c0d1e7ed70e4f614a5ff1a547961875cfca"


def test_what_came_later_to_a_fact_leaves_the_hashes_of_those_without_it() -> None:
    """An archive and a bag as they were written before there were supplements."""
    made = [said for said in ONE_OF_EACH if isinstance(said, Archived | Bagged)]
    assert len(made) == 2
    for said in made:
        later = replace(said, supplements="bag-v1")
        assert "supplements" not in canonical.load_plain(canonical.dump(said))
        assert read_statement(said.kind, said.version, canonical.load_plain(canonical.dump(later))) == later


def test_there_is_a_sample_of_every_kind() -> None:
    assert [type(said) for said in ONE_OF_EACH] == list(get_args(Statement))
    assert len({(said.kind, said.version) for said in ONE_OF_EACH}) == len(ONE_OF_EACH)


@pytest.mark.parametrize(
    ("kind", "version", "body"),
    [
        ("signed", 2, {}),
        ("forged", 1, {}),
        ("sent", 1, {}),
        ("sent", 1, {"letter_id": ADAIR, "sent_on": "yesterday"}),
        ("sent", 1, {"letter_id": ADAIR, "sent_on": None}),
        ("sent", 1, []),
        ("archived", 1, {"school_year": 2017, "letters": "KYILN"}),
    ],
)
def test_a_fact_that_nothing_here_ever_wrote_is_refused_with_advice(kind: str, version: int, body: Any) -> None:
    with pytest.raises(
        IntegrityError, match=f"a fact of the kind '{kind}' version {version} cannot be read"
    ) as refused:
        read_statement(kind, version, body)
    assert "update it" in refused.value.hint


# ---- the chain --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changed",
    [
        {"sequence": 2},
        {"at": NOON.replace(microsecond=1)},
        {"by": "Sam"},
        {"said": replace(SIGNED, signed_on=date(2017, 8, 14))},
        {"previous": "1" + CHAIN_START[1:]},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_a_facts_hash_covers(changed: dict[str, Any]) -> None:
    fact: dict[str, Any] = {"sequence": 1, "at": NOON, "by": "Pat", "said": SIGNED, "previous": CHAIN_START}
    assert chain_hash(**fact) != chain_hash(**fact | changed)


# ---- corrections ------------------------------------------------------------------------------------------------


def on(day: str) -> Signed:
    return replace(SIGNED, signed_on=date.fromisoformat(day))


def test_a_corrected_fact_counts_as_if_it_had_been_said_so_at_once() -> None:
    first = told(Sent(ADAIR, date(2017, 7, 5)), on("2017-08-14"), Reopened(ADAIR, "why"))
    facts = told(
        *(fact.said for fact in first), correction(first[1], on("2017-08-04"), letter_id=ADAIR, because="typo")
    )
    counting = effective(facts)
    assert [fact.said for fact in counting] == [first[0].said, on("2017-08-04"), first[2].said]
    assert [fact.sequence for fact in counting] == [fact.sequence for fact in first]
    assert [fact.at for fact in counting] == [first[0].at, facts[3].at, first[2].at], "it is known since the correction"


def test_of_several_corrections_of_one_fact_the_last_counts() -> None:
    (wrong,) = told(on("2017-08-14"))
    days = ("2017-08-24", "2017-08-04")
    facts = told(wrong.said, *(correction(wrong, on(day), letter_id=ADAIR, because="again") for day in days))
    assert [fact.said for fact in effective(facts)] == [on("2017-08-04")]


def test_a_correction_says_what_it_replaces_and_why() -> None:
    (wrong,) = told(on("2017-08-14"))
    said = correction(wrong, on("2017-08-04"), letter_id=ADAIR, because="a 0 read as 1")
    assert (said.supersedes, said.because, said.replacement_kind) == (1, "a 0 read as 1", "signed")
    assert said.replacement["signed_on"] == "2017-08-04"
