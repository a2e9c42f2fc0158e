"""A person's decisions: accept, reject, reopen, one at a time or a sheet of them.

Each is judged first and recorded in one transaction, so that what is refused leaves no trace but a PDF of the letter
that it was laid over.
"""

from loc_builder.steps.decide.accepting import accept_letter, accept_newcomer, accept_return
from loc_builder.steps.decide.looking import Look
from loc_builder.steps.decide.newcomer import meant_for
from loc_builder.steps.decide.sheet import SheetDecided, decide_rows
from loc_builder.steps.decide.turning_down import reject_letter, reject_return
from loc_builder.steps.decide.undoing import bring_back, reopen

__all__ = [
    "Look",
    "SheetDecided",
    "accept_letter",
    "accept_newcomer",
    "accept_return",
    "bring_back",
    "decide_rows",
    "meant_for",
    "reject_letter",
    "reject_return",
    "reopen",
]
