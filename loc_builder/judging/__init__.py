"""Evidence and match to findings, checks and a decision. Pure.

`assess` says what is held of one part; `decide` whether a letter can be accepted by rule, `decide_by_person` whether
what a person read can be.
"""

from loc_builder.judging.assessing import AsIssued, assess
from loc_builder.judging.dating import Span, date_findings, meanings, years_of
from loc_builder.judging.deciding import (
    DATE_CODES,
    SIGNED_ROLES,
    Acceptable,
    Chosen,
    Decision,
    OneOfSeveral,
    ReadByPerson,
    Refused,
    Waits,
    approval_refusal,
    contradicted,
    decide,
    decide_by_person,
    open_findings,
    seen_by_person,
    still_to_sign,
    to_be_named,
)

__all__ = [
    "DATE_CODES",
    "SIGNED_ROLES",
    "Acceptable",
    "AsIssued",
    "Chosen",
    "Decision",
    "OneOfSeveral",
    "ReadByPerson",
    "Refused",
    "Span",
    "Waits",
    "approval_refusal",
    "assess",
    "contradicted",
    "date_findings",
    "decide",
    "decide_by_person",
    "meanings",
    "open_findings",
    "seen_by_person",
    "still_to_sign",
    "to_be_named",
    "years_of",
]
