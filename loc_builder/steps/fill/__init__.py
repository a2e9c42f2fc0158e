"""From roster rows to one Word letter per district, each a fact.

`plan` says what would happen to each row; `carry_out` makes every letter, checks them all, and only then writes: files
first, facts last, so that a killed run is simply run again.
"""

from loc_builder.steps.fill.blank import BlankPlan, carry_out_blank, plan_blank
from loc_builder.steps.fill.making import carry_out, rehearse
from loc_builder.steps.fill.planning import Fate, FillPlan, PlannedLetter, plan

__all__ = [
    "BlankPlan",
    "Fate",
    "FillPlan",
    "PlannedLetter",
    "carry_out",
    "carry_out_blank",
    "plan",
    "plan_blank",
    "rehearse",
]
