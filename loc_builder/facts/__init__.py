"""The closed, versioned set of facts: what can happen to a letter or a return.

A *statement* says what happened; a *fact* is a statement with its number, moment, author and place in the chain.
Old kinds and versions stay readable for ever: a changed statement gets a new class and version beside the old one.
Statements hold hashes, ids and days; what people wrote lies in kept files.
"""

from loc_builder.facts.chain import (
    CHAIN_START,
    Fact,
    chain_hash,
    conversions_in,
    correction,
    effective,
    hash_after,
    read_statement,
    replacement_of,
)
from loc_builder.facts.made import Archived, Bagged, BlankMade, Converted, Issued, Recorded
from loc_builder.facts.statements import (
    Accepted,
    Amended,
    Approved,
    Corrected,
    Ended,
    FindingsNoted,
    PaperNoted,
    PartMatched,
    PartReopened,
    PartSetAside,
    Received,
    Reopened,
    ReturnedForCorrection,
    Sent,
    Signed,
    Statement,
)

__all__ = [
    "CHAIN_START",
    "Accepted",
    "Amended",
    "Approved",
    "Archived",
    "Bagged",
    "BlankMade",
    "Converted",
    "Corrected",
    "Ended",
    "Fact",
    "FindingsNoted",
    "Issued",
    "PaperNoted",
    "PartMatched",
    "PartReopened",
    "PartSetAside",
    "Received",
    "Recorded",
    "Reopened",
    "ReturnedForCorrection",
    "Sent",
    "Signed",
    "Statement",
    "chain_hash",
    "conversions_in",
    "correction",
    "effective",
    "hash_after",
    "read_statement",
    "replacement_of",
]
