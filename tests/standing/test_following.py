"""The standing after more facts is what all facts together give."""

import pytest
from made.facts import (
    APPROVED,
    BARREN,
    LETTER,
    MISREAD,
    REOPENED,
    SENT,
    YEAR_2017,
    accepted,
    approved,
    came,
    ended,
    issued,
    sent_back,
    signed,
    then,
    told,
)

from loc_builder.facts import Fact, PartMatched, PartReopened, PartSetAside
from loc_builder.letter_id import make
from loc_builder.model import ReturnId, Role
from loc_builder.standing import standing_after, standing_of

BARRENS = make("KYILN", YEAR_2017, BARREN)
MOVED = told(
    issued(),
    issued(district=BARREN),
    *came("scan"),
    *came("lost", letter=None),
    PartMatched(BARRENS, ReturnId("scan"), 1, Role.WHOLE, None, by_rule=False),
    PartMatched(LETTER, ReturnId("lost"), 1, Role.WHOLE, None, by_rule=False),
    PartSetAside(ReturnId("lost"), 1, "an advertisement"),
    PartReopened(ReturnId("lost"), 1, "it is signed overleaf"),
    *came("again", letter=BARRENS),
    sent_back("again"),
)
LONG = then(
    told(issued(), issued(district=BARREN), SENT, *came("unsigned"), sent_back("unsigned"), *came("scan")),
    signed("2018-03-09"),
    accepted("2018-03-09"),
    *came("other", letter=BARRENS),
    REOPENED,
    accepted("2018-03-09"),
    *came("ink", Role.COUNTERSIGNED),
    approved("2018-04-02", "ink"),
    issued(2),
    ended("2018-05-01"),
)


@pytest.mark.parametrize("facts", [APPROVED, MISREAD, MOVED, LONG], ids=["approved", "corrected", "moved", "long"])
@pytest.mark.parametrize("step", [1, 2, 5])
def test_a_standing_carried_on_is_the_standing_of_all_facts(facts: tuple[Fact, ...], step: int) -> None:
    standing = standing_of(())
    for at in range(0, len(facts), step):
        so_far = facts[: at + step]
        standing = standing_after(standing, so_far, added=facts[at : at + step])
        assert standing == standing_of(so_far)
        assert list(standing.returns) == list(standing_of(so_far).returns), "returns stay in the order they came"
