"""Records of all commitments of an edition, the one PDF that binds them, and the bag around it.

Everything is made from the facts that were there before: the facts that this step adds (`converted`, `recorded`,
`archived`, `bagged`) are left out, so that a second run finds the same facts and says "unchanged". A letter whose
record cannot be made stops the archive, but only when all such letters are known. Files first, facts last.
"""

from loc_builder.steps.archive.bagging import BagMade
from loc_builder.steps.archive.carrying_out import ArchiveMade, carry_out, plan, unapproved
from loc_builder.steps.archive.public import PublicCopy, public_copy

__all__ = ["ArchiveMade", "BagMade", "PublicCopy", "carry_out", "plan", "public_copy", "unapproved"]
