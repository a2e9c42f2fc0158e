"""What follows from the facts: a letter's state, its commitment, memberships. Pure.

Status is never stored. `standing_of` folds the facts, corrections applied, into one value; everything that the
office asks (who is outstanding, who is a member on a day, what waits) is read off that value.
"""

from loc_builder.standing.folding import standing_of
from loc_builder.standing.following import standing_after
from loc_builder.standing.states import (
    Commitment,
    LetterStanding,
    LetterState,
    PartStanding,
    ReturnStanding,
    Standing,
    is_open,
    missing_roles,
)

__all__ = [
    "Commitment",
    "LetterStanding",
    "LetterState",
    "PartStanding",
    "ReturnStanding",
    "Standing",
    "is_open",
    "missing_roles",
    "standing_after",
    "standing_of",
]
