"""From roster rows to one Word letter per district, each a fact.

`plan` says what would happen to each row; `carry_out` makes every letter, checks them all, and only then writes: files
first, facts last, so that a killed run is simply run again.
"""

from loc_builder.steps.fill.making import carry_out
from loc_builder.steps.fill.planning import Fate, FillPlan, PlannedLetter, plan

__all__ = ["Fate", "FillPlan", "PlannedLetter", "carry_out", "plan"]
